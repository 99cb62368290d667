// MiniSearch with its own tokenizer, title boosted, prefixes and typing errors allowed.
// usage: node minisearch.mjs CORPUS QUERIES
import { createRequire } from "node:module"
import { readFileSync } from "node:fs"
import { gzipSync } from "node:zlib"

const MiniSearch = createRequire(process.cwd() + "/")("minisearch")
const [corpus, queries] = process.argv.slice(2).map((path) =>
  readFileSync(path, "utf8").trim().split("\n").map((line) => JSON.parse(line)))

// Vietnamese as a careful user of the library would set it up: marks folded, d for đ.
const fold = (term) =>
  term.toLowerCase().normalize("NFD").replace(/\p{M}/gu, "").replace(/đ/g, "d")
const start = process.cpuUsage()
const index = new MiniSearch({
  fields: ["title", "text"],
  processTerm: fold,
  searchOptions: { boost: { title: 3 }, prefix: (_, at, all) => at === all.length - 1, fuzzy: 0.2 },
})
index.addAll(corpus)
const cpu = process.cpuUsage(start)
const bytes = gzipSync(JSON.stringify(index)).length
console.log(JSON.stringify({ cpu: (cpu.user + cpu.system) / 1e6, bytes }))
for (const { text } of queries) {
  console.log(JSON.stringify(index.search(text).slice(0, 10).map((hit) => hit.id)))
}

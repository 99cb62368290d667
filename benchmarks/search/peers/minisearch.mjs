// MiniSearch with its own tokenizer, title boosted, prefixes and typing errors allowed.
// usage: node minisearch.mjs CORPUS QUERIES
// First line out: seconds and MB of the index; then for each query ids and bytes loaded before it.
import { createRequire } from "node:module"
import { readFileSync } from "node:fs"
import { gzipSync } from "node:zlib"

const require = createRequire(process.cwd() + "/")
const MiniSearch = require("minisearch")
const lines = (path) => readFileSync(path, "utf8").trim().split("\n").map((line) => JSON.parse(line))
const [corpus, queries] = process.argv.slice(2).map(lines)

// Vietnamese as a careful user of the library would set it up: marks folded, d for đ.
const fold = (term) =>
  term.toLowerCase().normalize("NFD").replace(/\p{M}/gu, "").replace(/đ/g, "d")
const start = process.cpuUsage()
const index = new MiniSearch({
  fields: ["title", "text"],
  storeFields: ["title"],
  processTerm: fold,
  searchOptions: { boost: { title: 3 }, prefix: (_, at, all) => at === all.length - 1, fuzzy: 0.2 },
})
index.addAll(corpus)
const cpu = process.cpuUsage(start)
const peak = process.resourceUsage().maxRSS / 1000
console.log(JSON.stringify({ cpu: (cpu.user + cpu.system) / 1e6, peak }))
const engine = require.resolve("minisearch").replace(/dist.*/, "dist/umd/index.js")
const bytes = gzipSync(JSON.stringify(index), { level: 6 }).length +
  gzipSync(readFileSync(engine), { level: 6 }).length
for (const { text } of queries) {
  const ids = index.search(text).slice(0, 10).map((hit) => hit.id)
  console.log(JSON.stringify({ ids, bytes }))
}

// lunr as Material for MkDocs runs it: fields title and text, title boosted by 1000, every term
// also as a prefix. usage: node lunr.mjs CORPUS QUERIES, JSON lines in, JSON lines out.
import { createRequire } from "node:module"
import { readFileSync } from "node:fs"
import { gzipSync } from "node:zlib"

const lunr = createRequire(process.cwd() + "/")("lunr")
const [corpus, queries] = process.argv.slice(2).map((path) =>
  readFileSync(path, "utf8").trim().split("\n").map((line) => JSON.parse(line)))

const start = process.cpuUsage()
const index = lunr(function () {
  this.tokenizer.separator = /[\s\-]+/
  this.pipeline.reset()
  this.searchPipeline.reset()
  this.ref("id")
  this.field("title", { boost: 1e3 })
  this.field("text")
  for (const one of corpus) this.add(one)
})
const cpu = process.cpuUsage(start)
// Material's browser loads search_index.json and indexes it there.
const docs = corpus.map(({ id, title, text }) => ({ location: id, title, text }))
const bytes = gzipSync(JSON.stringify({ config: { lang: ["vi"] }, docs })).length
console.log(JSON.stringify({ cpu: (cpu.user + cpu.system) / 1e6, bytes }))
for (const { text } of queries) {
  let hits = []
  try {
    hits = index.query((q) => {
      for (const term of lunr.tokenizer(text)) {
        q.term(String(term), { wildcard: lunr.Query.wildcard.NONE, boost: 10 })
        q.term(String(term), { wildcard: lunr.Query.wildcard.TRAILING })
      }
    })
  } catch { /* a query it cannot read */ }
  console.log(JSON.stringify(hits.slice(0, 10).map((hit) => hit.ref)))
}

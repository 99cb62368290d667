// Material's own search: its worker as the package ships it, with the settings that its plug-in takes
// for a Vietnamese site. usage: node material.mjs CORPUS QUERIES JAVASCRIPTS (its folder of scripts)
// First line out: seconds and MB of the index; then for each query ids and bytes loaded before it.
import { readFileSync, readdirSync } from "node:fs"
import { join } from "node:path"
import { runInThisContext } from "node:vm"
import { gzipSync } from "node:zlib"

const [corpusPath, queriesPath, scripts] = process.argv.slice(2)
const lines = (path) => readFileSync(path, "utf8").trim().split("\n").map((line) => JSON.parse(line))
const [corpus, queries] = [lines(corpusPath), lines(queriesPath)]
const escaped = (text) => text.replace(/&/g, "&amp;").replace(/</g, "&lt;")

const folder = join(scripts, "workers")
let bytes = 0
const run = (path) => {
  const code = readFileSync(path, "utf8")
  bytes += gzipSync(code, { level: 6 }).length
  runInThisContext(code, path)
}
let ask, answered
globalThis.self = globalThis
globalThis.addEventListener = (_, handler) => (ask = handler)
globalThis.postMessage = (message) => answered(message)
globalThis.importScripts = (...paths) => paths.forEach((path) => run(join(folder, path)))
const told = (type, data) => new Promise((resolve) => {
  answered = resolve
  ask({ data: { type, data } })
})
const SETUP = 0, QUERY = 2

run(join(folder, readdirSync(folder).find((name) => /^search\..*\.js$/.test(name))))
const config = {
  lang: ["vi"],
  separator: "[\\s\\-]+",
  pipeline: ["stopWordFilter"],
  fields: { title: { boost: 1e3 }, text: { boost: 1 }, tags: { boost: 1e6 } },
}
const docs = corpus.map(({ id, title, text }) =>
  ({ location: id, title: escaped(title), text: escaped(text) }))
bytes += gzipSync(JSON.stringify({ config, docs }), { level: 6 }).length
const start = process.cpuUsage()
await told(SETUP, { config, docs, options: { suggest: false } })
const cpu = process.cpuUsage(start)
const peak = process.resourceUsage().maxRSS / 1000
console.log(JSON.stringify({ cpu: (cpu.user + cpu.system) / 1e6, peak }))
for (const { text } of queries) {
  const { data } = await told(QUERY, text)
  const ids = data.items.slice(0, 10).map((group) => group[0].location)
  console.log(JSON.stringify({ ids, bytes }))
}

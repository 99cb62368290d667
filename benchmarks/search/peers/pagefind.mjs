// Pagefind over plain pages; its browser side runs here with a fetch that reads the folder.
// usage: node pagefind.mjs CORPUS QUERIES (in a folder of its own: it writes pages/ and bundle/)
import { createRequire } from "node:module"
import { mkdirSync, readFileSync, writeFileSync, copyFileSync } from "node:fs"
import { pathToFileURL } from "node:url"
import { gzipSync } from "node:zlib"

const [corpus, queries] = process.argv.slice(2).map((path) =>
  readFileSync(path, "utf8").trim().split("\n").map((line) => JSON.parse(line)))
const escaped = (text) =>
  text.replace(/&/g, "&amp;").replace(/</g, "&lt;")

const { spawnSync } = await import("node:child_process")
mkdirSync("pages", { recursive: true })
for (const { id, title, text } of corpus) {
  writeFileSync(`pages/${id}.html`, `<!doctype html><html lang="vi"><title>${escaped(title)}</title>` +
    `<body><h1>${escaped(title)}</h1><p>${escaped(text)}</p></body></html>`)
}
const start = process.hrtime.bigint()
const require = createRequire(process.cwd() + "/")
const binary = require.resolve("@pagefind/linux-x64/package.json")
  .replace("package.json", "bin/pagefind_extended")
const ran = spawnSync(binary, ["--site", "pages", "--output-path", "bundle"], { encoding: "utf8" })
if (ran.status !== 0) throw new Error(ran.stderr || String(ran.error))
const wall = Number(process.hrtime.bigint() - start) / 1e9

let loaded = new Map()
globalThis.window = globalThis.window ?? { location: { origin: "http://localhost" } }
globalThis.location = { origin: "http://localhost", href: "http://localhost/" }
globalThis.document = {
  currentScript: null,
  querySelector: (what) => (what === "html" ? { getAttribute: () => "vi" } : null),
}
globalThis.fetch = async (address) => {
  const path = String(address).replace(/^https?:\/\/localhost/, "").split("?")[0].replace(/^\//, "")
  const data = readFileSync(path)
  loaded.set(path, path.endsWith(".json") ? gzipSync(data).length : data.length)
  return new Response(data)
}
copyFileSync("bundle/pagefind.js", "bundle/pagefind.mjs")
const pagefind = await import(pathToFileURL("bundle/pagefind.mjs").href)
const engine = gzipSync(readFileSync("bundle/pagefind.js")).length
const perQuery = []
const lines = []
for (const { text } of queries) {
  loaded = new Map()
  await pagefind.destroy() // cold: what one query loads by itself
  await pagefind.options({ basePath: "/bundle/", baseUrl: "/" })
  await pagefind.init()
  const { results } = await pagefind.search(text)
  const first = await Promise.all(results.slice(0, 8).map((hit) => hit.data()))
  perQuery.push(engine + [...loaded.values()].reduce((a, b) => a + b, 0))
  lines.push(JSON.stringify(first.map((page) => page.url.replace(/^.*\//, "").replace(".html", ""))))
}
perQuery.sort((a, b) => a - b)
console.log(JSON.stringify({ cpu: wall, bytes: perQuery[perQuery.length >> 1] }))
lines.forEach((line) => console.log(line))

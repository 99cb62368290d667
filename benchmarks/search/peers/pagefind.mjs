// The browser side of Pagefind, over the bundle in ./bundle/, with a fetch that reads the folder.
// usage: node pagefind.mjs QUERIES; for each query a line with ids and bytes loaded for it, cold.
import { copyFileSync, readFileSync } from "node:fs"
import { pathToFileURL } from "node:url"
import { gzipSync } from "node:zlib"

const queries = readFileSync(process.argv[2], "utf8").trim().split("\n").map((line) => JSON.parse(line))

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
  loaded.set(path, path.endsWith(".json") ? gzipSync(data, { level: 6 }).length : data.length)
  return new Response(data)
}
copyFileSync("bundle/pagefind.js", "bundle/pagefind.mjs")
const pagefind = await import(pathToFileURL("bundle/pagefind.mjs").href)
const engine = gzipSync(readFileSync("bundle/pagefind.js"), { level: 6 }).length
for (const { text } of queries) {
  loaded = new Map()
  await pagefind.destroy() // cold: what one query loads by itself
  await pagefind.options({ basePath: "/bundle/", baseUrl: "/" })
  await pagefind.init()
  const { results } = await pagefind.search(text)
  const first = await Promise.all(results.slice(0, 8).map((hit) => hit.data()))
  const ids = first.map((page) => page.url.replace(/^.*\//, "").replace(".html", ""))
  const bytes = engine + [...loaded.values()].reduce((a, b) => a + b, 0)
  console.log(JSON.stringify({ ids, bytes }))
}

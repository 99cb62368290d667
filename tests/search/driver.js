/* Runs the engine of the search for the tests: a JSON line in, a JSON line out.

   {"call": "syllables", "text"} | {"call": "parse" | "search", "text", "base"} | {"call": "postings", "text": term, "base"} |
   {"call": "beginningWith", "text", "limit", "base"} | {"call": "card" | "texts", "item", "base"} | {"call": "facets", "base"} |
   {"call": "column", "name", "base"} |
   {"call": "inflate", "text": base64} | {"call": "columns", "name", "given": [arguments]}; "fresh" drops what was loaded, "own" takes away DecompressionStream.
   Answers: {"answer", "ms"} or {"error"}. */
"use strict";

const fs = require("node:fs");
const path = require("node:path");
const readline = require("node:readline");
const vm = require("node:vm");

const ENGINE = path.join(__dirname, "../../generator/search/browser/");
const native = globalThis.DecompressionStream;

/** The little of a page that the loader needs; a script that does not parse still fires `load`. */
globalThis.document = {
  createElement: () => ({ remove() {} }),
  head: {
    append: (script) =>
      fs.readFile(script.src, "utf8", (error, code) => {
        if (error) return script.onerror();
        try {
          vm.runInThisContext(code, script.src);
        } catch {
          /* the browser says so in its console */
        }
        return script.onload();
      }),
  },
};

const COLUMNS = path.join(__dirname, "../../generator/search/browser/columns.js");

const PARTS = ["analysis", "spelling", "dictionary", "query", "ranking"].map((name) => `${ENGINE}${name}.js`);

for (const file of [...PARTS, COLUMNS]) {
  globalThis.document.currentScript = { src: file };
  vm.runInThisContext(fs.readFileSync(file, "utf8"), file);
}

const { sotay } = globalThis;
const dictionaries = new Map();

function dictionary({ base, fresh }) {
  if (fresh || !dictionaries.has(base)) dictionaries.set(base, sotay.Dictionary(base));
  return dictionaries.get(base);
}

const CALLS = {
  syllables: ({ text }) => sotay.analysis.syllables(text),
  parse: (asked) => sotay.query.parse(asked.text, dictionary(asked)),
  search: (asked) => sotay.ranking.search(asked.text, dictionary(asked)),
  postings: async (asked) => {
    const { items, weights } = await dictionary(asked).postings(asked.text);
    return Array.from(items, (item, row) => [item, weights[row]]);
  },
  beginningWith: (asked) => dictionary(asked).beginningWith(asked.text, asked.limit),
  card: (asked) => dictionary(asked).card(asked.item),
  texts: (asked) => dictionary(asked).texts(asked.item),
  column: (asked) => dictionary(asked).column(asked.name),
  columns: ({ name, given }) => sotay.columns[name](...given),
  facets: (asked) => dictionary(asked).facets(),
  inflate: ({ text }) => {
    if (!sotay.inflate) vm.runInThisContext(fs.readFileSync(`${ENGINE}inflate.js`, "utf8"), "inflate.js");
    return Buffer.from(sotay.inflate(Buffer.from(text, "base64"))).toString("base64");
  },
};

(async () => {
  for await (const line of readline.createInterface({ input: process.stdin })) {
    const asked = JSON.parse(line);
    globalThis.DecompressionStream = asked.own ? undefined : native;
    const start = performance.now();
    let reply;
    try {
      reply = { answer: await CALLS[asked.call](asked), ms: performance.now() - start };
    } catch (error) {
      reply = { error: error.message, file: error.file };
    }
    process.stdout.write(`${JSON.stringify(reply)}\n`);
  }
})();

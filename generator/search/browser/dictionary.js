/* Read side of the index, loaded piece by piece: the mirror of generator/search/dictionary.py.

   A file is a script that calls `sotaySearch(name, base64 of raw deflate)`, because scripts load from
   disk, where `fetch` is refused. Its load event follows at once upon its run, before any other
   script's: what was handed over last is therefore its own. */
(() => {
  "use strict";

  const HERE = document.currentScript.src.replace(/[^/]*$/, "");
  /** Characters of the version in a name. */
  const VERSION = 5;
  const utf8 = new TextDecoder("utf-8", { fatal: true });
  let handed = null;
  globalThis.sotaySearch = (name, data) => (handed = { name, data });

  /** Run a script; the promise is that of what it handed over, or null. */
  function run(address) {
    return new Promise((resolve, reject) => {
      const script = document.createElement("script");
      script.src = address;
      script.onload = () => {
        const own = handed;
        handed = null;
        script.remove();
        resolve(own);
      };
      script.onerror = () => {
        script.remove();
        reject(new Error("it is missing"));
      };
      document.head.append(script);
    });
  }

  async function inflated(text) {
    const data = Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
    const stream = native();
    if (!stream) return (await ownInflate())(data);
    return new Uint8Array(await new Response(new Blob([data]).stream().pipeThrough(stream)).arrayBuffer());
  }

  /** The browser's own inflate; Chrome before 103 has one that knows no raw deflate. */
  function native() {
    try {
      return new DecompressionStream("deflate-raw");
    } catch {
      return null;
    }
  }

  let own = null;
  async function ownInflate() {
    if (!sotay.inflate) await (own = own || run(`${HERE}inflate.js`));
    return sotay.inflate;
  }

  /** Reads numbers of a byte array one after the other; throws at its end. */
  class Reader {
    constructor(data, at = 0) {
      this.data = data;
      this.at = at;
    }

    byte() {
      if (this.at >= this.data.length) throw new Error("it is cut short");
      return this.data[this.at++];
    }

    /** Little-endian base 128. */
    varint() {
      let value = 0;
      for (let scale = 1; ; scale *= 128) {
        const byte = this.byte();
        value += (byte & 127) * scale;
        if (byte < 128) return value;
      }
    }
  }

  const NONE = { items: new Uint32Array(0), weights: new Uint8Array(0) };

  /** Terms of a shard: term → where its postings are; these are decoded when they are asked for. */
  function shard(data) {
    const terms = new Map();
    const reader = new Reader(data);
    const key = new Uint8Array(data.length);
    while (reader.at < data.length) {
      const shared = reader.varint();
      const size = reader.varint();
      key.set(data.subarray(reader.at, (reader.at += size)), shared);
      const count = reader.varint();
      const length = reader.varint();
      terms.set(utf8.decode(key.subarray(0, shared + size)), { data, at: reader.at, count, rows: null });
      reader.at += length;
      if (reader.at > data.length || count * 2 > length) throw new Error("a length is wrong");
    }
    return terms;
  }

  /** Items in ascending order with their weights (head × 16 + body). */
  function rowsOf(entry) {
    if (entry.rows) return entry.rows;
    const reader = new Reader(entry.data, entry.at);
    const items = new Uint32Array(entry.count);
    const weights = new Uint8Array(entry.count);
    for (let row = 0, item = -1; row < entry.count; row++) {
      item += reader.varint() + 1;
      items[row] = item;
      weights[row] = reader.byte();
    }
    return (entry.rows = { items, weights });
  }

  const json = (data) => JSON.parse(utf8.decode(data));

  /** The router with what it lists made ready for looking up. */
  function router(data) {
    const raw = json(data);
    const rules = JSON.parse(raw.rules);
    const [words, letters] = raw.lexicon;
    const count = (letter) => Math.floor(2 ** (parseInt(letter, 36) / 2));
    const borders = raw.shards[1] ? raw.shards[0].split("\n") : [];
    return {
      ...raw,
      borders,
      shards: borders.map((border, place) => shardName(border, versionAt(raw.shards[1], place))),
      lexicon: new Map(words ? words.split(" ").map((word, at) => [word, count(letters[at])]) : []),
      starts: new Set(raw.bodies.split(" ")),
      abbreviations: new Map(Object.entries(raw.abbreviations)),
      rules: {
        ...rules,
        kinds: new Map(Object.entries(rules.kinds)),
        symbols: new Set(rules.symbols),
        sameSymbol: new Map(Object.entries(rules.same_symbol)),
        stop: new Set(rules.stop),
        asking: new Set(rules.asking),
      },
    };
  }

  const versionAt = (versions, place) => versions.slice(place * VERSION, (place + 1) * VERSION);

  /** `s-1k2j3h4-abcde`: FNV-1a (32 bits, base 36) of the border, and the version. */
  function shardName(border, version) {
    let hash = 0x811c9dc5;
    for (const byte of new TextEncoder().encode(border)) hash = Math.imul(hash ^ byte, 0x01000193);
    return `s-${(hash >>> 0).toString(36)}-${version}`;
  }

  /** How many of the sorted `borders` are not beyond `term`, less one. */
  function placeOf(borders, term) {
    let low = 0;
    let high = borders.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (borders[middle] <= term) low = middle + 1;
      else high = middle;
    }
    return low - 1;
  }

  /** A column that is written as steps from one item to the next. */
  function summed(data) {
    let sum = 0;
    return json(data).map((step) => (sum += step));
  }

  const unreadable = (name, { message }) =>
    Object.assign(new Error(`${name}.js cannot be read: ${message}`), { file: name });

  /** The index in the folder `base` (with a slash at its end). Each lookup is a promise; it is rejected
      with an error that has the `file`, where that is missing or damaged. What failed is tried again when
      it is asked for next. */
  function Dictionary(base) {
    const loaded = new Map();

    function load(name, decode) {
      if (!loaded.has(name)) {
        const promise = fileOf(name).then(decode).catch((error) => {
          loaded.delete(name);
          throw unreadable(name, error);
        });
        loaded.set(name, promise);
      }
      return loaded.get(name);
    }

    async function fileOf(name) {
      const script = await run(`${base}${name}.js`);
      if (!script || script.name !== name) throw new Error("it hands over nothing");
      return inflated(script.data);
    }

    const routed = () => load("router", router);

    async function postings(term) {
      const { borders, shards } = await routed();
      const name = shards[placeOf(borders, term)];
      if (!name) return NONE;
      const entry = (await load(name, shard)).get(term);
      try {
        return entry ? rowsOf(entry) : NONE;
      } catch (error) {
        throw unreadable(name, error);
      }
    }

    /** Terms that begin with `prefix`, the most frequent first. */
    async function beginningWith(prefix, limit) {
      const { borders, shards } = await routed();
      const end = placeOf(borders, `${prefix}\uffff`) + 1;
      const names = shards.slice(Math.max(0, placeOf(borders, prefix)), end);
      const found = [];
      for (const terms of await Promise.all(names.map((name) => load(name, shard)))) {
        for (const [term, { count }] of terms) if (term.startsWith(prefix)) found.push([term, count]);
      }
      found.sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
      return found.slice(0, limit).map(([term]) => term);
    }

    /** [page, title, eyebrow, line, state, state label] */
    async function card(item) {
      return rowOf("c", (await routed()).cards, item);
    }

    /** What belongs to an item, in a file of some items. */
    async function rowOf(kind, [size, group, versions], item) {
      const block = Math.floor(item / size);
      const name = `${kind}-${block}-${versionAt(versions, Math.floor(block / group))}`;
      return (await load(name, json))[item % size];
    }

    /** [page, anchor, label, text] of each segment. */
    async function texts(item) {
      const borders = await load((await routed()).texts, json);
      let at = borders.length - 1;
      while (borders[at][0] > item) at--;
      return (await load(borders[at][1], json))[item - borders[at][0]];
    }

    const facets = async () => load((await routed()).facets, json);
    /** `day` or `ordinal` of each item. */
    const column = async (name) => load((await routed())[name], summed);

    return { router: routed, postings, beginningWith, card, texts, facets, column };
  }

  /** The value of another data file of the same form (the basket's). */
  async function packed(address) {
    const script = await run(address);
    if (!script) throw new Error("it hands over nothing");
    return json(await inflated(script.data));
  }

  const sotay = (globalThis.sotay = globalThis.sotay || {});
  Object.assign(sotay, { Dictionary, packed });
})();

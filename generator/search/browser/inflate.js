/* Raw deflate (RFC 1951) for browsers without DecompressionStream("deflate-raw"); loaded only there. */
(() => {
  "use strict";

  const ORDER = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15];
  const LENGTHS = ranges(3, [0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 5]);
  LENGTHS.push([258, 0]);
  const DISTANCES = ranges(1, Array.from({ length: 30 }, (_, at) => Math.max(0, (at >> 1) - 1)));
  const FIXED = [
    tree(Array.from({ length: 288 }, (_, at) => (at < 144 ? 8 : at < 256 ? 9 : at < 280 ? 7 : 8))),
    tree(new Array(30).fill(5)),
  ];

  /** [first value, extra bits] of each symbol. */
  function ranges(value, extra) {
    return extra.map((bits) => {
      const range = [value, bits];
      value += 1 << bits;
      return range;
    });
  }

  /** Canonical Huffman code: how many codes each length has, and the symbols in their order. */
  function tree(lengths) {
    const counts = new Array(16).fill(0);
    const symbols = [];
    for (let length = 1; length < 16; length++) {
      lengths.forEach((one, symbol) => one === length && symbols.push(symbol));
      counts[length] = symbols.length - counts.reduce((sum, count) => sum + count, 0);
    }
    return { counts, symbols };
  }

  /** The bytes that `data` was made from; throws where it is no whole stream. */
  function inflate(data) {
    let at = 0;
    let bit = 0;
    let out = new Uint8Array(data.length * 4 + 64);
    let size = 0;

    function bits(count) {
      let value = 0;
      for (let place = 0; place < count; place++) {
        if (at >= data.length) throw new Error("the stream is cut short");
        value |= ((data[at] >> bit) & 1) << place;
        bit = (bit + 1) & 7;
        if (!bit) at++;
      }
      return value;
    }

    function symbol({ counts, symbols }) {
      let code = 0;
      let first = 0;
      let index = 0;
      for (let length = 1; length < 16; length++) {
        code |= bits(1);
        if (code - first < counts[length]) return symbols[index + code - first];
        index += counts[length];
        first = (first + counts[length]) << 1;
        code <<= 1;
      }
      throw new Error("a code is unknown");
    }

    function put(byte) {
      if (size === out.length) {
        const wider = new Uint8Array(size * 2);
        wider.set(out);
        out = wider;
      }
      out[size++] = byte;
    }

    function stored() {
      if (bit) at++;
      bit = 0;
      const length = bits(16);
      if ((bits(16) ^ length) !== 0xffff) throw new Error("a length is wrong");
      for (let left = length; left; left--) put(bits(8));
    }

    function dynamic() {
      const literals = bits(5) + 257;
      const distances = bits(5) + 1;
      const lengths = new Array(19).fill(0);
      for (let count = bits(4) + 4, place = 0; place < count; place++) lengths[ORDER[place]] = bits(3);
      const code = tree(lengths);
      const all = [];
      while (all.length < literals + distances) {
        const next = symbol(code);
        if (next < 16) all.push(next);
        else {
          const again = next === 16 ? all[all.length - 1] : 0;
          let count = next === 16 ? 3 + bits(2) : next === 17 ? 3 + bits(3) : 11 + bits(7);
          while (count--) all.push(again);
        }
      }
      return [tree(all.slice(0, literals)), tree(all.slice(literals))];
    }

    function compressed([literals, distances]) {
      for (let next = symbol(literals); next !== 256; next = symbol(literals)) {
        if (next < 256) put(next);
        else {
          const [length, more] = LENGTHS[next - 257];
          let left = length + bits(more);
          const [distance, farther] = DISTANCES[symbol(distances)];
          const back = distance + bits(farther);
          if (back > size) throw new Error("a distance is too far");
          while (left--) put(out[size - back]);
        }
      }
    }

    for (let last = 0; !last; ) {
      last = bits(1);
      const kind = bits(2);
      if (kind === 0) stored();
      else if (kind === 1) compressed(FIXED);
      else if (kind === 2) compressed(dynamic());
      else throw new Error("a block is of no kind");
    }
    return out.slice(0, size);
  }

  const sotay = (globalThis.sotay = globalThis.sotay || {});
  sotay.inflate = inflate;
})();

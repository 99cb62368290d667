/* Slots and postings → items in the order of how well they answer: the mirror of generator/search/ranking.py.

   Scores are columns with a place for each item of the index; every search has its own. `best` and `most` are
   for one slot or pair at a time. */
(() => {
  "use strict";

  /** Place in the body of a pair: its position modulo 14, from 1; or that of one that stands at several. */
  const PLACES = 14;
  const ANYWHERE = 15;
  const DECIMALS = 1e6;
  /** Head weight of what an item has for its own. */
  const HIGHEST = 15;
  const NONE = { items: [], weights: [] };
  /** A table of what each weight (head × 16 + body) is worth. */
  const worths = (worth) =>
    Float64Array.from({ length: 256 }, (_, weight) => (worth.head * (weight >> 4)) / 15 + (worth.body * (weight & 15)) / 15);
  /** The same for pairs. Their body bits are a place: any is worth the same. */
  const pairWorths = (worth) =>
    Float64Array.from({ length: 256 }, (_, weight) => (worth.head * (weight >> 4)) / 15 + (weight & 15 ? worth.pair_in_body : 0));

  /** All items that answer, best first; equal scores keep the newest first. Shards that could not be
      loaded count as empty and are named in `failed`. Rejected only where the router is missing. */
  async function search(text, dictionary) {
    const { items: count, rules } = await dictionary.router();
    const failed = new Set();
    const terms = tolerant(dictionary, failed);
    const query = await sotay.query.parse(text, terms);
    const rows = await lookUp(query, terms);
    return { hits: ranked(query, rows, count, rules.worth), query, failed: [...failed].sort() };
  }

  function tolerant(dictionary, failed) {
    const or = (nothing) => (error) => {
      if (!error.file) throw error;
      failed.add(error.file);
      return nothing;
    };
    return {
      router: dictionary.router,
      postings: (term) => dictionary.postings(term).catch(or(NONE)),
      beginningWith: (prefix, limit) => dictionary.beginningWith(prefix, limit).catch(or([])),
    };
  }

  /** Postings of all that the query asks for, at once: term → {items, weights}. */
  async function lookUp({ slots, extras }, terms) {
    const asked = new Set();
    for (const { choices } of [...slots, ...extras]) {
      for (const choice of choices) choice.terms.forEach((term) => asked.add(term));
    }
    for (const [left, right] of gapsOf(slots)) pairsOf(left, right).forEach((term) => asked.add(term));
    const found = await Promise.all([...asked].map(async (term) => [term, await terms.postings(term)]));
    return new Map(found);
  }

  function ranked({ slots, extras, cited }, rows, count, worth) {
    const columns = {
      count,
      worths: worths(worth),
      pairWorths: pairWorths(worth),
      scores: new Float64Array(count),
      matched: new Float64Array(count),
      inHead: new Float64Array(count),
      places: new Uint8Array(count * 16),
      best: new Float64Array(count),
      most: new Uint8Array(count),
    };
    const { scores, matched, inHead, places } = columns;
    let asked = 0;
    for (const slot of [...slots, ...extras]) asked += addSlot(slot, rows, columns);
    const gaps = addRuns(slots, rows, columns, worth.pair);
    const own = cited ? rows.get(cited) : NONE;
    const isMatched = matched.some(Boolean);
    const cites = new Uint8Array(count);
    own.items.forEach((item, row) => (cites[item] = own.weights[row] >> 4 === HIGHEST));
    for (let item = 0; item < count; item++) {
      const coverage = isMatched ? Math.min(1, matched[item] / asked) : 1;
      const inBody = gaps ? together(places, item, worth.anywhere) / gaps : 0;
      const run = inHead[item] > inBody ? inHead[item] : inBody;
      scores[item] *= coverage * coverage * (1 + worth.run * (run ** worth.run_power + cites[item]));
    }
    return sorted(scores);
  }

  /** Add the worth of the best reading of a slot; gives what the slot asks for in all. */
  function addSlot({ choices, weight }, rows, { count, worths, scores, matched, best }) {
    best.fill(0);
    let rarest = 0;
    for (const choice of choices) {
      const { items, weights } = rowsOf(choice, rows);
      if (!items.length) continue;
      const rarity = rarityOf(items.length, count);
      rarest = rarest ? Math.min(rarest, rarity) : rarity;
      for (let row = 0; row < items.length; row++) {
        const value = rarity * worths[weights[row]] * choice.factor;
        if (value > best[items[row]]) best[items[row]] = value;
      }
    }
    const part = (rarest || Math.log(1 + count)) * weight;
    for (let item = 0; item < count; item++) {
      if (!best[item]) continue;
      scores[item] += best[item];
      matched[item] += part;
    }
    return part;
  }

  /** Items that have every term of the reading, with the least of the weights. */
  function rowsOf({ terms }, rows) {
    return terms.map((term) => rows.get(term)).reduce(common);
  }

  function common(one, other) {
    const found = { items: [], weights: [] };
    for (let left = 0, right = 0; left < one.items.length && right < other.items.length; ) {
      const step = one.items[left] - other.items[right];
      if (!step) {
        found.items.push(one.items[left]);
        found.weights.push(Math.min(one.weights[left], other.weights[right]));
      }
      if (step <= 0) left++;
      if (step >= 0) right++;
    }
    return found;
  }

  /** Add the worth of neighbouring pairs to `scores`, to `inHead` the share of pairs that match there, and count
      in `places` how far from their places in the query they stand in the body: a phrase does not stand in
      both by halves. Gives the gaps. */
  function addRuns(slots, rows, { count, pairWorths, scores, inHead, places, most }, pair) {
    const gaps = gapsOf(slots);
    gaps.forEach(([left, right, at]) => {
      most.fill(0);
      let matching = 0;
      for (const term of pairsOf(left, right)) {
        const { items, weights } = rows.get(term);
        for (let row = 0; row < items.length; row++) {
          if (!most[items[row]]) matching++;
          if (weights[row] > most[items[row]]) most[items[row]] = weights[row];
        }
      }
      const rarity = rarityOf(matching, count);
      for (let item = 0; matching && item < count; item++) {
        if (!most[item]) continue;
        scores[item] += pair * rarity * pairWorths[most[item]];
        if (most[item] >> 4) inHead[item] += 1 / gaps.length;
        if (most[item] & 15) places[item * 16 + shift(most[item] & 15, at)]++;
      }
      for (const item of ofYear(slots, at + 1, rows)) if (!(most[item] >> 4)) inHead[item] += 1 / gaps.length;
    });
    return gaps.length;
  }

  const shift = (place, at) => (place === ANYWHERE ? ANYWHERE : (((place - at) % PLACES) + PLACES) % PLACES);

  /** The most pairs that stand in the body as they do in the query. */
  function together(places, item, anywhere) {
    const first = item * 16;
    let most = 0;
    for (let shift = 0; shift < PLACES; shift++) if (places[first + shift] > most) most = places[first + shift];
    return most + anywhere * places[first + ANYWHERE];
  }

  /** A year, and “năm” before it, need not stand beside the words before it: the items of it. */
  function ofYear(slots, at, rows) {
    const year = slots[at].folds[0] === "nam" && at + 1 < slots.length ? at + 1 : at;
    const dated = slots[year].choices.find(({ terms }) => terms[0].startsWith("@"));
    return dated ? rows.get(dated.terms[0]).items : [];
  }

  /** Neighbours and their place. Inside a number or a date there are none to match: it is a term of its own. */
  const gapsOf = (slots) =>
    slots
      .slice(1)
      .map((slot, at) => [slots[at], slot, at])
      .filter(([left, right]) => !(left.isPart && right.isPart));

  function pairsOf(left, right) {
    const lasts = left.folds.slice(0, 4).map((fold) => fold.split(" ").pop());
    const firsts = right.folds.slice(0, 7).map((fold) => fold.split(" ")[0]);
    return lasts.flatMap((one) => firsts.map((other) => `${one}_${other}`));
  }

  const rarityOf = (matching, count) => Math.log(1 + (count - matching + 0.5) / (matching + 0.5));

  /** By score to six decimals, then the later item first. Both go into one whole number below 2^53, because
      a column of numbers sorts ten times as fast as a list of objects. */
  function sorted(scores) {
    const keys = new Float64Array(scores.length);
    let size = 0;
    scores.forEach((score, item) => {
      if (score > 0) keys[size++] = Math.round(score * DECIMALS) * scores.length + item;
    });
    const descending = keys.subarray(0, size).sort().reverse();
    return Array.from(descending, (key) => {
      const item = key % scores.length;
      return { item, score: scores[item] };
    });
  }

  const sotay = (globalThis.sotay = globalThis.sotay || {});
  sotay.ranking = { search };
})();

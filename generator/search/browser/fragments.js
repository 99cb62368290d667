/* Fragments: of each result in view on the page /tim/, the piece of its text that answers best. */
(() => {
  "use strict";

  const { el, address, marked, wantedFolds, wordsOf, readings } = sotay.ui;
  const isNumber = ({ fold }) => /^\d/.test(fold);
  /** Characters of a fragment, and of the run of words in it that counts. */
  const LENGTH = 200;
  const RUN = 160;
  const PAIR = 2;
  const WEAK = 0.2;

  /** What a query looks for: words → their slot and worth, pairs of neighbours, exact forms as typed. */
  function asked({ slots }) {
    const words = new Map();
    const pairs = new Set();
    const exact = new Set();
    slots.forEach((slot, at) => {
      const value = slot.weight === 0 || slot.weight >= 1 ? 1 : WEAK;
      const before = at ? readings(slots[at - 1]) : [];
      for (const parts of readings(slot)) {
        parts.forEach((fold, place) => {
          if (!words.has(fold)) words.set(fold, { at, value });
          if (place) pairs.add(`${parts[place - 1]}_${fold}`);
        });
        for (const others of before) pairs.add(`${others[others.length - 1]}_${parts[0]}`);
      }
      for (const { terms } of slot.choices) if (terms[0].includes("=")) exact.add(terms[0]);
    });
    const isOneWord = slots.length === 1;
    return { words, pairs, exact, isOneWord };
  }

  /** The run of words that has most of the query: {worth, start, end}; null where there is none but a lone
      word of several, which is chance. Each word and each pair counts once; among equals the shortest. */
  function densest(words, query) {
    const hits = words.flatMap(({ fold }, at) => (query.words.has(fold) ? [at] : []));
    let best = null;
    hits.forEach((first, from) => {
      const slots = new Map();
      const pairs = new Set();
      for (const at of hits.slice(from, from + RUN)) {
        const { fold, exact, end } = words[at];
        if (end - words[first].start > RUN && at > first) break;
        const { at: slot, value } = query.words.get(fold);
        const worth = value * (query.exact.has(`${fold}=${exact}`) ? 1.2 : 1);
        slots.set(slot, Math.max(worth, slots.get(slot) || 0));
        const pair = at > first && `${words[at - 1].fold}_${fold}`;
        if (query.pairs.has(pair)) pairs.add(pair);
        const sum = [...slots.values()].reduce((one, other) => one + other, PAIR * pairs.size);
        const isEnough = pairs.size || sum > 1.5 || (query.isOneWord && sum >= 1);
        const run = { worth: sum, start: words[first].start, end };
        if (isEnough && (!best || sum > best.worth || (sum === best.worth && end - run.start < best.end - best.start))) {
          best = run;
        }
      }
    });
    return best;
  }

  /** Whole words around a run, some LENGTH characters, rather from the beginning of a sentence, with “…” where
      something is left out. */
  function around(text, words, { start, end }) {
    const target = Math.min(start - (LENGTH - (end - start)) / 3, text.length - LENGTH);
    const firsts = words.filter((word) => word.start >= target && word.start <= start);
    const isFirst = (word) => /[.;:!?] $/.test(text.slice(0, word.start).slice(-2));
    const from = target <= 0 ? 0 : (firsts.find(isFirst) || firsts[0]).start;
    const to = text.length - from <= LENGTH * 1.1 ? text.length : lastEnd(words, Math.max(end, from + LENGTH));
    return [from ? "…\u00a0" : "", text.slice(from, to), to < text.length ? "\u00a0…" : ""];
  }

  function lastEnd(words, most) {
    let last = 0;
    for (const { end } of words) if (end <= most) last = end;
    return last;
  }

  /** The best fragment of an item's segments as `{page, anchor, label, pieces}`, or null. */
  function best(segments, parsed) {
    const query = asked(parsed);
    let found = null;
    for (const [page, anchor, label, raw] of segments) {
      const text = raw.normalize("NFC").replace(/\s+/g, " ");
      const words = wordsOf(text);
      const run = densest(words, query);
      if (run && (!found || run.worth > found.run.worth)) found = { run, page, anchor, label, text, words };
    }
    if (!found) return null;
    const { page, anchor, label, run, text, words } = found;
    return { page, anchor, label, pieces: around(text, words, run) };
  }

  /** Which words to mark in a fragment: where pairs stand there, those and numbers, not each “quy” and “cơ”. */
  function wantedIn(text, query) {
    const wanted = wantedFolds(query);
    const { pairs } = asked(query);
    const words = wordsOf(text);
    const isPair = (at) => at > 0 && at < words.length && pairs.has(`${words[at - 1].fold}_${words[at].fold}`);
    const paired = new Set(words.filter((_, at) => isPair(at) || isPair(at + 1)).map(({ start }) => start));
    return (word) => (!paired.size || paired.has(word.start) || isNumber(word) ? wanted(word) : undefined);
  }

  function shown({ page, anchor, label, pieces }, card, query) {
    const href = anchor && `${address(page || card[0])}#${anchor}`;
    const heading = label ? [href ? el("a", { href }, label) : label, ": "] : [];
    const [before, text, after] = pieces;
    return el("p", { class: "sv-found__fragment" }, ...heading, el("bdi", {}, before, ...marked(text, wantedIn(text, query)), after));
  }

  /** Milliseconds in which the next key may come, whose results would be others. */
  const PAUSE = 200;
  let observer = null;

  /** Give each of `rows` ({item, card, place}) its fragment, when it comes into view. `told(failed, texts)` hears of
      files that could not be loaded and of the texts shown. */
  function show(rows, query, dictionary, told) {
    if (observer) observer.disconnect();
    const byPlace = new Map(rows.map((row) => [row.place, row]));
    const own = new IntersectionObserver(async (entries) => {
      const seen = entries.filter((entry) => entry.isIntersecting).map(({ target }) => byPlace.get(target));
      seen.forEach(({ place }) => own.unobserve(place));
      const failed = new Set();
      const texts = await Promise.all(
        seen.map(({ item }) => dictionary.texts(item).catch((error) => void failed.add(error.file))),
      );
      if (own !== observer) return;
      const found = texts.map((segments) => segments && best(segments, query));
      found.forEach((fragment, at) => fragment && seen[at].place.append(shown(fragment, seen[at].card, query)));
      told(failed, found.flatMap((fragment) => (fragment ? [fragment.pieces[1]] : [])));
    }, { rootMargin: "0px 0px 50%" });
    observer = own;
    setTimeout(() => own === observer && rows.forEach(({ place }) => own.observe(place)), PAUSE);
  }

  sotay.fragments = { best, show };
})();

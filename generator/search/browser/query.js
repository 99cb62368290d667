/* A query as typed → slots, what each word may mean: the mirror of generator/search/query.py.

   Lookups that do not hang on each other are awaited together, so that a query costs few round trips. */
(() => {
  "use strict";

  const SPACE = "[\\t-\\r\\x1c-\\x20\\x85\\xa0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000]";
  const ENDS_IN_SPACE = new RegExp(`${SPACE}$`);
  const DATE = new RegExp(
    `(?:^|[^0-9])(?<date>(?:(?<day>[0-9]{1,2})${SPACE}?[/.-]${SPACE}?)?(?<month>[0-9]{1,2})${SPACE}?[/.-]${SPACE}?` +
      `(?<year>(?:19|20)[0-9]{2}))(?![0-9]|${SPACE}?[/-]${SPACE}?[A-Za-zĐđ])`,
    "g",
  );
  const SPOKEN =
    /(?<date>(?:ngay +(?<day>[0-9]{1,2}) +)?thang +(?<month>[0-9]{1,2})(?: +nam)? +(?<year>(?:19|20)[0-9]{2}))/g;

  const choice = (terms, factor) => ({ terms, factor });
  const slot = (choices, folds, weight, isPart = false) => ({ choices, folds, weight, isPart });
  const isYear = (number, { limits }) => number >= limits.first_year && number <= limits.last_year;
  const isTypedYear = (fold, rules) => /^[0-9]{4}$/.test(fold) && isYear(Number(fold), rules);
  const isNumber = (fold) => /^[0-9]+$/.test(fold);
  const pairs = (parts) => parts.slice(1).map((part, at) => `${parts[at]}_${part}`);
  const covers = (spans, at) => spans.some(({ start, stop }) => start <= at && at < stop);
  const exists = async (term, terms) => (await terms.postings(term)).items.length > 0;

  /** Read a query; `slots` stand in the order typed, `corrected` is the text of “did you mean” or null. */
  async function parse(typed, terms) {
    const router = await terms.router();
    const { rules } = router;
    const text = [...typed].slice(0, rules.limits.characters).join("");
    const isOpen = text !== "" && !ENDS_IN_SPACE.test(text);
    const placed = parted(sotay.analysis.syllables(text).slice(0, rules.limits.words), isOpen, router);
    const words = placed.map(({ word }) => word);
    const places = placed.map(({ place }) => place);
    const folds = words.map(({ fold }) => fold);
    const dated = dates(folds, text, rules);
    const meant = writtenOut(folds, router);
    const isFrequent = (fold) => (router.lexicon.get(fold) || 0) > rules.limits.frequent * router.items;
    const read = words.map((word, at) => {
      const last = isOpen && at === words.length - 1;
      if (words.length > 2 && !last && isFrequent(word.fold)) return slot([], [word.fold], 0);
      return slotOf(word, { before: folds[at - 1], after: folds[at + 1] }, last, terms, router);
    });
    const [numbered, named, ...slots] = await Promise.all([
      numbers(folds, dated, terms, rules),
      bodies(meant, terms, router),
      ...read,
    ]);
    const taken = [...dated, ...numbered];
    const cited = citedBy(numbered, folds, rules);
    return {
      slots: slots.map((one, at) => {
        const isPart = covers(taken, at);
        return slot(one.choices, one.folds, isPart ? 0 : one.weight, isPart);
      }),
      extras: [
        ...[...numbered, ...dated].map((one) => one.slot),
        ...(cited ? [slot([choice([cited], rules.worth.title)], [], 0)] : []),
        ...[...kinds(folds, rules), ...named].map((one) => one.slot),
        ...whole(meant, named, rules),
      ],
      cited,
      places,
      corrected:
        new Set(places).size < words.length || slots.some((one) => one.mended)
          ? slots.map((one) => one.folds[0]).join(" ")
          : null,
    };
  }

  /** Short forms in full, but for the end of a number: `25-NQ/TW` has TW for a symbol. */
  const writtenOut = (folds, { abbreviations, rules }) =>
    folds.flatMap((fold, at) => {
      const isSymbol = at > 1 && isNumber(folds[at - 2]) && rules.symbols.has(folds[at - 1]);
      return ((!isSymbol && abbreviations.get(fold)) || fold).split(" ");
    });

  /** The term of a number that the query begins with, its kind and “số” apart, or null. */
  function citedBy(numbered, folds, rules) {
    const opens = ({ start }) => {
      const first = start && folds[start - 1] === "so" ? start - 1 : start;
      return first === (kindBefore(folds, first, rules) || { length: 0 }).length;
    };
    const found = numbered.filter((one) => one.slot.weight && opens(one)).pop();
    return found ? found.slot.choices[0].terms[0] : null;
  }

  /** The places [start, end) of the words that do not only make a question of a query. */
  function asked(words, rules) {
    const isAsking = (some) => rules.asking.has(some.map(({ fold }) => fold).join(" "));
    const longest = (limit, at) => [4, 3, 2, 1].find((length) => length < limit && isAsking(at(length))) || 0;
    const start = longest(words.length, (length) => words.slice(0, length));
    return [start, words.length - longest(words.length - start, (length) => words.slice(-length))];
  }

  /** The words with their places, those parted that were typed as one; the last may be an unfinished one. */
  function parted(words, isOpen, router) {
    const [start, end] = asked(words, router.rules);
    return words.slice(start, end).flatMap((word, at) => {
      const place = start + at;
      const parts = gluedParts(word.fold, isOpen && place === words.length - 1, router);
      return parts ? parts.map((part) => ({ place, word: { fold: part, exact: part } })) : [{ place, word }];
    });
  }

  function gluedParts(fold, mayGoOn, { lexicon, abbreviations }) {
    if (isNumber(fold) || lexicon.has(fold) || abbreviations.has(fold)) return null;
    if (lexicon.has(sotay.spelling.telex(fold))) return null;
    if (mayGoOn && [...lexicon.keys()].some((word) => word.startsWith(fold))) return null;
    return sotay.spelling.glued(fold, lexicon);
  }

  async function slotOf({ fold, exact }, around, last, terms, { lexicon, abbreviations, rules }) {
    const { worth } = rules;
    const choices = [];
    if (lexicon.has(fold) || isNumber(fold)) {
      choices.push(choice([fold], 1));
      if (exact !== fold) choices.push(choice([`${fold}=${exact}`], worth.exact));
    }
    if (isNumber(fold) && isYear(Number(fold.slice(0, 9)), rules)) choices.push(choice([`@${fold}`], worth.year));
    const folds = choices.length ? [fold] : [];
    const meaning = abbreviations.get(fold) || "";
    const abbreviated = meaning.includes(" ");
    if (abbreviated) {
      choices.push(choice(pairs(meaning.split(" ")), worth.abbreviation));
      folds.push(meaning);
    }
    if (last) {
      const { longer, following } = await unfinished(fold, around.before, terms, lexicon);
      choices.push(...(following.length ? following : longer).map((term) => choice([term], worth.unfinished)));
      folds.push(...longer);
    }
    if (choices.length && !last && !abbreviated && (await isOdd(fold, around, terms))) {
      const found = (await near(fold, around, terms, lexicon, rules)).filter((other) => other.fits);
      choices.push(...found.map((other) => choice([other.fold], worth.odd)));
      folds.push(...found.map((other) => other.fold));
      const parts = sotay.spelling.glued(fold, lexicon);
      if (parts) {
        choices.push(choice(pairs(parts), worth.glued));
        folds.push(parts.join(" "));
      }
    }
    const readings = choices.length ? [] : await misspelt(fold, around, terms, lexicon, rules);
    choices.push(...readings.map((reading) => reading.choice));
    folds.push(...readings.map((reading) => reading.fold));
    const weight = rules.stop.has(fold) ? worth.stop : 1;
    return { ...slot(choices, folds.length ? folds : [fold], weight), mended: readings.length > 0 };
  }

  /** Syllables that the last word may be the beginning of, rather such as follow the one before, and then
      the pairs of both. */
  async function unfinished(fold, before, terms, lexicon) {
    if (isNumber(fold)) return { longer: [], following: [] };
    const beginning = `${before}_${fold}`;
    const pairsOfBoth = before ? await terms.beginningWith(beginning, 12) : [];
    const following = pairsOfBoth.filter((pair) => !pair.includes("$") && pair !== beginning).slice(0, 6);
    let found = following.map((pair) => pair.slice(pair.indexOf("_") + 1));
    if (!found.length && !lexicon.has(fold)) {
      found = [...lexicon.keys()].filter((other) => other.startsWith(fold));
      found.sort((a, b) => lexicon.get(b) - lexicon.get(a) || (a < b ? -1 : 1));
    }
    return { longer: found.slice(0, 6).filter((other) => other !== fold), following };
  }

  /** True where a neighbour is one that the syllable has in some text. */
  async function fits(fold, { before, after }, terms) {
    const asked = [before && `${before}_${fold}`, after && `${fold}_${after}`].filter(Boolean);
    return (await Promise.all(asked.map((pair) => exists(pair, terms)))).includes(true);
  }

  /** A syllable that there is, but nowhere beside these: perhaps one mistyped. */
  const isOdd = async (fold, around, terms) =>
    Boolean(around.before || around.after) && !isNumber(fold) && !(await fits(fold, around, terms));

  /** Syllables one mistake away, those that fit first. */
  async function near(fold, around, terms, lexicon, { confusions }) {
    const found = sotay.spelling.near(fold, lexicon, confusions, 12);
    const rows = found.map(async (other) => ({ fold: other, fits: await fits(other, around, terms) }));
    return (await Promise.all(rows)).sort((a, b) => b.fits - a.fits).slice(0, 4);
  }

  /** Syllables that one which no text has may stand for. */
  async function misspelt(fold, around, terms, lexicon, rules) {
    const { worth } = rules;
    const readings = [];
    const plain = sotay.spelling.telex(fold);
    if (lexicon.has(plain)) {
      readings.push({ choice: choice([plain], worth.telex), fold: plain });
      if (!(await isOdd(plain, around, terms))) return readings;
    }
    const found = await near(fold, around, terms, lexicon, rules);
    const factor = (at) => worth.near - worth.nearness * at;
    return readings.concat(found.map((other, at) => ({ choice: choice([other.fold], factor(at)), fold: other.fold })));
  }

  /** Numbers of documents in any spelling: `25-NQ/TW`, `nq25`, `nghị quyết số 25`; [start, stop) are their words. */
  async function numbers(words, dated, terms, rules) {
    const folds = words.map((fold) => rules.sameSymbol.get(fold) || fold.replace(/^0+/, "") || "0");
    const isOrdinal = (at) => isNumber(folds[at]) && !covers(dated, at) && !isOnlyYear(folds, at, rules);
    const starts = [...folds.keys()].filter(isOrdinal);
    const found = await Promise.all(starts.map((start) => knownNumber(words, folds, start, terms, rules)));
    return found.filter(Boolean);
  }

  /** As much of the number typed around `start` as some document has. */
  async function knownNumber(words, folds, start, terms, rules) {
    const typed = typedNumber(folds, start, rules);
    const keys = typed.parts.map((_, at) => `#${typed.parts.slice(0, at + 1).join("-")}`);
    const known = await Promise.all(keys.map((key) => exists(key, terms)));
    const length = known.lastIndexOf(true) + 1;
    if (!length || (length === 1 && !mayStandAlone(folds, start))) return null;
    const stop = Math.max(start + 1, typed.stop - (keys.length - length));
    const factor = rules.worth.number + rules.worth.number_part * length;
    const choices = [choice([keys[length - 1]], factor), ...mention(words.slice(typed.start, stop), rules)];
    return { slot: slot(choices, [], length > 1 ? 1 : 0), start: typed.start, stop };
  }

  /** Words of a number around its ordinal. A symbol or the name of the kind may stand before it. */
  function typedNumber(folds, start, rules) {
    const after = folds.slice(start + 1, start + 8);
    if (after.length && (rules.symbols.has(after[0]) || isTypedYear(after[0], rules))) {
      return { start, stop: start + 1 + after.length, parts: [folds[start], ...after] };
    }
    const first = start && folds[start - 1] === "so" ? start - 1 : start;
    const kind = kindBefore(folds, first, rules);
    if (!kind) return { start, stop: start + 1, parts: [folds[start]] };
    const rest = after.length && !isTypedYear(after[0], rules) ? after : [];
    return {
      start: first - kind.length,
      stop: start + 1 + rest.length,
      parts: [folds[start], kind.symbol, ...rest],
    };
  }

  /** An ordinal without symbol or kind is one in a short query, or after “số”. */
  const mayStandAlone = (folds, at) => folds.length <= 4 || folds[at - 1] === "so";

  const isOnlyYear = (folds, at, rules) =>
    isTypedYear(folds[at], rules) && folds[at - 1] !== "so" && !rules.symbols.has(folds[at + 1]);

  /** The symbol of the kind that is named just before `end`, and how many words name it. */
  function kindBefore(folds, end, { symbols, kinds }) {
    if (end && symbols.has(folds[end - 1])) return { symbol: folds[end - 1], length: 1 };
    for (let length = Math.min(4, end); length; length--) {
      const symbol = kinds.get(folds.slice(end - length, end).join(" "));
      if (symbol) return { symbol, length };
    }
    return null;
  }

  /** Dates in any spelling, with their words; a text that has the words will do, but less. */
  function dates(folds, text, rules) {
    const found = [...text.matchAll(DATE), ...folds.join(" ").matchAll(SPOKEN)].map(({ groups }) => groups);
    return found
      .filter(({ month }) => Number(month) >= 1 && Number(month) <= 12)
      .map(({ date, day, month, year }) => {
        const key = [year, month, ...(day ? [day] : [])].map((part) => part.padStart(2, "0")).join("-");
        const typed = sotay.analysis.syllables(date).map(({ fold }) => fold);
        return { slot: slot([choice([`@${key}`], rules.worth.date), ...mention(typed, rules)], [], 1), ...place(typed, folds) };
      });
  }

  /** A number or date as a text mentions it. */
  const mention = (typed, { worth }) => (typed.length > 1 ? [choice(pairs(typed), worth.mention)] : []);

  /** Where `part` stands in `whole`; nowhere after what was cut off. */
  function place(part, whole) {
    const start = whole.findIndex((_, at) => part.every((fold, after) => whole[at + after] === fold));
    return { start, stop: start < 0 ? start : start + part.length };
  }

  /** The longest names of bodies in the query lift what these issued. */
  async function bodies(folds, terms, { starts, rules }) {
    const lengths = await Promise.all(folds.map((fold, at) => (starts.has(fold) ? nameAt(folds, at, terms, rules) : 0)));
    const found = [];
    for (let at = 0; at < folds.length; at += lengths[at] || 1) {
      if (!lengths[at]) continue;
      const named = choice([nameKey(folds, at, lengths[at])], rules.worth.body_name);
      found.push({ slot: slot([named], [], 0), start: at, stop: at + lengths[at] });
    }
    return found;
  }

  const nameKey = (folds, at, length) => `&${folds.slice(at, at + length).join("-")}`;

  /** Words of the longest name of a body that begins at `at`, or 0. */
  async function nameAt(folds, at, terms, { limits }) {
    const longest = Math.min(limits.body_name, folds.length - at);
    const lengths = Array.from({ length: Math.max(0, longest - 1) }, (_, less) => longest - less);
    const known = await Promise.all(lengths.map((length) => exists(nameKey(folds, at, length), terms)));
    return lengths[known.indexOf(true)] || 0;
  }

  /** A title of as many words that begins and ends in the same ones is meant as a whole; or that of a
      document of the bodies, the year and the kind that stand beside it. */
  function whole(folds, named, rules) {
    let words = folds.filter((_, at) => !covers(named, at));
    let beside = named.flatMap((one) => one.slot.choices[0].terms);
    const readings = new Map([[folds.join(" "), []]]);
    const read = () => readings.has(words.join(" ")) || readings.set(words.join(" "), beside);
    const last = words[words.length - 1];
    if (named.length) read();
    if (words.length && isTypedYear(last, rules)) {
      beside = [...beside, `@${last}`];
      words = words.slice(0, words[words.length - 2] === "nam" ? -2 : -1);
      read();
    }
    const kind = leadingKind(words, rules);
    if (kind) {
      beside = [...beside, kindKey(words.slice(0, kind).join(" "))];
      words = words.slice(kind);
      read();
    }
    return [...readings].filter(([title]) => title).map(([title, others]) => {
      const parts = title.split(" ");
      const key = `${parts.slice(-2).join("_")}$${parts.length}-${parts[0]}`;
      return slot([choice([key, ...others], rules.worth.title)], [], 0);
    });
  }

  const kindKey = (name) => `%${name.replace(/ /g, "-")}`;

  /** How many words at the beginning name a kind. */
  const leadingKind = (folds, { kinds }) =>
    [4, 3, 2, 1].find((length) => kinds.has(folds.slice(0, length).join(" "))) || 0;

  /** A kind that the query names lifts documents of that kind. */
  function kinds(folds, rules) {
    let text = ` ${folds.join(" ")} `;
    const found = [];
    for (const name of [...rules.kinds.keys()].sort((a, b) => b.length - a.length)) {
      if (!text.includes(` ${name} `)) continue;
      const weight = text.startsWith(` ${name} `) ? rules.worth.first_kind : 0;
      found.push({ slot: slot([choice([kindKey(name)], rules.worth.kind)], [], weight) });
      text = text.split(` ${name} `).join(" | ");
    }
    return found;
  }

  const sotay = (globalThis.sotay = globalThis.sotay || {});
  sotay.query = { parse };
})();

/* What a syllable that no text has may have been meant to be: the mirror of generator/search/spelling.py. */
(() => {
  "use strict";

  const TELEX_SHAPES = [["aa", "a"], ["ee", "e"], ["oo", "o"], ["aw", "a"], ["ow", "o"], ["uw", "u"], ["dd", "d"]];
  const LETTERS = "abcdeghiklmnopqrstuvxy";

  /** `vaanj` → `van`: keys of the Telex typing method that were left in the text; else null. */
  function telex(word) {
    let plain = word;
    for (const [keys, letter] of TELEX_SHAPES) plain = plain.split(keys).join(letter);
    if (plain.length > 2 && "sfrxj".includes(plain[plain.length - 1])) plain = plain.slice(0, -1);
    return plain === word ? null : plain;
  }

  /** “ở” and “ý” are syllables of one letter; in a short word they are rather a mistake. */
  const isAlone = (letter, word) => "oy".includes(letter) && word.length > 5;

  /** `danvan` → `[dan, van]`: the fewest syllables of the lexicon that make the word up; else null. */
  function glued(word, lexicon, most = 4) {
    const best = [[]];
    for (let end = 1; end <= word.length; end++) {
      for (let start = Math.max(0, end - 7); start < end; start++) {
        const before = best[start];
        const part = sotay.analysis.finalI(word.slice(start, end));
        if (!before || !lexicon.has(part) || (part.length < 2 && !isAlone(part, word))) continue;
        if (!best[end] || before.length + 1 < best[end].length) best[end] = [...before, part];
      }
    }
    const found = best[word.length];
    return found && found.length >= 2 && found.length <= most ? found : null;
  }

  /** Syllables one mistake away: those that Vietnamese writers confuse first, then by frequency. */
  function near(word, lexicon, confusions, most = 4) {
    const known = (words) => new Set([...words].filter((other) => lexicon.has(other)));
    const byFrequency = (a, b) => lexicon.get(b) - lexicon.get(a) || (a < b ? -1 : 1);
    const confused = known(confusedWith(word, confusions));
    const others = word.length > 1 ? known(edits(word)) : new Set();
    confused.forEach((other) => others.delete(other));
    return [...[...confused].sort(byFrequency), ...[...others].sort(byFrequency)].slice(0, most);
  }

  function* confusedWith(word, confusions) {
    for (const [one, other] of confusions) {
      for (const [old, changed] of [[one, other], [other, one]]) {
        if (word.startsWith(old)) yield changed + word.slice(old.length);
        if (word.endsWith(old)) yield word.slice(0, word.length - old.length) + changed;
      }
    }
  }

  function* edits(word) {
    for (let at = 0; at <= word.length; at++) {
      const left = word.slice(0, at);
      const right = word.slice(at);
      if (right) yield left + right.slice(1);
      if (right.length > 1) yield left + right[1] + right[0] + right.slice(2);
      for (const letter of LETTERS) {
        yield left + letter + right;
        if (right) yield left + letter + right.slice(1);
      }
    }
  }

  const sotay = (globalThis.sotay = globalThis.sotay || {});
  sotay.spelling = { telex, glued, near };
})();

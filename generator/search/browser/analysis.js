/* Vietnamese text → syllables with two keys each: the mirror of generator/search/analysis.py. */
(() => {
  "use strict";

  const TONES = { "\u0301": "1", "\u0300": "2", "\u0309": "3", "\u0303": "4", "\u0323": "5" };
  const SHAPES = "\u0302\u0306\u031b";
  const LOOKALIKES = { ð: "đ", ɖ: "đ", ƀ: "b" };
  const WORD = /[0-9]+|[a-zđ][a-zđ\u0300-\u036f]*/g;
  const FINAL_Y = /^((?:[bcdđghklmnpqrstvx]|qu)+)y$/;

  const plain = (text) =>
    text.normalize("NFD").toLowerCase().replace(/[ðɖƀ]/g, (letter) => LOOKALIKES[letter]);
  const finalI = (word) => word.replace(FINAL_Y, "$1i");

  /** The fold and the exact form of one word; they differ where a tone or a shape was typed. */
  function syllable(word) {
    let letters = "";
    let shaped = "";
    let tone = "";
    for (const character of plain(word)) {
      if (character in TONES) tone = TONES[character];
      else if (SHAPES.includes(character)) shaped += shaped ? character : "";
      else if (character < "\u0300" || character > "\u036f") {
        letters += character === "đ" ? "d" : character;
        shaped += character;
      }
    }
    return { fold: finalI(letters), exact: finalI(shaped) + tone };
  }

  /** Syllables of a text in their order; digits and letters written together are parted. */
  function syllables(text) {
    return (plain(text).match(WORD) || []).map(syllable);
  }

  const sotay = (globalThis.sotay = globalThis.sotay || {});
  sotay.analysis = { finalI, syllable, syllables };
})();

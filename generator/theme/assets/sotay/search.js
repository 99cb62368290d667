/* The search box in the header, and what it shares with the page /tim/ (page.js) as `sotay.ui`.

   The engine is loaded when somebody first turns to the box. Texts of records get into the page as
   text nodes only. */
(() => {
  "use strict";

  const sotay = (globalThis.sotay = globalThis.sotay || {});
  const BASE = baseOfSite();
  const INDEX = location.protocol === "file:" ? "index.html" : "";
  const LONGEST = 300;
  const SHOWN = 8;
  const PATIENCE = 4000;
  const HINT = "Gõ số, ký hiệu (25-NQ/TW), tên cơ quan, năm hoặc vài từ; gõ không dấu cũng được.";

  function baseOfSite() {
    const { base } = JSON.parse(document.getElementById("__config").textContent);
    return new URL(base.replace(/\/?$/, "/"), location.href).href;
  }

  /* ---- Shared with the page /tim/ ---- */

  /** An element with attributes; `false` and null leave one out. Strings become text. */
  function el(name, attributes = {}, ...children) {
    const element = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) {
      if (value !== false && value != null) element.setAttribute(key, value === true ? "" : value);
    }
    element.append(...children);
    return element;
  }

  /** The address of a page by its path below docs/; from a disk no server finds index.html. */
  const address = (page) => BASE + page.replace(/(^|\/)index\.md$/, "$1").replace(/\.md$/, "/") + INDEX;
  const resultsAddress = (text) => `${address("tim/index.md")}?q=${encodeURIComponent(text)}`;
  const count = (number) => number.toLocaleString("vi");
  const clipped = (text) => [...text.trim()].slice(0, LONGEST).join("");

  let code = null;

  /** The code of the engine, which reads data files of other pages too (`sotay.packed`). */
  function loadCode() {
    code = code || script(`${BASE}search/engine.js`);
    code.catch(() => (code = null));
    return code;
  }

  let engine = null;

  /** The dictionary, once the engine is there; tried again where it failed. The router, which it asks for
      first, comes along at the same time. */
  function load() {
    if (!engine) {
      document.head.append(el("link", { rel: "preload", as: "script", href: `${BASE}search/router.js` }));
      engine = loadCode().then(() => new sotay.Dictionary(`${BASE}search/`));
      engine.catch(() => (engine = null));
    }
    return engine;
  }

  function script(src) {
    return new Promise((resolve, reject) => {
      const element = el("script", { src });
      element.onload = resolve;
      element.onerror = () => reject(Object.assign(new Error(src), { file: "engine" }));
      document.head.append(element);
    });
  }

  /** Calls `work(value, isLast)` one at a time and for the last value only: while one runs, those that
      come are replaced by those that come later. One that takes too long is not waited for. */
  function latest(work) {
    let ticket = 0;
    let waiting = null;
    let busy = false;
    async function run() {
      busy = true;
      while (waiting) {
        const { value, mine } = waiting;
        waiting = null;
        await Promise.race([
          work(value, () => mine === ticket),
          new Promise((resolve) => setTimeout(resolve, PATIENCE)),
        ]);
      }
      busy = false;
    }
    return (value) => {
      waiting = { value, mine: ++ticket };
      if (!busy) run();
    };
  }

  /** What a word of the query may stand for in a text, each as a list of folds. */
  function readings({ choices, folds }) {
    const plain = choices.flatMap(({ terms }) => terms).filter((term) => !/^[#@%]|=/.test(term));
    return [...new Set([...folds, ...plain])].map((term) => term.split(/[ _]/));
  }

  /** Which words to mark in results: true for one that is worth marking by itself, false for “của”, “và”. */
  function wantedFolds({ slots }) {
    const wanted = new Map();
    for (const slot of slots) {
      for (const fold of readings(slot).flat()) {
        wanted.set(fold, wanted.get(fold) || slot.weight === 0 || slot.weight >= 1);
      }
    }
    return ({ fold }) => wanted.get(fold);
  }

  /** Words of a text in NFC, each with its place, its fold and its exact form. */
  function wordsOf(text) {
    return [...text.matchAll(/[0-9]+|[\p{L}\p{M}]+/gu)].map(({ 0: word, index }) => ({
      word,
      start: index,
      end: index + word.length,
      ...sotay.analysis.syllable(word),
    }));
  }

  /** The text of “did you mean”: words that were not mended as they were typed, the others with the tone
      marks that they have most in `texts`, above all beside the same neighbours; null where none was mended. */
  function restored(typed, { corrected, slots, places }, texts) {
    const composed = typed.trim().normalize("NFC");
    const words = wordsOf(composed);
    if (!corrected) return null;
    const seen = texts.map((text) => wordsOf(text.normalize("NFC").toLowerCase()));
    const parts = slots.flatMap(({ folds }, at) => folds[0].split(" ").map((fold) => ({ fold, at })));
    const foldAt = (list, at) => (list[at] || {}).fold;
    const meant = parts.map(({ fold }, part) => {
      const votes = new Map([[fold, 0]]);
      for (const text of seen) {
        text.forEach(({ word, fold: own }, at) => {
          if (own !== fold) return;
          const beside = [-1, 1].filter((step) => part + step in parts && foldAt(text, at + step) === foldAt(parts, part + step));
          votes.set(word, (votes.get(word) || 0) + 1 + 4 * beside.length);
        });
      }
      return [...votes].reduce((one, other) => (other[1] > one[1] ? other : one))[0];
    });
    const mended = words.map(({ word, fold }, place) => {
      const own = parts.flatMap((part, at) => (places[part.at] === place ? [at] : []));
      return !own.length || parts[own[0]].fold === fold ? word : own.map((at) => meant[at]).join(" ");
    });
    return mended.map((word, at) => composed.slice(at ? words[at - 1].end : 0, words[at].start) + word).join("");
  }

  /** The text as nodes, with the words that `worthOf` wants in <mark>; neighbours share one. */
  function marked(text, worthOf) {
    const composed = text.normalize("NFC");
    const words = wordsOf(composed).map((word) => ({ ...word, worth: worthOf(word) }));
    const nodes = [];
    let done = 0;
    for (let at = 0; at < words.length; at++) {
      const isHit = ({ worth } = {}, before, after) =>
        worth || (worth === false && Boolean((before && before.worth) || (after && after.worth)));
      if (!isHit(words[at], words[at - 1], words[at + 1])) continue;
      const { start } = words[at];
      while (isHit(words[at + 1], words[at], words[at + 2])) at++;
      nodes.push(composed.slice(done, start), el("mark", {}, composed.slice(start, words[at].end)));
      done = words[at].end;
    }
    return [...nodes, composed.slice(done)];
  }

  /** The parts of a result: number or kind, title, one line with the mark of force. Each keeps the direction
      of its letters to itself. */
  function parts([, title, eyebrow, line, state, label], wanted) {
    const isolated = (text) => el("bdi", {}, ...marked(text, wanted));
    const mark = label ? [" ", el("span", { class: `sv-mark sv-mark--${state}` }, label)] : [];
    return {
      eyebrow: [isolated(eyebrow)],
      title: [isolated(title)],
      line: [isolated(line), ...mark],
    };
  }

  /** Cards of items, as far as they can be loaded; names of files that cannot go into `failed`. */
  async function cardsOf(items, dictionary, failed) {
    const cards = await Promise.all(
      items.map((item) => dictionary.card(item).catch((error) => void failed.add(error.file))),
    );
    return items.map((item, at) => ({ item, card: cards[at] })).filter(({ card }) => card);
  }

  /** What to say of files that could not be loaded; empty where there are none. */
  function complaint(failed, isPartial = true) {
    const files = [...failed].map((name) => `${name}.js`).join(", ");
    if (!isPartial) return `Không tải được chỉ mục tìm kiếm (${files}). Hãy thử lại, hoặc tra theo danh mục.`;
    return files && `Không tải được một phần chỉ mục (${files}) nên kết quả có thể thiếu.`;
  }

  /** Texts of cards in which marks for `restored` are looked for. */
  const textsOf = (found) => found.flatMap(({ card: [, title, , line] }) => [title, line]);

  sotay.ui = {
    el, address, count, clipped, loadCode, load, latest, readings, wantedFolds, wordsOf, marked, parts, cardsOf, textsOf, restored, complaint,
  };

  /* ---- The box ---- */

  const root = document.querySelector(".sv-search");
  if (!root) return;
  const part = (selector) => root.querySelector(selector);
  const input = part("input");
  const panel = part(".sv-search__panel");
  const list = part("[role=listbox]");
  const said = part(".sv-search__say");
  const mended = part(".sv-search__mended");
  const status = part("[role=status]");
  const opener = part(".sv-search__open");
  let active = -1;
  let hasMoved = false;
  let isSearching = false;
  let wantsToGo = false;

  function open(isOpen) {
    root.classList.toggle("sv-search--open", isOpen);
    panel.hidden = !isOpen;
    input.setAttribute("aria-expanded", String(isOpen && list.children.length > 0));
  }

  function say(text, isBad) {
    said.textContent = status.textContent = text;
    said.classList.toggle("sv-search__say--bad", Boolean(isBad));
  }

  function activate(at, moved) {
    const options = [...list.children];
    active = options.length ? (at + options.length) % options.length : -1;
    if (at < 0 && !moved) active = -1;
    hasMoved = moved;
    options.forEach((option, place) => option.setAttribute("aria-selected", String(place === active)));
    if (active < 0) return input.removeAttribute("aria-activedescendant");
    input.setAttribute("aria-activedescendant", options[active].id);
    options[active].scrollIntoView({ block: "nearest" });
  }

  /** The active result, or else the page with all of them; waits for an answer that is on its way. */
  function go() {
    wantsToGo = isSearching;
    if (wantsToGo) return;
    const option = list.children[active];
    if (option) location.assign(option.href);
    else if (input.value.trim()) location.assign(resultsAddress(clipped(input.value)));
  }

  function show(nodes, correction) {
    list.replaceChildren(...nodes);
    mended.hidden = !correction;
    mended.querySelector("button").textContent = correction || "";
    activate(-1, false);
    open(!panel.hidden);
  }

  function option(at, href, ...children) {
    return el("a", { role: "option", id: `sv-search-${at}`, tabindex: "-1", href }, ...children);
  }

  function resultOption({ card }, at, wanted) {
    const { eyebrow, title, line } = parts(card, wanted);
    const block = (name, nodes) => el("span", { class: `sv-found__${name}` }, ...nodes);
    return option(at, address(card[0]), block("eyebrow", eyebrow), block("title", title), block("line", line));
  }

  /** The place of the one record that bears the number typed, if that is the first result: a record
      with the number for its own whose card shows every word of the query. */
  async function exactNumber(found, { slots, extras }, text, dictionary) {
    const number = extras.find(({ choices, weight }) => weight && choices[0].terms[0].startsWith("#"));
    if (!number || !slots.length) return -1;
    const { rules } = await dictionary.router();
    const own = await dictionary.postings(number.choices[0].terms[0]);
    const owners = new Set([...own.items].filter((_, row) => own.weights[row] >> 4));
    const folds = (words) =>
      sotay.analysis.syllables(words).map(({ fold }) => rules.sameSymbol.get(fold) || fold.replace(/^0+/, ""));
    const typed = folds(text);
    const matches = found.filter(({ item, card: [, title, eyebrow, line] }) => {
      const shown = new Set(folds(`${eyebrow} ${line} ${title}`));
      const isShown = (fold) => shown.has(fold) || rules.symbols.has(fold) || rules.stop.has(fold);
      return owners.has(item) && typed.every(isShown);
    });
    return matches.length === 1 && matches[0] === found[0] ? 0 : -1;
  }

  async function answer(text, isLast) {
    const dictionary = await load();
    if (!text) return dictionary.router();
    const { hits, query, failed } = await sotay.ranking.search(text, dictionary);
    const missing = new Set(failed);
    const found = await cardsOf(hits.slice(0, SHOWN).map(({ item }) => item), dictionary, missing);
    const exact = await exactNumber(found, query, text, dictionary).catch(() => -1);
    if (!isLast()) return;
    const wanted = wantedFolds(query);
    const options = found.map((result, at) => resultOption(result, at, wanted));
    if (hits.length) options.push(option("all", resultsAddress(text), `Xem tất cả ${count(hits.length)} kết quả`));
    show(options, restored(text, query, textsOf(found)));
    if (exact >= 0) activate(exact, false);
    const result = hits.length
      ? `${count(hits.length)} kết quả.`
      : "Không có kết quả nào. Hãy thử ít từ hơn, hoặc chỉ gõ số của văn bản.";
    say(missing.size ? `${complaint(missing)} ${result}` : result, missing.size);
  }

  const ask = latest(async (text, isLast) => {
    const timer = setTimeout(() => isLast() && say("Đang tìm…"), 250);
    try {
      await answer(text, isLast);
    } catch (error) {
      if (isLast()) {
        show([]);
        say(complaint([error.file || "router"], false), true);
      }
    }
    clearTimeout(timer);
    if (!isLast()) return;
    isSearching = false;
    if (wantsToGo) go();
  });

  function typed() {
    const text = clipped(input.value);
    open(true);
    activate(-1, false);
    isSearching = Boolean(text);
    wantsToGo = false;
    if (!text) {
      show([]);
      say(HINT);
    }
    /* Whether the last word is finished matters to the engine: keep a space at the end. */
    ask(text && /\s$/.test(input.value) ? `${text} ` : text);
  }

  function close(isLeaving) {
    open(false);
    activate(-1, false);
    wantsToGo = false;
    if (isLeaving && opener.offsetParent) opener.focus();
  }

  function focusBox(event) {
    const field = document.querySelector("#sotay-tim input[type=search]") || input;
    event.preventDefault();
    if (field === input) open(true);
    field.focus();
    field.select();
  }

  const moves = { ArrowDown: () => active + 1, ArrowUp: () => (active < 0 ? -1 : active - 1) };
  const jumps = { Home: () => 0, End: () => -1 };

  function pressed(event) {
    if (event.isComposing || event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
    const move = moves[event.key] || (hasMoved && jumps[event.key]);
    if (event.key === "Escape") {
      event.preventDefault();
      if (panel.hidden) input.value = "";
      close(true);
    } else if (move && list.children.length) {
      event.preventDefault();
      open(true);
      activate(move(), true);
    } else if (move === moves.ArrowDown && panel.hidden) typed();
  }

  const isTyping = (element) =>
    element.isContentEditable ||
    /^(TEXTAREA|SELECT)$/.test(element.tagName) ||
    (element.tagName === "INPUT" && !/^(checkbox|radio|button|submit)$/.test(element.type));

  document.addEventListener("keydown", (event) => {
    const isCtrlK = (event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "k";
    const isLetter = !event.ctrlKey && !event.metaKey && !event.altKey && /^[/sf]$/.test(event.key);
    if (event.defaultPrevented || event.isComposing || !(isCtrlK || isLetter)) return;
    if (!isTyping(event.target)) focusBox(event);
  });
  opener.addEventListener("click", focusBox);
  input.addEventListener("focus", () => (input.value.trim() || !said.textContent ? typed() : open(true)));
  input.addEventListener("input", typed);
  input.addEventListener("keydown", pressed);
  part("form").addEventListener("submit", (event) => {
    event.preventDefault();
    go();
  });
  part(".sv-search__close").addEventListener("click", () => close(true));
  mended.querySelector("button").addEventListener("click", (event) => {
    input.value = event.target.textContent;
    input.focus();
    typed();
  });
  /* The focus stays in the field while a result is clicked. */
  list.addEventListener("mousedown", (event) => event.preventDefault());
  root.addEventListener("focusout", ({ relatedTarget }) => {
    if (relatedTarget && !root.contains(relatedTarget)) close();
  });
  document.addEventListener("pointerdown", ({ target }) => {
    if (!panel.hidden && !root.contains(target)) close();
  });
})();

/* The page /tim/: words, filters with counts, order, pages of results. The address holds all of it:
   ?q=&loai=&co-quan=&cap=&tu=&den=&chu-de=&dia-phuong=&linh-vuc=&hieu-luc=&xep=&trang=
   A filter's value is its label or, as we write it, the label without marks (`nghi-quyet`); several of
   one filter are alternatives, different filters must all hold. */
(() => {
  "use strict";

  const place = document.getElementById("sotay-tim");
  if (!place) return;
  const { el, address, count, clipped, load, latest, wantedFolds, parts, cardsOf, textsOf, restored, complaint } = sotay.ui;
  const { spanOf, boundsOf, dateOf, shown: shownDate, sorted } = sotay.columns;

  const PAGE = 20;
  const FEW = 6;
  const WIDE = matchMedia("(min-width: 60em)");
  const FACETS = [
    ["loai", "kind", "Loại"],
    ["co-quan", "bodies", "Cơ quan"],
    ["cap", "level", "Cấp"],
    ["chu-de", "topics", "Chủ đề"],
    ["dia-phuong", "place", "Địa phương"],
    ["linh-vuc", "field", "Lĩnh vực"],
    ["hieu-luc", "state", "Hiệu lực"],
  ];
  const ORDERS = [
    ["lien-quan", "Liên quan nhất"],
    ["moi", "Mới nhất"],
    ["cu", "Cũ nhất"],
    ["so", "Số, ký hiệu"],
  ];
  const TITLE = document.title;

  /* ---- State and address ---- */

  const slug = (label) =>
    label.toLowerCase().normalize("NFD").replace(/\p{M}/gu, "").replace(/đ/g, "d").replace(/[^a-z0-9]+/g, "-").replace(/^-|-$/g, "");
  const date = (text) => (spanOf(text) ? text : "");

  function read() {
    const asked = new URLSearchParams(location.search);
    return {
      q: clipped(asked.get("q") || ""),
      picked: Object.fromEntries(FACETS.map(([name]) => [name, new Set(asked.getAll(name).map(slug).filter(Boolean))])),
      tu: date(asked.get("tu")),
      den: date(asked.get("den")),
      xep: ORDERS.some(([name]) => name === asked.get("xep")) ? asked.get("xep") : "",
      trang: Math.min(9999, Math.max(1, parseInt(asked.get("trang"), 10) || 1)),
    };
  }

  function query({ q, picked, tu, den, xep, trang }) {
    const written = new URLSearchParams(q && { q });
    for (const [name] of FACETS) picked[name].forEach((value) => written.append(name, value));
    for (const [name, value] of Object.entries({ tu, den, xep })) if (value) written.set(name, value);
    if (trang > 1) written.set("trang", trang);
    return [...written].length ? `?${written}` : location.pathname;
  }

  const isFiltered = ({ picked, tu, den }) => tu || den || FACETS.some(([name]) => picked[name].size);
  const orderOf = ({ q, xep }) => xep || (q ? "lien-quan" : "moi");

  let state = read();
  let isTypedEntry = false;

  /** Change the state, the address and what is shown. Words being typed make one entry of the history. */
  function change(changes, isTyped) {
    state = { ...state, trang: 1, ...changes };
    try {
      history[isTyped && isTypedEntry ? "replaceState" : "pushState"](null, "", query(state));
    } catch {
      /* Some browsers allow only so many changes a minute: the results are right all the same. */
    }
    isTypedEntry = Boolean(isTyped);
    show(state);
  }

  function pick(name, value, isOn) {
    const chosen = new Set(state.picked[name]);
    chosen[isOn ? "add" : "delete"](value);
    change({ picked: { ...state.picked, [name]: chosen } });
  }

  function unfiltered() {
    return { picked: Object.fromEntries(FACETS.map(([name]) => [name, new Set()])), tu: "", den: "" };
  }

  /* ---- The parts of the page, made once ---- */

  const words = el("input", { type: "search", id: "sv-q", maxlength: "300", autocomplete: "off", spellcheck: "false", enterkeyhint: "search" });
  const form = el("form", { role: "search", "aria-label": "Tìm trong Sổ tay", class: "sv-query" },
    el("label", { for: "sv-q" }, "Số, ký hiệu, cơ quan, năm hoặc từ khóa"),
    el("div", {}, words, el("button", { class: "md-button md-button--primary" }, "Tìm")));
  const from = dateField("sv-tu");
  const to = dateField("sv-den");
  const hint = el("p", { id: "sv-ngay", class: "sv-dates__hint" }, "Gõ năm hoặc ngày: 2013, 6/2013, 03/6/2013.");
  const dates = el("fieldset", { class: "sv-facet" }, el("legend", {}, "Thời gian"),
    el("div", { class: "sv-dates" }, el("label", { for: "sv-tu" }, "Từ"), from, el("label", { for: "sv-den" }, "đến"), to), hint);
  const facetBoxes = FACETS.map(facetBox);
  const summary = el("summary", {}, "Bộ lọc");
  const filters = el("details", { class: "sv-filters" }, summary,
    ...facetBoxes.slice(0, 3).map(({ box }) => box), dates, ...facetBoxes.slice(3).map(({ box }) => box));
  const status = el("p", { role: "status", class: "sv-tim__count", tabindex: "-1" });
  const order = el("select", { id: "sv-xep" }, ...ORDERS.map(([value, label]) => el("option", { value }, label)));
  const chips = el("div", { class: "sv-chips", role: "group", "aria-label": "Bộ lọc đang dùng" });
  const mended = el("p", { hidden: true });
  const trouble = el("p", { class: "sv-search__say--bad", role: "alert", hidden: true });
  const results = el("ol", { class: "sv-results" });
  const empty = el("div", { hidden: true });
  const pager = el("nav", { class: "sv-pager", "aria-label": "Các trang kết quả" });

  place.append(form, el("div", { class: "sv-tim" }, filters, el("div", { class: "sv-tim__main" },
    el("div", { class: "sv-tim__bar" }, status, el("span", {}, el("label", { for: "sv-xep" }, "Sắp xếp: "), order)),
    chips, mended, trouble, results, empty, pager)));

  function dateField(id) {
    return el("input", { id, maxlength: "10", size: "10", autocomplete: "off", "aria-describedby": "sv-ngay" });
  }

  function facetBox([name, , title]) {
    const rows = el("div");
    const more = el("button", { type: "button", class: "sv-more", hidden: true });
    const box = el("fieldset", { class: "sv-facet", hidden: true }, el("legend", {}, title), rows, more);
    const facet = { box, rows, more, labels: new Map(), isWhole: false };
    box.addEventListener("change", ({ target }) => pick(name, target.value, target.checked));
    more.addEventListener("click", () => {
      facet.isWhole = !facet.isWhole;
      show(state);
    });
    return facet;
  }

  /* ---- What matches ---- */

  let known = null;
  let found = null;

  /** Facets with the slug of each label; where two labels have the same, the later has a number. */
  async function facetsOf(dictionary) {
    if (known) return known;
    const columns = await dictionary.facets();
    const slugs = {};
    for (const [, key] of FACETS) {
      const taken = new Map();
      slugs[key] = columns[key][0].map((label) => {
        const plain = slug(label);
        taken.set(plain, (taken.get(plain) || 0) + 1);
        return taken.get(plain) > 1 ? `${plain}-${taken.get(plain)}` : plain;
      });
    }
    return (known = { columns, slugs });
  }

  /** Items that answer the words, best first; without words all of them. Kept for the next filter. */
  async function search(q, dictionary) {
    if (found && found.q === q) return found;
    if (!q) {
      const { items } = await dictionary.router();
      return { q, items: [...Array(items).keys()].reverse(), query: { slots: [] }, failed: [] };
    }
    const { hits, query: parsed, failed } = await sotay.ranking.search(q, dictionary);
    return { q, items: hits.map(({ item }) => item), query: parsed, failed };
  }

  /** The columns that an order and dates need; undefined where one could not be loaded. */
  async function columnsFor({ tu, den }, order, dictionary, failed) {
    const names = order === "so" ? ["day", "ordinal"] : order !== "lien-quan" || tu || den ? ["day"] : [];
    const found = names.map((name) => dictionary.column(name).catch((error) => void failed.add(error.file)));
    return Object.fromEntries((await Promise.all(found)).map((column, at) => [names[at], column]));
  }

  /** Items that pass every filter, and for each facet how many items of each label pass the others. */
  function filtered(items, { picked, tu, den }, { columns, slugs }, day) {
    const [since, until] = boundsOf(tu, den);
    const chosen = FACETS.map(([name, key]) =>
      picked[name].size ? new Set(slugs[key].flatMap((value, at) => (picked[name].has(value) ? [at] : []))) : null);
    const counts = FACETS.map(([, key]) => new Uint32Array(columns[key][0].length));
    const totals = FACETS.map(([, key]) => new Uint32Array(columns[key][0].length));
    const rows = FACETS.map(([, key]) => columns[key][1]);
    const passed = items.filter((item) => {
      const outside = day && (day[item] < since || day[item] > until);
      let failing = outside ? FACETS.length : -1;
      let failures = outside ? 1 : 0;
      chosen.forEach((labels, facet) => {
        if (!labels || rows[facet][item].some((label) => labels.has(label))) return;
        failing = facet;
        failures++;
      });
      for (let facet = 0; facet < FACETS.length; facet++) {
        const counted = !failures || (failures === 1 && failing === facet);
        for (const label of rows[facet][item]) {
          totals[facet][label]++;
          if (counted) counts[facet][label]++;
        }
      }
      return !failures;
    });
    return { passed, counts, totals };
  }

  /* ---- What is shown ---- */

  function showFacet(facet, at, { slugs, columns }, counts, totals) {
    const [name, key] = FACETS[at];
    const chosen = state.picked[name];
    const isOn = (label) => chosen.has(slugs[key][label]);
    const all = [...counts.keys()].filter((label) => counts[label] || isOn(label));
    all.sort((a, b) => totals[b] - totals[a] || a - b);
    const shown = facet.isWhole ? all : all.filter((label, place) => place < FEW || isOn(label));
    const focused = document.activeElement;
    facet.rows.replaceChildren(...shown.map((label) => {
      if (!facet.labels.has(label)) facet.labels.set(label, facetRow(slugs[key][label], columns[key][0][label]));
      const { row, box, number } = facet.labels.get(label);
      box.checked = isOn(label);
      number.textContent = count(counts[label]);
      return row;
    }));
    if (focused !== document.activeElement && facet.rows.contains(focused)) focused.focus();
    facet.box.hidden = all.length < 2 && !chosen.size;
    facet.more.hidden = all.length <= FEW || (!facet.isWhole && shown.length === all.length);
    facet.more.textContent = facet.isWhole ? "Thu gọn" : `Xem thêm ${count(all.length - shown.length)}`;
    facet.more.setAttribute("aria-expanded", String(facet.isWhole));
  }

  function facetRow(value, label) {
    const box = el("input", { type: "checkbox", value });
    const number = el("span", { class: "sv-count" });
    return { box, number, row: el("label", {}, box, el("span", {}, label), number) };
  }

  function chip(text, undo) {
    const button = el("button", { type: "button", "aria-label": `Bỏ lọc ${text}` }, text);
    button.addEventListener("click", () => {
      change(undo());
      status.focus();
    });
    return button;
  }

  function showChips(facets) {
    const { picked, tu, den } = state;
    const made = FACETS.flatMap(([name, key, title]) =>
      [...picked[name]].map((value) => {
        const at = facets ? facets.slugs[key].indexOf(value) : -1;
        const without = () => new Set([...picked[name]].filter((other) => other !== value));
        const label = at < 0 ? value : facets.columns[key][0][at];
        return chip(`${title}: ${label}`, () => ({ picked: { ...picked, [name]: without() } }));
      }));
    if (tu || den) {
      const range = [tu && `từ ${shownDate(tu)}`, den && `đến ${shownDate(den)}`].filter(Boolean).join(" ");
      made.push(chip(`Thời gian: ${range}`, () => ({ tu: "", den: "" })));
    }
    summary.textContent = made.length ? `Bộ lọc (${made.length})` : "Bộ lọc";
    if (made.length > 1) made.push(chip("tất cả", unfiltered));
    chips.replaceChildren(...made);
  }

  function showResults(shown, query, first) {
    const wanted = wantedFolds(query);
    results.start = first + 1;
    results.replaceChildren(...shown.map(({ card }) => {
      const { eyebrow, title, line } = parts(card, wanted);
      return el("li", {},
        el("p", { class: "sv-found__eyebrow" }, ...eyebrow),
        el("p", { class: "sv-found__title" }, el("a", { href: address(card[0]) }, ...title)),
        el("p", { class: "sv-found__line" }, ...line));
    }));
  }

  function pageLink(trang, text, label) {
    if (trang === state.trang) return el("span", { "aria-current": "page" }, text);
    const link = el("a", { href: query({ ...state, trang }), "aria-label": label }, text);
    link.addEventListener("click", (event) => {
      if (event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      change({ trang });
      status.focus();
      place.scrollIntoView();
    });
    return link;
  }

  function showPager(pages) {
    const near = [...Array(pages).keys()].map((at) => at + 1)
      .filter((page) => page === 1 || page === pages || Math.abs(page - state.trang) < 3);
    const links = near.flatMap((page, at) => [
      ...(at && page - near[at - 1] > 1 ? ["…"] : []),
      pageLink(page, String(page), `Trang ${page}`),
    ]);
    if (state.trang > 1) links.unshift(pageLink(state.trang - 1, "‹ Trước", "Trang trước"));
    if (state.trang < pages) links.push(pageLink(state.trang + 1, "Sau ›", "Trang sau"));
    pager.replaceChildren(...(pages > 1 ? links : []));
  }

  function showEmpty(total) {
    empty.hidden = results.children.length > 0 || !trouble.hidden;
    const advice = [
      state.q && "Dùng ít từ hơn, hoặc chỉ gõ số của văn bản (25-NQ/TW, chỉ thị 16).",
      state.q && "Xem lại chính tả; có thể gõ không dấu.",
      !state.q && "Gõ vài từ, hoặc chọn bộ lọc khác.",
    ].filter(Boolean);
    const button = chip(`để xem ${count(total)} kết quả`, unfiltered);
    button.textContent = `Bỏ bộ lọc để xem ${count(total)} kết quả`;
    button.removeAttribute("aria-label");
    empty.replaceChildren(
      el("ul", {}, ...advice.map((line) => el("li", {}, line))),
      ...(total && isFiltered(state) ? [el("p", { class: "sv-chips" }, button)] : []));
  }

  function say(text) {
    if (status.textContent !== text) status.textContent = text;
  }

  function summed(passed, pages) {
    const about = state.q ? ` cho “${state.q}”` : "";
    if (!passed) return `Không có kết quả nào${about}${isFiltered(state) ? " với bộ lọc này" : ""}.`;
    const part = pages > 1 ? `, trang ${state.trang}/${pages}` : "";
    return `${count(passed)} kết quả${about}${part}`;
  }

  function complain(failed) {
    trouble.hidden = !failed.size;
    trouble.textContent = failed.size ? complaint(failed) : "";
  }

  async function present(asked, isLast) {
    const dictionary = await load();
    const failed = new Set();
    const byOrder = orderOf(asked);
    const [matching, columns, facets] = await Promise.all([
      search(asked.q, dictionary),
      columnsFor(asked, byOrder, dictionary, failed),
      facetsOf(dictionary).catch((error) => void failed.add(error.file)),
    ]);
    if (!isLast()) return;
    matching.failed.forEach((name) => failed.add(name));
    found = matching.failed.length ? null : matching;
    const narrowed = facets ? filtered(matching.items, asked, facets, columns.day) : { passed: matching.items };
    const { passed, counts, totals } = narrowed;
    const pages = Math.max(1, Math.ceil(passed.length / PAGE));
    asked.trang = Math.min(asked.trang, pages);
    const first = (asked.trang - 1) * PAGE;
    const ordered = Object.values(columns).every(Boolean) ? sorted(passed, byOrder, columns) : passed;
    const shown = await cardsOf(ordered.slice(first, first + PAGE), dictionary, failed);
    if (!isLast()) return;
    if (facets) facetBoxes.forEach((facet, at) => showFacet(facet, at, facets, counts[at], totals[at]));
    order.querySelector("[value=lien-quan]").disabled = !asked.q;
    complain(failed);
    showChips(facets);
    showResults(shown, matching.query, first);
    showPager(pages);
    showMended(restored(asked.q, matching.query, textsOf(shown)));
    showEmpty(matching.items.length);
    say(summed(passed.length, pages));
    showFragments(asked.q ? shown : [], asked.q, matching.query, dictionary, failed);
  }

  /** Fragments come when the results stand; their words, too, tell which marks “did you mean” should have. */
  function showFragments(shown, q, query, dictionary, failed) {
    const texts = textsOf(shown);
    const rows = shown.map((result, at) => ({ ...result, place: results.children[at] }));
    sotay.fragments.show(rows, query, dictionary, (missing, more) => {
      missing.forEach((name) => failed.add(name));
      complain(failed);
      texts.push(...more);
      if (query.corrected) showMended(restored(q, query, texts));
    });
  }

  function showMended(correction) {
    mended.hidden = !correction;
    const link = el("a", { href: query({ ...state, q: correction || "", trang: 1 }) }, correction || "");
    link.addEventListener("click", (event) => {
      event.preventDefault();
      words.value = correction;
      change({ q: correction });
      status.focus();
    });
    mended.replaceChildren("Có phải bạn muốn tìm: ", link);
  }

  const show = latest(async (asked, isLast) => {
    try {
      await present(asked, isLast);
    } catch (error) {
      if (!isLast()) return;
      trouble.textContent = complaint([error.file || "router"], false);
      trouble.hidden = false;
      say("");
    }
    document.title = state.q ? `${state.q} - ${TITLE}` : TITLE;
  });

  /** Bring the fields in line with the state, which came with the address. */
  function fill() {
    words.value = state.q;
    from.value = shownDate(state.tu);
    to.value = shownDate(state.den);
    [from, to].forEach(checkDate);
    order.value = orderOf(state);
    show(state);
  }

  /* ---- What the reader does ---- */

  words.addEventListener("input", () => {
    const isSearch = Boolean(state.q);
    change({ q: clipped(words.value) }, true);
    if (isSearch !== Boolean(state.q)) order.value = orderOf(state);
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    isTypedEntry = false;
    if (clipped(words.value) !== state.q) change({ q: clipped(words.value) });
    status.focus();
  });
  for (const field of [from, to]) {
    field.addEventListener("change", () => {
      const [tu, den] = [from, to].map(checkDate);
      if (tu != null && den != null) change({ tu, den });
    });
  }

  /** The date typed as addresses write it, "" for none; null and a mark on the field for what is no date. */
  function checkDate(field, at, all) {
    const written = field.value.trim() && dateOf(field.value);
    field.setAttribute("aria-invalid", String(written === null));
    hint.classList.toggle("sv-search__say--bad", all.some((one) => one.getAttribute("aria-invalid") === "true"));
    return written;
  }
  order.addEventListener("change", () => change({ xep: order.value === orderOf({ q: state.q }) ? "" : order.value }));
  addEventListener("popstate", () => {
    state = read();
    isTypedEntry = false;
    fill();
  });

  function layOut() {
    filters.open = WIDE.matches;
  }
  WIDE.addEventListener("change", layOut);
  layOut();
  fill();
})();

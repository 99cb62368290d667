/* The basket “Tập tài liệu của tôi”: the list itself, the button of a page, the count in the header.

   The list is kept in localStorage. Where that is missing, or may belong to one file alone (file://),
   the list goes along in the address: links of ours get it as a fragment `#d=…&t=…`. Nothing is sent
   anywhere, since browsers keep fragments to themselves. */
(() => {
  "use strict";

  const KEY = /^(?:van-ban|mo-hinh|tap-huan)\/[a-z0-9]+(?:-[a-z0-9]+)*$/;
  const MOST = 200;
  const LONGEST = { key: 120, title: 150, note: 500 };
  const { el } = sotay.ui;
  const base = new URL(sotay.ui.address("index.md").replace(/index\.html$/, ""));
  const slot = `sotay-tap:${base.pathname}`;

  const clean = (value, most) =>
    [...String(value == null ? "" : value).replace(/[\u0000-\u001f\u007f\u202a-\u202e\u2066-\u2069]+/g, " ")]
      .slice(0, most)
      .join("");

  /** Whatever was stored or came in an address, as a list that can do no harm. */
  function sound(raw) {
    const seen = new Set();
    const items = [];
    for (const item of Array.isArray(raw && raw.items) ? raw.items : []) {
      const key = item && item.key;
      if (typeof key !== "string" || key.length > LONGEST.key || !KEY.test(key) || seen.has(key)) continue;
      if (items.length === MOST) break;
      seen.add(key);
      items.push({ key, note: clean(item.note, LONGEST.note) });
    }
    return { title: clean(raw && raw.title, LONGEST.title), items };
  }

  /* ---- The list in an address ---- */

  function toFragment({ title, items }) {
    const list = items.map(({ key }) => key).join(",");
    return `#d=${list}${title && "&t="}${encodeURIComponent(title)}`;
  }

  /** The list of a fragment, or null where it holds none. */
  function fromFragment(hash) {
    const found = /^#d=([^&]{0,30000})(?:&t=([^&]{0,3000}))?$/.exec(hash);
    if (!found) return null;
    return sound({ title: decoded(found[2] || ""), items: decoded(found[1]).split(",").map((key) => ({ key })) });
  }

  function decoded(text) {
    try {
      return decodeURIComponent(text);
    } catch {
      return "";
    }
  }

  /* ---- The list in the browser ---- */

  let memory = null;

  function raw() {
    try {
      return JSON.parse(localStorage.getItem(slot)) || {};
    } catch {
      return {};
    }
  }

  function isKept(list) {
    try {
      const isShared = isOneForAll() || undefined;
      localStorage.setItem(slot, JSON.stringify({ ...list, by: location.pathname, isShared }));
      return true;
    } catch {
      return false;
    }
  }

  /** From a disk some browsers give each file a storage of its own; what another page has put into
      this one proves that it is the same for all. */
  function isOneForAll() {
    const { by, isShared } = raw();
    return Boolean(isShared || (by && by !== location.pathname));
  }

  const stored = () => sound(raw());

  /** Whether the address has to carry the list. */
  const isCarried = location.protocol === "file:" ? !isOneForAll() : !isKept(stored());

  const read = () => memory || stored();

  function write(list) {
    const next = sound(list);
    isKept(next);
    if (isCarried) memory = next;
    tell(next);
  }

  const watchers = [];
  const tell = (list) => watchers.forEach((watcher) => watcher(list));

  /** `watcher(list)` now, and whenever the list changes, in another window too. */
  function watch(watcher) {
    watchers.push(watcher);
    watcher(read());
  }

  addEventListener("storage", ({ key }) => key === slot && !isCarried && tell(read()));
  /* A page that comes back from the browser's cache may be behind. */
  addEventListener("pageshow", ({ persisted }) => persisted && tell(read()));

  if (isCarried) {
    memory = fromFragment(location.hash);
    const carry = ({ target }) => {
      const link = target.closest && target.closest("a[href]");
      if (!memory && !read().items.length) return;
      if (!link || link.origin !== location.origin || link.protocol !== location.protocol) return;
      const isOurs = link.href.startsWith(base.href) && !link.hasAttribute("download");
      if (isOurs && (!link.hash || link.hash.startsWith("#d="))) link.hash = toFragment(read());
    };
    document.addEventListener("mousedown", carry, true);
    document.addEventListener("click", carry, true);
  }

  sotay.basket = { MOST, LONGEST, base, isCarried, read, write, watch, toFragment, fromFragment };

  /* ---- Header and button ---- */

  const counter = document.querySelector(".sv-basket-link");
  if (counter) {
    const name = counter.getAttribute("aria-label");
    const number = counter.querySelector(".sv-basket-link__count");
    watch(({ items }) => {
      number.textContent = items.length || "";
      counter.setAttribute("aria-label", items.length ? `${name}: ${items.length} mục` : name);
    });
  }

  const tools = document.querySelector(".sv-tools[data-entry]");
  const entry = tools && tools.dataset.entry;
  if (!entry || !KEY.test(entry)) return;
  const button = el("button", { type: "button", class: "sv-button sv-basket-button" });
  const status = el("span", { class: "sv-hidden", role: "status" });
  tools.prepend(button, status);
  const holds = ({ items }) => items.some(({ key }) => key === entry);
  watch((list) => {
    button.textContent = holds(list) ? "Bỏ khỏi tập tài liệu" : "Thêm vào tập tài liệu";
    button.classList.toggle("sv-basket-button--in", holds(list));
  });
  button.addEventListener("click", () => {
    const list = read();
    if (!holds(list) && list.items.length >= MOST) {
      status.textContent = `Tập tài liệu đã có ${MOST} mục, không thêm được nữa.`;
      status.classList.remove("sv-hidden");
      return;
    }
    const others = list.items.filter(({ key }) => key !== entry);
    const items = holds(list) ? others : [...others, { key: entry, note: "" }];
    write({ ...list, items });
    status.textContent = holds(read())
      ? `Đã thêm vào tập tài liệu, có ${items.length} mục.`
      : `Đã bỏ khỏi tập tài liệu, còn ${items.length} mục.`;
  });
})();

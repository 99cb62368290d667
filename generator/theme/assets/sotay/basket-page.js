/* The page /tap-tai-lieu/: the list with its order, title and notes, as a hand-out when it is printed.

   A list that came by a link (#d=…) is shown beside one's own, not in its place, until one takes it
   over. What entries print comes from data files (generator/basket.py). */
(() => {
  "use strict";

  const place = document.getElementById("sotay-tap");
  if (!place) return;
  const { el, address } = sotay.ui;
  const { MOST, LONGEST, base, isCarried, read, write, watch, toFragment, fromFragment } = sotay.basket;
  const DATA = new URL("tap-tai-lieu/du-lieu/", base).href;
  const FOLDERS = { "van-ban": "Văn bản", "mo-hinh": "Mô hình", "tap-huan": "Buổi tập huấn" };

  /* ---- Data of entries ---- */

  const once = (make) => {
    let made = null;
    return () => {
      made = made || make();
      made.catch(() => (made = null));
      return made;
    };
  };

  const router = once(async () => {
    await sotay.ui.loadCode();
    return sotay.packed(`${DATA}muc-luc.js`);
  });
  const blocks = new Map();

  /** FNV-1a of the key, as in generator/basket.py. */
  function blockOf(key, count) {
    let digest = 2166136261;
    for (const character of key) digest = Math.imul(digest ^ character.charCodeAt(0), 16777619) >>> 0;
    return digest % count;
  }

  /** The entry's data; undefined where the handbook has no such page (any more). */
  async function dataOf(key) {
    const { blocks: names } = await router();
    const name = names[blockOf(key, names.length)];
    if (!blocks.has(name)) blocks.set(name, once(() => sotay.packed(`${DATA}${name}.js`)));
    const block = await blocks.get(name)();
    return Object.hasOwn(block, key) ? block[key] : undefined;
  }

  /* ---- The frame of the page ---- */

  const status = el("p", { class: "sv-basket__said", role: "status" });
  const button = (label, work, attributes = {}) => {
    const made = el("button", { type: "button", class: "sv-button", ...attributes }, label);
    made.addEventListener("click", work);
    return made;
  };
  const titleField = el("input", { type: "text", class: "sv-field", maxlength: LONGEST.title, placeholder: "Ví dụ: Tài liệu tập huấn công tác dân vận" });
  const link = el("input", { type: "text", class: "sv-field", readonly: true, "aria-label": "Liên kết của danh sách" });
  const list = el("ol", { class: "sv-basket" });
  const offer = el("div", { class: "sv-basket__offer", hidden: true });
  const printed = {
    title: el("p", { class: "sv-cover__title" }),
    facts: el("p", { class: "sv-cover__facts" }),
    contents: el("ol", { class: "sv-cover__list" }),
  };
  const cover = el("section", { class: "sv-cover" }, printed.title, printed.facts, printed.contents);
  const share = el("p", { class: "sv-basket__share", hidden: true }, link);
  const empty = el("p", {}, "Tập tài liệu chưa có mục nào.");
  const editing = el(
    "div",
    { class: "sv-basket__bar" },
    el("label", { class: "sv-basket__title" }, "Tên tập tài liệu ", titleField),
    button("In thành tập", () => print()),
    button("Chép liên kết", copyLink),
    button("Bỏ hết", () => change({ title: read().title, items: [] }, "Đã bỏ hết các mục.")),
  );
  place.append(offer, editing, share, status, empty, cover, list);

  /* ---- Entries ---- */

  const rows = new Map();

  function row(key) {
    if (!rows.has(key)) rows.set(key, makeRow(key));
    return rows.get(key);
  }

  function makeRow(key) {
    const name = FOLDERS[key.split("/")[0]];
    const page = el("a", { href: address(`${key}.md`) }, key);
    const body = el("div", { class: "sv-basket__entry" }, el("h2", {}, page));
    const note = el("input", { type: "text", class: "sv-field", maxlength: LONGEST.note, placeholder: "Ghi chú (không bắt buộc)" });
    const noted = el("p", { class: "sv-basket__note" });
    const up = button("↑", () => move(key, -1));
    const down = button("↓", () => move(key, 1));
    const away = button("Bỏ", () => remove(key));
    const bar = el("div", { class: "sv-basket__buttons" }, up, down, away);
    const item = el("li", { "data-key": key }, body, noted, bar, note);
    item.addEventListener("keydown", (event) => {
      const step = { ArrowUp: -1, ArrowDown: 1 }[event.key];
      if (!event.altKey || !step) return;
      event.preventDefault();
      move(key, step);
    });
    note.addEventListener("change", () => {
      const { title, items } = read();
      write({ title, items: items.map((one) => (one.key === key ? { key, note: note.value } : one)) });
    });
    const made = { item, page, body, note, noted, up, down, away, title: key, line: key };
    label(made, key);
    fill(made, key, name);
    return made;
  }

  function label(made, title) {
    made.title = title;
    made.up.setAttribute("aria-label", `Chuyển lên: ${title}`);
    made.down.setAttribute("aria-label", `Chuyển xuống: ${title}`);
    made.away.setAttribute("aria-label", `Bỏ khỏi tập: ${title}`);
    made.note.setAttribute("aria-label", `Ghi chú cho: ${title}`);
  }

  async function fill(made, key, name) {
    try {
      const data = await dataOf(key);
      if (data) show(made, key, data, await router());
      else gone(made, `${name} này không còn trong sổ tay.`);
    } catch {
      made.body.append(el("p", { class: "sv-basket__gone" }, "Không tải được dữ liệu của mục này; hãy thử tải lại trang."));
    }
    draw();
  }

  function gone(made, said) {
    made.page.removeAttribute("href");
    made.body.append(el("p", { class: "sv-basket__gone" }, said));
  }

  function show(made, key, [heading, title, line, state, stateLabel, summary, points, anchor, bits], site) {
    made.page.textContent = title;
    made.line = state ? line : [title, line].filter(Boolean).join(", ");
    label(made, `${heading}: ${title}`);
    const where = new URL(`${key}/#${anchor}`, site.address || base).href.replace(/^file:.*\/(?=[^/]+\/[^/]+\/#)/, "");
    made.body.prepend(el("p", { class: "sv-eyebrow" }, heading));
    if (bits) made.body.prepend(code(...bits, `Mã QR: ${where}`));
    made.body.append(el("p", { class: "sv-basket__line" }, line));
    if (state) {
      const mark = el("span", { class: `sv-mark sv-mark--${state}` }, stateLabel);
      made.body.append(el("p", { class: "sv-basket__state" }, mark, ` ${asOf()}`));
    }
    made.body.append(el("p", { class: "sv-basket__more" }, summary));
    if (points.length) made.body.append(el("ul", { class: "sv-basket__more" }, ...points.map((point) => el("li", {}, point))));
    made.body.append(el("p", { class: "sv-basket__more sv-basket__address" }, where));
  }

  /** A QR code from the bits that generator/render/qr.py packs, in a quiet zone of four modules. */
  function code(side, packed, name) {
    const bytes = Uint8Array.from(atob(packed), (character) => character.charCodeAt(0));
    let dark = "";
    for (let at = 0; at < side * side; at += 1) {
      if (bytes[at >> 3] & (128 >> (at & 7))) dark += `M${(at % side) + 4} ${Math.floor(at / side) + 4}h1v1h-1z`;
    }
    const whole = side + 8;
    const drawn = shape("svg", { class: "sv-basket__code", viewBox: `0 0 ${whole} ${whole}`, role: "img", "aria-label": name, "shape-rendering": "crispEdges" });
    drawn.append(shape("path", { fill: "#fff", d: `M0 0h${whole}v${whole}H0z` }), shape("path", { fill: "#000", d: dark }));
    return drawn;
  }

  function shape(name, attributes) {
    const made = document.createElementNS("http://www.w3.org/2000/svg", name);
    for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
    return made;
  }

  /** The day that force is told for, as the foot of the page says it. */
  function asOf() {
    const day = document.querySelector(".sv-as-of time");
    return day ? `(tính đến ngày ${day.textContent})` : "";
  }

  /* ---- Changes ---- */

  function change(next, said) {
    const before = read();
    write(next);
    status.textContent = `${said} `;
    status.append(button("Hoàn tác", () => (write(before), (status.textContent = "Đã hoàn tác."))));
  }

  function remove(key) {
    const { title, items } = read();
    const at = items.findIndex((one) => one.key === key);
    const rest = items.filter((one) => one.key !== key);
    change({ title, items: rest }, `Đã bỏ: ${row(key).title}.`);
    const next = rest[Math.min(at, rest.length - 1)];
    (next ? row(next.key).away : titleField).focus();
  }

  function move(key, step) {
    const { title, items } = read();
    const at = items.findIndex((one) => one.key === key);
    const to = at + step;
    if (at < 0 || to < 0 || to >= items.length) return;
    const focused = document.activeElement;
    items.splice(to, 0, ...items.splice(at, 1));
    write({ title, items });
    const usable = focused && focused.disabled ? row(key)[step < 0 ? "down" : "up"] : focused;
    if (usable) usable.focus();
    status.textContent = `Đã chuyển đến vị trí ${to + 1} trong ${items.length}.`;
  }

  titleField.addEventListener("input", () => write({ ...read(), title: titleField.value }));

  async function copyLink() {
    const url = new URL(location.href);
    url.hash = toFragment(read());
    share.hidden = false;
    link.value = url.href;
    link.focus();
    link.select();
    try {
      await navigator.clipboard.writeText(url.href);
      status.textContent = "Đã chép liên kết. Người nhận mở ra sẽ thấy đúng danh sách này; ghi chú không gửi kèm.";
    } catch {
      const done = document.execCommand("copy");
      status.textContent = done ? "Đã chép liên kết." : "Hãy chép liên kết đang được chọn.";
    }
  }

  /* ---- A list that came by a link ---- */

  let guest = null;
  const sameAs = (one, other) => toFragment(one) === toFragment(other);

  function receive() {
    const come = fromFragment(location.hash);
    const own = read();
    guest = come && come.items.length && !sameAs(come, own) ? come : null;
    if (guest && (isCarried || !own.items.length)) take(guest);
    draw();
  }

  /** Back to one's own list. */
  function leave() {
    guest = null;
    if (!isCarried) history.replaceState(null, "", location.pathname + location.search);
    draw();
  }

  function take(next, said) {
    leave();
    if (said) change(next, said);
    else write(next);
  }

  function offering() {
    const { items, title } = read();
    const missing = guest.items.filter(({ key }) => !items.some((one) => one.key === key));
    const joined = { title: title || guest.title, items: [...items, ...missing].slice(0, MOST) };
    offer.replaceChildren(
      el("p", {}, `Danh sách này đến từ một liên kết; tập của bạn (${items.length} mục) vẫn được giữ nguyên.`),
      el(
        "p",
        { class: "sv-basket__buttons" },
        button("Thay tập của tôi", () => take(guest, "Đã thay tập của bạn bằng danh sách này.")),
        button("Ghép vào tập của tôi", () => take(joined, "Đã ghép danh sách này vào tập của bạn.")),
        button("Xem tập của tôi", leave),
        button("In", () => print()),
      ),
    );
  }

  /* ---- Drawing ---- */

  function draw() {
    const shown = guest || read();
    const wanted = shown.items.map(({ key }) => row(key));
    offer.hidden = !guest;
    editing.hidden = Boolean(guest);
    if (guest) offering();
    [...list.children].filter((item) => !wanted.some((made) => made.item === item)).forEach((item) => item.remove());
    wanted.forEach((made, at) => {
      if (list.children[at] !== made.item) list.insertBefore(made.item, list.children[at] || null);
      const { note } = shown.items[at];
      for (const part of [made.up, made.down, made.away, made.note]) part.hidden = Boolean(guest);
      made.up.disabled = at === 0;
      made.down.disabled = at === wanted.length - 1;
      if (document.activeElement !== made.note) made.note.value = note;
      made.noted.textContent = note;
    });
    if (document.activeElement !== titleField) titleField.value = shown.title;
    empty.hidden = wanted.length > 0;
    cover.hidden = !wanted.length;
    for (const one of editing.querySelectorAll("button")) one.disabled = !wanted.length;
    drawCover(shown, wanted);
    if (isCarried && !guest) history.replaceState(null, "", toFragment(shown));
  }

  function drawCover({ title }, wanted) {
    const today = new Date();
    const two = (number) => String(number).padStart(2, "0");
    const month = today.getMonth() + 1;
    const day = `${two(today.getDate())}/${month < 3 ? two(month) : month}/${today.getFullYear()}`;
    printed.title.textContent = title || "Tập tài liệu";
    printed.facts.textContent = `${wanted.length} mục, lập ngày ${day}. Hiệu lực ${asOf().replace(/[()]/g, "")}.`;
    printed.contents.replaceChildren(...wanted.map((made) => el("li", {}, made.line)));
  }

  addEventListener("hashchange", receive);
  receive();
  watch(() => draw());
})();

/* The block “Trích dẫn” of a document: buttons that copy the citation, as rich text with a link or as
   plain text, and the address. On http:// and file:// there is no navigator.clipboard: there the text
   is selected and copied by command. */
(() => {
  "use strict";

  const block = document.querySelector(".sv-cite");
  const text = block && block.querySelector(".sv-cite__text");
  if (!text) return;
  const heading = text.querySelector("span").textContent;
  const citation = text.textContent;
  const card = block.querySelector(".sv-cite__card");
  const { el } = sotay.ui;

  /** Where the page is published, else where it stands now. */
  function address() {
    const canonical = document.querySelector("link[rel=canonical]");
    const url = new URL(canonical ? canonical.href : location.href);
    url.hash = url.search = "";
    return url.href;
  }

  const linked = () => {
    const whole = el("span", {}, el("a", { href: address() }, heading), citation.slice(heading.length));
    return whole.innerHTML;
  };

  function frame() {
    const url = new URL(card.getAttribute("href"), address()).href;
    return el("iframe", { src: url, title: heading, width: "100%", height: "240", loading: "lazy" }).outerHTML;
  }

  async function byClipboard(plain, rich) {
    if (!rich) return navigator.clipboard.writeText(plain);
    const part = (type, value) => new Blob([value], { type });
    const item = { "text/plain": part("text/plain", plain), "text/html": part("text/html", rich) };
    return navigator.clipboard.write([new ClipboardItem(item)]);
  }

  /** Copies by command what is selected; a listener puts our own texts in its place. */
  function byCommand(plain, rich) {
    let taken = false;
    const take = (event) => {
      event.clipboardData.setData("text/plain", plain);
      if (rich) event.clipboardData.setData("text/html", rich);
      event.preventDefault();
      event.stopImmediatePropagation();
      taken = true;
    };
    const selection = getSelection();
    selection.selectAllChildren(text);
    document.addEventListener("copy", take, true);
    const done = document.execCommand("copy");
    document.removeEventListener("copy", take, true);
    if (!done || !taken) throw new Error("refused");
    selection.removeAllRanges();
  }

  async function copy(plain, rich) {
    try {
      await byClipboard(plain, rich);
    } catch {
      byCommand(plain, rich);
    }
  }

  const status = el("p", { class: "sv-cite__said", role: "status" });

  function button(label, said, plain, rich) {
    const made = el("button", { type: "button", class: "sv-button" }, label);
    made.addEventListener("click", async () => {
      status.textContent = "";
      try {
        await copy(plain(), rich && rich());
        status.textContent = said;
      } catch {
        getSelection().selectAllChildren(text);
        status.textContent = "Trình duyệt không cho chép; hãy chép bằng tay phần chữ đang được chọn.";
      }
    });
    return made;
  }

  const buttons = [
    button("Chép trích dẫn", "Đã chép trích dẫn kèm liên kết.", () => citation, linked),
    button("Chép dạng chữ", "Đã chép trích dẫn dạng chữ thường.", () => citation),
    button("Chép địa chỉ", "Đã chép địa chỉ của trang.", address),
  ];
  if (card) buttons.push(button("Chép mã nhúng", "Đã chép mã nhúng (iframe).", frame));
  text.after(el("p", { class: "sv-cite__buttons" }, ...buttons), status);
})();

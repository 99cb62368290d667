/* What a page shows of itself: its shape, what could run, where it leads, what leaves its box. */
(() => {
  const OURS = /^(https?|file):$/;
  const RTL = /[\u0590-\u08FF\uFB1D-\uFDFF\uFE70-\uFEFC]/u;

  /** Every element with the names of its attributes, in order; without what explains a word or keeps
      its direction, which hang on the text. */
  const shape = (page) =>
    [...page.querySelectorAll("*")]
      .filter((element) => !element.matches("abbr, bdi"))
      .map((element) => `${element.localName}[${element.getAttributeNames().sort().join(" ")}]`);

  const handlers = (page) =>
    [...page.querySelectorAll("*")].flatMap((element) =>
      element.getAttributeNames().filter((name) => /^on|^srcdoc$/.test(name)).map((name) => `${element.localName} ${name}`),
    );

  /** Addresses that lead or load elsewhere: other schemes, and other hosts but as sources do. */
  const strays = (page, base, own) =>
    [...page.querySelectorAll("[href], [src], [action], [data], [formaction]")].flatMap((element) =>
      ["href", "src", "action", "data", "formaction"].flatMap((name) => {
        const written = element.getAttribute(name);
        if (written === null) return [];
        const { protocol, host } = new URL(written, base);
        const isSource = element.localName === "a" && element.getAttribute("rel") === "noreferrer";
        const isOwn = own.includes(host) || isSource;
        return OURS.test(protocol) && isOwn ? [] : [`${element.localName} ${name}=${written}`];
      }),
    );

  const plain = (text) => text.replace(/\s+/g, " ");
  const words = (page) => plain(page.body.textContent);

  const inspect = (page, base, own) => ({
    shape: shape(page), handlers: handlers(page), strays: strays(page, base, own), words: words(page), title: plain(page.title),
  });

  const boxOf = (node) => {
    let box = node.parentElement;
    while (getComputedStyle(box).unicodeBidi === "normal") box = box.parentElement;
    return box;
  };

  function* texts(root) {
    const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) if (walker.currentNode.data.trim()) yield walker.currentNode;
  }

  /** Texts that run from right to left beside others that they could turn around: neither in an isolate
      within a line nor the only text of their block. */
  function loose() {
    return [...texts(document.body)].filter((text) => {
      if (!RTL.test(text.data) || text.parentElement.closest("script, style, noscript, [role=status]")) return false;
      const box = boxOf(text);
      if (getComputedStyle(box).display === "inline") return false;
      return [...texts(box)].some((other) => other !== text && other.data !== "¶" && boxOf(other) === box);
    }).map(({ data }) => data);
  }

  globalThis.hostile = {
    /** What is wrong with the page as it stands. */
    wrong: (own) => [
      ...(globalThis.__pwned === undefined ? [] : ["ran"]),
      ...handlers(document),
      ...strays(document, location.href, own),
      ...loose().map((text) => `turns around: ${text}`),
      ...(document.documentElement.scrollWidth > innerWidth ? ["scrolls sideways"] : []),
    ],
    async fetched(addresses, own) {
      const pages = {};
      for (const address of addresses) {
        const answer = await fetch(address || "./");
        const page = new DOMParser().parseFromString(await answer.text(), "text/html");
        pages[address] = inspect(page, new URL(address || "./", location.href).href, own);
      }
      return pages;
    },
  };
})();

/* What has to be there before the page is drawn; runs while the head is read. The names that start with
   __md_ are what Material's bundle (9.8.1) looks for, and do what its inline script did.

   Then the colours that the reader has chosen, or else those of the device: set as soon as the switch in
   the header has been read, which is before anything is drawn. Material does so by a script beside it,
   and for a reader's first page only when all of it has been read. */
var __md_scope = new URL(document.currentScript.dataset.scope, location);

function __md_hash(text) {
  return [...text].reduce((sum, character) => (sum << 5) - sum + character.charCodeAt(0), 0);
}

function __md_get(key, storage = localStorage, scope = __md_scope) {
  return JSON.parse(storage.getItem(`${scope.pathname}.${key}`));
}

function __md_set(key, value, storage = localStorage, scope = __md_scope) {
  try {
    storage.setItem(`${scope.pathname}.${key}`, JSON.stringify(value));
  } catch {
    /* No room, or not allowed: then it is not remembered. */
  }
}

(() => {
  "use strict";

  const chosen = __md_get("__palette");
  const isDark = matchMedia("(prefers-color-scheme: dark)").matches;
  const media = (input) => input.getAttribute("data-md-color-media");

  /** The input of the switch whose colours are wanted, as far as the page has been read. */
  function wanted() {
    const own = chosen && document.getElementById(`__palette_${chosen.index}`);
    if (chosen && (!own || media(own) !== "(prefers-color-scheme)")) return own;
    return document.querySelector(`input[data-md-color-media="(prefers-color-scheme: ${isDark ? "dark" : "light"})"]`);
  }

  const observer = new MutationObserver(() => {
    const input = wanted();
    if (!input) return;
    observer.disconnect();
    for (const name of ["media", "scheme", "primary", "accent"].map((part) => `data-md-color-${part}`)) {
      document.body.setAttribute(name, input.getAttribute(name));
    }
  });
  observer.observe(document, { childList: true, subtree: true });
  addEventListener("DOMContentLoaded", () => observer.disconnect());
})();

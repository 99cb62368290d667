/* The text of a document stands on a page below that of its record. Who comes to the record with the
   anchor of a provision (#dieu-3, typed by habit or from an old link) is led on to the text. */
(function () {
  "use strict";
  var link = document.querySelector("a.sv-text-link");
  if (!link) return;

  function follow() {
    var anchor = location.hash.slice(1);
    if (!/^(phan|chuong|muc|dieu|khoan)-[a-z0-9-]+$/.test(anchor)) return;
    if (document.getElementById(anchor)) return;
    var target = new URL(link.href);
    if (target.protocol === "file:" && /\/$/.test(target.pathname)) target.pathname += "index.html";
    target.hash = anchor;
    location.replace(target.href);
  }

  window.addEventListener("hashchange", follow);
  follow();
})();

/* Go to the target with the query and the anchor (#) that the reader came with. */
(function () {
  "use strict";
  var link = document.getElementById("redirect-target");
  if (!link) return;
  var target = new URL(link.getAttribute("href"), document.baseURI || location.href);
  if (location.search) target.search = location.search;
  if (location.hash) target.hash = location.hash;
  if (target.protocol === "file:" && /\/$/.test(target.pathname)) target.pathname += "index.html";
  link.href = target.href;
  location.replace(target.href);
})();

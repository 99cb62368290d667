/* Opened from a disk (file://) there is no server that finds index.html in a folder. */
(function () {
  "use strict";
  if (location.protocol !== "file:") return;
  function complete(event) {
    var link = event.target.closest && event.target.closest("a[href]");
    if (link && link.protocol === "file:" && /\/$/.test(link.pathname)) link.pathname += "index.html";
  }
  document.addEventListener("mousedown", complete, true);
  document.addEventListener("click", complete, true);
})();

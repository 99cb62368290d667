/* Khi mở sổ tay thẳng từ ổ đĩa (file://) không có máy chủ để tìm index.html trong thư mục. */
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

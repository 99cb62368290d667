/* “Is my hand-out current?” A print carries the address of its page with #in-<day>-<fingerprint>.
   Opened, it gets a notice at the top of the page: unchanged, or what has changed since. All that
   the notice says stands in the section “Lịch sử trang” at the foot of the page, so that nothing is
   fetched and the same can be read without this script. Days are written as on the page. */
(function () {
  "use strict";

  var ANCHOR = /^#in-(\d{4})(\d{2})(\d{2})-([a-z2-7]{6})$/;
  var ENDED = [".sv-force--expired", ".sv-force--suspended", ".sv-force--partly-expired"];

  var past = document.querySelector("details.sv-past[data-fingerprint]");
  if (!past) return;

  /* 03/6/2013: days below 10 and months 1, 2 take a leading 0 (Nghị định 30/2020). */
  function written(print) {
    return print.day + "/" + (Number(print.month) < 3 ? print.month : Number(print.month)) + "/" + print.year;
  }

  function asked() {
    var found = ANCHOR.exec(location.hash);
    if (!found) return null;
    return {
      year: found[1], month: found[2], day: found[3],
      iso: found[1] + "-" + found[2] + "-" + found[3],
      fingerprint: found[4]
    };
  }

  /* Publications that touched the page, newest first, as its foot tells them. */
  function entries() {
    return Array.prototype.map.call(past.querySelectorAll(":scope > ul > li"), function (item) {
      var time = item.querySelector("time");
      return {
        item: item,
        day: time ? time.getAttribute("datetime") : "",
        fingerprint: item.querySelector("code").textContent
      };
    });
  }

  /* The newest entry with the fingerprint that is not younger than the print; -1 if there is none. */
  function position(list, print) {
    var same = list.map(function (entry, i) { return i; })
      .filter(function (i) { return list[i].fingerprint === print.fingerprint; });
    var old = same.filter(function (i) { return list[i].day && list[i].day <= print.iso; });
    return old.length ? old[0] : same.length ? same[same.length - 1] : -1;
  }

  function element(name, className, text) {
    var made = document.createElement(name);
    if (className) made.className = className;
    if (text) made.textContent = text;
    return made;
  }

  function same(print) {
    return ["same", [element("p", "sv-current__title", "Không thay đổi từ bản in ngày " + written(print) + ".")]];
  }

  function changed(print, newer) {
    var list = element("ul");
    newer.forEach(function (entry) { list.appendChild(entry.item.cloneNode(true)); });
    return ["changed", [
      element("p", "sv-current__title", "Đã thay đổi từ bản in ngày " + written(print) + ":"),
      list
    ]];
  }

  function unknown(print) {
    return ["unknown", [
      element("p", "sv-current__title", "Không so được với bản in ngày " + written(print) + "."),
      element("p", "", "Nhật ký của trang không có mã " + print.fingerprint + " của bản in; mã hiện nay là " +
        past.getAttribute("data-fingerprint") + ". Hãy so lại bản in với trang này.")
    ]];
  }

  function judge(print) {
    if (print.fingerprint === past.getAttribute("data-fingerprint")) return same(print);
    var list = entries();
    var at = position(list, print);
    return at > 0 ? changed(print, list.slice(0, at)) : unknown(print);
  }

  /* Whatever the print said: that the document no longer holds must not be missed. A hand-out reads
     many documents; the force of one of them is not that of the page. */
  function ended() {
    var force = document.querySelector(ENDED.join(","));
    var label = force && !force.closest(".sv-reading") && force.querySelector(".sv-force__label");
    return label ? element("p", "sv-current__ended", "Hiệu lực hiện nay: " + label.textContent.trim() + ".") : null;
  }

  function notice(print) {
    var judged = judge(print);
    var warning = ended();
    var box = element("div", "sv-current sv-current--" + (warning ? "ended" : judged[0]));
    box.setAttribute("role", "status");
    if (warning) box.appendChild(warning);
    judged[1].forEach(function (part) { box.appendChild(part); });
    var remark = past.querySelector(".sv-past__remark");
    if (remark) box.appendChild(element("p", "", remark.textContent));
    return box;
  }

  function show() {
    var old = document.querySelector(".sv-current");
    if (old) old.remove();
    var print = asked();
    if (!print) return;
    var heading = document.querySelector("article h1");
    var first = document.querySelector("article .sv-eyebrow") || heading;
    first.parentNode.insertBefore(notice(print), first);
  }

  window.addEventListener("hashchange", show);
  show();
})();

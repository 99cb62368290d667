/* Tables in .sv-list: column labels for narrow screens, and a sort button on columns of dates. */
(function () {
  "use strict";

  var WORTH_SORTING = 4;

  /* Date of a row: "2013", "2013-06" or "2013-06-03"; empty where unknown. */
  function dateOf(row, column) {
    var time = row.cells[column] && row.cells[column].querySelector("time[datetime]");
    return time ? time.getAttribute("datetime") : "";
  }

  /* Rows without a date come last in either direction. */
  function compare(a, b, descending) {
    if (!a.date || !b.date) return (a.date ? 0 : 1) - (b.date ? 0 : 1) || a.index - b.index;
    if (a.date === b.date) return a.index - b.index;
    return (a.date < b.date ? -1 : 1) * (descending ? -1 : 1);
  }

  function entries(body, column) {
    return Array.prototype.map.call(body.rows, function (row, index) {
      return { row: row, index: index, date: dateOf(row, column) };
    });
  }

  function currentOrder(list) {
    function sorted(descending) {
      return list.every(function (entry, i) {
        return i === 0 || compare(list[i - 1], entry, descending) <= 0;
      });
    }
    return sorted(true) ? "descending" : sorted(false) ? "ascending" : "none";
  }

  function makeSortable(header, body, column, paged) {
    var list = entries(body, column);
    if (list.length < WORTH_SORTING || !list.some(function (entry) { return entry.date; })) return;
    var button = document.createElement("button");
    button.type = "button";
    button.className = "sv-sort";
    while (header.firstChild) button.appendChild(header.firstChild);
    header.appendChild(button);
    header.className += " sv-sortable";

    function show(order) {
      header.setAttribute("aria-sort", order);
      button.title = (paged ? "Sắp xếp trang này: " : "Sắp xếp: ") +
        (order === "descending" ? "cũ nhất trước" : "mới nhất trước");
    }

    button.addEventListener("click", function () {
      var order = header.getAttribute("aria-sort") === "descending" ? "ascending" : "descending";
      list.sort(function (a, b) { return compare(a, b, order === "descending"); });
      list.forEach(function (entry) { body.appendChild(entry.row); });
      show(order);
    });
    show(currentOrder(list));
  }

  /* A short number is not broken at its hyphen. */
  function isShort(text) {
    return text.length <= 10 && !/\s/.test(text);
  }

  /* Rows shown as cards (display: block) lose their roles for screen readers: name them. */
  function setRole(elements, role) {
    Array.prototype.forEach.call(elements, function (element) { element.setAttribute("role", role); });
  }

  function prepare(table, paged) {
    var head = table.tHead && table.tHead.rows[0];
    var body = table.tBodies[0];
    if (!head || !body) return;
    setRole([table], "table");
    setRole([table.tHead, body], "rowgroup");
    setRole(table.rows, "row");
    setRole(head.cells, "columnheader");
    Array.prototype.forEach.call(head.cells, function (header, column) {
      var label = header.textContent.trim();
      var dated = false;
      Array.prototype.forEach.call(body.rows, function (row) {
        var cell = row.cells[column];
        if (!cell) return;
        cell.setAttribute("role", "cell");
        if (label) cell.setAttribute("data-label", label);
        if (isShort(cell.textContent.trim())) cell.className += " sv-short";
        if (!dated && dateOf(row, column)) dated = true;
      });
      if (dated) makeSortable(header, body, column, paged);
    });
  }

  var paged = !!document.querySelector(".sv-pager");
  Array.prototype.forEach.call(document.querySelectorAll(".sv-list table"), function (table) {
    prepare(table, paged);
  });
})();

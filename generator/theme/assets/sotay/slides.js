/* Slides one at a time: keys, buttons, taps, swipes, full screen, speaker's notes. The number of the
   slide is in the address (#3). Without this script the slides stand below each other. */
(function () {
  "use strict";

  var SWIPE = 50;
  var deck = document.getElementById("slides");
  var bar = document.querySelector(".sl-bar");
  var slides = Array.prototype.slice.call(document.querySelectorAll(".sl-slide"));
  if (!deck || !bar || !slides.length) return;
  var count = bar.querySelector(".sl-count");
  var progress = bar.querySelector("progress");
  var said = document.querySelector(".sl-said");
  var current = -1;

  function control(name) {
    return bar.querySelector("[data-do=" + name + "]");
  }

  function numberInAddress() {
    var number = /^#(\d{1,4})$/.exec(location.hash);
    return number ? Number(number[1]) - 1 : 0;
  }

  function show(index) {
    index = Math.max(0, Math.min(slides.length - 1, index));
    if (index === current) return;
    current = index;
    slides.forEach(function (slide, i) { slide.classList.toggle("sl-slide--shown", i === index); });
    slides[index].scrollTop = 0;
    var place = index + 1 + "/" + slides.length;
    var heading = slides[index].querySelector("h1, h2");
    count.textContent = place;
    said.textContent = "Trang " + place + (heading ? ": " + heading.textContent : "");
    progress.max = slides.length;
    progress.value = index + 1;
    control("back").disabled = index === 0;
    control("next").disabled = index === slides.length - 1;
    if (location.hash !== "#" + (index + 1)) history.replaceState(null, "", "#" + (index + 1));
  }

  function toggleNotes() {
    var shown = document.documentElement.classList.toggle("sl-with-notes");
    control("notes").setAttribute("aria-pressed", String(shown));
  }

  function toggleFullScreen() {
    if (document.fullscreenElement) document.exitFullscreen();
    else if (document.documentElement.requestFullscreen) document.documentElement.requestFullscreen();
  }

  var actions = {
    back: function () { show(current - 1); },
    next: function () { show(current + 1); },
    first: function () { show(0); },
    last: function () { show(slides.length - 1); },
    notes: toggleNotes,
    full: toggleFullScreen,
    home: function () { control("home").click(); }
  };

  var keys = {
    ArrowLeft: "back", ArrowUp: "back", PageUp: "back", Backspace: "back",
    ArrowRight: "next", ArrowDown: "next", PageDown: "next",
    Home: "first", End: "last", n: "notes", f: "full", Escape: "home"
  };

  function onKey(event) {
    if (event.ctrlKey || event.altKey || event.metaKey) return;
    var onControl = event.target.closest && event.target.closest("a, button");
    var action = keys[event.key.length === 1 ? event.key.toLowerCase() : event.key];
    if (event.key === " " && !onControl) action = event.shiftKey ? "back" : "next";
    if (!action || (action === "home" && document.fullscreenElement)) return;
    event.preventDefault();
    actions[action]();
  }

  /* The left third goes back, the rest on; not where there is something to press or to select. */
  function onClick(event) {
    if (event.target.closest("a, button") || String(window.getSelection())) return;
    actions[event.clientX < window.innerWidth / 3 ? "back" : "next"]();
  }

  var start = null;

  function onTouchStart(event) {
    var touch = event.changedTouches[0];
    start = event.touches.length === 1 ? { x: touch.clientX, y: touch.clientY } : null;
  }

  function onTouchEnd(event) {
    if (!start) return;
    var touch = event.changedTouches[0];
    var x = touch.clientX - start.x, y = touch.clientY - start.y;
    start = null;
    if (Math.abs(x) > SWIPE && Math.abs(x) > 2 * Math.abs(y)) actions[x < 0 ? "next" : "back"]();
  }

  bar.addEventListener("click", function (event) {
    var button = event.target.closest("button[data-do]");
    if (button) actions[button.getAttribute("data-do")]();
  });
  document.addEventListener("keydown", onKey);
  deck.addEventListener("click", onClick);
  deck.addEventListener("touchstart", onTouchStart, { passive: true });
  deck.addEventListener("touchend", onTouchEnd, { passive: true });
  window.addEventListener("hashchange", function () { show(numberInAddress()); });

  control("full").hidden = !document.documentElement.requestFullscreen;
  control("notes").hidden = !document.querySelector(".sl-note");
  bar.hidden = false;
  document.documentElement.classList.add("sl-live");
  show(numberInAddress());
})();

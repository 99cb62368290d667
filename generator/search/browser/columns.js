/* Dates and orders of the page /tim/: the mirror of generator/search/orders.py and of the days in filters.py. */
(() => {
  "use strict";

  const DAY = 864e5;
  /** Days are counted from the beginning of our era; this is 1 January 1970. */
  const EPOCH = 719163;
  /** 31 December 9999. */
  const LAST = 3652059;

  const dayOf = (year, month, day) => Date.UTC(year, month - 1, day) / DAY + EPOCH;
  const yearOf = (day) => (day ? new Date((day - EPOCH) * DAY).getUTCFullYear() : LAST);

  /** First and last day of `2013-06-03`, `2013-06` or `2013`; null for what is no date. */
  function spanOf(written) {
    const [, year, month, day] = /^([1-9]\d{3})(?:-(\d{2})(?:-(\d{2}))?)?$/.exec(written || "") || [];
    if (!year || month < 1 || month > 12) return null;
    const first = dayOf(year, month || 1, 1);
    const last = dayOf(year, Number(month || 12) + 1, 0);
    if (!day) return [first, last];
    const one = first + Number(day) - 1;
    return one >= first && one <= last ? [one, one] : null;
  }

  /** The days that `tu` and `den` leave, both included; what has no date is day 0. */
  function boundsOf(tu, den) {
    const [since, until] = [spanOf(tu), spanOf(den)];
    return [since ? since[0] : until ? 1 : 0, until ? until[1] : LAST];
  }

  /** A date as readers type it (`2013`, `6/2013`, `03/6/2013`) as addresses write it; null for what is none. */
  function dateOf(typed) {
    const parts = typed.trim().split(/[\s./-]+/);
    if (parts[0].length < 4) parts.reverse();
    const written = parts.map((part) => part.padStart(2, "0")).join("-");
    return spanOf(written) && written;
  }

  /** `03/6/2013`: days below 10 and months 1, 2 take a leading 0 (Nghị định 30/2020). */
  function shown(written) {
    const [year, month, day] = written.split("-");
    return [day, month > 2 ? String(Number(month)) : month, year].filter(Boolean).join("/");
  }

  /** Items newest or oldest first, or by number and year; what is equal stands in the order of the index,
      what lacks a date or a number comes last. */
  function sorted(items, order, { day, ordinal }) {
    const compared = {
      moi: (a, b) => day[b] - day[a],
      cu: (a, b) => !day[a] - !day[b] || day[a] - day[b],
      so: (a, b) => !ordinal[a] - !ordinal[b] || ordinal[a] - ordinal[b] || yearOf(day[a]) - yearOf(day[b]),
    }[order];
    return compared ? [...items].sort((a, b) => compared(a, b) || a - b) : items;
  }

  const sotay = (globalThis.sotay = globalThis.sotay || {});
  sotay.columns = { spanOf, boundsOf, dateOf, shown, sorted };
})();

import assert from "node:assert/strict";
import {mock, test} from "node:test";

import {dayOf, isoDay} from "../../maps/page/dates.js";
import {NO_DAY} from "../../maps/page/payload.js";
import {spanWords, ticksOf} from "../../maps/page/timeaxis.js";
import {AFTER, axisOf, BEFORE, binOf, binsOf, countBins, daysOf, firstRange, inBin, PERHAPS, slotsOf, spotOf, SURE, UNDATED, unitFor, wholeRange} from "../../maps/page/timebins.js";
import {roundNumber} from "../../maps/page/timedraw.js";
import {Player} from "../../maps/page/timeplay.js";
import {dragged, moved, nudged, opening, stepped} from "../../maps/page/timewindow.js";
import {axisWords, barWords, lineWords} from "../../maps/page/timewords.js";

/** @import {Events} from "../../maps/page/payload.js" */
/** @import {Axis, Range, Unit} from "../../maps/page/timebins.js" */

/** @param {string} from @param {string} to @returns {Range} */
const days = (from, to) => [dayOf(from), dayOf(to)];

/** @param {Range} range @param {Unit} unit the first days of an axis's bins, and the day after */
const edges = (range, unit) => Array.from(axisOf(range, unit).edges, isoDay);

/** Events of [first day, last day, EDTF that these do not say], null: open. @param {[string|null, string|null, string?][]} rows */
function made(rows) {
  const dates = rows.flatMap(([, , edtf]) => edtf ?? []);
  const day = (/** @type {string|null} */ iso) => (iso === null ? NO_DAY : dayOf(iso));
  const events = /** @type {Events} */ (/** @type {unknown} */ ({
    count: rows.length,
    start: Int32Array.from(rows, ([first]) => day(first)),
    end: Int32Array.from(rows, ([, last]) => day(last)),
    date: Int32Array.from(rows, ([, , edtf]) => (edtf ? dates.indexOf(edtf) : -1)),
    type: new Uint32Array(rows.length),
  }));
  return {events, dates};
}

/** @param {[string|null, string|null, string?][]} rows @param {Axis} axis @returns {[kind: number, first: number, last: number][]} */
function places(rows, axis) {
  const {events, dates} = made(rows);
  const {kind, first, last} = slotsOf(events, dates, axis);
  return rows.map((_, i) => [kind[i], first[i], last[i]]);
}

test("weeks begin on Monday, months on their first, years in January, also before 1970", () => {
  const range = days("2024-11-30", "2024-12-02");
  assert.deepEqual(edges(range, "day"), ["2024-11-30", "2024-12-01", "2024-12-02", "2024-12-03"]);
  assert.deepEqual(edges(range, "week"), ["2024-11-25", "2024-12-02", "2024-12-09"]);
  assert.deepEqual(edges(range, "month"), ["2024-11-01", "2024-12-01", "2025-01-01"]);
  assert.deepEqual(edges(range, "year"), ["2024-01-01", "2025-01-01"]);
  assert.deepEqual(edges(days("1969-12-31", "1969-12-31"), "week"), ["1969-12-29", "1970-01-05"]);
  assert.deepEqual(edges(days("1948-05-14", "1948-05-14"), "month"), ["1948-05-01", "1948-06-01"]);
});

test("bars are as fine as the width allows", () => {
  const decade = days("2015-01-01", "2024-12-31");
  assert.equal(unitFor(days("2024-11-27", "2024-12-01"), 240), "day");
  assert.equal(unitFor(days("2016-01-01", "2019-12-01"), 900), "week");
  assert.equal(unitFor(decade, 900), "month");
  assert.equal(unitFor(decade, 200), "year");
});

test("every day is in the bin whose first day it follows, and has its spot there", () => {
  const axis = axisOf(days("2024-01-01", "2024-12-31"), "month");
  assert.equal(axis.count, 12);
  for (let bin = 0; bin < 12; bin += 1) {
    const [first, last] = daysOf(axis, [bin, bin]);
    assert.deepEqual([binOf(axis, first), binOf(axis, last), spotOf(axis, first)], [bin, bin, bin]);
  }
  assert.equal(spotOf(axis, dayOf("2024-04-16")), 3.5);
  assert.deepEqual([spotOf(axis, dayOf("2023-05-05")), spotOf(axis, dayOf("2025-01-01"))], [0, 12]);
  assert.deepEqual(binsOf(axis, days("2024-02-10", "2024-04-01")), [1, 3]);
  assert.deepEqual(binsOf(axis, days("2020-01-01", "2024-01-05")), [0, 0]);
  assert.equal(binsOf(axis, days("2025-01-01", "2025-01-05")), null);
  assert.equal(binsOf(axis, null), null);
});

test("an event is sure in a bar only if all its days are there and its date is exact", () => {
  const axis = axisOf(days("2024-11-27", "2024-12-01"), "day");
  assert.deepEqual(places([
    ["2024-11-27", "2024-11-27"], ["2024-11-30", "2024-12-01"], ["2024-11-30", "2024-11-30", "2024-11-30~"],
    ["2024-12-01", null], [null, "2024-11-28"], [null, null], ["2016-01-01", "2016-12-31", "2016"], ["2025-01-01", null], ["2024-01-01", "2024-12-31", "2024"],
  ], axis), [
    [SURE, 0, 0], [PERHAPS, 3, 4], [PERHAPS, 3, 3],
    [PERHAPS, 4, 4], [PERHAPS, 0, 1], [UNDATED, 0, 0], [BEFORE, 0, 0], [AFTER, 0, 0], [PERHAPS, 0, 4],
  ]);
});

test("a month is sure in a bar that is a month, but not if it is only about then", () => {
  const axis = axisOf(days("2024-11-01", "2024-12-31"), "month");
  assert.deepEqual(places([["2024-11-01", "2024-11-30", "2024-11"], ["2024-12-01", "2024-12-31", "2024-12~"], ["2024-11-30", "2024-12-01"]], axis),
    [[SURE, 0, 0], [PERHAPS, 1, 1], [PERHAPS, 0, 1]]);
});

test("a bar counts just the events that choosing its days would show", () => {
  const {events, dates} = made([["2024-11-27", "2024-11-27"], ["2024-11-27", "2024-11-29"], ["2024-11-28", null], [null, "2024-11-27"], ["2024-11-29", "2024-11-29"], [null, null]]);
  events.type.set([0, 1, 1, 0, 1, 0]);
  const axis = axisOf(days("2024-11-27", "2024-11-30"), "day");
  const grouping = {type: events.type, groupOfType: Uint8Array.of(0, 1), groups: 2};
  const slots = slotsOf(events, dates, axis);
  const counts = countBins(slots, axis.count, grouping, Uint16Array.of(0, 4, 0, 0, 0, 0), 0xffff - 4);
  const bars = [0, 1, 2, 3].map((bin) => inBin(counts, bin));
  for (let bin = 0; bin < 4; bin += 1) {
    const [day] = daysOf(axis, [bin, bin]);
    const shown = [...events.start.keys()].filter((row) => // as Filter.testDays has it
      (events.start[row] !== NO_DAY || events.end[row] !== NO_DAY) && events.start[row] <= day && (events.end[row] === NO_DAY || events.end[row] >= day));
    assert.equal(bars[bin].all, shown.length, `bar ${bin}`);
  }
  assert.deepEqual(bars.map(({perhaps}) => perhaps), [2, 2, 2, 1]);
  assert.deepEqual([...counts.sure], [1, 0, 0, 0, 0, 1, 0, 0]);
  assert.deepEqual([counts.most, counts.undated], [3, 1]);
  const fewer = countBins(slots, axis.count, grouping, Uint16Array.of(4, 4, 0, 1, 0, 1), 0xffff - 4);
  assert.deepEqual([inBin(fewer, 0).all, fewer.undated], [2, 0]); // what other choices leave out is not counted
});

test("the axis begins with the crowd where a few events lie far off", () => {
  const crowd = Array.from({length: 9}, (_, i) => /** @type {[string, string]} */ ([`2024-11-2${i}`, `2024-11-2${i}`]));
  const {events} = made([["2016-01-01", "2016-12-31", "2016"], ...crowd, [null, null]]);
  const whole = wholeRange(events) ?? [0, 0];
  assert.deepEqual(whole, days("2016-01-01", "2024-11-28"));
  assert.deepEqual(firstRange(events, whole), days("2024-11-20", "2024-11-27")); // 8 of 10 in the fewest days
  const near = made(crowd).events;
  assert.deepEqual(firstRange(near, wholeRange(near) ?? [0, 0]), days("2024-11-20", "2024-11-28"));
  assert.equal(wholeRange(made([[null, null]]).events), null);
});

test("days are named as whole months and years where they are", () => {
  assert.equal(spanWords(days("2024-11-30", "2024-11-30")), "30 November 2024");
  assert.equal(spanWords(days("2024-11-30", "2024-12-01")), "30 November 2024 – 1 December 2024");
  assert.equal(spanWords(days("2024-02-01", "2024-02-29")), "February 2024");
  assert.equal(spanWords(days("2024-11-01", "2025-01-31")), "November 2024 – January 2025");
  assert.equal(spanWords(days("2014-01-01", "2016-12-31")), "2014 – 2016");
});

test("ticks stand apart, and say each year once", () => {
  const week = ticksOf(axisOf(days("2024-12-30", "2025-01-02"), "day"), 70);
  assert.deepEqual(week.map(({text, year}) => [text, year]), [["30 Dec", "2024"], ["31 Dec", null], ["1 Jan", "2025"], ["2 Jan", null]]);
  const years = ticksOf(axisOf(days("2016-02-03", "2019-12-01"), "week"), 4.4);
  assert.deepEqual(years.slice(0, 4).map(({text, year}) => [text, year]), [["Apr", "2016"], ["Jul", null], ["Oct", null], ["Jan", "2017"]]);
  for (const [from, to] of [["2024-01-01", "2024-03-31"], ["2015-01-01", "2024-12-31"], ["1900-01-01", "2024-12-31"]]) {
    const range = days(from, to);
    const axis = axisOf(range, unitFor(range, 300));
    const pitch = 300 / axis.count;
    const at = ticksOf(axis, pitch).map((tick) => tick.at * pitch);
    assert.ok(at.length >= 2, from);
    for (let i = 1; i < at.length; i += 1) assert.ok(at[i] - at[i - 1] >= 35, `${from}: ${at}`);
  }
});

test("a drag chooses bins, moves an end past the other, or the whole to the edge", () => {
  assert.deepEqual(dragged("new", [0, 9], 6, 3, 10), [3, 6]);
  assert.deepEqual(dragged("from", [2, 4], 2, 7, 10), [4, 7]);
  assert.deepEqual(dragged("to", [2, 4], 4, 1, 10), [1, 2]);
  assert.deepEqual(dragged("move", [2, 4], 3, 9, 10), [7, 9]);
  assert.deepEqual(moved([2, 4], -5, 10), [0, 2]);
});

test("keys move one end, with Shift both; the arrows go where they point", () => {
  const axis = {count: 30, unit: /** @type {const} */ ("day")};
  const press = (/** @type {string} */ key, shiftKey = false) => ({key, shiftKey});
  assert.deepEqual(nudged(press("ArrowRight"), "to", [3, 5], axis, "ltr"), [3, 6]);
  assert.deepEqual(nudged(press("ArrowRight"), "to", [3, 5], axis, "rtl"), [3, 4]);
  assert.deepEqual(nudged(press("ArrowUp"), "from", [3, 5], axis, "rtl"), [4, 5]);
  assert.deepEqual(nudged(press("PageUp"), "from", [3, 5], axis, "ltr"), [5, 5]);
  assert.deepEqual(nudged(press("PageDown"), "to", [3, 5], axis, "ltr"), [3, 3]);
  assert.deepEqual(nudged(press("Home"), "from", [3, 5], axis, "ltr"), [0, 5]);
  assert.deepEqual(nudged(press("End"), "to", [3, 5], axis, "ltr"), [3, 29]);
  assert.deepEqual(nudged(press("End", true), "from", [3, 5], axis, "ltr"), [27, 29]);
  assert.equal(nudged(press("a"), "from", [3, 5], axis, "ltr"), null);
});

test("a step is as long as the window, and stops at the end", () => {
  assert.deepEqual(stepped(null, 1, 10), [0, 0]);
  assert.deepEqual(stepped(null, -1, 10), [9, 9]);
  assert.equal(stepped(null, 1, 1), null);
  assert.deepEqual(stepped([0, 2], 1, 10), [3, 5]);
  assert.deepEqual(stepped([6, 8], 1, 10), [7, 9]);
  assert.equal(stepped([7, 9], 1, 10), null);
  assert.deepEqual(opening([7, 9], 10), [0, 2]);
  assert.deepEqual(opening([0, 9], 10), [0, 0]);
  assert.deepEqual(opening([0, 2], 10), [3, 5]);
});

test("playing steps until there are no more", () => {
  mock.timers.enable({apis: ["setTimeout"]});
  let left = 2;
  let changes = 0;
  const player = new Player(() => (left -= 1) >= 0, () => { changes += 1; });
  player.start();
  player.start();
  for (const ms of [699, 1]) {
    assert.deepEqual([left, player.isPlaying, changes], [2, true, 1]);
    mock.timers.tick(ms);
  }
  assert.equal(left, 1);
  for (let i = 0; i < 2; i += 1) mock.timers.tick(700);
  assert.deepEqual([left, player.isPlaying, changes], [-1, false, 2]);
  mock.timers.tick(5000);
  assert.equal(left, -1);
  mock.timers.reset();
});

test("the line says which days, how many events, and what has no date", () => {
  const two = days("2024-11-30", "2024-12-01");
  assert.equal(lineWords(two, 12, 15, 2), "30 November 2024 – 1 December 2024: 12 of 15 events; 2 without date are left out");
  assert.equal(lineWords(null, 15, 15, 1), "All days: 15 of 15 events; 1 without date");
  assert.equal(lineWords(null, 1, 1, 0), "All days: 1 of 1 event");
});

test("a bar is told in words, and so is what the axis leaves out", () => {
  const axis = axisOf(days("2024-12-01", "2024-12-01"), "day");
  const counts = {sure: Uint32Array.of(3, 0), perhaps: Uint32Array.of(1, 2), groups: 2, most: 6, undated: 0, before: 1, after: 0};
  const groups = ["Battles", "Protests"].map((name) => ({name, symbol: "circle", outline: [], light: "#000", dark: "#fff"}));
  assert.equal(barWords(axis, counts, groups, 0).replace(/[\u2068\u2069]/g, ""), "1 December 2024: 6 events, 3 of them perhaps (Battles 4, Protests 2)");
  assert.equal(axisWords("day", counts), "A bar is a day. Not on this stretch: 1 earlier, 0 later.");
  assert.equal(axisWords("month", {...counts, before: 0}), "A bar is a month.");
});

test("the line across is at 1, 2 or 5 times a power of ten", () => {
  assert.deepEqual([1, 2, 4, 9, 15, 199, 13464].map(roundNumber), [1, 2, 2, 5, 10, 100, 10000]);
});

import assert from "node:assert/strict";
import {test} from "node:test";

import {FAN_MAX, fanOffsets, hit, layoutMarks, spread} from "../../maps/page/fan.js";

const WORLD = 256 * 2 ** 7;

/** @param {{x: number, y: number}[]} marks the least distance between two of them */
function leastGap(marks) {
  let least = Infinity;
  marks.forEach((a, i) => marks.slice(i + 1).forEach((b) => {
    least = Math.min(least, Math.hypot(a.x - b.x, a.y - b.y));
  }));
  return least;
}

/** @param {[number, number][]} homes units @param {number[]} counts */
function layout(homes, counts) {
  let row = 0;
  const rowsAt = new Map(counts.map((count, place) => [place, Array.from({length: count}, () => row++)]));
  return layoutMarks(rowsAt, (place) => homes[place], WORLD);
}

test("an event alone stands exactly on its place", () => {
  assert.deepEqual(fanOffsets(1), [[0, 0]]);
  const [mark] = layout([[0.6, 0.4]], [1]);
  assert.deepEqual([mark.x, mark.y, mark.pinned], [0.6 * WORLD, 0.4 * WORLD, true]);
});

test("up to twelve events at a place are told apart by at least a mark's width, and leave the place free", () => {
  for (let count = 2; count <= FAN_MAX; count += 1) {
    const marks = fanOffsets(count).map(([x, y]) => ({x, y}));
    assert.equal(marks.length, count);
    assert.ok(leastGap(marks) > 24, `${count}: ${leastGap(marks)}`);
    assert.ok(marks.every(({x, y}) => Math.hypot(x, y) > 15));
  }
});

test("more than twelve are one badge on the place", () => {
  const marks = layout([[0.5, 0.5]], [13]);
  assert.equal(marks.length, 1);
  assert.equal(marks[0].rows.length, 13);
  assert.equal(marks[0].x, 0.5 * WORLD);
});

test("marks of neighbouring places are pushed apart; one alone on its place is not moved", () => {
  const marks = layout([[0.5, 0.5], [0.5003, 0.5001], [0.501, 0.5]], [4, 1, 5]);
  assert.ok(leastGap(marks) > 22, String(leastGap(marks)));
  const alone = marks.find((mark) => mark.place === 1);
  assert.equal(alone?.x, 0.5003 * WORLD);
});

test("marks on one point are parted, and always in the same way", () => {
  const once = layout([[0.5, 0.5], [0.5, 0.5]], [3, 3]);
  assert.deepEqual(once, layout([[0.5, 0.5], [0.5, 0.5]], [3, 3]));
  assert.ok(leastGap(once) > 22, String(leastGap(once)));
});

test("two marks that are both pinned stay", () => {
  const pinned = {rows: [0], place: 0, homeX: 0, homeY: 0, x: 0, y: 0, pinned: true};
  const marks = [pinned, {...pinned, x: 3}];
  spread(marks);
  assert.deepEqual(marks.map((mark) => mark.x), [0, 3]);
});

test("a point hits the nearest mark in reach, the later drawn of two", () => {
  const near = () => 13;
  const marks = [{x: 0, y: 0}, {x: 20, y: 0}, {x: 20, y: 0}];
  assert.equal(hit(marks, 3, 2, near), 0);
  assert.equal(hit(marks, 19, 0, near), 2);
  assert.equal(hit(marks, 60, 0, near), -1);
  assert.equal(hit([], 0, 0, near), -1);
  assert.equal(hit(marks, 3, 2, ({x}) => (x ? 30 : 1)), 2, "the first does not reach so far");
});

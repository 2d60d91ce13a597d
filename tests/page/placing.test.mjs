import assert from "node:assert/strict";
import {test} from "node:test";

import {BoxGrid, collides, dotRadius, labelSize, placeLabels, populationFloor} from "../../maps/page/placing.js";

/** @param {string} text @param {number} x @param {number} y @param {object} [more] */
function label(text, x, y, more = {}) {
  return {text, x, y, width: 50, height: 14, centred: false, eager: false, dot: 2, ...more};
}

/** @param {import("../../maps/page/placing.js").Placed} one @returns {import("../../maps/page/geometry.js").Box} */
function boxOf(one) {
  return [one.left, one.top, one.left + one.width, one.top + one.height];
}

test("a name stands to the right of its town when there is room", () => {
  const [one] = placeLabels([label("Hama", 100, 100)], []);
  assert.deepEqual([one.left, one.top], [106, 93]);
});

test("no two names overlap, and the first is served first", () => {
  const names = Array.from({length: 60}, (_, i) => label(String(i), 100 + (i % 10) * 17, 100 + Math.floor(i / 10) * 9));
  const placed = placeLabels(names, []);
  assert.equal(placed[0].text, "0");
  assert.ok(placed.length > 5 && placed.length < 60);
  placed.forEach((a, i) => assert.ok(!collides(boxOf(a), placed.slice(i + 1).map(boxOf))));
});

test("a name keeps clear of marks, and an eager one goes further for it", () => {
  /** @type {import("../../maps/page/geometry.js").Box} */
  const mark = [85, 85, 115, 115];
  assert.equal(placeLabels([label("town", 100, 100)], [mark]).length, 0);
  const [eager] = placeLabels([label("Idlib", 100, 100, {eager: true})], [mark]);
  assert.ok(!collides(boxOf(eager), [mark]));
});

test("so many eager names stand as are asked for, and others beside them", () => {
  const eager = Array.from({length: 5}, (_, i) => label(`p${i}`, 100, 100 + 40 * i, {eager: true}));
  const placed = placeLabels([...eager, label("town", 300, 100)], [], 2);
  assert.deepEqual(placed.map(({text}) => text), ["p0", "p1", "town"]);
});

test("a name without room is left out rather than put where it misleads", () => {
  assert.deepEqual(placeLabels([label("Idlib", 100, 100, {eager: true})], [[-500, -500, 500, 500]]), []);
});

test("a centred name stands on its point", () => {
  const [one] = placeLabels([label("SYRIA", 100, 100, {centred: true})], []);
  assert.deepEqual([one.left, one.top], [75, 93]);
});

test("no name stands on the dot of another town, and no dot under a name", () => {
  const placed = placeLabels([label("Beirut", 100, 100), label("Aley", 112, 104), label("Sidon", 100, 110)], []);
  for (const one of placed) {
    for (const {x, y} of placed) assert.ok(!collides([x - 2, y - 2, x + 2, y + 2], [boxOf(one)]), one.text);
  }
  assert.ok(placed.length >= 2);
});

test("a grid of boxes finds what a search of all finds", () => {
  let seed = 7;
  const random = () => (seed = (seed * 48271) % 2147483647) / 2147483647;
  /** @returns {import("../../maps/page/geometry.js").Box} */
  const box = () => {
    const [x, y] = [random() * 600 - 100, random() * 400 - 100];
    return [x, y, x + random() * 120, y + random() * 90];
  };
  const boxes = Array.from({length: 40}, box);
  const grid = new BoxGrid(boxes);
  const asked = Array.from({length: 300}, box);
  assert.deepEqual(asked.map((one) => grid.meets(one)), asked.map((one) => collides(one, boxes)));
  assert.ok(asked.some((one) => grid.meets(one)) && asked.some((one) => !grid.meets(one)));
});

test("closer views show smaller towns", () => {
  assert.ok(populationFloor(5) > populationFloor(8));
  assert.equal(populationFloor(12), 0);
  assert.ok(labelSize(2e6) > labelSize(1e3));
  assert.ok(dotRadius(2e6) > dotRadius(1e3));
});

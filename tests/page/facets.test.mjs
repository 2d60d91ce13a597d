import assert from "node:assert/strict";
import {test} from "node:test";

import {chipsOf, chosenOf, chosenWords, countOf, optionsOf, typesByGroup, withOption} from "../../maps/page/facets.js";
import {Filter} from "../../maps/page/filter.js";
import {decode} from "../../maps/page/payload.js";
import {countWithin, hasUnplaced, limitOf, precisionsWithin, presentPrecisions} from "../../maps/page/vagueness.js";
import {manyEvents} from "./manyevents.mjs";
import {DAY, sample} from "./sample.mjs";

/** @param {Filter} filter */
const chips = (filter) => chipsOf(filter).map(({text}) => text.replace(/[\u2068\u2069]/g, ""));

test("values without events are no choice; the most frequent actors come first, then by name", () => {
  const filter = new Filter(decode(sample()));
  const labels = (/** @type {"actor"|"status"|"teller"|"precision"|"fatalities"} */ choice) => optionsOf(filter, choice).map(({label, total}) => [label, total]);
  assert.deepEqual(labels("actor"), [["rebels", 2], ["army", 1], ["the ministry", 1]]);
  assert.deepEqual(labels("teller"), [["The Gazette", 2], ["the ministry", 1]]);
  assert.deepEqual(labels("precision"), [["a town", 1], ["a province", 1], ["not placed on the map", 1]]);
  assert.deepEqual(labels("fatalities"), [["not stated", 1], ["none reported", 1], ["1 to 9", 1]]);
});

test("sources of one name are one choice, with the events of both", () => {
  const data = manyEvents(90, 3);
  data.sources[2] = data.sources[0];
  const filter = new Filter(data);
  const options = optionsOf(filter, "source");
  assert.deepEqual(options.map(({label}) => label).sort(), ["The Gazette", "source not named"]);
  const both = options.find(({values}) => values.length === 2);
  assert.equal(both && countOf(filter, "source", both), filter.counts.source[0] + filter.counts.source[2]);
});

test("types stand under their group, and a group is chosen in whole or in part", () => {
  const filter = new Filter(manyEvents(90, 3));
  const [battles, protests] = typesByGroup(filter);
  assert.deepEqual([battles.all.label, battles.types.map(({label}) => label), protests.types.length], ["Battles", ["Armed clash", "Attack"], 1]);
  assert.equal(battles.all.total, battles.types[0].total + battles.types[1].total);
  const some = withOption(new Set(), battles.types[1], true);
  assert.deepEqual([chosenOf(some, battles.all), chosenOf(some, battles.types[1]), chosenOf(some, protests.all)], ["some", "all", "none"]);
  assert.equal(chosenOf(withOption(some, battles.all, true), battles.all), "all");
  assert.equal(withOption(withOption(some, battles.all, true), battles.all, false).size, 0);
});

test("each choice has a chip that says what it is and takes away it alone", () => {
  const filter = new Filter(manyEvents(90, 3));
  const change = {query: "hama", days: /** @type {[number, number]} */ ([DAY - 1, DAY]), type: new Set([0]), status: new Set([0, 2]), place: new Set([0])};
  filter.set(change, new Uint8Array(90));
  assert.deepEqual(chips(filter).slice(0, 5), ["“hama”", "Days: 30 November 2024 – 1 December 2024", "Type: Armed clash", "Status: claimed by one side", "Status: reported"]);
  for (const {facet, rest} of chipsOf(filter)) {
    filter.set(change, new Uint8Array(90));
    const before = chips(filter);
    filter.set(rest);
    assert.equal(chips(filter).length, before.length - 1, facet);
  }
});

test("a whole group of types is one chip, and many values of a facet are one", () => {
  const filter = new Filter(manyEvents(90, 3));
  filter.set({type: new Set([0, 2])});
  assert.deepEqual(chips(filter), ["Type: Battles"]);
  filter.set({type: new Set([0, 1, 2]), actor: new Set([0, 1, 2, 3, 8])});
  assert.deepEqual(chips(filter), ["Type: Battles", "Type: Peaceful protest", "Actor: 5 chosen"]);
  assert.equal(chosenWords(filter, "actor"), "5 chosen");
});

test("a limit of vagueness hides what is vaguer, and says so", () => {
  const filter = new Filter(decode(sample()));
  assert.deepEqual([presentPrecisions(filter), hasUnplaced(filter), limitOf(filter)], [[1, 3], true, {limit: 3, unplaced: true}]);
  const shown = (/** @type {number} */ limit, /** @type {boolean} */ unplaced) => {
    filter.set({precision: precisionsWithin(filter, limit, unplaced)});
    assert.deepEqual(limitOf(filter), {limit, unplaced});
    return [[...filter.rows()], chips(filter)];
  };
  assert.deepEqual(shown(1, true), [[0, 2], ["Precision: no vaguer than a town, or not placed"]]);
  assert.deepEqual(shown(1, false), [[0], ["Precision: no vaguer than a town"]]);
  assert.deepEqual(shown(3, false), [[0, 1], ["Precision: placed on the map"]]);
  assert.deepEqual(shown(3, true), [[0, 1, 2], []]);
  assert.equal(filter.isActive, false);
  assert.deepEqual([1, 3].map((limit) => countWithin(filter, limit)), [1, 2]);
});

test("precisions that are no limit are named one by one", () => {
  const filter = new Filter(decode(sample()));
  filter.set({precision: new Set([3])});
  assert.deepEqual([limitOf(filter), chips(filter)], [{limit: null, unplaced: false}, ["Precision: a province"]]);
  filter.set({precision: new Set([6])});
  assert.deepEqual([limitOf(filter), chips(filter)], [{limit: null, unplaced: true}, ["Precision: not placed on the map"]]);
});

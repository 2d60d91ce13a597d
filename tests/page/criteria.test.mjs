import assert from "node:assert/strict";
import {test} from "node:test";

import {applyCriteria, criteriaToParams, LONGEST_QUERY, paramsToCriteria} from "../../maps/page/criteria.js";
import {CHOICES, Filter, noCriteria} from "../../maps/page/filter.js";
import {decode} from "../../maps/page/payload.js";
import {manyEvents, numbers} from "./manyevents.mjs";
import {DAY, sample} from "./sample.mjs";

/** What an address brings back. @param {Filter} filter @param {string|[string, string][]} address */
function read(filter, address) {
  return paramsToCriteria(filter.data, filter, new URLSearchParams(address));
}

/** What is chosen, out into an address as text and back. @param {Filter} filter */
function there(filter) {
  return read(filter, new URLSearchParams(criteriaToParams(filter)).toString());
}

test("an address says names, in a fixed order", () => {
  const filter = new Filter(decode(sample()));
  filter.set({query: "", days: [DAY - 1, DAY], fatalities: new Set([2, 0]), precision: new Set([6, 1]), actor: new Set([9]), type: new Set([0]), teller: new Set([1]), place: new Set([1])});
  assert.deepEqual(criteriaToParams(filter), [
    ["type", "Armed clash"], ["actor", "army"], ["told", "the ministry"], ["precision", "settlement"], ["precision", "unplaced"],
    ["killed", "unknown"], ["killed", "1-9"], ["place", "Hama province"], ["days", "2024-11-30/2024-12-01"],
  ]);
  filter.reset();
  assert.deepEqual(criteriaToParams(filter), []);
});

test("every choice comes back from its address", () => {
  const below = numbers(4);
  for (let i = 0; i < 60; i += 1) {
    const filter = new Filter(manyEvents(60, 1));
    const criteria = noCriteria();
    for (const choice of CHOICES) if (below(2)) for (let n = below(4); n > 0; n -= 1) criteria[choice].add(below(filter.sizes[choice]));
    const from = DAY + below(40);
    if (below(2)) criteria.days = [from, from + below(3)];
    if (below(2)) criteria.query = "a & b=c#d % +é";
    filter.set(criteria, new Uint8Array(60));
    assert.deepEqual(there(filter), criteria);
  }
});

test("names that would break an address come back", () => {
  const hostile = ["a&type=b", "a=b", "#x", "a+b", "%41", "a%", "", " lead", "line\nbreak", "__proto__", "constructor", "إدلب", "💥", "</script>", "a/b", "'\"", "\u202e", "null"];
  const json = sample();
  const filter = new Filter(decode({
    ...json,
    types: hostile.map((name) => ({name, group: 0})),
    strings: hostile.concat(json.strings),
    parties: [[], ...hostile.map((_, i) => [i])],
    sources: hostile.map((name) => ({name, url: null, reliability: null})),
    statuses: hostile,
  }));
  hostile.forEach((_, value) => {
    for (const choice of /** @type {const} */ (["type", "status", "actor", "teller", "source"])) {
      const criteria = {...noCriteria(), [choice]: new Set([value])};
      filter.set(criteria);
      assert.deepEqual(there(filter), criteria, `${choice}: ${hostile[value]}`);
    }
  });
});

test("a link outlives a rebuild in which numbers change", () => {
  const filter = new Filter(decode(sample()));
  filter.set({status: new Set([1]), type: new Set([1]), teller: new Set([0])});
  const address = criteriaToParams(filter);
  const json = sample();
  const later = new Filter(decode({...json, statuses: ["new", "background", "reported", "claimed"], types: [{name: "x", group: 0}, ...json.types], sources: [{name: "y", url: null, reliability: null}, ...json.sources]}));
  const criteria = read(later, address);
  assert.deepEqual([[...criteria.status], [...criteria.type], [...criteria.teller].map((value) => later.tellers.names[value])], [[1], [2], ["The Gazette"]]);
});

test("names that the page does not know are left out", () => {
  const filter = new Filter(decode(sample()));
  const address = "type=nothing&status=claimed&status=__proto__&told=nobody&killed=7&killed=&precision=settlement&precision=0&place=Homs&other=1&type";
  assert.deepEqual(read(filter, address), {...noCriteria(), status: new Set([0]), precision: new Set([1])});
});

test("days are days of the calendar, the first before the last", () => {
  const filter = new Filter(decode(sample()));
  const days = (/** @type {string} */ text) => read(filter, [["days", text]]).days;
  assert.deepEqual([days("2024-11-30/2024-12-01"), days("2024-12-01"), days("2024-12-01/2024-12-01")], [[DAY - 1, DAY], [DAY, DAY], [DAY, DAY]]);
  for (const none of ["", "/", "2024-02-31", "2024-12-02/2024-12-01", "2024-12-01/", "../2024-12-01", "2024-12", "1/2/3", "2024-12-01/2024-12-02/2024-12-03", "now"]) {
    assert.equal(days(none), null, none);
  }
});

test("places of one name are told apart by where they are", () => {
  const json = sample();
  Object.assign(json.places.columns ?? {}, {label: [0, 0]});
  const filter = new Filter(decode(json));
  filter.set({place: new Set([1])});
  assert.deepEqual(criteriaToParams(filter), [["place", "Hama@37.00000,35.20000"]]);
  assert.deepEqual([...there(filter).place], [1]);
});

test("sources of one name are chosen together", () => {
  const json = sample();
  const filter = new Filter(decode({...json, sources: [...json.sources, {name: "The Gazette", url: "https://example.org/b", reliability: "B"}]}));
  assert.deepEqual([...read(filter, "source=The+Gazette").source], [0, 1]);
});

test("a query is cut to a length, and one without a letter is none", () => {
  const filter = new Filter(decode(sample()));
  assert.equal(read(filter, [["q", `  ${"💥a".repeat(9000)}`]]).query, "💥a".repeat(LONGEST_QUERY / 2 - 1));
  assert.deepEqual([read(filter, "q=%20%E2%80%A6").query, read(filter, "q=+hama+").query], ["", "hama"]);
});

test("criteria with a query are applied at once, when it has been found", async () => {
  const filter = new Filter(decode(sample()));
  /** @type {string[][]} */
  const heard = [];
  filter.onChange((facets) => heard.push(facets));
  assert.equal(await applyCriteria(filter, {query: " hama ", status: new Set([1])}), true);
  assert.deepEqual([[...filter.rows()], filter.criteria.query, heard.length], [[1], "hama", 1]);
  assert.equal(await applyCriteria(filter, {query: "…"}), true);
  assert.deepEqual([filter.criteria.query, filter.hits, filter.count], ["", null, 1]);
  assert.equal(await applyCriteria(filter, {status: new Set()}), true);
  assert.equal(filter.count, 3);
});

test("a later query, or a reset, takes the place of one that is searched for", async () => {
  const filter = new Filter(decode(sample()));
  const first = applyCriteria(filter, {query: "one"});
  const second = applyCriteria(filter, {query: "two"});
  assert.deepEqual([await first, await second, filter.criteria.query], [false, true, "two"]);
  const third = applyCriteria(filter, {query: "one"});
  filter.reset();
  assert.deepEqual([await third, filter.criteria.query, filter.count], [false, "", 3]);
  const fourth = applyCriteria(filter, {query: "one"});
  filter.set({status: new Set([0])}); // another choice: the search goes on
  assert.deepEqual([await fourth, [...filter.rows()]], [true, [0]]);
});

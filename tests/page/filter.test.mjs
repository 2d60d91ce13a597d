import assert from "node:assert/strict";
import {test} from "node:test";

import {CELL, CLOSE, clusterPlaces} from "../../maps/page/cluster.js";
import {bitOf, CHOICES, Filter, noCriteria} from "../../maps/page/filter.js";
import {decode, NO_DAY} from "../../maps/page/payload.js";
import {DEATH_CLASSES, deathsOf, pairsOf, precisionsOf, tellersOf} from "../../maps/page/sides.js";
import {manyEvents, numbers} from "./manyevents.mjs";
import {DAY, sample} from "./sample.mjs";

/** @import {Choice, Criteria, Facet} from "../../maps/page/filter.js" */
/** @import {Data} from "../../maps/page/payload.js" */
/** @import {View} from "../../maps/page/geometry.js" */

/** What an event has of a facet, read the plain way. @param {Data} data @param {number} row @returns {Record<Choice, (number|string)[]>} */
function plainValues(data, row) {
  const {events} = data;
  const [place, killed, claimant] = [events.place[row], events.fatalities[row], events.claimed_by[row]];
  return {
    type: [events.type[row]], status: [events.status[row]], source: [events.source[row]],
    actor: [...new Set([...data.parties[events.initiators[row]], ...data.parties[events.targets[row]]])],
    teller: [claimant < 0 ? data.sources[events.source[row]].name ?? "" : data.strings[claimant]],
    precision: [place < 0 ? data.precisions.length : data.places.precision[place]],
    fatalities: [DEATH_CLASSES.filter((least) => killed >= least).length - 1],
    report: data.tellings.get(row)?.told.map(({report}) => report) ?? [events.report[row]],
    place: [place],
  };
}

/** @param {Filter} filter @param {number} row @param {Facet} facet */
function plainlyPasses({criteria, data, hits, tellers}, row, facet) {
  if (facet === "query") return criteria.query === "" || hits?.[row] === 1;
  if (facet === "days") {
    if (!criteria.days) return true;
    const [from, to] = criteria.days;
    const [start, end] = [data.events.start[row], data.events.end[row]];
    if (start === NO_DAY && end === NO_DAY) return false;
    return (start === NO_DAY || start <= to) && (end === NO_DAY || end >= from);
  }
  const chosen = [...criteria[facet]].map((value) => (facet === "teller" ? tellers.names[value] : value));
  return !chosen.length || plainValues(data, row)[facet].some((value) => chosen.includes(value));
}

const FACETS = /** @type {Facet[]} */ ([...CHOICES, "days", "query"]);

/** Compares all that a filter counts with slow and plain counts. @param {Filter} filter */
function assertCounted(filter) {
  const {data} = filter;
  const rows = Array.from({length: data.events.count}, (_, row) => row);
  const passes = rows.map((row) => FACETS.filter((facet) => !plainlyPasses(filter, row, facet)));
  const shown = rows.filter((row) => !passes[row].length);
  assert.deepEqual([...filter.rows()], shown);
  assert.equal(filter.count, shown.length);
  assert.deepEqual(rows.filter((row) => filter.isShown(row)), shown);
  for (const choice of CHOICES.filter((one) => one !== "place")) {
    const counts = new Array(filter.sizes[choice]).fill(0);
    for (const row of rows) {
      if (passes[row].some((facet) => facet !== choice)) continue;
      for (const value of plainValues(data, row)[choice]) if (value !== -1) counts[choice === "teller" ? filter.tellers.names.indexOf(String(value)) : Number(value)] += 1;
    }
    assert.deepEqual([...filter.counts[choice]], counts, choice);
  }
  const tally = new Array(data.places.count * data.groups.length).fill(0);
  for (const row of shown) {
    const place = data.events.place[row];
    if (place >= 0) tally[place * data.groups.length + data.types[data.events.type[row]].group] += 1;
  }
  assert.deepEqual([...filter.tally()], tally);
}

/** @param {(limit: number) => number} below @param {Filter} filter @returns {[Partial<Criteria>, Uint8Array|null]} */
function randomChange(below, filter) {
  const facet = FACETS[below(FACETS.length)];
  const isOff = below(3) === 0;
  if (facet === "days") {
    const from = DAY + below(45) - 3;
    return [{days: isOff ? null : [from, from + below(6)]}, null];
  }
  if (facet === "query") return isOff ? [{query: ""}, null] : [{query: "x"}, Uint8Array.from({length: filter.fails.length}, () => below(2))];
  const chosen = isOff ? [] : Array.from({length: 1 + below(3)}, () => below(filter.sizes[facet]));
  return [{[facet]: new Set(chosen)}, null];
}

test("after every change, rows and counts are those of a slow and plain count", () => {
  for (const seed of [1, 2, 3, 4]) {
    const below = numbers(seed);
    const filter = new Filter(manyEvents(120, seed));
    assertCounted(filter);
    for (let step = 0; step < 40; step += 1) {
      filter.set(...randomChange(below, filter));
      assertCounted(filter);
    }
    filter.reset();
    assert.equal(filter.count, 120);
    assertCounted(filter);
  }
});

test("several choices can change at once, and reset takes all of them away", () => {
  const filter = new Filter(manyEvents(200, 9));
  filter.set({type: new Set([0]), days: [DAY, DAY + 12], fatalities: new Set([1, 2, 3])});
  assertCounted(filter);
  assert.ok(filter.isActive && filter.count < 200);
  filter.set({type: new Set(), status: new Set([1])});
  assertCounted(filter);
  filter.reset();
  assert.deepEqual([filter.isActive, filter.count, filter.criteria], [false, 200, noCriteria()]);
});

test("the totals stay those of all events, whatever is chosen", () => {
  const filter = new Filter(manyEvents(150, 5));
  const totals = structuredClone(filter.totals);
  filter.set({status: new Set([1]), type: new Set([2])});
  assert.deepEqual(filter.totals, totals);
  assert.notDeepEqual(filter.counts, totals);
});

test("listeners hear which facets changed, once, after the counts", () => {
  const filter = new Filter(decode(sample()));
  /** @type {[Facet[], number][]} */
  const heard = [];
  filter.onChange((facets) => heard.push([facets, filter.count]));
  filter.toggle("type", 1);
  filter.set({days: [DAY, DAY], status: new Set([1])});
  assert.deepEqual(heard, [[["type"], 1], [["days", "status"], 0]]);
  filter.reset();
  assert.deepEqual([heard.length, heard[2][1]], [3, 3]);
});

test("a value is toggled into a choice and out of it", () => {
  const filter = new Filter(decode(sample()));
  filter.toggle("status", 0);
  filter.toggle("status", 2);
  assert.deepEqual([...filter.rows()], [0, 2]);
  filter.toggle("status", 0);
  assert.deepEqual([...filter.rows()], [2]);
  filter.toggle("status", 2);
  assert.deepEqual([filter.isActive, filter.count], [false, 3]);
});

test("an event of several days is shown by any of them; one without a date by none", () => {
  const filter = new Filter(decode(sample()));
  const shown = (/** @type {number} */ from, /** @type {number} */ to) => {
    filter.set({days: [from, to]});
    return [...filter.rows()];
  };
  assert.deepEqual([shown(DAY - 2, DAY - 2), shown(DAY - 1, DAY - 1), shown(DAY, DAY), shown(DAY + 1, DAY + 9)], [[0], [0], [0, 1], []]);
});

test("an event of which only the first or the last day is known reaches on", () => {
  const json = sample();
  Object.assign(json.events.columns ?? {}, {start: [2, 0, 0], span: [0, 2, 0]}); // since, until, unknown
  const filter = new Filter(decode(json));
  filter.set({days: [DAY + 900, DAY + 999]});
  assert.deepEqual([...filter.rows()], [0]);
  filter.set({days: [DAY - 999, DAY - 900]});
  assert.deepEqual([...filter.rows()], [1]);
});

test("a query that was found nowhere shows nothing", () => {
  const filter = new Filter(decode(sample()));
  filter.set({query: "x"}, new Uint8Array(3));
  assert.equal(filter.count, 0);
  filter.set({query: ""});
  assert.deepEqual([filter.count, filter.hits], [3, null]);
});

test("every facet has a bit of its own that an event's 16 hold", () => {
  const bits = FACETS.map(bitOf);
  assert.equal(new Set(bits).size, FACETS.length);
  assert.ok(bits.every((bit) => bit > 0 && bit < 1 << 16));
});

test("events with the same parties share a code, and an actor of both sides counts once", () => {
  const data = manyEvents(300, 7);
  const {codes, actors} = pairsOf(data);
  for (let row = 0; row < 300; row += 1) assert.deepEqual(actors[codes[row]], plainValues(data, row).actor);
  assert.ok(actors.length <= 25);
  assert.ok(actors.every((list) => new Set(list).size === list.length));
});

test("parties that are too many for a plain table are numbered the same", () => {
  const data = manyEvents(300, 7);
  const many = {...data, parties: [...data.parties, ...Array.from({length: 3000}, () => [8])]};
  assert.deepEqual(pairsOf(many), pairsOf(data));
});

test("the teller is the claimant, else the publisher, and the same name is one teller", () => {
  const data = manyEvents(300, 8);
  const {codes, names} = tellersOf(data);
  for (let row = 0; row < 300; row += 1) assert.equal(names[codes[row]], plainValues(data, row).teller[0]);
  assert.equal(new Set(names).size, names.length);
  assert.ok(names.includes("")); // neither is named
});

test("fatalities fall into classes at their borders", () => {
  const json = sample();
  const cases = [[0, 0], [1, 1], [2, 2], [10, 2], [11, 3], [25, 3], [26, 4], [101, 5], [4_000_001, 5]]; // the number plus one, the class
  json.events = {count: cases.length, columns: Object.fromEntries(Object.keys(json.events.columns ?? {}).map((name) => [name, cases.map(([killed]) => (name === "fatalities" ? killed : 0))]))};
  assert.deepEqual([...deathsOf(decode(json))], cases.map(([, code]) => code));
});

test("the precision of an event without a place is one of its own", () => {
  assert.deepEqual([...precisionsOf(decode(sample()))], [1, 3, 6]);
});

/** @param {number} zoom @param {number} x0 @param {number} y0 @returns {View} */
function viewAt(zoom, x0, y0) {
  return {zoom, world: 256 * 2 ** zoom, x0, y0, width: 700, height: 500, margin: 0, copies: [0]};
}

test("every shown event that lies in view is in one cluster, with its group and its place", () => {
  const data = manyEvents(400, 11);
  const filter = new Filter(data);
  const groups = data.groups.length;
  for (const [zoom, x0, y0, copy] of [[0, -20, -10, 0], [1, 0, 0, 0], [2.25, 260, 300, 0], [2, 1100, 200, 1], [2, -900, 200, -1]]) {
    filter.set({type: new Set(zoom === 1 ? [0] : [])});
    const tally = filter.tally();
    const view = viewAt(zoom, x0, y0);
    const clusters = clusterPlaces(data.places, tally, groups, view, copy);
    const where = (/** @type {number} */ place) => [data.places.x[place] * view.world + copy * view.world - x0, data.places.y[place] * view.world - y0];
    const within = Array.from({length: data.places.count}, (_, place) => place).filter((place) => {
      const [x, y] = where(place);
      const count = tally.subarray(place * groups, (place + 1) * groups).reduce((a, b) => a + b, 0);
      return count > 0 && x >= 0 && y >= 0 && x < view.width && y < view.height;
    });
    const named = clusters.flatMap(({places}) => places);
    assert.equal(new Set(named).size, named.length, "a place is in one cluster");
    assert.deepEqual(within.filter((place) => !named.includes(place)), [], "none in view is left out");
    for (const cluster of clusters) {
      const own = cluster.places.map((place) => ({place, xy: where(place), n: [...tally.subarray(place * groups, (place + 1) * groups)]}));
      const sum = own.reduce((total, {n}) => total + n.reduce((a, b) => a + b, 0), 0);
      const middle = (/** @type {0|1} */ axis) => own.reduce((total, {xy, n}) => total + xy[axis] * n.reduce((a, b) => a + b, 0), 0) / sum;
      assert.equal(cluster.count, sum);
      assert.deepEqual(cluster.groups, own.reduce((total, {n}) => total.map((count, i) => count + n[i]), new Array(groups).fill(0)));
      assert.ok(Math.abs(cluster.x - middle(0)) < 1e-6 && Math.abs(cluster.y - middle(1)) < 1e-6);
      assert.equal(cluster.placeCount, own.length);
      const [xs, ys] = [own.map(({place}) => data.places.x[place]), own.map(({place}) => data.places.y[place])];
      assert.deepEqual(cluster.box, [Math.min(...xs), Math.min(...ys), Math.max(...xs), Math.max(...ys)]);
      for (const {xy: [x, y]} of own) assert.ok(Math.hypot(x - cluster.x, y - cluster.y) <= 2 * CELL);
    }
  }
});

test("clusters hold together while the map moves", () => {
  const data = manyEvents(400, 12);
  const tally = new Filter(data).tally();
  const inner = (/** @type {number} */ x0) =>
    clusterPlaces(data.places, tally, data.groups.length, viewAt(2, x0, 100), 0)
      .filter(({x, y}) => x > 2 * CELL && y > 2 * CELL && x < 700 - 2 * CELL && y < 500 - 2 * CELL)
      .map(({places}) => places.join());
  const [before, after] = [inner(200), inner(217.5)];
  const both = before.filter((one) => after.includes(one));
  assert.ok(both.length > 0 && both.length >= Math.max(before.length, after.length) - 2);
});

test("no cluster covers another, however dense the places are", () => {
  for (const seed of [1, 2, 3]) {
    const data = manyEvents(4000, seed, 900);
    const clusters = clusterPlaces(data.places, new Filter(data).tally(), data.groups.length, viewAt(1.5, 0, 0), 0);
    assert.ok(clusters.length > 30);
    clusters.forEach((one, i) => {
      for (const other of clusters.slice(i + 1)) assert.ok(Math.hypot(one.x - other.x, one.y - other.y) >= CLOSE);
    });
  }
});

import assert from "node:assert/strict";
import {test} from "node:test";

import {decodeBasemap} from "../../maps/page/basemapdata.js";
import {unitX, unitY} from "../../maps/page/geometry.js";
import {isDue, mapNames, nearestTown} from "../../maps/page/mapnames.js";

/** @import {Basemap, BasemapJson} from "../../maps/page/basemapdata.js" */
/** @import {View} from "../../maps/page/geometry.js" */
/** @import {Data} from "../../maps/page/payload.js" */

const NONE = {name: [], native: [], lon: [], lat: [], room: []};

/** @type {BasemapJson} */
const json = {
  boxes: [[30, 30, 40, 40]],
  units: 1000,
  land: [[30000, 30000, 10000, 0, 0, 10000]],
  borders: [[30000, 35000, 10000, 0]],
  inner: [],
  disputed: [],
  countries: {name: ["Syria"], native: ["سوريا"], lon: [38], lat: [35], room: [6]},
  divisions: {name: ["Idlib", "Hamah"], native: ["إدلب", null], lon: [36.6, 37], lat: [35.8, 35], room: [1, 2]},
  titles: {SY: "محافظة"},
  towns: {
    name: ["Hama", "Aleppo", "Saraqib", "Idlib", "Far"], native: ["حماة", "حلب", null, "إدلب", null],
    lon: [36.75, 37.16, 36.8, 36.634, 39.9], lat: [35.13, 36.2, 35.86, 35.931, 31],
    population: [460602, 2098210, 34231, 128840, 900], mentioned: [true, false, false, false, false],
  },
};

/** The data of events at places. @param {{label: string, name: string, lon: number, lat: number, area?: number}[]} places @param {number[]} events their places @param {Basemap|null} basemap @returns {Data} */
function dataOf(places, events, basemap) {
  const data = {
    basemap,
    precisions: ["settlement", "admin1"],
    events: {place: Int32Array.from(events)},
    places: {
      count: places.length,
      label: places.map((place) => place.label), name: places.map((place) => place.name),
      lon: places.map((place) => place.lon), lat: places.map((place) => place.lat),
      x: places.map((place) => place.lon / 360 + 0.5), y: places.map(() => 0.4),
      kind: places.map((place) => (place.area === undefined ? "city" : "admin1")), country: places.map(() => "SY"),
      described: places.map(() => 0), precision: places.map((place) => (place.area === undefined ? 0 : 1)),
      area: places.map((place) => place.area ?? null),
    },
  };
  return /** @type {Data} */ (/** @type {unknown} */ (data));
}

const basemap = decodeBasemap(json);
const IDLIB = {label: "Idlib city", name: "Idlib", lon: 36.63393, lat: 35.93062};
const PROVINCE = {label: "Idlib province", name: "Idlib", lon: 36.7, lat: 35.8, area: 0};

/** @param {number} zoom @returns {View} */
function viewAt(zoom) {
  return {zoom, world: 256 * 2 ** zoom, x0: 0, y0: 0, width: 1, height: 1, margin: 0, copies: [0]};
}

test("paths and frames are read in the units that the payload names", () => {
  const fine = decodeBasemap({...json, units: 10000, land: [[300000, 300000, 100000, 0, 0, 100000]]});
  assert.deepEqual(fine.land.box, basemap.land.box);
  assert.ok(Math.abs(basemap.land.box[0] - basemap.frames[0][0]) < 1e-12);
  assert.equal(basemap.borders.paths[0].length, 4);
});

test("the most important names come first", () => {
  const names = mapNames(dataOf([PROVINCE, IDLIB], [0, 0, 1], basemap));
  assert.deepEqual(names.map(({text}) => text.latin), ["Idlib city", "Idlib province", "Hama", "SYRIA", "Aleppo", "Idlib", "Hamah", "Saraqib", "Far"]);
});

test("a place of events is named once, in the report's words and in Arabic", () => {
  const names = mapNames(dataOf([IDLIB, PROVINCE, {...IDLIB, label: "Idlib town"}], [0, 1, 1, 2], basemap));
  const idlib = names.filter(({text}) => text.arabic.includes("إدلب"));
  assert.deepEqual(idlib.map(({text, kind}) => [text.latin, text.arabic, kind]), [
    ["Idlib city", "إدلب", "place"], ["Idlib province", "محافظة إدلب", "area"], ["Idlib", "إدلب", "division"],
  ]);
});

test("of many places those with most events are named, most first", () => {
  const places = Array.from({length: 4000}, (_, i) => ({label: `p${i}`, name: "", lon: 30 + i / 500, lat: 35}));
  const events = places.flatMap((_, i) => (i === 3999 ? [i, i, i] : i === 3998 ? [i, i] : [i]));
  const names = mapNames(dataOf(places, events, null));
  assert.equal(names.length, 3000);
  assert.deepEqual(names.slice(0, 3).map(({text, rank}) => [text.latin, rank]), [["p3999", 3], ["p3998", 2], ["p0", 1]]);
});

test("a place without events is not named", () => {
  const names = mapNames(dataOf([IDLIB, PROVINCE], [1], null));
  assert.deepEqual(names.map(({text}) => text.latin), ["Idlib province"]);
});

test("a name that is not known in Arabic is the Latin one", () => {
  const names = mapNames(dataOf([], [], basemap));
  assert.deepEqual(names.find(({text}) => text.latin === "Saraqib")?.text.arabic, "Saraqib");
  assert.deepEqual(names.find(({text}) => text.latin === "SYRIA")?.text.arabic, "سوريا");
});

test("closer views show smaller towns, divisions at middle zooms, countries from afar", () => {
  const names = mapNames(dataOf([], [], basemap));
  const due = (/** @type {number} */ zoom) => names.filter((name) => isDue(name, viewAt(zoom))).map(({text}) => text.latin);
  assert.ok(due(4).includes("SYRIA") && due(4).includes("Aleppo") && !due(4).includes("Saraqib") && !due(4).includes("Hamah"));
  assert.ok(due(7).includes("Hamah") && due(7).includes("SYRIA"));
  assert.ok(due(12).includes("Saraqib") && !due(12).includes("SYRIA") && !due(12).includes("Hamah"));
});

test("a small town far from any larger one is shown before its time", () => {
  const names = mapNames(dataOf([], [], basemap));
  const [far, saraqib] = ["Far", "Saraqib"].map((latin) => names.find(({text}) => text.latin === latin));
  assert.ok(far && saraqib);
  assert.ok(isDue(far, viewAt(6)) && !isDue(saraqib, viewAt(6)));
});

test("the nearest town is named with its distance, areas are not", () => {
  const names = mapNames(dataOf([PROVINCE], [0], basemap));
  const idlib = nearestTown(names, unitX(36.7), unitY(35.93));
  assert.equal(idlib?.name.text.latin, "Idlib");
  assert.equal(idlib?.name.kind, "town");
  assert.ok(Math.abs((idlib?.away ?? 0) - 0.066 / 360) < 1e-5);
  assert.equal(nearestTown([], 0.5, 0.5), null);
});

test("without a basemap only places of events are named", () => {
  assert.deepEqual(mapNames(dataOf([IDLIB], [0], null)).map(({text}) => text), [{latin: "Idlib city", arabic: "Idlib city"}]);
  assert.deepEqual(mapNames(dataOf([], [], decodeBasemap({...json, countries: NONE, divisions: NONE, towns: {name: [], native: [], lon: [], lat: [], population: [], mentioned: []}}))), []);
});

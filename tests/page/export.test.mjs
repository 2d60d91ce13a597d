import assert from "node:assert/strict";
import {test} from "node:test";

import {CSV, csvCell, exported, fileName, geojsonFormat} from "../../maps/page/export.js";
import {Filter} from "../../maps/page/filter.js";
import {outlineOf, turnOf} from "../../maps/page/outlines.js";
import {toShape} from "../../maps/page/geometry.js";
import {decode} from "../../maps/page/payload.js";
import {manyEvents} from "./manyevents.mjs";
import {sample} from "./sample.mjs";

/** @param {import("../../maps/page/payload.js").Data} data @param {Filter} [filter] */
async function geojson(data, filter = new Filter(data)) {
  return JSON.parse(await (await exported(data, filter, geojsonFormat(data))).text());
}

/** A square as the payload packs it. @param {number} x @param {number} y @param {number} size degrees @param {boolean} [clockwise] */
function square(x, y, size, clockwise = false) {
  const s = size * 1e4;
  return clockwise ? [x * 1e4, y * 1e4, 0, s, s, 0, 0, -s] : [x * 1e4, y * 1e4, s, 0, 0, s, -s, 0];
}

test("an event of GeoJSON has everything that is known of it", async () => {
  const {features} = await geojson(decode(sample()));
  const {geometry, id, properties} = features[2];
  assert.equal(id, "c");
  assert.equal(geometry, null);
  assert.deepEqual(properties, {
    event_id: "c", event_type: "Protests", sub_event_type: "Peaceful protest", summary: "Three.", quote: "q", date: "2024-11",
    date_start: null, date_end: null, place: "the front", place_name: null, lon: null, lat: null, kind: null, country: null, admin1: null,
    precision: null, uncertainty_m: null, is_area: null, is_described: null, place_source: null, initiators: [], targets: ["rebels"],
    status: "reported", claimed_by: null, fatalities: 3, fatalities_low: 2, fatalities_high: 5, wounded: null, taken: null, conflicts_with: [],
    publisher: "The Gazette", url: "https://example.org/a", reliability: "B", source_text: null,
  });
});

test("a town is a point, an area its outline, and both have their middle and what contradicts them", async () => {
  const {features} = await geojson(decode(sample()));
  assert.deepEqual(features[0].geometry, {type: "Point", coordinates: [36.75783, 35.13179]});
  assert.deepEqual(features[1].geometry, {type: "Polygon", coordinates: [[[36, 35], [37, 35], [37, 36], [36, 35]]]});
  assert.deepEqual([features[1].properties.lon, features[1].properties.lat, features[1].properties.is_area], [37, 35.2, true]);
  assert.deepEqual(features[0].properties.conflicts_with, ["c"]);
});

test("outer rings run counterclockwise, holes clockwise inside them, and islands in holes are polygons of their own", () => {
  const packed = [square(0, 0, 9, true), square(2, 2, 4), square(3, 3, 1, true), square(20, 0, 2)];
  const {type, coordinates} = outlineOf(toShape(packed));
  assert.equal(type, "MultiPolygon");
  assert.deepEqual(coordinates.map((rings) => rings.length), [2, 1, 1]);
  for (const polygon of coordinates) {
    const [outer, ...holes] = /** @type {import("../../maps/page/outlines.js").Ring[]} */ (polygon);
    assert.ok(turnOf(outer) > 0);
    for (const hole of holes) assert.ok(turnOf(hole) < 0);
    for (const ring of [outer, ...holes]) assert.deepEqual(ring[0], ring[ring.length - 1]);
  }
});

test("exactly the shown events are written, in order, over several parts", async () => {
  const data = manyEvents(2000, 5);
  const filter = new Filter(data);
  filter.set({type: new Set([1])});
  const ids = (await geojson(data, filter)).features.map((/** @type {{id: string}} */ {id}) => id);
  assert.deepEqual(ids, Array.from(filter.rows(), (row) => `e${row}`));
  const lines = (await (await exported(data, filter, CSV)).text()).split("\r\n");
  assert.equal(lines.length, ids.length + 2);
});

test("a file without events is whole", async () => {
  const data = decode({...sample(), events: {count: 0, columns: Object.fromEntries(Object.keys(sample().events.columns ?? {}).map((name) => [name, []]))}, conflicts: []});
  assert.deepEqual((await geojson(data)).features, []);
  assert.match(await (await exported(data, new Filter(data), CSV)).text(), /^event_id,[\w,]+\r\n$/); // text() takes the mark away
});

test("CSV begins with the mark of UTF-8", async () => {
  const data = decode(sample());
  const bytes = new Uint8Array(await (await exported(data, new Filter(data), CSV)).arrayBuffer());
  assert.deepEqual([...bytes.subarray(0, 3)], [0xef, 0xbb, 0xbf]);
});

test("a text that a spreadsheet would run gets an apostrophe, also behind blanks and in a list", () => {
  for (const text of ["=1+1", "+1", "-1", "@A1", "  =1", "\u00a0=1", "\uff1d1", "\uff0b1", "\uff0d1", "\uff201"]) assert.ok(csvCell(text).replace(/^"/, "").startsWith("'"), text);
  for (const text of ["\t1", "\r1", "\n1"]) assert.ok(csvCell(text).startsWith("\"'"), JSON.stringify(text));
  assert.equal(csvCell(["a", "=b"]), "\"a; '=b\"");
  assert.equal(csvCell("a-b"), "a-b");
});

test("negative numbers stay numbers, and nothing stays empty", () => {
  assert.deepEqual([csvCell(-73.5), csvCell(0), csvCell(false), csvCell(null), csvCell([])], ["-73.5", "0", "false", "", ""]);
});

test("quotes, commas, line breaks and outer blanks are quoted", () => {
  assert.equal(csvCell('a "b", c'), '"a ""b"", c"');
  assert.equal(csvCell("a\r\nb"), '"a\r\nb"');
  assert.equal(csvCell(" a"), '" a"');
});

test("a file is called as the page is, else as its title", () => {
  assert.equal(fileName("/maps/2024%20Idlib.html", "t", "csv"), "2024-Idlib.csv");
  assert.equal(fileName("/", "Raids: «إدلب» / day 1", "png"), "Raids-إدلب-day-1.png");
  assert.equal(fileName("srcdoc", "..", "svg"), "map.svg");
  assert.equal(fileName("/%E0%A4%A.html", "", "svg"), "map.svg");
});

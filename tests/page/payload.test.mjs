import assert from "node:assert/strict";
import {gzipSync} from "node:zlib";
import {test} from "node:test";

import {contradictions, isArea, isFaint, placeOf, precisionWords} from "../../maps/page/events.js";
import {decode, decodePacked, isPacked, NO_DAY, SchemaError} from "../../maps/page/payload.js";
import {DAY, sample} from "./sample.mjs";

/** @import {Payload} from "../../maps/page/payload.js" */

test("another version of the data is refused with both numbers", () => {
  for (const schema of [1, undefined, "2"]) {
    const json = /** @type {Payload} */ ({...sample(), schema});
    assert.throws(() => decode(json), (error) => error instanceof SchemaError && /of schema .*reads schema 2/.test(error.message));
  }
  assert.throws(() => decode(null), SchemaError);
});

test("parts that may be absent are empty", () => {
  const data = decode(sample());
  assert.deepEqual([data.distances, data.findings, data.notes, data.attribution, data.basemap], [[], [], [], [], null]);
  assert.deepEqual([data.text, data.marked.event.size, data.marked.distance.size], ["", 0, 0]);
});

test("it is known which events and distances stand in the text", () => {
  const json = sample();
  json.text = "One and two.";
  json.spans = {start: [0, 0, 8], end: [3, 7, 11], kind: ["event", "event", "distance"], row: [2, 2, 0], role: ["trigger", "quote", "quote"]};
  const {marked} = decode(json);
  assert.deepEqual([[...marked.event], [...marked.distance]], [[2], [0]]);
});

test("positions are degrees, and names stand for their numbers", () => {
  const {places} = decode(sample());
  assert.deepEqual([places.lon[0], places.lat[0]].map((value) => value.toFixed(5)), ["36.75783", "35.13179"]);
  assert.deepEqual([places.label, places.country, places.admin1], [["Hama", "Hama province"], ["SY", "SY"], [null, null]]);
});

test("areas are shapes, and a division is no point", () => {
  const data = decode(sample());
  assert.equal(data.areas[0].paths[0].length, 6);
  assert.deepEqual([isArea(data, 0), isArea(data, 1)], [false, true]);
});

test("days count from 1970, and those that are not known are no days", () => {
  const {events} = decode(sample());
  assert.deepEqual([...events.start], [DAY - 2, DAY, NO_DAY]);
  assert.deepEqual([...events.end], [DAY, DAY, NO_DAY]);
});

test("what is not known is not none", () => {
  const data = decode(sample());
  assert.deepEqual([...data.events.fatalities], [-1, 0, 3]);
  assert.deepEqual([...data.events.wounded], [-1, -1, -1]);
  assert.deepEqual([placeOf(data, 0), placeOf(data, 2)], [0, null]);
});

test("background and plans are faint", () => {
  const data = decode(sample());
  assert.deepEqual([0, 1, 2].map((row) => isFaint(data, row)), [false, true, false]);
});

test("a radius is said no finer than it is known", () => {
  assert.equal(precisionWords(decode(sample()), 1), "somewhere in this province, up to 70 km from the mark");
});

test("contradictions are grouped, whichever side names the other", () => {
  const json = sample();
  json.conflicts = [[0, 2], [1, 2]];
  assert.deepEqual(contradictions(decode(json)), [[0, 1, 2]]);
  json.conflicts = [];
  assert.deepEqual(contradictions(decode(json)), []);
});

/** A column as byte planes: all low bytes, then all next ones. @param {number[]} values @param {number} bytes */
function planesOf(values, bytes) {
  return Array.from({length: bytes}, (_, plane) => values.map((value) => (value >> (8 * plane)) & 255)).flat();
}

test("columns in a block are the same as plain ones", async () => {
  const json = sample();
  const columns = json.events.columns ?? {};
  const names = Object.keys(columns);
  const bytes = Uint8Array.from(names.flatMap((name) => planesOf(columns[name], 2)));
  const packed = {...json, events: {count: 3, planes: names.map((name) => [name, 2, false]), block: "events"}};
  assert.ok(isPacked(packed));
  const data = await decodePacked(packed, async (id) => (id === "events" ? gzipSync(bytes).toString("base64") : ""));
  assert.deepEqual(data.events, decode(json).events);
});

import assert from "node:assert/strict";
import {test} from "node:test";

import {announcement, listRows, lookOf, popupRows} from "../../maps/page/details.js";
import {contradictions, decode, isArea, rowsByPlace, SchemaError} from "../../maps/page/payload.js";

/** @import {Payload} from "../../maps/page/payload.js" */

/** @returns {Payload} three events: one in a town, one in a province, one without a place */
function sample() {
  return {
    schema: 1,
    report: {title: "t", published: null, publisher: null, url: null, reliability: null, reliability_words: null, machine_read: false},
    bounds: [36, 35, 37, 36],
    groups: [{name: "Battles", symbol: "cross", light: "#900000", dark: "#fc8d56"}],
    types: [{name: "Armed clash", group: 0}],
    statuses: [{name: "claimed", words: "claimed by one side"}],
    places: {
      label: ["Hama", "Hama province"], name: ["Ḩamāh", "Ḩamāh"], lon: [36.75783, 37], lat: [35.13179, 35.2],
      kind: ["city", "admin1"], country: ["SY", "SY"], admin1: [null, null], precision: ["settlement", "admin1"],
      precision_words: ["a town: within 5 km of the mark", "a province"], uncertainty_m: [5000, 70000],
      source: ["GeoNames 170017", "GeoNames 170016"], area: [null, 0],
    },
    areas: [[[360000, 350000, 10000, 0, 0, 10000]]],
    events: {
      id: ["a", "b", "c"], place: [0, 1, null], type: [0, 0, 0], status: [0, 0, 0], summary: ["One.", "Two.", "Three."],
      quote: [null, null, "q"], date: ["2024-12-01", null, null], date_words: ["1 December 2024", "not stated", "not stated"],
      start: [1, 1, 1], end: [1, 1, 1], initiators: [["rebels"], [], []], targets: [[], [], []], claimed_by: [null, null, null],
      attribution: ["x", "y", "z"], fatalities: [null, 0, 3], conflicts_with: [[2], [], [0]], background: [false, true, false],
      place_said: ["Hama", null, "the front"],
    },
  };
}

test("another version of the data is refused with both numbers", () => {
  for (const schema of [2, undefined, "1"]) {
    const json = /** @type {Payload} */ ({...sample(), schema});
    assert.throws(() => decode(json), (error) => error instanceof SchemaError && /schema 1/.test(error.message));
  }
  assert.throws(() => decode(/** @type {any} */ (null)), SchemaError);
});

test("parts that may be absent are empty", () => {
  const data = decode(sample());
  assert.deepEqual([data.distances, data.findings, data.notes, data.basemap], [[], [], [], null]);
  assert.deepEqual([data.text, data.marked.event.size, data.marked.distance.size], ["", 0, 0]);
});

test("it is known which events and distances stand in the text", () => {
  const json = sample();
  json.text = "One and two.";
  json.spans = {start: [0, 0, 8], end: [3, 7, 11], kind: ["event", "event", "distance"], row: [2, 2, 0], role: ["trigger", "quote", "quote"]};
  const {marked} = decode(json);
  assert.deepEqual([[...marked.event], [...marked.distance]], [[2], [0]]);
});

test("areas are shapes, and a division is no point", () => {
  const data = decode(sample());
  assert.equal(data.areas[0].paths[0].length, 6);
  assert.deepEqual([isArea(data, 0), isArea(data, 1)], [false, true]);
});

test("events without a place stand at none", () => {
  assert.deepEqual([...rowsByPlace(decode(sample()))], [[0, [0]], [1, [1]]]);
});

test("at a place what happened comes before background", () => {
  const json = sample();
  json.events.place = [0, 0, 0];
  json.events.background = [true, false, false];
  assert.deepEqual(rowsByPlace(decode(json)).get(0), [1, 2, 0]);
});

test("contradictions are grouped, whichever side names the other", () => {
  const json = sample();
  json.events.conflicts_with = [[2], [2], []];
  assert.deepEqual(contradictions(decode(json)), [[0, 1, 2]]);
  json.events.conflicts_with = [[], [], []];
  assert.deepEqual(contradictions(decode(json)), []);
});

test("the list says where an event is that could not be placed", () => {
  const rows = new Map(listRows(decode(sample()), 2).map(([term, text]) => [term, text]));
  assert.equal(rows.get("Where"), "the front — not placed");
  assert.equal(rows.get("How precise"), "not placed on the map");
});

test("the popup says how precise a place is, with its radius once", () => {
  const data = decode(sample());
  const precise = (/** @type {number} */ row) => popupRows(data, row).find(([term]) => term === "How precise")?.[1];
  assert.equal(precise(0), "a town: within 5 km of the mark");
  assert.equal(precise(1), "a province (radius 70 km)");
  const when = popupRows(data, 0)[0];
  assert.deepEqual([...when], ["When", "1 December 2024", "2024-12-01"]);
});

test("a chosen event is announced in words", () => {
  assert.equal(announcement(decode(sample()), 0), "Selected: Armed clash. One. Hama. 1 December 2024.");
});

test("a mark takes its colour from the scheme, and background is faint", () => {
  const data = decode(sample());
  const theme = /** @type {import("../../maps/page/theme.js").Theme} */ ({scheme: "dark"});
  assert.deepEqual(lookOf(data, 1, theme, true), {symbol: "cross", colour: "#fc8d56", status: "claimed", faint: true, area: true});
});

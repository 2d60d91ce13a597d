import assert from "node:assert/strict";
import {test} from "node:test";

/** @type {Record<string, unknown>} */ (/** @type {unknown} */ (globalThis)).L ??= {Layer: class {}, Control: class {}};
const {hashOf} = await import("../../maps/page/addresses.js");
const {isState, parseView} = await import("../../maps/page/hash.js");

test("a view is zoom, latitude and longitude; what is none is no view", () => {
  assert.deepEqual(parseView("7.25/35.13179/36.75783"), {zoom: 7.25, lat: 35.13179, lon: 36.75783});
  assert.deepEqual(parseView("3/-10/-179.5"), {zoom: 3, lat: -10, lon: -179.5});
  for (const text of [null, "", "7/35", "7/95/1", "7/1/999", "7/NaN/1", "7/1/1/1", "1e9/0/0", " 7/1/1"]) assert.equal(parseView(text), null, String(text));
});

test("the anchor of a section is no state; an empty address is: nothing is chosen", () => {
  assert.deepEqual(["", "#", "#q=a", "#cm-events", "#top"].map(isState), [true, true, true, false, false]);
});

test("an address is readable, and reads back as it was", () => {
  const params = new URLSearchParams([["q", "a/b, c: &=#"], ["map", "7/1/2"], ["days", "2024-11-30/2024-12-01"], ["actor", "جيش"]]);
  const hash = hashOf(params);
  assert.match(hash, /^#q=a\/b,\+c:\+%26%3D%23&map=7\/1\/2&days=2024-11-30\/2024-12-01&actor=/);
  assert.deepEqual([...new URLSearchParams(hash.slice(1))], [...params]);
  assert.equal(hashOf(new URLSearchParams()), "");
});

import assert from "node:assert/strict";
import {gzipSync} from "node:zlib";
import {test} from "node:test";

import {changeNote, NAMES, valueWords} from "../../maps/page/changewords.js";
import {decode} from "../../maps/page/payload.js";
import {BETWEEN_FIELDS, BETWEEN_ROWS, TextStore} from "../../maps/page/texts.js";
import {sample} from "./sample.mjs";

const bare = (/** @type {string} */ text) => text.replace(/[\u200e\u200f\u2068\u2069]/g, "");

test("what a field says is said in the words of a card", () => {
  /** @type {[string, unknown, string][]} */
  const cases = [
    ["fatalities", 1200, "1,200"], ["fatalities", 0, "none reported"], ["wounded", null, "not stated"],
    ["date", "2024-11-29", "29 November 2024"], ["date", null, "not stated"],
    ["status", "claimed", "claimed by one side"], ["sub_event_type", "Armed clash", "Armed clash"],
    ["initiators", ["rebels", "a militia"], "rebels, a militia"], ["targets", [], "not stated"],
    ["coordinates", [36.75783, 35.13179], "35.13179, 36.75783"], ["coordinates", null, "not placed on the map"],
    ["precision", ["settlement", 5000], "a town: the true place lies within 5 km of the mark"],
    ["precision", ["described", 900], "only described: somewhere in the outline, up to 900 m from the mark"],
    ["summary", "<b>12</b>", "<b>12</b>"],
  ];
  for (const [name, value, words] of cases) assert.equal(bare(valueWords(name, value)), words);
});

test("every field that may change has a name", () => {
  const fields = [
    "sub_event_type", "date", "place", "place_name", "coordinates", "precision", "initiators", "targets", "status", "claimed_by",
    "fatalities", "fatalities_low", "fatalities_high", "wounded", "taken", "summary", "quote", "publisher",
  ];
  assert.deepEqual(fields.filter((name) => !NAMES[name]), []);
});

test("a card says whether its event is new or what of it is", () => {
  const data = decode({
    ...sample(),
    changes: {
      added: ["a"], withdrawn: [], moved: [],
      changed: [{id: "b", fields: [{name: "fatalities", before: 1, after: 2}, {name: "date", before: null, after: "2024"}]}],
    },
  });
  assert.equal(changeNote(data, "a"), "Added since the last build");
  assert.equal(changeNote(data, "b"), "Changed since the last build: Fatalities, When");
  assert.deepEqual([changeNote(data, "c"), changeNote(data, null), changeNote(decode(sample()), "a")], [null, null, null]);
});

test("rows are found by ids, in a small page and in blocks", async () => {
  const {texts} = decode(sample());
  assert.deepEqual([...await texts.rowsOf(new Set(["c", "nobody", "a"]))], [["a", 0], ["c", 2]]);
  const blocks = [["a", "b"], ["c"]].map((ids) => ids.map((id) => [`s ${id}`, id].join(BETWEEN_FIELDS)).join(BETWEEN_ROWS));
  const read = async (/** @type {string} */ id) => gzipSync(blocks[Number(id)]).toString("base64");
  const packed = new TextStore({fields: ["summary", "id"], size: 2, blocks: ["0", "1"]}, 3, read);
  assert.deepEqual([...await packed.rowsOf(new Set(["c", "b"]))], [["b", 1], ["c", 2]]);
  assert.deepEqual([await packed.rowOf("c"), await packed.rowOf("s c")], [2, null]);
});

import assert from "node:assert/strict";
import {test} from "node:test";
import {gzipSync} from "node:zlib";

import {folded} from "../../maps/page/folding.js";
import {decode} from "../../maps/page/payload.js";
import {search, searchBlock, wordsOf} from "../../maps/page/search.js";
import {BETWEEN_FIELDS, BETWEEN_ROWS, TextStore} from "../../maps/page/texts.js";
import {numbers} from "./manyevents.mjs";
import {sample} from "./sample.mjs";

/** @import {Data} from "../../maps/page/payload.js" */

/** Rows of the sample in which a query is found; null if nothing is asked for. @param {string} query @param {Data} [data] */
async function found(query, data = decode(sample())) {
  const hits = await search(data, query);
  return hits && [...hits.keys()].filter((row) => hits[row]);
}

test("text is folded alike however it is written", () => {
  const alike = [
    ["Ḩamāh", "HAMAH", "Ha\u0304mah"], ["Ma'arrat", "Ma’arrat", "Maʿarrat", "Ma`arrat", "maarrat"],
    ["İzmir", "izmir", "IZMIR"], ["Diyarbakır", "Diyarbakir"], ["Łódź", "lodz"], ["Straße", "STRASSE"], ["Æ", "ae"],
    ["إدلب", "ادلب", "أدلب", "اِدلِب", "ادلـــب", "\ufe8d\ufea9\ufee0\ufe90"], ["حماة", "حماه"], ["ليلى", "ليلي", "لیلی"], ["مؤتمر", "موتمر"],
    ["٢٠٢٤", "۲۰۲۴", "2024", "２０２４"], ["ΟΔΌΣ", "οδός", "οδοσ"], ["Київ", "киів", "КИЇВ"], ["שָׁלוֹם", "שלום"],
    ["a\u00adb", "a\u200bb", "\u202bab\u202c", "ab"], ["½", "1⁄2"], ["2014–15", "2014-15"], ["Ｈａｍａ", "hama"],
  ];
  for (const [first, ...others] of alike) for (const other of others) assert.equal(folded(other), folded(first), `${other} = ${first}`);
});

test("marks that make another word stay", () => {
  for (const [one, other] of [["कि", "का"], ["စစ်", "စစ"], ["が", "か"], ["각", "가"], ["Hama", "Homa"]]) assert.notEqual(folded(one), folded(other));
});

test("folding a fold changes nothing, and what stands between texts is kept", () => {
  const below = numbers(3);
  for (let i = 0; i < 300; i += 1) {
    const text = String.fromCodePoint(...Array.from({length: 20}, () => below(0xd800)), ...Array.from({length: 4}, () => 0xe000 + below(0x2000)), 0x1f600 + below(60));
    assert.equal(folded(folded(text)), folded(text));
  }
  assert.equal(folded(`A${BETWEEN_FIELDS}É${BETWEEN_ROWS}`), `a${BETWEEN_FIELDS}e${BETWEEN_ROWS}`);
  assert.equal(folded("\ufdfa".repeat(1000)), folded("\ufdfa").repeat(1000)); // 18 letters in one
  assert.equal(folded(""), "");
});

test("a query is its words, without what stands around them", () => {
  assert.deepEqual(wordsOf('  "Idlib", (Hama) 50% don\'t idlib «حماة»؛ '), ["idlib", "hama", "50", "dont", "حماه"]);
  for (const none of ["", "  ", "…", "“”", "'", "\u200f", BETWEEN_ROWS, BETWEEN_FIELDS]) assert.deepEqual(wordsOf(none), [], JSON.stringify(none));
  assert.deepEqual(wordsOf(`one${BETWEEN_ROWS}two`), ["one", "two"]);
});

test("events are found by text, place, type, group, party, claimant and source", async () => {
  assert.deepEqual(await found("two."), [1]);
  assert.deepEqual(await found("FRONT"), [2]);
  assert.deepEqual(await found("hama"), [0, 1]);
  assert.deepEqual(await found("province"), [1]);
  assert.deepEqual(await found("clash"), [0, 1]);
  assert.deepEqual(await found("protests"), [2]);
  assert.deepEqual(await found("rebels"), [0, 2]);
  assert.deepEqual(await found("ministry"), [0]);
  assert.deepEqual(await found("gazette"), [0, 1, 2]);
  assert.deepEqual(await found("nowhere"), []);
});

test("all words must be found, each anywhere in the event", async () => {
  assert.deepEqual(await found("hama one"), [0]);
  assert.deepEqual(await found("one hama army ministry clash"), [0]);
  assert.deepEqual(await found("one two"), []);
});

test("an empty query is no search", async () => {
  for (const query of ["", "  ", "…", BETWEEN_ROWS]) assert.equal(await found(query), null);
});

test("a name in Arabic finds what the basemap calls so", async () => {
  const data = decode(sample());
  const none = {name: [], native: [], lon: [], lat: []};
  const towns = {name: ["Ḩamāh"], native: ["حماة"], lon: [36.7], lat: [35.1], population: [1], mentioned: [true]};
  const basemap = /** @type {Data["basemap"]} */ (/** @type {unknown} */ ({countries: none, divisions: none, towns}));
  assert.deepEqual(await found("حماه", {...data, basemap}), [0, 1]);
  assert.deepEqual(await found("حماه", data), []);
});

/** The sample with its texts in blocks. @param {string[]} rows texts @param {number} size @param {string[]} [opened] learns which blocks were read */
function inBlocks(rows, size, opened = []) {
  const blocks = Array.from({length: Math.ceil(rows.length / size)}, (_, i) => `block${i}`);
  const json = sample();
  const absent = Object.fromEntries(Object.keys(json.events.columns ?? {}).map((name) => [name, rows.map(() => 0)]));
  const data = decode({...json, events: {count: rows.length, columns: absent}, conflicts: []});
  data.texts = new TextStore({fields: ["summary", "quote"], size, blocks}, rows.length, async (id) => {
    opened.push(id);
    const number = Number(id.slice(5));
    return gzipSync(rows.slice(number * size, (number + 1) * size).join(BETWEEN_ROWS)).toString("base64");
  });
  return data;
}

test("texts in blocks are searched as texts at hand are", async () => {
  const below = numbers(5);
  const words = ["alpha", "beta", "gamma", "delta", "حماة", "żółw"];
  const rows = Array.from({length: 47}, () => Array.from({length: below(4)}, () => words[below(6)]).join(below(2) ? " " : BETWEEN_FIELDS));
  for (const size of [1, 10, 47, 100]) {
    for (const query of ["alpha", "beta delta", "حماه", "ZOLW", "alpha beta gamma", "zeta"]) {
      const expected = rows.flatMap((row, i) => (wordsOf(query).every((word) => folded(row).includes(word)) ? [i] : []));
      assert.deepEqual(await found(query, inBlocks(rows, size)), expected, `${query} in blocks of ${size}`);
    }
  }
});

test("a word is not found across two events or two fields", () => {
  for (const between of [BETWEEN_ROWS, BETWEEN_FIELDS]) {
    const hits = new Uint8Array(2);
    searchBlock(`ab${between}cd`, 0, "bc", hits);
    assert.deepEqual([...hits], [0, 0]);
  }
});

test("a block's rows are counted from its first row, empty ones too", () => {
  const hits = new Uint8Array(8);
  searchBlock(["x", "", "", "xx x", "", "ax"].join(BETWEEN_ROWS), 2, "x", hits);
  assert.deepEqual([...hits], [0, 0, 1, 0, 0, 1, 0, 1]);
});

test("a search that is no longer wanted is given up, and opens no more than one block ahead", async () => {
  /** @type {string[]} */
  const opened = [];
  const data = inBlocks(Array.from({length: 40}, () => "x"), 4, opened);
  let asked = 0;
  assert.equal(await search(data, "x", () => (asked += 1) > 2), null);
  assert.ok(opened.length <= 4, `${opened.length} of 10 blocks were opened`);
});

test("the progress of a search rises to one", async () => {
  /** @type {number[]} */
  const shares = [];
  await search(inBlocks(Array.from({length: 40}, () => "x"), 10), "x", () => false, (share) => shares.push(share));
  assert.deepEqual(shares, [0.25, 0.5, 0.75, 1]);
});

import assert from "node:assert/strict";
import {test} from "node:test";

import {anchorsOf, isMark, isWrapped, paragraphsOf, partAt, partsOf, piecesOf, spansByPart, stopsOf, pieceTargets} from "../../maps/page/marks.js";

/** @import {Kind, Spans} from "../../maps/page/payload.js" */

/** @param {[start: number, end: number, row: number, role: string, kind?: Kind][]} rows @returns {Spans} */
function spansOf(rows) {
  return {
    start: rows.map(([start]) => start),
    end: rows.map(([, end]) => end),
    row: rows.map(([, , row]) => row),
    role: rows.map(([, , , role]) => role),
    kind: rows.map(([, , , , kind]) => kind ?? "event"),
  };
}

/** @param {string} text @param {[number, number][]} ranges */
const words = (text, ranges) => ranges.map(([start, end]) => text.slice(start, end));

/** @param {Spans} spans @param {number} length */
const pieces = (spans, length) => piecesOf(spans, spans.start.map((_, i) => i), [0, length]);

test("parts make up the whole text and none is long", () => {
  for (const text of ["a\n\n".repeat(9000), "word ".repeat(9000), "x".repeat(30000), "🔥".repeat(9001), ""]) {
    const parts = partsOf(text);
    assert.equal(words(text, parts).join(""), text);
    assert.ok(parts.every(([start, end]) => end > start && end - start <= 4000));
  }
});

test("parts are cut between paragraphs where they can be", () => {
  const paragraph = `${"word ".repeat(300).trim()}\n\n`;
  const text = paragraph.repeat(9);
  assert.ok(words(text, partsOf(text)).every((part) => part.endsWith("\n\n")));
});

test("no character of two units is cut in two", () => {
  const text = `x${"🔥".repeat(5000)}`;
  assert.ok(words(text, partsOf(text)).every((part) => !/^[\udc00-\udfff]/.test(part)));
});

test("a place of the text is found in its part", () => {
  const parts = /** @type {[number, number][]} */ ([[0, 10], [10, 25], [25, 30]]);
  assert.deepEqual([0, 9, 10, 24, 25, 29].map((at) => partAt(parts, at)), [0, 0, 1, 1, 2, 2]);
});

test("each line is a paragraph, without the blanks round it", () => {
  const text = "One.\r\n  Two. \n\n\nThree.";
  assert.deepEqual(words(text, paragraphsOf(text, [0, text.length], false)), ["One.", "Two.", "Three."]);
});

test("in a text that was wrapped by hand only blank lines part paragraphs", () => {
  const text = "One goes\non here.\n \nTwo.\n";
  assert.ok(isWrapped(text));
  assert.deepEqual(words(text, paragraphsOf(text, [0, text.length], true)), ["One goes\non here.", "Two."]);
});

test("a text with long lines, or without blank ones, was not wrapped by hand", () => {
  assert.equal(isWrapped(`Short.\n\n${"long ".repeat(40)}`), false);
  assert.equal(isWrapped("One.\nTwo.\nThree."), false);
});

test("a text is cut at both ends of every span, and each piece knows its spans, the shortest first", () => {
  const spans = spansOf([[0, 10, 0, "quote"], [2, 4, 0, "trigger"], [3, 8, 1, "trigger"]]);
  assert.deepEqual(pieces(spans, 12), [
    {start: 0, end: 2, spans: [0]},
    {start: 2, end: 3, spans: [1, 0]},
    {start: 3, end: 4, spans: [1, 2, 0]},
    {start: 4, end: 8, spans: [2, 0]},
    {start: 8, end: 10, spans: [0]},
    {start: 10, end: 12, spans: []},
  ]);
});

test("a span beyond a paragraph is cut at its ends", () => {
  const spans = spansOf([[0, 30, 0, "quote"]]);
  assert.deepEqual(piecesOf(spans, [0], [10, 20]), [{start: 10, end: 20, spans: [0]}]);
  assert.deepEqual(piecesOf(spans, [0], [30, 40]), [{start: 30, end: 40, spans: []}]);
});

test("a span over several parts is in each of them", () => {
  const spans = spansOf([[5, 25, 0, "quote"], [12, 14, 0, "trigger"], [19, 20, 1, "place"]]);
  assert.deepEqual(spansByPart(spans, [[0, 10], [10, 20], [20, 30]]), [[0], [0, 1, 2], [0]]);
});

test("an event is reached by what happened, else by its quote, else by its first words", () => {
  const spans = spansOf([
    [0, 9, 0, "quote"], [3, 5, 0, "trigger"], [10, 12, 1, "place"], [11, 19, 1, "quote"], [25, 27, 2, "date"], [20, 22, 2, "place"],
  ]);
  assert.deepEqual([...anchorsOf(spans)], [["cm-event-0", 1], ["cm-event-1", 3], ["cm-event-2", 5]]);
});

test("a distance is reached by the words of its claim", () => {
  const spans = spansOf([[0, 9, 0, "quote", "distance"], [0, 2, 0, "from", "distance"], [3, 5, 0, "claim", "distance"]]);
  assert.deepEqual([...anchorsOf(spans)], [["cm-distance-0", 2]]);
});

test("an event and a distance of one row are two things", () => {
  const spans = spansOf([[0, 4, 0, "quote"], [5, 9, 0, "quote", "distance"]]);
  assert.deepEqual([...anchorsOf(spans).keys()], ["cm-event-0", "cm-distance-0"]);
});

test("a quote is a mark only where there is nothing better", () => {
  const spans = spansOf([[0, 9, 0, "quote"], [3, 5, 0, "trigger"], [10, 19, 1, "quote"]]);
  const anchors = anchorsOf(spans);
  assert.deepEqual([0, 1, 2].map((span) => isMark(spans, anchors, span)), [false, true, true]);
});

test("words mean the event of their shortest mark", () => {
  const spans = spansOf([[0, 20, 0, "trigger"], [5, 9, 1, "place"], [10, 12, 1, "trigger"]]);
  const meant = (/** @type {number} */ i) => pieceTargets(spans, anchorsOf(spans), pieces(spans, 20)[i]).map(({row}) => row);
  assert.deepEqual([meant(0), meant(1)], [[0], [1]]);
});

test("words that tell of several events mean all of them, each once", () => {
  const spans = spansOf([[0, 4, 0, "trigger"], [0, 4, 1, "trigger"], [0, 4, 1, "date"]]);
  const [piece] = pieces(spans, 4);
  assert.deepEqual(pieceTargets(spans, anchorsOf(spans), piece), [{kind: "event", row: 0}, {kind: "event", row: 1}]);
});

test("an event whose mark begins with another's words can be reached there", () => {
  const spans = spansOf([[0, 20, 0, "quote"], [0, 5, 1, "place"], [8, 9, 1, "trigger"]]);
  const [piece] = pieces(spans, 20);
  assert.deepEqual(pieceTargets(spans, anchorsOf(spans), piece).map(({row}) => row), [1, 0]);
});

test("words that are only quoted lead nowhere", () => {
  const spans = spansOf([[0, 20, 0, "quote"], [8, 9, 0, "trigger"]]);
  assert.deepEqual(pieceTargets(spans, anchorsOf(spans), pieces(spans, 20)[0]), []);
});

test("the way through the marks stops once where several begin", () => {
  const spans = spansOf([[9, 12, 0, "trigger"], [2, 4, 1, "trigger"], [9, 14, 2, "trigger"], [0, 20, 1, "quote"]]);
  assert.deepEqual(stopsOf(spans, anchorsOf(spans)), [2, 9]);
});

test("two thousand spans over each other are cut in a second", () => {
  const spans = spansOf(Array.from({length: 2000}, (_, i) => [i, 4000 - i, i, "trigger"]));
  const before = performance.now();
  assert.equal(pieces(spans, 4000).length, 3999);
  assert.ok(performance.now() - before < 1000);
});

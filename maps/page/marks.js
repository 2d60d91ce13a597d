// Which words of the report's text tell of what: the text cut into parts that are built one by
// one, parts into paragraphs, paragraphs into pieces at every end of a span. Pure: no DOM.

/** @import {Kind, Spans} from "./payload.js" */

/** @typedef {[start: number, end: number]} Range UTF-16 units of the text, end exclusive */
/** @typedef {{kind: Kind, row: number}} Target an event or a distance statement */

/**
 * Words that belong to the same spans from end to end.
 * @typedef {Object} Piece
 * @property {number} start
 * @property {number} end
 * @property {number[]} spans numbers of the spans, the shortest first
 */

const PART = 4000; // UTF-16 units that are built at once, at most
const WRAPPED = 100; // units: a text of blank lines and no longer ones was wrapped by hand
const BREAKS = [/\n[ \t\r]*\n/g, /\n/g, /\s/g]; // where a text may be parted, the best first

/** @param {Target} target */
export function keyOf({kind, row}) {
  return `cm-${kind}-${row}`;
}

/** @param {Spans} spans @param {number} span @returns {Target} */
export function targetOf(spans, span) {
  return {kind: spans.kind[span], row: spans.row[span]};
}

/** Where a part that begins at `start` ends, when the text goes on beyond `limit`. @param {string} text @param {number} start @param {number} limit */
function partEnd(text, start, limit) {
  const half = start + Math.floor((limit - start) / 2);
  const tail = text.slice(half, limit);
  for (const pattern of BREAKS) {
    const last = [...tail.matchAll(pattern)].at(-1);
    if (last) return half + last.index + last[0].length;
  }
  const code = text.charCodeAt(limit);
  return code >= 0xdc00 && code <= 0xdfff ? limit - 1 : limit; // no character is cut in two
}

/** The text in parts of bounded size, cut between paragraphs where it can be. @param {string} text @returns {Range[]} */
export function partsOf(text) {
  /** @type {Range[]} */
  const parts = [];
  for (let start = 0; start < text.length;) {
    const limit = start + PART;
    const end = limit < text.length ? partEnd(text, start, limit) : text.length;
    parts.push([start, end]);
    start = end;
  }
  return parts;
}

/** The part that holds a place of the text. @param {Range[]} parts @param {number} at */
export function partAt(parts, at) {
  let [low, high] = [0, parts.length - 1];
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (parts[middle][0] <= at) low = middle;
    else high = middle - 1;
  }
  return low;
}

/** Was the text wrapped by hand, so that only blank lines part paragraphs? @param {string} text */
export function isWrapped(text) {
  let blank = false;
  for (let start = 0; start < text.length;) {
    const found = text.indexOf("\n", start);
    const end = found < 0 ? text.length : found;
    if (end - start > WRAPPED) return false;
    blank ||= start > 0 && text.slice(start, end).trim() === "";
    start = end + 1;
  }
  return blank;
}

/** The paragraphs of a part, without blanks round them. @param {string} text @param {Range} part @param {boolean} wrapped @returns {Range[]} */
export function paragraphsOf(text, [from, to], wrapped) {
  const between = wrapped ? /\n[ \t\r]*\n/ : /\n/;
  /** @type {Range[]} */
  const out = [];
  let start = from;
  for (const words of text.slice(from, to).split(between)) {
    const at = text.indexOf(words, start);
    const left = at + words.length - words.trimStart().length;
    const right = at + words.trimEnd().length;
    if (left < right) out.push([left, right]);
    start = at + words.length;
  }
  return out;
}

/** The spans that reach into each part. @param {Spans} spans @param {Range[]} parts @returns {number[][]} */
export function spansByPart(spans, parts) {
  /** @type {number[][]} */
  const out = parts.map(() => []);
  spans.start.forEach((start, span) => {
    const last = partAt(parts, spans.end[span] - 1);
    for (let part = partAt(parts, start); part <= last; part += 1) out[part]?.push(span);
  });
  return out;
}

/** A range in pieces, cut wherever one of these spans begins or ends. @param {Spans} spans @param {number[]} among @param {Range} range @returns {Piece[]} */
export function piecesOf(spans, among, [from, to]) {
  const {start, end} = spans;
  const inside = among.filter((span) => start[span] < to && end[span] > from).sort((a, b) => start[a] - start[b]);
  const ends = inside.flatMap((span) => [Math.max(from, start[span]), Math.min(to, end[span])]);
  const cuts = [...new Set([from, to, ...ends])].sort((a, b) => a - b);
  const length = (/** @type {number} */ span) => end[span] - start[span];
  /** @type {number[]} */
  let open = [];
  let next = 0;
  return cuts.slice(0, -1).map((cut, i) => {
    open = open.filter((span) => end[span] > cut);
    while (next < inside.length && start[inside[next]] <= cut) open.push(inside[next++]);
    open.sort((a, b) => length(a) - length(b) || a - b);
    return {start: cut, end: cuts[i + 1], spans: [...open]};
  });
}

/**
 * The span by which each event or distance is reached: what happened or is claimed, else its
 * quote, else the first of its words. By key.
 * @param {Spans} spans @returns {Map<string, number>}
 */
export function anchorsOf(spans) {
  const rank = (/** @type {number} */ span) => ["trigger", "claim", "quote"].indexOf(spans.role[span]) + 1 || 4;
  /** @type {Map<string, number>} */
  const anchors = new Map();
  spans.start.forEach((start, span) => {
    const key = keyOf(targetOf(spans, span));
    const best = anchors.get(key);
    const better = best === undefined || rank(span) - rank(best) || start - spans.start[best];
    if (better === true || better < 0) anchors.set(key, span);
  });
  return anchors;
}

/** Is a span marked of itself, not only while its event is chosen? A quote is when there is nothing better. @param {Spans} spans @param {Map<string, number>} anchors @param {number} span */
export function isMark(spans, anchors, span) {
  return spans.role[span] !== "quote" || isAnchor(spans, anchors, span);
}

/** @param {Spans} spans @param {Map<string, number>} anchors @param {number} span */
export function isAnchor(spans, anchors, span) {
  return anchors.get(keyOf(targetOf(spans, span))) === span;
}

/**
 * What a click on a piece may mean: those that its shortest marks tell of, and those that are
 * reached by a mark that begins here.
 * @param {Spans} spans @param {Map<string, number>} anchors @param {Piece} piece @returns {Target[]}
 */
export function pieceTargets(spans, anchors, piece) {
  const marks = piece.spans.filter((span) => isMark(spans, anchors, span));
  if (!marks.length) return [];
  const least = spans.end[marks[0]] - spans.start[marks[0]];
  const meant = marks.filter((span) => spans.end[span] - spans.start[span] === least
    || (spans.start[span] === piece.start && isAnchor(spans, anchors, span)));
  const byKey = new Map(meant.map((span) => [keyOf(targetOf(spans, span)), targetOf(spans, span)]));
  return [...byKey.values()];
}

/** Where the reader stops on the way through the marks: the beginnings of anchors, in order. @param {Spans} spans @param {Map<string, number>} anchors */
export function stopsOf(spans, anchors) {
  return [...new Set([...anchors.values()].map((span) => spans.start[span]))].sort((a, b) => a - b);
}

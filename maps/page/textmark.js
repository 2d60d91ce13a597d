// The look of marked words: underlined in the colour of what they tell of, in the style of its
// status, thick where something happens, and with a title that says it in words.

import {distanceLabel} from "./checkwords.js";
import {el} from "./dom.js";
import {statusOf, statusWords, typeOf} from "./events.js";
import {counted, fill, words} from "./language.js";
import {isAnchor, isMark, keyOf, targetOf, pieceTargets} from "./marks.js";
import {typeWords} from "./typewords.js";
import {clip} from "./words.js";

/** @import {Piece} from "./marks.js" */
/** @import {Data} from "./payload.js" */
/** @typedef {{colour: string, style: string, strong: boolean}} Line colour: a value of CSS */

const LINES = 3; // underlines below each other, at most
const TITLES = 4; // lines of a title, at most

const say = words({
  en: {
    role: /** @type {Record<string, string>} */ ({
      trigger: "What happened", place: "Where", date: "When", claimed_by: "Who says so", fatalities: "Fatalities", wounded: "Wounded", taken: "Places taken",
      initiators: "Who", targets: "To whom", quote: "Quote",
    }),
    event: "{role}: {type} ({status}) — {summary}", distance: "Distance: {label}",
    more: {one: "and {n} more", other: "and {n} more"},
  },
  ar: {
    role: /** @type {Record<string, string>} */ ({
      trigger: "ما حدث", place: "أين", date: "متى", claimed_by: "من يقول ذلك", fatalities: "القتلى", wounded: "الجرحى", taken: "الأماكن المستولى عليها",
      initiators: "من", targets: "ضد من", quote: "الاقتباس",
    }),
    event: "{role}: {type} ({status}) — {summary}", distance: "مسافة: {label}",
    more: {one: "وواحد آخر", two: "واثنان آخران", few: "و{n} أخرى", many: "و{n} أخرى", other: "و{n} أخرى"},
  },
});
const STYLES = /** @type {Record<string, string>} */ ({
  claimed: "dashed", disputed: "double", denied: "wavy", planned: "dotted", background: "dotted",
});

/** The style of a status' underline. @param {string} status */
export function statusStyle(status) {
  return STYLES[status] ?? "solid";
}

/** @param {Data} data @param {Map<string, number>} anchors @param {number} span @returns {Line} */
function lineOf(data, anchors, span) {
  const {kind, row} = targetOf(data.spans, span);
  const strong = isAnchor(data.spans, anchors, span);
  if (kind === "distance") {
    const {verdict} = data.distances[row];
    const colour = `var(--cm-${verdict === "contradicts" ? "alarm" : "line"})`;
    return {colour, style: "solid", strong};
  }
  const colour = `var(--cm-group-${data.types[data.events.type[row]].group})`;
  return {colour, style: strong ? statusStyle(statusOf(data, row)) : "solid", strong};
}

/** The different underlines of a piece, the thick ones first. @param {Data} data @param {Map<string, number>} anchors @param {number[]} marks @returns {Line[]} */
function linesOf(data, anchors, marks) {
  const lines = marks.map((span) => lineOf(data, anchors, span));
  const distinct = new Map(lines.map((line) => [`${line.colour} ${line.style} ${line.strong}`, line]));
  return [...distinct.values()].sort((a, b) => Number(b.strong) - Number(a.strong)).slice(0, LINES);
}

/** What a span is, in words: "Where: Attack (reported) — Rebels stormed a checkpoint." @param {Data} data @param {number} span */
export function markWords(data, span) {
  const {kind, row} = targetOf(data.spans, span);
  const role = data.spans.role[span];
  if (kind === "distance") return fill(say.distance, {label: clip(distanceLabel(data.distances[row]), 120)});
  return fill(say.event, {
    role: say.role[role] ?? role,
    type: typeWords(typeOf(data, row)),
    status: statusWords(statusOf(data, row)),
    summary: clip(data.texts.peek(row)?.summary ?? "", 100),
  });
}

/** @param {Data} data @param {number[]} marks the shortest first */
function titleOf(data, marks) {
  /** @type {Map<string, number>} */
  const first = new Map();
  for (const span of marks) {
    const key = keyOf(targetOf(data.spans, span));
    if (!first.has(key)) first.set(key, span);
  }
  const lines = [...first.values()].slice(0, TITLES).map((span) => markWords(data, span));
  if (first.size > TITLES) lines.push(counted(first.size - TITLES, say.more));
  return lines.join("\n");
}

/** Words over one or more underlines. @param {HTMLElement} root @param {string} text @param {Line[]} lines */
export function underline(root, text, lines) {
  let inner = root;
  lines.forEach(({colour, style, strong}, level) => {
    const line = el("span", {class: `cm-line cm-line-${style} cm-level-${level}${strong ? " cm-strong" : ""}`});
    line.style.setProperty("--mark", colour);
    inner.append(line);
    inner = line;
  });
  inner.append(text);
  return root;
}

/**
 * A piece of the text as an element. One at which an event or a distance is reached is a link.
 * @param {Data} data @param {Map<string, number>} anchors @param {Piece} piece @returns {HTMLElement}
 */
export function pieceElement(data, anchors, piece) {
  const text = data.text.slice(piece.start, piece.end);
  const {spans} = data;
  const marks = piece.spans.filter((span) => isMark(spans, anchors, span));
  if (!marks.length) return el("span", null, text);
  const [target, ...others] = pieceTargets(spans, anchors, piece);
  const stop = marks.some((span) => spans.start[span] === piece.start && isAnchor(spans, anchors, span));
  const node = stop
    ? el("a", {class: "cm-mark", href: `#${keyOf(target)}`, tabindex: "-1", draggable: "false"})
    : el("span", {class: "cm-mark"});
  node.title = titleOf(data, marks);
  if (stop && others.length) node.dataset.count = String(others.length + 1);
  return underline(node, text, linesOf(data, anchors, marks));
}

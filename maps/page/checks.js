// The checks in the panel: stated distances and directions beside what was measured, events that
// contradict each other side by side, and what could not be placed or does not hold.

import {directionLine, distanceSentence, ratioWords, straightWords, verdictWords} from "./checkwords.js";
import {button, el, paragraph, said, section, terms} from "./dom.js";
import {IN_TEXT} from "./eventcard.js";
import {attributionOf, contradictions, dateWordsOf, statusOf, statusWords} from "./events.js";
import {growing} from "./growing.js";
import {DIRECTION, fill, numberWords, words} from "./language.js";
import {statedWords} from "./lengths.js";
import {clip, isolated, ours} from "./words.js";

/** @import {Data, Distance} from "./payload.js" */
/** @import {State} from "./state.js" */

const say = words({
  en: {
    distances: "Stated distances ({n})", both: "Stated distances and directions ({n})", told: "Told differently ({n})",
    findings: "Not placed, or does not hold ({n})", event: "Event", stated: "Stated", bare: "a direction, no distance",
    straight: "Straight line", tolerance: "{length} (tolerance {tolerance})", ratio: "Ratio", verdict: "Verdict",
    direction: "Direction", says: "Who says so", quote: "Quote",
  },
  ar: {
    distances: "المسافات المذكورة ({n})", both: "المسافات والاتجاهات المذكورة ({n})", told: "روايات مختلفة ({n})",
    findings: "غير محدد على الخريطة أو غير صحيح ({n})", event: "الحدث", stated: "المذكور", bare: "اتجاه دون مسافة",
    straight: "الخط المستقيم", tolerance: "{length} (هامش {tolerance})", ratio: "النسبة", verdict: "الحكم",
    direction: "الاتجاه", says: "من يقول ذلك", quote: "الاقتباس",
  },
});

/** @param {string} pattern @param {number} n */
function title(pattern, n) {
  return fill(pattern, {n: numberWords(n)});
}

/** Groups of events that contradict each other, each group side by side. @param {State} state */
export function contradictionSection(state) {
  const groups = contradictions(state.data);
  if (!groups.length) return null;
  const told = growing(el("div", {class: "cm-told"}), groups.length, (i) => sides(state, groups[i]));
  return section("cm-contradictions", title(say.told, groups.length), ...told);
}

/** @param {State} state @param {number[]} rows */
function sides(state, rows) {
  const {data} = state;
  const list = el("ul", {class: "cm-sides"});
  data.texts.with(rows, (texts) => {
    list.append(...rows.map((row, i) => el("li", null,
      el("p", {class: "cm-side-who"}, said(ours(attributionOf(data, row)))),
      button(said(clip(texts[i].summary ?? "", 300)), () => state.choose(row), {class: "cm-link"}),
      el("p", {class: "cm-muted"}, said(dateWordsOf(data, row)), " · ", said(statusWords(statusOf(data, row)))))));
  });
  return list;
}

/** @param {Distance} d @returns {[string, string | Node][]} */
function distanceRows(d) {
  const straight = straightWords(d);
  const tolerance = d.tolerance_km === null ? null : statedWords(d.tolerance_km);
  /** @type {[string, string | Node][]} */
  const rows = [
    [say.stated, d.stated_km === null ? say.bare : statedWords(d.stated_km)],
    [say.straight, tolerance === null ? straight : fill(say.tolerance, {length: straight, tolerance})],
  ];
  if (d.circuity !== null) rows.push([say.ratio, ratioWords(d.circuity)]);
  rows.push([say.verdict, verdictWords(d.verdict)], [say.direction, directionLine(d)]);
  if (d.claimed_by) rows.push([say.says, said(d.claimed_by)]);
  if (d.quote) rows.push([say.quote, said(d.quote)]);
  return rows;
}

/** @param {State} state @param {number} row */
function distanceItem(state, row) {
  const d = state.data.distances[row];
  const names = `${isolated(clip(d.from, 100))} ${DIRECTION === "rtl" ? "←" : "→"} ${isolated(clip(d.to, 100))}`;
  const name = el("span", {class: "cm-item-summary", dir: "auto"}, ours(names));
  const choose = button(name, () => state.measure(row), {class: "cm-item"});
  state.statements.push(choose);
  const inText = state.data.marked.distance.has(row)
    ? button(IN_TEXT, () => state.showInText("distance", row), {class: "cm-link cm-in-text"}) : null;
  return el("li", {id: `cm-distance-${row}`, class: `cm-verdict-${d.verdict.replace(/[^a-z_]/g, "")}`},
    choose, terms(distanceRows(d), "cm-terms"), paragraph(distanceSentence(d)), inText);
}

/** @param {State} state */
export function distanceSection(state) {
  const {distances} = state.data;
  if (!distances.length) return null;
  const items = distances.map((_, row) => distanceItem(state, row));
  const pattern = distances.some((d) => d.stated_km === null) ? say.both : say.distances;
  return section("cm-distances", title(pattern, items.length), el("ol", {class: "cm-plain"}, ...items));
}

/** @param {Data} data */
export function findingSection({findings}) {
  if (!findings.length) return null;
  const list = growing(el("ul", {class: "cm-plain"}), findings.length, (i) => {
    const {event, message} = findings[i];
    return el("li", null, paragraph(message), event === null ? null : el("p", {class: "cm-muted"}, say.event, " ", said(event)));
  });
  return section("cm-findings", title(say.findings, findings.length), ...list);
}

// The legend: colours and symbols of the groups, outlines of the statuses, shapes of precision,
// lines of stated distances.

import {el, said} from "./dom.js";
import {isArea} from "./events.js";
import {areaKey, discKey, fanKey, groupKey, lineKey, ringKey, squareKey, statusKey} from "./key.js";
import {words} from "./language.js";
import {swatch} from "./swatch.js";

/** @import {Key} from "./key.js" */
/** @import {Data} from "./payload.js" */

const say = words({
  en: {legend: "Legend", more: "Status, precision and lines", status: "Status", precise: "How precise", many: "Many events", lines: "Lines"},
  ar: {legend: "مفتاح الخريطة", more: "الحالة والدقة والخطوط", status: "الحالة", precise: "مدى الدقة", many: "أحداث كثيرة", lines: "الخطوط"},
});

/** @param {Key} key */
export function entry({paint, words, width, height}) {
  return el("li", null, swatch(paint, width, height), said(words));
}

/** @param {Data} data */
function precisions(data) {
  const {count, described} = data.places;
  const places = Array.from({length: count}, (_, place) => place);
  const areas = places.filter((place) => isArea(data, place));
  return [
    ...(areas.length < count ? [discKey()] : []),
    ...(areas.some((place) => !described[place]) ? [areaKey(false)] : []),
    ...(areas.some((place) => described[place]) ? [areaKey(true)] : []),
    ...(areas.length ? [squareKey()] : []),
  ];
}

/** @param {Data} data */
function lines(data) {
  return [...new Set(data.distances.map((distance) => distance.verdict))].map(lineKey);
}

/** The key to colours and symbols, and below it, on demand, to everything else. @param {Data} data */
export function legend(data) {
  const part = (/** @type {string} */ title, /** @type {Key[]} */ keys) =>
    keys.length ? [el("h3", null, title), el("ul", {class: "cm-key"}, ...keys.map(entry))] : [];
  return el(
    "section",
    {class: "cm-legend", "aria-labelledby": "cm-legend-title"},
    el("h2", {id: "cm-legend-title"}, say.legend),
    el("ul", {class: "cm-key"}, ...data.groups.map(groupKey).map(entry)),
    el("details", null,
      el("summary", null, say.more),
      ...part(say.status, data.statuses.map(statusKey)),
      ...part(say.precise, precisions(data)),
      ...part(say.many, [fanKey(), ringKey(data)]),
      ...part(say.lines, lines(data))),
  );
}

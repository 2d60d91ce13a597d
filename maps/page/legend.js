// The legend: colours and symbols of the groups, outlines of the statuses, shapes of precision,
// lines of stated distances. Drawn by what draws them on the map.

import {verdictWords} from "./checkwords.js";
import {el, said} from "./dom.js";
import {setLineStyle} from "./distances.js";
import {isArea, statusWords} from "./events.js";
import {fill, words} from "./language.js";
import {swatch} from "./swatch.js";
import {drawMark, drawRing, ringFont} from "./symbols.js";
import {typeWords} from "./typewords.js";

/** @import {Data} from "./payload.js" */
/** @import {Look} from "./symbols.js" */
/** @import {Theme} from "./theme.js" */

const say = words({
  en: {
    legend: "Legend", more: "Status, precision and lines", status: "Status", precise: "How precise", many: "Many events", lines: "Lines",
    disc: "a town: the true place lies within the disc", area: "only the area is known: it may be anywhere within the outline",
    described: "dashed outline: the place is only described, not named",
    square: "square mark: an event of an area, drawn at its centre", fan: "several events at one place: the dot is the place",
    ring: "many events: their number, in a ring split by type", distance: "stated distance: {verdict}", direction: "stated direction: holds",
  },
  ar: {
    legend: "مفتاح الخريطة", more: "الحالة والدقة والخطوط", status: "الحالة", precise: "مدى الدقة", many: "أحداث كثيرة", lines: "الخطوط",
    disc: "بلدة: يقع المكان الفعلي داخل الدائرة", area: "المساحة وحدها معروفة: قد يكون المكان في أي نقطة داخل الحدود",
    described: "حدود متقطعة: المكان موصوف فقط وغير مسمى",
    square: "علامة مربعة: حدث في مساحة، مرسوم في وسطها", fan: "عدة أحداث في مكان واحد: النقطة هي المكان",
    ring: "أحداث كثيرة: عددها داخل حلقة مقسمة بحسب النوع", distance: "مسافة مذكورة: {verdict}", direction: "اتجاه مذكور: صحيح",
  },
});

const CIRCLE = Array.from({length: 64}, (_, i) => 0.82 * (i % 2 ? Math.sin : Math.cos)((Math.PI * (i >> 1)) / 16)); // flat outline
const SHARES = [11, 6, 4, 3]; // of an example of many events

/** @param {Theme} theme @param {Partial<Look>} look a plain mark but for these @returns {Look} */
function plain(theme, look) {
  return {outline: CIRCLE, colour: theme.ink, status: "reported", faint: false, area: false, ...look};
}

/** @param {HTMLElement} picture @param {string} words */
function entry(picture, words) {
  return el("li", null, picture, said(words));
}

/** @param {(theme: Theme) => Look} look */
function markSwatch(look) {
  return swatch((ctx, theme) => drawMark(ctx, look(theme), 0, 0, theme), 32, 32);
}

/** @param {Data} data */
function groups(data) {
  return data.groups.map((group) =>
    entry(
      markSwatch((theme) => plain(theme, {outline: group.outline, colour: theme.scheme === "dark" ? group.dark : group.light})),
      typeWords(group.name),
    ));
}

/** @param {Data} data */
function statuses(data) {
  return data.statuses.map((status) => {
    const faint = status === "planned" || status === "background";
    return entry(markSwatch((theme) => plain(theme, {status, faint})), statusWords(status));
  });
}

/** @param {CanvasRenderingContext2D} ctx @param {Theme} theme */
function paintDisc(ctx, theme) {
  ctx.beginPath();
  ctx.arc(0, 0, 13, 0, 2 * Math.PI);
  ctx.fillStyle = ctx.strokeStyle = theme.ink;
  ctx.globalAlpha = 0.12;
  ctx.fill();
  ctx.globalAlpha = 0.6;
  ctx.stroke();
  ctx.globalAlpha = 1;
}

/** @param {CanvasRenderingContext2D} ctx @param {Theme} theme @param {number[]} dash of the outline, px */
function paintArea(ctx, theme, dash) {
  ctx.beginPath();
  ctx.rect(-14, -11, 28, 22);
  ctx.strokeStyle = theme.ink;
  ctx.lineWidth = 1.4;
  ctx.setLineDash(dash);
  ctx.stroke();
  ctx.setLineDash([]);
  ctx.save();
  ctx.clip();
  ctx.beginPath();
  for (let x = -24; x < 30; x += 8) {
    ctx.moveTo(x, 12);
    ctx.lineTo(x + 24, -12);
  }
  ctx.globalAlpha = 0.5;
  ctx.lineWidth = 1;
  ctx.stroke();
  ctx.restore();
}

/** @param {CanvasRenderingContext2D} ctx @param {Theme} theme */
function paintFan(ctx, theme) {
  ctx.strokeStyle = ctx.fillStyle = theme.ink;
  ctx.lineWidth = 1;
  for (const [x, y] of [[0, -12], [11, 7], [-11, 7]]) {
    ctx.beginPath();
    ctx.moveTo(0, 0);
    ctx.lineTo(x, y);
    ctx.stroke();
    ctx.beginPath();
    ctx.arc(x, y, 3.5, 0, 2 * Math.PI);
    ctx.stroke();
  }
  ctx.beginPath();
  ctx.arc(0, 0, 3, 0, 2 * Math.PI);
  ctx.fill();
}

/** @param {Data} data */
function precisions(data) {
  const {count, described} = data.places;
  const places = Array.from({length: count}, (_, place) => place);
  const areas = places.filter((place) => isArea(data, place));
  const area = (/** @type {number[]} */ dash) => swatch((ctx, theme) => paintArea(ctx, theme, dash), 32, 32);
  return [
    ...(areas.length < count ? [entry(swatch(paintDisc, 32, 32), say.disc)] : []),
    ...(areas.some((place) => !described[place]) ? [entry(area([]), say.area)] : []),
    ...(areas.some((place) => described[place]) ? [entry(area([5, 3]), say.described)] : []),
    ...(areas.length ? [entry(markSwatch((theme) => plain(theme, {area: true})), say.square)] : []),
  ];
}

/** @param {Data} data */
function many({groups}) {
  const shares = SHARES.slice(0, Math.max(1, Math.min(SHARES.length, groups.length)));
  const count = shares.reduce((sum, share) => sum + share, 0);
  const ring = swatch((ctx, theme) => {
    const colours = groups.map((group) => (theme.scheme === "dark" ? group.dark : group.light));
    ringFont(ctx);
    drawRing(ctx, {count, shares, colours: colours.length ? colours : [theme.ink], selected: false}, 0, 0, theme);
  }, 36, 36);
  return [entry(swatch(paintFan, 32, 32), say.fan), entry(ring, say.ring)];
}

/** @param {Data} data */
function lines(data) {
  return [...new Set(data.distances.map((distance) => distance.verdict))].map((verdict) =>
    entry(
      swatch((ctx, theme) => {
        setLineStyle(ctx, verdict, false, theme);
        ctx.beginPath();
        ctx.moveTo(-16, 0);
        ctx.lineTo(16, 0);
        ctx.stroke();
        ctx.setLineDash([]);
      }, 32, 16),
      verdict === "holds" ? say.direction : fill(say.distance, {verdict: verdictWords(verdict)}),
    ));
}

/** The key to colours and symbols, and below it, on demand, to everything else. @param {Data} data */
export function legend(data) {
  const part = (/** @type {string} */ title, /** @type {Node[]} */ entries) =>
    entries.length ? [el("h3", null, title), el("ul", {class: "cm-key"}, ...entries)] : [];
  return el(
    "section",
    {class: "cm-legend", "aria-labelledby": "cm-legend-title"},
    el("h2", {id: "cm-legend-title"}, say.legend),
    el("ul", {class: "cm-key"}, ...groups(data)),
    el("details", null,
      el("summary", null, say.more),
      ...part(say.status, statuses(data)),
      ...part(say.precise, precisions(data)),
      ...part(say.many, many(data)),
      ...part(say.lines, lines(data))),
  );
}

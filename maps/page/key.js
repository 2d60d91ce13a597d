// What the symbols, outlines and lines on the map mean: each a painter and its words, for the
// legend beside the map and for that of a picture. Drawn by what draws them on the map.

import {verdictWords} from "./checkwords.js";
import {setLineStyle} from "./distances.js";
import {statusWords} from "./events.js";
import {fill, words} from "./language.js";
import {drawMark, drawRing, ringFont} from "./symbols.js";
import {typeWords} from "./typewords.js";

/** @import {Data, Group, Verdict} from "./payload.js" */
/** @import {Paint} from "./swatch.js" */
/** @import {Look} from "./symbols.js" */
/** @import {Theme} from "./theme.js" */

/** @typedef {{paint: Paint, words: string, width: number, height: number}} Key px */

const say = words({
  en: {
    disc: "a town: the true place lies within the disc", area: "only the area is known: it may be anywhere within the outline",
    described: "dashed outline: the place is only described, not named",
    square: "square mark: an event of an area, drawn at its centre", fan: "several events at one place: the dot is the place",
    ring: "many events: their number, in a ring split by type", distance: "stated distance: {verdict}", direction: "stated direction: holds",
    chosen: "the chosen event",
  },
  ar: {
    disc: "بلدة: يقع المكان الفعلي داخل الدائرة", area: "المساحة وحدها معروفة: قد يكون المكان في أي نقطة داخل الحدود",
    described: "حدود متقطعة: المكان موصوف فقط وغير مسمى",
    square: "علامة مربعة: حدث في مساحة، مرسوم في وسطها", fan: "عدة أحداث في مكان واحد: النقطة هي المكان",
    ring: "أحداث كثيرة: عددها داخل حلقة مقسمة بحسب النوع", distance: "مسافة مذكورة: {verdict}", direction: "اتجاه مذكور: صحيح",
    chosen: "الحدث المختار",
  },
});

const CIRCLE = Array.from({length: 64}, (_, i) => 0.82 * (i % 2 ? Math.sin : Math.cos)((Math.PI * (i >> 1)) / 16)); // flat outline
const SHARES = [11, 6, 4, 3]; // of an example of many events

/** @param {Theme} theme @param {Partial<Look>} look a plain mark but for these @returns {Look} */
function plain(theme, look) {
  return {outline: CIRCLE, colour: theme.ink, status: "reported", faint: false, area: false, ...look};
}

/** @param {(theme: Theme) => Partial<Look>} look @param {string} words @returns {Key} */
function markKey(look, words) {
  return {paint: (ctx, theme) => drawMark(ctx, plain(theme, look(theme)), 0, 0, theme), words, width: 32, height: 32};
}

/** @param {Group} group */
export function groupKey(group) {
  return markKey((theme) => ({outline: group.outline, colour: group[theme.scheme]}), typeWords(group.name));
}

/** @param {string} status */
export function statusKey(status) {
  const faint = status === "planned" || status === "background";
  return markKey(() => ({status, faint}), statusWords(status));
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

/** @returns {Key} */
export function discKey() {
  return {paint: paintDisc, words: say.disc, width: 32, height: 32};
}

/** @param {boolean} described @returns {Key} */
export function areaKey(described) {
  return {paint: (ctx, theme) => paintArea(ctx, theme, described ? [5, 3] : []), words: described ? say.described : say.area, width: 32, height: 32};
}

export function squareKey() {
  return markKey(() => ({area: true}), say.square);
}

/** @returns {Key} */
export function chosenKey() {
  return {...markKey(() => ({selected: true}), say.chosen), width: 44, height: 44};
}

/** @returns {Key} */
export function fanKey() {
  return {paint: paintFan, words: say.fan, width: 32, height: 32};
}

/** @param {Data} data @returns {Key} */
export function ringKey({groups}) {
  const shares = SHARES.slice(0, Math.max(1, Math.min(SHARES.length, groups.length)));
  const count = shares.reduce((sum, share) => sum + share, 0);
  return {
    paint: (ctx, theme) => {
      const colours = groups.map((group) => group[theme.scheme]);
      ringFont(ctx);
      drawRing(ctx, {count, shares, colours: colours.length ? colours : [theme.ink], selected: false}, 0, 0, theme);
    },
    words: say.ring, width: 36, height: 36,
  };
}

/** @param {Verdict} verdict of a stated distance or direction @returns {Key} */
export function lineKey(verdict) {
  return {
    paint: (ctx, theme) => {
      setLineStyle(ctx, verdict, false, theme);
      ctx.beginPath();
      ctx.moveTo(-16, 0);
      ctx.lineTo(16, 0);
      ctx.stroke();
      ctx.setLineDash([]);
    },
    words: verdict === "holds" ? say.direction : fill(say.distance, {verdict: verdictWords(verdict)}), width: 32, height: 16,
  };
}

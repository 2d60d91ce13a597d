// The legend: colours and symbols of the groups, outlines of the statuses, shapes of precision.

import {el, said} from "./dom.js";
import {setLineStyle} from "./distances.js";
import {isArea} from "./payload.js";
import {swatch} from "./swatch.js";
import {drawMark} from "./symbols.js";
import {verdictWords} from "./words.js";

/** @import {Data} from "./payload.js" */
/** @import {Look} from "./symbols.js" */
/** @import {Theme} from "./theme.js" */

/** @param {Theme} theme @param {Partial<Look>} look a plain mark but for these @returns {Look} */
function plain(theme, look) {
  return {symbol: "circle", colour: theme.ink, status: "reported", faint: false, area: false, ...look};
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
      markSwatch((theme) => plain(theme, {symbol: group.symbol, colour: theme.scheme === "dark" ? group.dark : group.light})),
      group.name,
    ));
}

/** @param {Data} data */
function statuses(data) {
  return data.statuses.map(({name, words}) => {
    const faint = name === "planned" || name === "background";
    return entry(markSwatch((theme) => plain(theme, {status: name, faint})), words);
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

/** @param {CanvasRenderingContext2D} ctx @param {Theme} theme */
function paintArea(ctx, theme) {
  ctx.beginPath();
  ctx.rect(-14, -11, 28, 22);
  ctx.strokeStyle = theme.ink;
  ctx.lineWidth = 1.4;
  ctx.stroke();
  ctx.clip();
  ctx.beginPath();
  for (let x = -24; x < 30; x += 8) {
    ctx.moveTo(x, 12);
    ctx.lineTo(x + 24, -12);
  }
  ctx.globalAlpha = 0.5;
  ctx.lineWidth = 1;
  ctx.stroke();
  ctx.globalAlpha = 1;
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
  const used = [...new Set(data.events.place)].filter((place) => place !== null);
  const out = [];
  if (used.some((place) => !isArea(data, place))) {
    out.push(entry(swatch(paintDisc, 32, 32), "a town: the true place lies within the disc"));
  }
  if (used.some((place) => isArea(data, place))) {
    out.push(
      entry(swatch(paintArea, 32, 32), "only the area is known: it may be anywhere within the outline"),
      entry(markSwatch((theme) => plain(theme, {area: true})), "square mark: an event of an area, drawn at its centre"),
    );
  }
  out.push(entry(swatch(paintFan, 32, 32), "several events at one place: the dot is the place"));
  return out;
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
      verdict === "holds" ? "stated direction: holds" : `stated distance: ${verdictWords(verdict)}`,
    ));
}

/** The key to colours and symbols, and below it, on demand, to everything else. @param {Data} data */
export function legend(data) {
  const part = (/** @type {string} */ title, /** @type {Node[]} */ entries) =>
    entries.length ? [el("h3", null, title), el("ul", {class: "cm-key"}, ...entries)] : [];
  return el(
    "section",
    {class: "cm-legend", "aria-labelledby": "cm-legend-title"},
    el("h2", {id: "cm-legend-title"}, "Legend"),
    el("ul", {class: "cm-key"}, ...groups(data)),
    el("details", null,
      el("summary", null, "Status, precision and lines"),
      ...part("Status", statuses(data)),
      ...part("How precise", precisions(data)),
      ...part("Lines", lines(data))),
  );
}

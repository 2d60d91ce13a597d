// The elements of the timeline: controls, chart, handles and key. What they do is in timeline.js.

import {button, el} from "./dom.js";
import {swatch} from "./swatch.js";
import {HEIGHT} from "./timedraw.js";
import {say} from "./timewords.js";

/** @import {Theme} from "./theme.js" */
/** @import {End} from "./timewindow.js" */

/** @typedef {"earlier"|"play"|"later"|"all"|"closer"|"whole"} Control */

/**
 * @typedef {Object} Parts
 * @property {HTMLDetailsElement} box
 * @property {HTMLElement} line which days, how many events
 * @property {Record<Control, HTMLButtonElement>} buttons
 * @property {HTMLElement} chart what is dragged on
 * @property {HTMLCanvasElement} canvas
 * @property {HTMLElement} band behind the chosen days
 * @property {Record<End, HTMLElement>} thumbs
 * @property {HTMLElement} note what a bar is, and what the axis leaves out
 * @property {HTMLElement} read what the bar under the pointer shows
 * @property {HTMLDetailsElement} more fields and table
 * @property {HTMLElement} table
 */

const LOW = "(max-height: 599px)"; // px: the map needs the room more

/** @param {string} words @param {string} name */
function thumb(words, name) {
  return el("div", {class: `cm-time-thumb cm-time-${name}`, role: "slider", tabindex: "0", "aria-label": words, "aria-describedby": "cm-time-hint"});
}

/** A bar as the histogram draws it. @param {"sure"|"perhaps"|"faint"} kind */
function barSwatch(kind) {
  return swatch((ctx, theme) => paintKey(ctx, kind, theme), 16, 14);
}

/** @param {CanvasRenderingContext2D} ctx @param {"sure"|"perhaps"|"faint"} kind @param {Theme} theme */
function paintKey(ctx, kind, theme) {
  ctx.save();
  ctx.fillStyle = ctx.strokeStyle = theme.ink;
  ctx.globalAlpha = kind === "sure" ? 1 : 0.25;
  ctx.fillRect(-7, -6, 14, 12);
  if (kind === "perhaps") {
    ctx.globalAlpha = 1;
    ctx.beginPath();
    ctx.rect(-7, -6, 14, 12);
    ctx.clip();
    ctx.beginPath();
    for (let x = -20; x < 10; x += 5) {
      ctx.moveTo(x, 7);
      ctx.lineTo(x + 14, -7);
    }
    ctx.stroke();
  }
  ctx.restore();
}

/** @param {"sure"|"perhaps"|"faint"} kind @param {string} words */
function keyEntry(kind, words) {
  return el("li", null, barSwatch(kind), el("span", null, words));
}

/** @param {Record<Control, () => void>} acts @returns {Record<Control, HTMLButtonElement>} */
function controls(acts) {
  const made = Object.entries(acts).map(([name, act]) => [name, button(say[/** @type {Control} */ (name)], act)]);
  return Object.fromEntries(made);
}

/** @param {Record<Control, () => void>} acts @param {HTMLElement} fields for exact days @returns {Parts} */
export function timeParts(acts, fields) {
  const line = el("span", {class: "cm-time-line"});
  const buttons = controls(acts);
  const canvas = el("canvas", {"aria-hidden": "true"});
  canvas.style.height = `${HEIGHT}px`;
  const band = el("div", {class: "cm-time-band"});
  const thumbs = {from: thumb(say.first, "from"), to: thumb(say.last, "to")};
  const chart = el("div", {class: "cm-time-chart", role: "group", "aria-label": say.ends}, band, canvas, thumbs.from, thumbs.to);
  const note = el("p", {class: "cm-time-note"});
  const read = el("p", {class: "cm-time-read", "aria-hidden": "true"}); // the table says the same
  const key = el("ul", {class: "cm-time-key"}, keyEntry("sure", say.sure), keyEntry("perhaps", say.perhaps), keyEntry("faint", say.faint));
  const table = el("div", {class: "cm-time-table", role: "region", tabindex: "0", "aria-label": say.more});
  const more = el("details", {class: "cm-time-more"}, el("summary", null, say.more), fields, table);
  const box = el("details", {class: "cm-time"},
    el("summary", null, el("h2", {class: "cm-time-title"}, say.title), " ", line),
    el("div", {class: "cm-time-row"},
      el("div", {class: "cm-time-controls", role: "group", "aria-label": say.controls}, ...Object.values(buttons)), note),
    el("div", {class: "cm-time-body"}, chart, key),
    el("p", {class: "cm-unseen", id: "cm-time-hint"}, say.hint),
    el("div", {class: "cm-time-foot"}, more, read));
  box.open = !matchMedia(LOW).matches;
  return {box, line, buttons, chart, canvas, band, thumbs, note, read, more, table};
}

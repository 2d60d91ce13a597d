// The histogram on its canvas: bars by group, what is perhaps hatched above what is sure, the chosen
// days in full colour, ticks below. In Arabic time runs from right to left, as the page does.

import {DIRECTION, numberWords} from "./language.js";
import {ticksOf} from "./timeaxis.js";

/** @import {Group} from "./payload.js" */
/** @import {Theme} from "./theme.js" */
/** @import {Axis, Counts} from "./timebins.js" */

/** @typedef {{axis: Axis, counts: Counts, groups: Group[], window: [number, number]|null, width: number}} Picture window: bins from the start, with parts of bins; width: px, of the whole canvas */

export const START = 46; // px before the bars: room for a handle and the number of the scale
const END = 28; // px after the bars: room for a handle
export const HEIGHT = 98; // px of the canvas
export const TOP = 8;
export const BASE = 66; // px from the top, of the line that the bars stand on
const FAINT = 0.28;
const MOST_PITCH = 72; // px: three days are no reason for bars as wide as a hand

/** How wide the canvas is for so many bars, at most. @param {number} bars */
export function roomFor(bars) {
  return START + bars * MOST_PITCH + END;
}

/** What of the canvas the bars may take, px. @param {number} width */
export function barsWidth(width) {
  return Math.max(width - START - END, 1);
}

/** From bar to bar, px. @param {number} width @param {number} bars */
export function pitchOf(width, bars) {
  return Math.min(MOST_PITCH, barsWidth(width) / bars);
}

/** Where a bin begins, px from the side where time begins. @param {Pick<Picture, "width"|"axis">} picture @param {number} at */
export function along({width, axis}, at) {
  return START + at * pitchOf(width, axis.count);
}

/** The same from the left. @param {Picture} picture @param {number} at */
function leftOf(picture, at) {
  const x = along(picture, at);
  return DIRECTION === "rtl" ? picture.width - x : x;
}

/** 1, 2 or 5 times a power of ten, at most. @param {number} most */
export function roundNumber(most) {
  const power = 10 ** Math.floor(Math.log10(Math.max(most, 1)));
  return power * (/** @type {number} */ ([5, 2, 1].find((times) => times * power <= most)) || 1);
}

/** @param {Theme} theme @param {Group} group */
function colourOf(theme, group) {
  return theme.scheme === "dark" ? group.dark : group.light;
}

/**
 * The boxes of one group: [left, top, width, height] each.
 * @param {Picture} picture @param {number} group @param {boolean} perhaps @param {Float64Array} heights where the last group ended, px
 */
function stack(picture, group, perhaps, heights) {
  const {axis, counts} = picture;
  const column = perhaps ? counts.perhaps : counts.sure;
  const pitch = pitchOf(picture.width, axis.count);
  const gap = pitch > 6 ? Math.min(4, pitch * 0.12) : pitch > 3 ? 0.5 : 0;
  const scale = (BASE - TOP) / Math.max(counts.most, 1);
  /** @type {[number, number, number, number][]} */
  const boxes = [];
  for (let bin = 0; bin < axis.count; bin += 1) {
    const count = column[bin * counts.groups + group];
    if (count === 0) continue;
    const height = Math.max(count * scale, heights[bin] === 0 ? 1 : 0); // a single event shows beside ten thousand
    const left = leftOf(picture, DIRECTION === "rtl" ? bin + 1 : bin) + gap / 2;
    boxes.push([left, BASE - heights[bin] - height, pitch - gap, height]);
    heights[bin] += height;
  }
  return boxes;
}

/** @param {CanvasRenderingContext2D} ctx @param {[number, number, number, number][]} boxes */
function trace(ctx, boxes) {
  ctx.beginPath();
  for (const box of boxes) ctx.rect(...box);
}

/** @param {CanvasRenderingContext2D} ctx @param {[number, number, number, number][]} boxes @param {string} colour @param {number} width px */
function hatch(ctx, boxes, colour, width) {
  ctx.save();
  trace(ctx, boxes);
  ctx.fillStyle = ctx.strokeStyle = colour;
  const alpha = ctx.globalAlpha;
  ctx.globalAlpha = alpha * 0.2;
  ctx.fill();
  ctx.clip();
  ctx.globalAlpha = alpha;
  ctx.lineWidth = 1.2;
  ctx.beginPath();
  for (let x = -HEIGHT; x < width; x += 5) {
    ctx.moveTo(x, HEIGHT);
    ctx.lineTo(x + HEIGHT, 0);
  }
  ctx.stroke();
  ctx.restore();
}

/** @param {CanvasRenderingContext2D} ctx @param {Picture} picture @param {Theme} theme */
function paintBars(ctx, picture, theme) {
  const heights = new Float64Array(picture.axis.count);
  for (const perhaps of [false, true]) {
    picture.groups.forEach((group, i) => {
      const boxes = stack(picture, i, perhaps, heights);
      if (boxes.length === 0) return;
      const colour = colourOf(theme, group);
      if (perhaps) {
        hatch(ctx, boxes, colour, picture.width);
      } else {
        trace(ctx, boxes);
        ctx.fillStyle = colour;
        ctx.fill();
      }
    });
  }
}

/** Chosen days in full colour, the others faint. @param {CanvasRenderingContext2D} ctx @param {Picture} picture @param {Theme} theme */
function paintChosen(ctx, picture, theme) {
  if (picture.window === null) {
    paintBars(ctx, picture, theme);
    return;
  }
  const [x1, x2] = [leftOf(picture, picture.window[0]), leftOf(picture, picture.window[1])];
  const [left, right] = [Math.min(x1, x2), Math.max(x1, x2)];
  for (const [from, to, alpha] of [[0, left, FAINT], [left, right, 1], [right, picture.width, FAINT]]) {
    ctx.save();
    ctx.beginPath();
    ctx.rect(from, 0, to - from, HEIGHT);
    ctx.clip();
    ctx.globalAlpha = alpha;
    paintBars(ctx, picture, theme);
    ctx.restore();
  }
}

/** A line across at a round number of events. @param {CanvasRenderingContext2D} ctx @param {Picture} picture @param {Theme} theme */
function paintScale(ctx, picture, theme) {
  const {counts, axis} = picture;
  if (counts.most === 0) return;
  const value = roundNumber(counts.most);
  const y = Math.round(BASE - ((BASE - TOP) * value) / counts.most) + 0.5;
  const [start, end] = [leftOf(picture, 0), leftOf(picture, axis.count)];
  ctx.strokeStyle = theme.border;
  ctx.setLineDash([1, 3]);
  ctx.beginPath();
  ctx.moveTo(start, y);
  ctx.lineTo(end, y);
  ctx.stroke();
  ctx.setLineDash([]);
  ctx.textAlign = "end";
  ctx.textBaseline = "middle";
  label(ctx, numberWords(value), start + (DIRECTION === "rtl" ? 5 : -5), y, theme);
}

/** @param {CanvasRenderingContext2D} ctx @param {string} text @param {number} x @param {number} y @param {Theme} theme */
function label(ctx, text, x, y, theme) {
  ctx.lineWidth = 3;
  ctx.strokeStyle = theme.halo;
  ctx.strokeText(text, x, y);
  ctx.fillStyle = theme.minor;
  ctx.fillText(text, x, y);
  ctx.lineWidth = 1;
}

/** @param {CanvasRenderingContext2D} ctx @param {Picture} picture @param {Theme} theme */
function paintTicks(ctx, picture, theme) {
  const pitch = pitchOf(picture.width, picture.axis.count);
  ctx.strokeStyle = theme.border;
  ctx.beginPath();
  ctx.moveTo(leftOf(picture, 0), BASE + 0.5);
  ctx.lineTo(leftOf(picture, picture.axis.count), BASE + 0.5);
  const ticks = ticksOf(picture.axis, pitch).map((tick) => ({...tick, x: leftOf(picture, tick.centred ? tick.at + 0.5 : tick.at)}));
  for (const {x} of ticks) {
    ctx.moveTo(x, BASE);
    ctx.lineTo(x, BASE + 4);
  }
  ctx.stroke();
  ctx.textBaseline = "alphabetic";
  for (const {x, text, year, centred} of ticks) {
    ctx.textAlign = centred ? "center" : "start";
    label(ctx, text, x, BASE + 16, theme);
    if (year !== null) label(ctx, year, x, BASE + 29, theme);
  }
}

/** @param {HTMLCanvasElement} canvas @param {Picture} picture @param {Theme} theme */
export function paintTimeline(canvas, picture, theme) {
  const ratio = Math.max(devicePixelRatio, 1);
  const [width, height] = [Math.round(picture.width * ratio), Math.round(HEIGHT * ratio)];
  if (canvas.width !== width) canvas.width = width;
  if (canvas.height !== height) canvas.height = height;
  const ctx = canvas.getContext("2d");
  if (!ctx) return;
  ctx.setTransform(ratio, 0, 0, ratio, 0, 0);
  ctx.clearRect(0, 0, picture.width, HEIGHT);
  ctx.direction = DIRECTION;
  ctx.font = "11px system-ui, sans-serif";
  ctx.lineJoin = "round";
  ctx.lineWidth = 1;
  paintChosen(ctx, picture, theme);
  paintScale(ctx, picture, theme);
  paintTicks(ctx, picture, theme);
}

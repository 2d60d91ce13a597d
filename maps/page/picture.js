// The view as a picture: title, map, legend, scale and sources on one sheet, as PNG or SVG. The
// map's layers draw it themselves, with another pen.

import {CanvasLayer} from "./canvaslayer.js";
import {LabelLayer} from "./labels.js";
import {scaleOf} from "./scalebar.js";
import {seenIn} from "./seen.js";
import {drawKeys, FONT, writeText} from "./sheet.js";
import {drawnWords, factWords, sourceWords} from "./sheetwords.js";
import {DIRECTION} from "./language.js";
import {SvgContext} from "./svgcontext.js";
import {PAPER, readTheme} from "./theme.js";

/** @import {View} from "./geometry.js" */
/** @import {Key} from "./key.js" */
/** @import {Ctx, Sheet} from "./sheet.js" */
/** @import {State} from "./state.js" */
/** @import {Theme} from "./theme.js" */

/**
 * What a sheet shows.
 * @typedef {Object} Plan
 * @property {State} state
 * @property {View} view
 * @property {Theme} theme
 * @property {{count: number, keys: Key[]}} seen
 * @property {boolean} isTitled
 */

const EDGE = 16; // px round everything
const SCALE_FROM_EDGE = 10; // px
const SHARP = 1600; // device pixels that a PNG is wide, at least
const FINE = [2, 4]; // device pixels of a PNG for a CSS pixel: at least, at most

/** The layers that draw the map, undermost first. @param {L.Map} map @returns {CanvasLayer[]} */
function layersOf(map) {
  /** @type {CanvasLayer[]} */
  const layers = [];
  map.eachLayer((layer) => {
    if (layer instanceof CanvasLayer) layers.push(layer);
  });
  return layers.sort((a, b) => a.zIndex - b.zIndex);
}

/** @param {Ctx} ctx @param {Plan} plan @param {CanvasLayer} layer */
function drawLayer(ctx, {view, theme}, layer) {
  const tiled = layer instanceof LabelLayer && layer.tiled;
  if (layer instanceof LabelLayer) layer.tiled = false; // the tiles that bear all names are not in the picture
  ctx.save();
  layer.draw(ctx, view, theme);
  ctx.restore();
  if (layer instanceof LabelLayer) layer.tiled = tiled;
}

/** Where the page's own stands, which names keep clear of. @param {Ctx} ctx @param {State} state @param {{width: number, height: number}} frame px @param {Theme} theme */
function drawScale(ctx, state, frame, theme) {
  const {width, words} = scaleOf(state.map);
  const x = DIRECTION === "rtl" ? frame.width - SCALE_FROM_EDGE - width : SCALE_FROM_EDGE;
  const y = frame.height - SCALE_FROM_EDGE;
  ctx.lineJoin = "miter";
  ctx.setLineDash([]);
  ctx.beginPath();
  ctx.moveTo(x, y - 6);
  ctx.lineTo(x, y);
  ctx.lineTo(x + width, y);
  ctx.lineTo(x + width, y - 6);
  Object.assign(ctx, {font: `11px ${FONT}`, direction: DIRECTION, textAlign: "center", textBaseline: "middle", fillStyle: theme.label, letterSpacing: "0px"});
  for (const [lineWidth, strokeStyle] of /** @type {[number, string][]} */ ([[4.5, theme.halo], [1.5, theme.label]])) {
    Object.assign(ctx, {lineWidth, strokeStyle});
    ctx.stroke();
  }
  Object.assign(ctx, {lineWidth: 3, strokeStyle: theme.halo, lineJoin: "round"});
  ctx.strokeText(words, x + width / 2, y - 11);
  ctx.fillText(words, x + width / 2, y - 11);
}

/** @param {Sheet} sheet @param {Plan} plan */
function drawMap({ctx, x, y}, plan) {
  const {state, view, theme} = plan;
  const frame = frameOfMap(view);
  ctx.save();
  ctx.translate(x, y);
  ctx.beginPath();
  ctx.rect(0, 0, frame.width, frame.height);
  ctx.clip();
  ctx.fillStyle = theme.void;
  ctx.fillRect(0, 0, frame.width, frame.height);
  ctx.save();
  ctx.translate(-view.margin, -view.margin);
  for (const layer of layersOf(state.map)) drawLayer(ctx, plan, layer);
  ctx.restore();
  drawScale(ctx, state, frame, theme);
  ctx.restore();
}

/** What the map shows, without the margin of its canvases. @param {View} view */
function frameOfMap({width, height, margin}) {
  return {width: width - 2 * margin, height: height - 2 * margin};
}

/** Draws the sheet; how high it is. @param {Ctx} ctx @param {Plan} plan @param {number} height px of the sheet, 0 while it is measured @returns {number} */
function drawSheet(ctx, plan, height) {
  const {state, theme, view, seen, isTitled} = plan;
  const frame = frameOfMap(view);
  const sheet = {ctx, theme, x: EDGE, y: EDGE - 4, width: frame.width};
  ctx.fillStyle = theme.halo;
  ctx.fillRect(0, 0, frame.width + 2 * EDGE, height);
  if (isTitled) {
    writeText(sheet, state.data.report.title, {font: `600 18px ${FONT}`, colour: theme.label, most: 3, leading: 24});
    writeText(sheet, factWords(state.data.report), {font: `13px ${FONT}`, colour: theme.minor, most: 3, leading: 18});
  }
  writeText(sheet, drawnWords(state, seen.count), {font: `13px ${FONT}`, colour: theme.minor, most: 4, leading: 18});
  sheet.y += 6;
  if (height) drawMap(sheet, plan);
  sheet.y += frame.height + 6;
  drawKeys(sheet, seen.keys);
  for (const text of sourceWords(state)) writeText(sheet, text, {font: `11px ${FONT}`, colour: theme.minor, most: 6, leading: 15});
  return Math.ceil(sheet.y + EDGE - 6);
}

/** @returns {Ctx} */
function freshContext() {
  return /** @type {Ctx} */ (document.createElement("canvas").getContext("2d"));
}

/** @param {State} state @param {{isTitled: boolean, theme: Theme}} how @returns {{plan: Plan, width: number, height: number}} px */
function planned(state, {isTitled, theme}) {
  const {view} = state.events;
  if (!view) throw new Error("The events are on no map.");
  const plan = {state, view, theme, seen: seenIn(state, view), isTitled};
  return {plan, width: frameOfMap(view).width + 2 * EDGE, height: drawSheet(freshContext(), plan, 0)};
}

/** @param {State} state */
function asSeen(state) {
  return {isTitled: true, theme: readTheme(state.map.getContainer())};
}

/** The view as an SVG document. @param {State} state @returns {string} */
export function pictureSvg(state) {
  const {plan, width, height} = planned(state, asSeen(state));
  const pen = new SvgContext(freshContext());
  drawSheet(/** @type {Ctx} */ (/** @type {unknown} */ (pen)), plan, height);
  return pen.document(width, height, state.data.report.title);
}

/** @param {State} state @param {{isTitled: boolean, theme: Theme}} how */
function pictureCanvas(state, how) {
  const {plan, width, height} = planned(state, how);
  const ctx = freshContext();
  const fine = Math.max(FINE[0], Math.min(FINE[1], Math.ceil(SHARP / width)));
  ctx.canvas.width = width * fine;
  ctx.canvas.height = height * fine;
  ctx.scale(fine, fine);
  drawSheet(ctx, plan, height);
  return ctx.canvas;
}

/** The view for a printed page, which has the title itself; in the colours of paper. @param {State} state @returns {HTMLCanvasElement} */
export function paperCanvas(state) {
  return pictureCanvas(state, {isTitled: false, theme: PAPER});
}

/** The view as a PNG. @param {State} state @returns {Promise<Blob>} */
export function pictureBlob(state) {
  const canvas = pictureCanvas(state, asSeen(state));
  return new Promise((resolve, reject) => {
    canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error("The browser made no picture."))), "image/png");
  });
}

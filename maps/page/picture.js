// The view as a picture: title, map, legend, scale and sources on one sheet, as PNG or SVG. The
// map's layers draw it themselves, with another pen.

import {CanvasLayer} from "./canvaslayer.js";
import {dateWords, edtfOf} from "./dates.js";
import {eventCount, statusWords} from "./events.js";
import {fill, numberWords, words} from "./language.js";
import {scaleOf} from "./scalebar.js";
import {SvgContext} from "./svgcontext.js";
import {drawMark} from "./symbols.js";
import {readTheme} from "./theme.js";
import {clip} from "./words.js";

/** @import {View} from "./geometry.js" */
/** @import {State} from "./state.js" */
/** @import {Theme} from "./theme.js" */

/** @typedef {CanvasRenderingContext2D} Ctx a canvas's context, or the pen that writes SVG */
/** @typedef {{x: number, y: number, width: number}} Column px, where the next line stands */

const say = words({
  en: {published: "published {date}", of: "{shown} of {all}", machine: "read by machine, not reviewed", sources: "Map: {sources}", more: "Conflict map"},
  ar: {published: "نُشر في {date}", of: "{shown} من أصل {all}", machine: "قراءة آلية لم تُراجع", sources: "الخريطة: {sources}", more: "خريطة النزاع"},
});

const FINE = 2; // device pixels of a PNG for a CSS pixel
const EDGE = 16; // px round everything
const LEADING = 18;
const FONT = "system-ui, sans-serif";

/** What the map shows, without the margin that its canvases have. @param {L.Map} map @returns {View} */
function bareView(map) {
  const {x: width, y: height} = map.getSize();
  const world = map.options.crs?.scale(map.getZoom()) ?? 0;
  const {x: x0, y: y0} = map.getPixelOrigin().add(map.containerPointToLayerPoint([0, 0]).round());
  const copies = [];
  for (let k = Math.floor(x0 / world); k * world < x0 + width; k += 1) copies.push(k);
  return {zoom: map.getZoom(), world, x0, y0, width, height, margin: 0, copies};
}

/** A text in lines that fit. @param {Ctx} ctx @param {string} text @param {number} width px @param {number} most lines */
function wrapped(ctx, text, width, most) {
  const lines = [""];
  for (const word of text.split(/\s+/)) {
    const longer = lines[lines.length - 1] ? `${lines[lines.length - 1]} ${word}` : word;
    if (ctx.measureText(longer).width <= width || !lines[lines.length - 1]) lines[lines.length - 1] = longer;
    else lines.push(word);
  }
  const kept = lines.slice(0, most);
  if (lines.length > most) kept[most - 1] = `${kept[most - 1]} …`;
  return kept;
}

/** @param {Ctx} ctx @param {string} text @param {Column} column @param {{font: string, colour: string, most: number, leading: number}} how */
function writeLines(ctx, text, column, {font, colour, most, leading}) {
  ctx.font = font;
  ctx.fillStyle = colour;
  ctx.textAlign = "left";
  ctx.textBaseline = "middle";
  for (const line of wrapped(ctx, text, column.width, most)) {
    ctx.fillText(line, column.x, column.y + leading / 2);
    column.y += leading;
  }
}

/** Who, when, and how much of it is shown. @param {State} state */
function factWords({data, filter}) {
  const {publisher, published, machine_read: machine} = data.report;
  const {days, query} = filter.criteria;
  const shown = eventCount(filter.count);
  return [
    publisher, published && fill(say.published, {date: dateWords(published)}),
    filter.isActive ? fill(say.of, {shown: numberWords(filter.count), all: eventCount(data.events.count)}) : shown,
    days && dateWords(edtfOf(...days)), query && `“${clip(query, 60)}”`, machine && say.machine,
  ].filter(Boolean).join(" · ");
}

/** Groups and statuses of the shown events. @param {State} state */
function shownKinds({data, filter}) {
  const groups = new Set();
  const statuses = new Set();
  const {type, status, place} = data.events;
  for (let row = 0; row < filter.fails.length; row += 1) {
    if (filter.fails[row] || place[row] < 0) continue;
    groups.add(data.types[type[row]].group);
    statuses.add(data.statuses[status[row]]);
  }
  return {groups: data.groups.filter((_, i) => groups.has(i)), statuses: data.statuses.filter((one) => statuses.has(one))};
}

/** @param {Ctx} ctx @param {State} state @param {Column} column @param {Theme} theme */
function drawLegend(ctx, state, column, theme) {
  const {groups, statuses} = shownKinds(state);
  const other = state.data.groups[0];
  const entries = [
    ...groups.map((group) => ({name: group.name, look: {outline: group.outline, colour: group[theme.scheme], status: "reported", faint: false, area: false}})),
    ...statuses.filter((one) => one !== "reported").map((status) => ({
      name: statusWords(status),
      look: {outline: other.outline, colour: theme.ink, status, faint: status === "planned" || status === "background", area: false},
    })),
  ];
  const [left, right] = [column.x, column.x + column.width];
  let x = left;
  ctx.font = `12px ${FONT}`;
  ctx.textBaseline = "middle";
  for (const {name, look} of entries) {
    const width = 34 + ctx.measureText(name).width + 18;
    if (x > left && x + width > right) [x, column.y] = [left, column.y + 32];
    drawMark(ctx, look, x + 14, column.y + 16, theme);
    ctx.font = `12px ${FONT}`;
    ctx.textAlign = "left";
    ctx.textBaseline = "middle";
    ctx.fillStyle = theme.label;
    ctx.fillText(name, x + 34, column.y + 16);
    x += width;
  }
  if (entries.length) column.y += 36;
}

/** @param {Ctx} ctx @param {State} state @param {number} right px @param {number} bottom px @param {Theme} theme */
function drawScale(ctx, state, right, bottom, theme) {
  const {width, words: length} = scaleOf(state.map);
  const [x, y] = [right - width - 10, bottom - 12];
  ctx.fillStyle = theme.halo;
  ctx.globalAlpha = 0.85;
  ctx.fillRect(x - 6, y - 20, width + 12, 26);
  ctx.globalAlpha = 1;
  ctx.strokeStyle = ctx.fillStyle = theme.label;
  ctx.lineWidth = 1.5;
  ctx.setLineDash([]);
  ctx.beginPath();
  ctx.moveTo(x, y - 5);
  ctx.lineTo(x, y);
  ctx.lineTo(x + width, y);
  ctx.lineTo(x + width, y - 5);
  ctx.stroke();
  ctx.font = `11px ${FONT}`;
  ctx.textAlign = "center";
  ctx.textBaseline = "middle";
  ctx.fillText(length, x + width / 2, y - 11);
}

/** @param {Ctx} ctx @param {State} state @param {number} top px @param {View} view @param {Theme} theme */
function drawMap(ctx, state, top, view, theme) {
  /** @type {CanvasLayer[]} */
  const layers = [];
  state.map.eachLayer((layer) => { if (layer instanceof CanvasLayer) layers.push(layer); });
  layers.sort((a, b) => a.zIndex - b.zIndex);
  ctx.save();
  ctx.translate(EDGE, top);
  ctx.beginPath();
  ctx.rect(0, 0, view.width, view.height);
  ctx.clip();
  ctx.fillStyle = theme.void;
  ctx.fillRect(0, 0, view.width, view.height);
  for (const layer of layers) {
    ctx.save();
    layer.draw(ctx, view, theme);
    ctx.restore();
  }
  drawScale(ctx, state, view.width, view.height, theme);
  ctx.restore();
}

/** Draws the sheet, and says how high it is. @param {Ctx} ctx @param {State} state @param {View} view @param {Theme} theme @param {number} height px of the sheet, 0 while it is measured */
function drawSheet(ctx, state, view, theme, height) {
  const {report, attribution, notes} = state.data;
  const width = view.width + 2 * EDGE;
  const column = {x: EDGE, y: EDGE - 4, width: view.width};
  ctx.fillStyle = theme.halo;
  ctx.fillRect(0, 0, width, height);
  writeLines(ctx, clip(report.title || say.more, 300), column, {font: `600 18px ${FONT}`, colour: theme.label, most: 3, leading: 24});
  writeLines(ctx, factWords(state), column, {font: `13px ${FONT}`, colour: theme.minor, most: 2, leading: LEADING});
  column.y += 6;
  if (height) drawMap(ctx, state, column.y, view, theme);
  column.y += view.height + 6;
  drawLegend(ctx, state, column, theme);
  const sources = fill(say.sources, {sources: [...attribution.map(({text}) => text), ...notes].join("; ")});
  writeLines(ctx, sources, column, {font: `11px ${FONT}`, colour: theme.minor, most: 4, leading: 15});
  return {width, height: Math.ceil(column.y + EDGE - 6)};
}

/** @returns {CanvasRenderingContext2D} */
function freshContext() {
  return /** @type {CanvasRenderingContext2D} */ (document.createElement("canvas").getContext("2d"));
}

/** The pen for SVG, where a canvas's context is expected. @param {SvgContext} pen @returns {Ctx} */
function asContext(pen) {
  return /** @type {Ctx} */ (/** @type {unknown} */ (pen));
}

/** @param {State} state */
function sheetOf(state) {
  const theme = readTheme(state.map.getContainer());
  const view = bareView(state.map);
  const size = drawSheet(asContext(new SvgContext(freshContext())), state, view, theme, 0);
  return {theme, view, ...size};
}

/** The view as an SVG document. @param {State} state @returns {string} */
export function pictureSvg(state) {
  const {theme, view, width, height} = sheetOf(state);
  const pen = new SvgContext(freshContext());
  drawSheet(asContext(pen), state, view, theme, height);
  return pen.document(width, height, state.data.report.title || say.more);
}

/** The view as a PNG. @param {State} state @returns {Promise<Blob>} */
export function pictureBlob(state) {
  const {theme, view, width, height} = sheetOf(state);
  const ctx = freshContext();
  ctx.canvas.width = width * FINE;
  ctx.canvas.height = height * FINE;
  ctx.scale(FINE, FINE);
  drawSheet(ctx, state, view, theme, height);
  return new Promise((resolve, reject) => {
    ctx.canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error("The browser made no picture."))), "image/png");
  });
}

// What a stated distance or direction allows, drawn while its statement is chosen: the ring of the
// stated length round the place it is measured from, with the tolerance as a band, and the wedge
// of the stated direction. "Hama is 140 km south of Aleppo" is measured from Aleppo (`from`), and
// so are both azimuths. What it allows is what the words mean; the checks add the places' radii
// to the wedge's angle, since the true centres may lie that far off.

import {pointName, spreadOf} from "./compass.js";
import {geodesicCircle, geodesicDirect, geodesicWedge} from "./geodesic.js";
import {latOf, lonOf, unionOf, unitX, unitY} from "./geometry.js";
import {copiesOf, onCanvas, shapeOf} from "./groundshapes.js";
import {fill, words} from "./language.js";
import {statedWords} from "./lengths.js";
import {traceFill, traceStroke} from "./paths.js";
import {collides} from "./placing.js";

/** @import {Spread} from "./compass.js" */
/** @import {Position} from "./geodesic.js" */
/** @import {Box, Shape, View} from "./geometry.js" */
/** @import {Distance} from "./payload.js" */
/** @import {Theme} from "./theme.js" */

/** @typedef {{text: string, spots: Position[]}} Note a label, and where it may stand: the best first */

/**
 * @typedef {Object} ClaimShape
 * @property {Shape | null} ring of the stated length
 * @property {Shape | null} band between the least and the greatest length within the tolerance
 * @property {Shape | null} wedge of the stated direction
 * @property {Note[]} notes
 * @property {Box} reach what should be in view, units
 */

const VERTICES = 181; // of a ring: every second degree
const BEYOND = 1.15; // a wedge without a stated length reaches this many times as far as the place
const FONT = "600 12px system-ui, sans-serif";
const SWEEP = [0, 20, -20, 40, -40, 60, -60, 90, -90, 120, -120, 150, -150, 180]; // degrees off the middle, tried in turn for the ring's label

const say = words({
  en: {ring: "stated {length}", wedge: "stated {direction}, ±{degrees}°"},
  ar: {ring: "المسافة المذكورة {length}", wedge: "الاتجاه المذكور: {direction}، ±{degrees}°"},
});

/** Between two circles, as one outline there and back; none if only one goes round a pole. @param {Position} centre @param {number} inner metres @param {number} outer metres */
function bandOf(centre, inner, outer) {
  const out = geodesicCircle(centre, outer, VERTICES);
  if (inner <= 0) return shapeOf([out]);
  const back = geodesicCircle(centre, inner, VERTICES);
  const end = 2 * VERTICES - 2;
  if (Math.abs(out[end] - out[0] - (back[end] - back[0])) > 1) return null;
  const points = Array.from({length: VERTICES}, (_, i) => [...back.slice(end - 2 * i, end - 2 * i + 2)]);
  return shapeOf([Float64Array.from([...out, ...points.flat()])]);
}

/** @param {number | null} stated_km @param {number} middle the azimuth at which it stands best @param {Position} centre @returns {Note[]} */
function ringNote(stated_km, middle, centre) {
  if (!stated_km) return [];
  const spots = SWEEP.map((aside) => geodesicDirect(centre, middle + aside, stated_km * 1000));
  return [{text: fill(say.ring, {length: statedWords(stated_km)}), spots}];
}

/** @param {string | null} direction @param {Spread | null} spread @param {Position} centre @param {number} radius metres @returns {Note[]} */
function wedgeNote(direction, spread, centre, radius) {
  if (!direction || !spread) return [];
  const {azimuth_deg, halfAngle_deg} = spread;
  const spots = [0.75, 0.6, 0.45, 0.9].flatMap((share) =>
    [0.5, -0.5, 0, 1, -1].map((aside) => geodesicDirect(centre, azimuth_deg + aside * halfAngle_deg, share * radius)));
  return [{text: fill(say.wedge, {direction: pointName(direction), degrees: halfAngle_deg}), spots}];
}

/** What should be in view: the wedge or the line, and where the line meets the ring. @param {Shape | null} wedge @param {Position} centre @param {Distance} distance @returns {Box} */
function reachOf(wedge, centre, distance) {
  const ends = [0, distance.geodesic_km, distance.stated_km ?? 0].map((length_km) =>
    geodesicDirect(centre, distance.azimuth_deg, length_km * 1000));
  const {box} = shapeOf([Float64Array.from(ends.flat())]);
  return wedge ? unionOf([box, wedge.box]) : box;
}

/** @param {Distance} distance @param {Shape} line its geodesic, from the place that it is measured from @returns {ClaimShape} */
export function claimShape(distance, line) {
  const path = line.paths[0];
  /** @type {Position} */
  const centre = [lonOf(path[0]), latOf(path[1])];
  const {stated_km, direction} = distance;
  const stated = (stated_km ?? 0) * 1000;
  const tolerance = (distance.tolerance_km ?? 0) * 1000;
  const radius = Math.max(stated + tolerance, distance.geodesic_km * 1000 * (stated ? 1 : BEYOND));
  const spread = direction === null ? null : spreadOf(direction);
  const wedge = spread && shapeOf([geodesicWedge(centre, spread.azimuth_deg, spread.halfAngle_deg, radius)]);
  return {
    ring: stated ? shapeOf([geodesicCircle(centre, stated, VERTICES)]) : null,
    band: stated && tolerance ? bandOf(centre, stated - tolerance, stated + tolerance) : null,
    wedge,
    notes: [
      ...ringNote(stated_km, spread?.azimuth_deg ?? distance.azimuth_deg, centre),
      ...wedgeNote(direction, spread, centre, radius),
    ],
    reach: reachOf(wedge, centre, distance),
  };
}

/** @param {CanvasRenderingContext2D} ctx @param {Shape | null} shape @param {View} view @param {string} colour @param {number} alpha */
function shade(ctx, shape, view, colour, alpha) {
  if (!shape) return;
  ctx.fillStyle = colour;
  ctx.globalAlpha = alpha;
  for (const copy of copiesOf(shape.box, view)) {
    ctx.beginPath();
    traceFill(ctx, shape, view, copy);
    ctx.fill();
  }
  ctx.globalAlpha = 1;
}

/** @param {CanvasRenderingContext2D} ctx @param {Shape | null} shape @param {View} view @param {Theme} theme @param {{colour: string, width: number, dash: number[]}} how */
function outline(ctx, shape, view, theme, how) {
  if (!shape) return;
  for (const copy of copiesOf(shape.box, view)) {
    ctx.beginPath();
    traceStroke(ctx, shape, view, copy, {closed: false, cut: null});
    ctx.setLineDash([]);
    ctx.strokeStyle = theme.halo;
    ctx.lineWidth = how.width + 2;
    ctx.stroke();
    ctx.strokeStyle = how.colour;
    ctx.lineWidth = how.width;
    ctx.setLineDash(how.dash);
    ctx.stroke();
  }
  ctx.setLineDash([]);
}

/** @param {CanvasRenderingContext2D} ctx @param {ClaimShape} claim @param {View} view @param {Theme} theme */
export function drawClaim(ctx, {ring, band, wedge}, view, theme) {
  shade(ctx, wedge, view, theme.accent, 0.1);
  shade(ctx, band, view, theme.line, 0.14);
  outline(ctx, wedge, view, theme, {colour: theme.accent, width: 1.5, dash: [6, 4]});
  outline(ctx, ring, view, theme, {colour: theme.line, width: 1.75, dash: []});
}

/** The first place in view at which a label is clear of what is there, else the first in view, else null. @param {Note} note @param {number} width px @param {View} view @param {Box[]} taken */
function spotFor(note, width, view, taken) {
  /** @type {Box | null} */
  let first = null;
  for (const [lon, lat] of note.spots) {
    const [u, v] = [unitX(lon), unitY(lat)];
    for (const copy of copiesOf([u, v, u, v], view)) {
      const [x, y] = onCanvas(u, v, view, copy);
      /** @type {Box} */
      const box = [x - width / 2 - 4, y - 9, x + width / 2 + 4, y + 9];
      const inside = box[0] > view.margin && box[1] > view.margin
        && box[2] < view.width - view.margin && box[3] < view.height - view.margin;
      if (!inside) continue;
      if (!collides(box, taken)) return box;
      first ??= box;
    }
  }
  return first;
}

/**
 * The labels that are in view, clear of what else is drawn where there is room.
 * @param {CanvasRenderingContext2D} pen @param {ClaimShape} claim @param {View} view @param {Box[]} obstacles px
 * @returns {{text: string, box: Box}[]}
 */
export function placeNotes(pen, claim, view, obstacles) {
  const taken = obstacles.slice();
  pen.font = FONT;
  return claim.notes.flatMap((note) => {
    const box = spotFor(note, pen.measureText(note.text).width, view, taken);
    if (!box) return [];
    taken.push(box);
    return [{text: note.text, box}];
  });
}

/** @param {CanvasRenderingContext2D} ctx @param {{text: string, box: Box}} note @param {Theme} theme */
export function drawNote(ctx, {text, box: [left, top, right, bottom]}, theme) {
  ctx.beginPath();
  ctx.roundRect(left, top, right - left, bottom - top, 3);
  ctx.fillStyle = theme.halo;
  ctx.fill();
  ctx.font = FONT;
  ctx.textAlign = "center";
  ctx.textBaseline = "middle";
  ctx.fillStyle = theme.label;
  ctx.fillText(text, (left + right) / 2, (top + bottom) / 2);
}

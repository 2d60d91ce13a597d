// The marks: one symbol a group, one outline a status, a square plate where only an area is known.
// The map and the legend draw through this module, so that they cannot disagree.

/** @import {Theme} from "./theme.js" */

/**
 * @typedef {Object} Look
 * @property {string} symbol
 * @property {string} colour
 * @property {string} status
 * @property {boolean} faint background or plan: hollow
 * @property {boolean} area only an area is known: square, outlined
 * @property {boolean} [selected]
 */

export const RADIUS = 11; // px, of a mark's plate

/** @param {number} count @param {(i: number) => number} radius @param {number} turn radians */
function spokes(count, radius, turn) {
  const out = [];
  for (let i = 0; i < count; i += 1) {
    const angle = turn + (2 * Math.PI * i) / count;
    out.push(radius(i) * Math.cos(angle), radius(i) * Math.sin(angle));
  }
  return out;
}

const UP = -Math.PI / 2;
const SYMBOLS = /** @type {Record<string, number[]>} */ ({
  circle: spokes(32, () => 0.82, UP),
  triangle: [0, -0.98, 0.98, 0.72, -0.98, 0.72],
  square: [-0.76, -0.76, 0.76, -0.76, 0.76, 0.76, -0.76, 0.76],
  diamond: [0, -1.05, 0.85, 0, 0, 1.05, -0.85, 0],
  burst: spokes(16, (i) => (i % 2 ? 0.48 : 1.08), UP),
  cross: crossOutline(0.3, 0.98),
  plus: crossOutline(0.3, 0.98).map((_, i, flat) => turned(flat, i)),
});

/** An X of bars `half` thick to each side and `reach` long. @param {number} half @param {number} reach */
function crossOutline(half, reach) {
  const bar = half * Math.SQRT1_2;
  const end = reach * Math.SQRT1_2;
  const quarter = [bar * 2, 0, end + bar, end - bar, end - bar, end + bar];
  const out = [];
  for (let turn = 0; turn < 4; turn += 1) {
    for (let i = 0; i < quarter.length; i += 2) {
      let [x, y] = [quarter[i], quarter[i + 1]];
      for (let step = 0; step < turn; step += 1) [x, y] = [-y, x];
      out.push(x, y);
    }
  }
  return out;
}

/** One number of a flat outline turned by 45°. @param {number[]} flat @param {number} i */
function turned(flat, i) {
  const [x, y] = i % 2 ? [flat[i - 1], flat[i]] : [flat[i], flat[i + 1]];
  return (i % 2 ? x + y : x - y) * Math.SQRT1_2;
}

/** The outline of a symbol, flat x, y in [-1.1, 1.1]; an unknown name is a circle. @param {string} name */
export function outline(name) {
  return SYMBOLS[name] ?? SYMBOLS.circle;
}

/** @param {CanvasRenderingContext2D} ctx @param {string} name @param {number} x @param {number} y @param {number} r */
function tracePath(ctx, name, x, y, r) {
  const flat = outline(name);
  ctx.beginPath();
  for (let i = 0; i < flat.length; i += 2) ctx.lineTo(x + r * flat[i], y + r * flat[i + 1]);
  ctx.closePath();
}

/** @param {CanvasRenderingContext2D} ctx @param {boolean} square @param {number} x @param {number} y @param {number} r */
function tracePlate(ctx, square, x, y, r) {
  ctx.beginPath();
  if (square) ctx.roundRect(x - r * 0.92, y - r * 0.92, r * 1.84, r * 1.84, 2);
  else ctx.arc(x, y, r, 0, 2 * Math.PI);
}

/** @param {CanvasRenderingContext2D} ctx @param {Look} look @param {number} x @param {number} y @param {Theme} theme */
function drawPlate(ctx, look, x, y, theme) {
  const hollow = look.faint || look.area;
  tracePlate(ctx, look.area, x, y, RADIUS);
  ctx.lineWidth = 3.5;
  ctx.strokeStyle = theme.halo;
  ctx.stroke();
  ctx.fillStyle = hollow ? theme.halo : look.colour;
  ctx.fill();
  ctx.lineWidth = look.faint ? 1 : 2;
  ctx.strokeStyle = look.colour;
  if (hollow) {
    tracePlate(ctx, look.area, x, y, RADIUS - 1);
    ctx.stroke();
  }
  tracePath(ctx, look.symbol, x, y, RADIUS * (look.area ? 0.5 : 0.55));
  ctx.fillStyle = hollow ? look.colour : theme.glyph;
  if (look.faint) {
    ctx.lineWidth = 1.2;
    ctx.stroke();
  } else {
    ctx.fill();
  }
}

/** Dashes of the ring round a mark, px; null means no ring. @param {string} status @returns {number[] | null} */
export function ringDash(status) {
  if (status === "claimed") return [3.4, 2.8];
  if (status === "planned") return [1, 3];
  if (status === "disputed") return [];
  return status === "confirmed" ? [] : null;
}

/** @param {CanvasRenderingContext2D} ctx @param {Look} look @param {number} x @param {number} y @param {Theme} theme */
function drawStatus(ctx, look, x, y, theme) {
  const dash = ringDash(look.status);
  for (const [width, colour] of /** @type {[number, string][]} */ ([[4.5, theme.halo], [2, look.colour]])) {
    ctx.lineWidth = width;
    ctx.strokeStyle = colour;
    ctx.setLineDash(colour === look.colour && dash ? dash : []);
    if (look.status === "disputed") {
      for (const from of [-0.9, Math.PI - 0.9]) {
        ctx.beginPath();
        ctx.arc(x, y, RADIUS + 3.5, from, from + 1.8);
        ctx.stroke();
      }
    } else if (dash) {
      tracePlate(ctx, look.area, x, y, RADIUS + 3.5);
      ctx.stroke();
    } else if (look.status === "denied") {
      ctx.beginPath();
      ctx.moveTo(x - RADIUS - 2, y + RADIUS + 2);
      ctx.lineTo(x + RADIUS + 2, y - RADIUS - 2);
      ctx.stroke();
    }
  }
  ctx.setLineDash([]);
}

/** @param {CanvasRenderingContext2D} ctx @param {Look} look @param {number} x @param {number} y @param {Theme} theme */
export function drawMark(ctx, look, x, y, theme) {
  ctx.save();
  if (look.selected) {
    tracePlate(ctx, look.area, x, y, RADIUS + 8);
    ctx.lineWidth = 5;
    ctx.strokeStyle = theme.halo;
    ctx.stroke();
    ctx.lineWidth = 3;
    ctx.strokeStyle = theme.accent;
    ctx.stroke();
  }
  if (look.status !== "denied") drawStatus(ctx, look, x, y, theme);
  drawPlate(ctx, look, x, y, theme);
  if (look.status === "denied") drawStatus(ctx, look, x, y, theme);
  ctx.restore();
}

/** Many events at one place. @param {CanvasRenderingContext2D} ctx @param {number} count @param {boolean} selected @param {number} x @param {number} y @param {Theme} theme */
export function drawBadge(ctx, count, selected, x, y, theme) {
  const text = String(count);
  ctx.save();
  ctx.font = "600 12px system-ui, sans-serif";
  const half = Math.max(RADIUS + 2, ctx.measureText(text).width / 2 + 6);
  ctx.beginPath();
  ctx.roundRect(x - half, y - RADIUS - 1, 2 * half, 2 * RADIUS + 2, RADIUS + 1);
  ctx.lineWidth = selected ? 6 : 3;
  ctx.strokeStyle = selected ? theme.accent : theme.halo;
  ctx.stroke();
  ctx.fillStyle = theme.ink;
  ctx.fill();
  ctx.fillStyle = theme.halo;
  ctx.textAlign = "center";
  ctx.textBaseline = "middle";
  ctx.fillText(text, x, y + 0.5);
  ctx.restore();
}

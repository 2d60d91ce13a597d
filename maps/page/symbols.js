// The marks: one symbol a group, one outline a status, a square plate where only an area is known.
// The map and the legend draw through this module, so that they cannot disagree.

/** @import {Theme} from "./theme.js" */

/**
 * @typedef {Object} Look
 * @property {number[]} outline of the group's symbol: flat x, y in [-1.1, 1.1]
 * @property {string} colour
 * @property {string} status
 * @property {boolean} faint background or plan: hollow
 * @property {boolean} area only an area is known: square, outlined
 * @property {boolean} [selected]
 */

export const RADIUS = 11; // px, of a mark's plate

/** @param {CanvasRenderingContext2D} ctx @param {number[]} flat @param {number} x @param {number} y @param {number} r */
function tracePath(ctx, flat, x, y, r) {
  ctx.beginPath();
  for (let i = 0; i < flat.length; i += 2) ctx.lineTo(x + r * flat[i], y + r * flat[i + 1]);
  ctx.closePath();
}

/** @param {CanvasRenderingContext2D} ctx @param {boolean} square @param {number} x @param {number} y @param {number} r */
export function tracePlate(ctx, square, x, y, r) {
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
  tracePath(ctx, look.outline, x, y, RADIUS * (look.area ? 0.5 : 0.55));
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

/** How large the mark of many events is, px: slowly growing with their number. @param {number} count */
export function ringRadius(count) {
  return Math.min(27, 11 + 2.6 * Math.log10(Math.max(1, count)) ** 1.35);
}

/** 16566 → "16.6k". @param {number} count */
export function shortCount(count) {
  if (count < 1000) return String(count);
  const [value, unit] = count < 999_500 ? [count / 1e3, "k"] : [count / 1e6, "M"];
  return (value < 9.95 ? value.toFixed(1).replace(".0", "") : value.toFixed(0)) + unit;
}

/**
 * The mark of many events: their number, in a ring that is parted by group.
 * @param {CanvasRenderingContext2D} ctx @param {{count: number, shares: number[], colours: string[], selected: boolean}} ring
 * shares: events by group; colours: of the groups
 * @param {number} x @param {number} y @param {Theme} theme
 */
export function drawRing(ctx, {count, shares, colours, selected}, x, y, theme) {
  const radius = ringRadius(count);
  const width = radius < 15 ? 4 : 5;
  ctx.beginPath();
  ctx.arc(x, y, radius + 1.5, 0, 2 * Math.PI);
  ctx.fillStyle = selected ? theme.accent : theme.halo;
  ctx.fill();
  let from = -Math.PI / 2;
  shares.forEach((share, group) => {
    if (!share) return;
    const to = from + (2 * Math.PI * share) / count;
    ctx.beginPath();
    ctx.arc(x, y, radius - width / 2, from, to);
    ctx.lineWidth = width;
    ctx.strokeStyle = colours[group];
    ctx.stroke();
    from = to;
  });
  ctx.beginPath();
  ctx.arc(x, y, radius - width, 0, 2 * Math.PI);
  ctx.fillStyle = theme.halo;
  ctx.fill();
  ctx.fillStyle = theme.label;
  ctx.fillText(shortCount(count), x, y + 0.5);
}

/** Sets the pen for the numbers of rings. @param {CanvasRenderingContext2D} ctx */
export function ringFont(ctx) {
  ctx.font = "600 11px system-ui, sans-serif";
  ctx.textAlign = "center";
  ctx.textBaseline = "middle";
}

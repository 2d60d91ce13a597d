// Text and legend on a picture's sheet: lines that fit, from the side where the page's language
// begins, each text in its own direction.

import {DIRECTION} from "./language.js";

/** @import {Key} from "./key.js" */
/** @import {Theme} from "./theme.js" */

/** @typedef {CanvasRenderingContext2D} Ctx a canvas's context, or the pen that writes SVG */
/** @typedef {{ctx: Ctx, theme: Theme, x: number, y: number, width: number}} Sheet px; y: where the next line stands */

export const FONT = 'system-ui, "Noto Sans", "Noto Sans Arabic", sans-serif';

const KEY_FONT = `12px ${FONT}`;
const KEY_LEADING = 15; // px
const KEY_GAP = 18; // px between entries of a row
const SWATCH = 38; // px for the symbol before the words

/** The direction of the first letter that has one. @param {string} text @returns {"ltr"|"rtl"} */
export function directionOf(text) {
  const letter = /\p{L}/u.exec(text.replace(/\u2068[^\u2069]*\u2069/g, ""))?.[0];
  if (letter === undefined) return DIRECTION;
  return /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\u{10800}-\u{10fff}\u{1e800}-\u{1efff}]/u.test(letter) ? "rtl" : "ltr";
}

/** A word in pieces that fit. @param {Ctx} ctx @param {string} word @param {number} width px */
function pieces(ctx, word, width) {
  const out = [];
  let piece = "";
  for (const char of word) {
    if (piece && ctx.measureText(piece + char).width > width) {
      out.push(piece);
      piece = "";
    }
    piece += char;
  }
  return [...out, piece];
}

/** A text in lines that fit; what is more than the most ends in an ellipsis. @param {Ctx} ctx @param {string} text @param {number} width px @param {number} most lines */
export function wrapped(ctx, text, width, most) {
  const fits = (/** @type {string} */ line) => ctx.measureText(line).width <= width;
  const words = text.trim().split(/\s+/).flatMap((word) => (fits(word) ? [word] : pieces(ctx, word.slice(0, 2000), width)));
  const lines = [words[0]];
  for (const word of words.slice(1)) {
    const longer = `${lines[lines.length - 1]} ${word}`;
    if (fits(longer)) lines[lines.length - 1] = longer;
    else lines.push(word);
    if (lines.length > most) break;
  }
  if (lines.length <= most) return balanced(lines);
  let last = `${lines[most - 1]} …`;
  while (last.length > 2 && !fits(last)) last = `${last.slice(0, -3).trimEnd()} …`;
  return balanced([...lines.slice(0, most - 1), last]);
}

/** Isolated text that goes on in the next line is isolated in both. @param {string[]} lines */
function balanced(lines) {
  let isOpen = false;
  return lines.map((line) => {
    const whole = isOpen ? `\u2068${line}` : line;
    isOpen = whole.lastIndexOf("\u2068") > whole.lastIndexOf("\u2069");
    return isOpen ? `${whole}\u2069` : whole;
  });
}

/** @param {Sheet} sheet @param {string} text @param {{font: string, colour: string, most: number, leading: number}} how */
export function writeText(sheet, text, {font, colour, most, leading}) {
  const {ctx, x, width} = sheet;
  if (!text) return;
  const isRtl = DIRECTION === "rtl";
  Object.assign(ctx, {font, letterSpacing: "0px", fillStyle: colour, direction: directionOf(text), textAlign: isRtl ? "right" : "left", textBaseline: "middle"});
  for (const line of wrapped(ctx, text, width, most)) {
    ctx.fillText(line, isRtl ? x + width : x, sheet.y + leading / 2);
    sheet.y += leading;
  }
}

/**
 * The entries of a legend, in rows. x of an entry: from the side where the language begins.
 * @param {Sheet} sheet @param {Key[]} keys
 * @returns {{height: number, entries: {key: Key, lines: string[], x: number}[]}[]}
 */
function rowsOf({ctx, width: whole}, keys) {
  Object.assign(ctx, {font: KEY_FONT, letterSpacing: "0px"});
  /** @type {ReturnType<typeof rowsOf>} */
  const rows = [];
  let x = Infinity;
  for (const key of keys) {
    const lines = wrapped(ctx, key.words, whole - SWATCH, 4);
    const width = SWATCH + Math.max(...lines.map((line) => ctx.measureText(line).width));
    if (x + width > whole) {
      rows.push({height: 0, entries: []});
      x = 0;
    }
    const row = rows[rows.length - 1];
    row.entries.push({key, lines, x});
    row.height = Math.max(row.height, key.height, lines.length * KEY_LEADING + 4);
    x += width + KEY_GAP;
  }
  return rows;
}

/** @param {Sheet} sheet @param {Key[]} keys */
export function drawKeys(sheet, keys) {
  const {ctx, theme, x: left, width: whole} = sheet;
  const isRtl = DIRECTION === "rtl";
  for (const {entries, height} of rowsOf(sheet, keys)) {
    const middle = sheet.y + height / 2;
    for (const {key, lines, x} of entries) {
      const at = (/** @type {number} */ from) => (isRtl ? left + whole - x - from : left + x + from);
      drawAt(ctx, at(SWATCH / 2 - 2), middle, () => key.paint(ctx, theme));
      Object.assign(ctx, {font: KEY_FONT, letterSpacing: "0px", fillStyle: theme.label, direction: DIRECTION, textAlign: isRtl ? "right" : "left", textBaseline: "middle"});
      lines.forEach((line, i) => ctx.fillText(line, at(SWATCH), middle + (i - (lines.length - 1) / 2) * KEY_LEADING));
    }
    sheet.y += height;
  }
  sheet.y += keys.length ? 6 : 0;
}

/** @param {Ctx} ctx @param {number} x px @param {number} y @param {() => void} draw round the origin */
function drawAt(ctx, x, y, draw) {
  ctx.save();
  ctx.translate(x, y);
  draw();
  ctx.restore();
}

// Text as the page may show it: clipped, safe addresses, lengths, and the direction of a sentence
// with foreign names in it. Never depends on the browser's locale or clock. Pure.

import {DIRECTION} from "./language.js";
import {distanceWords, statedWords} from "./lengths.js";

const DIRECTIONS = /[\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]+/g; // marks without a width
const CONTROLS = /[\u0000-\u001f\u007f-\u009f\u2028\u2029]+/g;
const OWN_DIRECTION = DIRECTION === "rtl" ? "\u200f" : "\u200e"; // an invisible mark

/**
 * One line for a canvas: no control or direction marks, at most `max` characters.
 * @param {string} text @param {number} max
 */
export function clip(text, max) {
  const head = text.slice(0, max * 4).replace(DIRECTIONS, "").replace(CONTROLS, " ").trim();
  const chars = Array.from(head);
  if (chars.length <= max && text.length <= max * 4) return head;
  return chars.slice(0, max - 1).join("").trimEnd() + "…";
}

/** The address when it is http or https, else null. @param {string|null|undefined} text */
export function safeUrl(text) {
  if (!text || text.length > 2000) return null;
  try {
    const url = new URL(text);
    return url.protocol === "https:" || url.protocol === "http:" ? url.href : null;
  } catch {
    return null;
  }
}

/** A radius, no finer than it is known: 3000 → "3 km", 450 → "450 m", 70400 → "70 km". @param {number} metres */
export function lengthWords(metres) {
  if (metres < 1000) return distanceWords(metres);
  return statedWords(metres < 20000 ? metres / 1000 : Math.round(metres / 1000));
}

/**
 * A sentence of the page's own, whatever script the names in it have: it begins with the
 * invisible mark that gives it the page's direction. @param {string} text
 */
export function ours(text) {
  return OWN_DIRECTION + text;
}

/** Text that keeps its own direction inside a sentence. @param {string} text */
export function isolated(text) {
  return `\u2068${text}\u2069`;
}

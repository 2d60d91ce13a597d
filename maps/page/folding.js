// Text as it is compared in a search: small letters, no accents or vowel points, no apostrophes,
// letters that are written in several ways as one, Arabic digits as 0 to 9, dashes as one. Letter by
// letter through a table, so that texts of any script are folded as fast: some 4 ns a letter. Pure.

const UNSEEN = /[\p{Cf}'`´‘’ʹʻʼʾʿ′ـ]/gu; // direction marks, soft hyphens, apostrophes, the Arabic stretch
const MARKS = /(?=\p{M})(?![\u3099\u309a])[\p{Script=Inherited}\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Syriac}]/gu;
const ALIKE = /** @type {Record<string, string>} */ ({
  "ٱ": "ا", "ى": "ي", "ی": "ي", "ة": "ه", "ہ": "ه", "ھ": "ه", "ک": "ك",
  "ı": "i", "ł": "l", "đ": "d", "ð": "d", "ø": "o", "ħ": "h", "ß": "ss", "æ": "ae", "œ": "oe", "þ": "th", "ς": "σ",
});
const LETTERS = new RegExp(`[${Object.keys(ALIKE).join("")}]`, "g");
const DIGITS = /[٠-٩۰-۹]/g; // of both blocks the last four bits are the number
const DASHES = /\p{Pd}/gu;
const SEVERAL = 0xffff;
const UNMADE = 0xfffe;
const LONGEST = 18; // letters that one letter may become
const HANGUL = [0xac00, 0xd7ff]; // syllables stay whole

/** @typedef {{one: Uint16Array, several: Map<number, string>}} Folds by UTF-16 unit: what becomes of it, 0 if nothing */

/** @type {Folds|null} */
let known = null;

/** @param {string} letter */
function foldedLetter(letter) {
  return letter.replace(UNSEEN, "").normalize("NFKD").replace(UNSEEN, "").replace(MARKS, "").toLowerCase()
    .replace(LETTERS, (own) => ALIKE[own]).replace(DIGITS, (digit) => String(digit.charCodeAt(0) & 15)).replace(DASHES, "-");
}

/** @returns {Folds} of ASCII at first; other letters as they are met, since making all takes 40 ms */
function folds() {
  if (known) return known;
  known = {one: new Uint16Array(0x10000).fill(UNMADE), several: new Map()};
  for (let unit = 0; unit < 128; unit += 1) make(known, unit);
  return known;
}

/** @param {Folds} folds @param {number} unit @returns {number} what becomes of it */
function make({one, several}, unit) {
  const isWhole = (unit >= HANGUL[0] && unit < 0xe000) || unit === SEVERAL;
  const letters = isWhole ? String.fromCharCode(unit) : foldedLetter(String.fromCharCode(unit));
  if (letters.length > 1) several.set(unit, letters);
  return one[unit] = letters.length > 1 ? SEVERAL : letters.length ? letters.charCodeAt(0) : 0;
}

let scratch = new Uint8Array(0); // one for all texts: a search folds hundreds of MB

/** The units of a folded text that are all of ASCII, until the next is folded; else null. @param {string} text */
function foldedBytes(text) {
  const {one} = folds();
  if (text.length > scratch.length) scratch = new Uint8Array(2 * text.length);
  const out = scratch;
  let n = 0;
  for (let i = 0; i < text.length; i += 1) {
    const unit = one[text.charCodeAt(i)];
    if (unit > 127) return null;
    out[n] = unit;
    n += unit === 0 ? 0 : 1;
  }
  return out.subarray(0, n);
}

/** The UTF-16 units of a folded text. @param {string} text */
function foldedUnits(text) {
  const table = folds();
  const {one, several} = table;
  let out = new Uint16Array(text.length + LONGEST);
  let n = 0;
  for (let i = 0; i < text.length; i += 1) {
    const code = text.charCodeAt(i);
    const unit = one[code] === UNMADE ? make(table, code) : one[code];
    if (unit !== SEVERAL) {
      out[n] = unit;
      n += unit === 0 ? 0 : 1;
      continue;
    }
    const letters = several.get(code) ?? "\ufffd";
    const room = n + text.length - i + LONGEST;
    if (room > out.length) out = grown(out, room * 2);
    for (let k = 0; k < letters.length; k += 1) out[n++] = letters.charCodeAt(k);
  }
  return out.subarray(0, n);
}

/** @param {Uint16Array} units @param {number} length */
function grown(units, length) {
  const out = new Uint16Array(length);
  out.set(units);
  return out;
}

const ascii = new TextDecoder();
const utf16 = new TextDecoder("utf-16le", {ignoreBOM: true});

/** Text as it is compared. @param {string} text */
export function folded(text) {
  if (text === "") return ""; // a page that nobody searches makes no tables
  const bytes = foldedBytes(text);
  return bytes ? ascii.decode(bytes) : utf16.decode(foldedUnits(text));
}

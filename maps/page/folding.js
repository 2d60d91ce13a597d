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

/** @returns {Folds} */
function folds() {
  if (known) return known;
  const one = Uint16Array.from({length: 0x10000}, (_, unit) => unit);
  const several = new Map();
  for (let unit = 0; unit < 0xffff; unit += 1) {
    if (unit >= HANGUL[0] && unit < 0xe000) continue;
    const letters = foldedLetter(String.fromCharCode(unit));
    one[unit] = letters.length > 1 ? SEVERAL : letters.length ? letters.charCodeAt(0) : 0;
    if (letters.length > 1) several.set(unit, letters);
  }
  known = {one, several};
  return known;
}

/** The units of a folded text that are all of ASCII, else null. @param {string} text */
function foldedBytes(text) {
  const {one} = folds();
  const out = new Uint8Array(text.length);
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
  const {one, several} = folds();
  let out = new Uint16Array(text.length + LONGEST);
  let n = 0;
  for (let i = 0; i < text.length; i += 1) {
    const unit = one[text.charCodeAt(i)];
    if (unit !== SEVERAL) {
      out[n] = unit;
      n += unit === 0 ? 0 : 1;
      continue;
    }
    const letters = several.get(text.charCodeAt(i)) ?? "\ufffd";
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

// Numbers, dates, links and labels as text. Never depends on the browser's locale or clock. Pure.

const MONTHS = [
  "January", "February", "March", "April", "May", "June",
  "July", "August", "September", "October", "November", "December",
];
const CONTROLS = /[\u0000-\u001f\u007f-\u009f\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]+/g;
const POINTS = ["north", "north-east", "east", "south-east", "south", "south-west", "west", "north-west"];
const LETTERS = /** @type {Record<string, string>} */ ({
  N: "north", NE: "north-east", E: "east", SE: "south-east",
  S: "south", SW: "south-west", W: "west", NW: "north-west",
});
const VERDICTS = /** @type {Record<string, string>} */ ({
  straight_line: "agrees with the straight line",
  road: "plausible as a road distance, not as a straight line",
  unusual: "unusually long, even for a road",
  contradicts: "contradicted by the map",
  holds: "holds", // a direction without a distance
});

/**
 * One line for a canvas: no control or direction marks, at most `max` characters.
 * @param {string} text @param {number} max
 */
export function clip(text, max) {
  const head = text.slice(0, max * 4).replace(CONTROLS, " ").trim();
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

/** 2024-12-01 → 1 December 2024; anything else as it stands. @param {string} iso */
export function dayWords(iso) {
  const parts = /^(\d{4})-(\d\d)-(\d\d)$/.exec(iso);
  const month = parts && MONTHS[Number(parts[2]) - 1];
  return parts && month ? `${Number(parts[3])} ${month} ${parts[1]}` : iso;
}

/** 140 → "140 km", 124.15 → "124.2 km". @param {number} value */
export function km(value) {
  return `${Number(value.toFixed(1))} km`;
}

/** 3000 → "3 km", 450 → "450 m". @param {number} metres */
export function lengthWords(metres) {
  return metres < 1000 ? `${Math.round(metres)} m` : km(metres < 20000 ? metres / 1000 : Math.round(metres / 1000));
}

/** @param {number|null} count */
export function fatalityWords(count) {
  if (count === null || count === undefined) return "not stated";
  return count === 0 ? "none reported" : String(count);
}

/** @param {number} count @param {string} one @param {string} [many] */
export function plural(count, one, many = `${one}s`) {
  return `${count} ${count === 1 ? one : many}`;
}

/** @param {string} verdict */
export function verdictWords(verdict) {
  return VERDICTS[verdict] ?? verdict;
}

/** 197.2 → "south". @param {number} azimuth degrees clockwise from north */
export function compass(azimuth) {
  return POINTS[Math.round(azimuth / 45) % 8];
}

/** "S" → "south"; a finer point as it stands. @param {string} letters */
export function directionWords(letters) {
  return LETTERS[letters] ?? letters;
}

/**
 * A sentence of the page's own, whatever script the names in it have: it begins with the
 * invisible mark that makes its direction left to right. @param {string} text
 */
export function ours(text) {
  return `\u200e${text}`;
}

/** Text that keeps its own direction inside a sentence. @param {string} text */
export function isolated(text) {
  return `\u2068${text}\u2069`;
}

/** "first → second", leaving out what is not known. @param {string[]} who @param {string[]} whom */
export function partiesWords(who, whom) {
  if (!who.length && !whom.length) return "not stated";
  if (!whom.length) return who.join(", ");
  const names = (/** @type {string[]} */ list) => list.map(isolated).join(", ");
  return ours(`${who.length ? names(who) : "not stated"} → ${names(whom)}`);
}

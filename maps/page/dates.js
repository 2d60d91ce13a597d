// Days as words: EDTF dates of reports in the page's language, and days as numbers since
// 1970-01-01. The English agrees with data/edtf.py. Never the browser's locale or clock. Pure.

import {fill, words} from "./language.js";
import {NO_DAY} from "./payload.js";

const say = words({
  en: {
    months: ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"],
    about: "about {date}", possibly: "possibly {date}", both: "possibly, about {date}",
    since: "since {date}", until: "until {date}", unknown: "date not stated",
  },
  ar: {
    months: ["يناير", "فبراير", "مارس", "أبريل", "مايو", "يونيو", "يوليو", "أغسطس", "سبتمبر", "أكتوبر", "نوفمبر", "ديسمبر"],
    about: "نحو {date}", possibly: "ربما {date}", both: "ربما نحو {date}",
    since: "منذ {date}", until: "حتى {date}", unknown: "التاريخ غير مذكور",
  },
});

const DAY_MS = 86_400_000;
const DATE = /^(\d{4})(?:-(\d\d|XX))?(?:-(\d\d|XX))?([~?%]?)$/;
const QUALIFIERS = /** @type {Record<string, string>} */ ({"": "{date}", "~": say.about, "?": say.possibly, "%": say.both});

/** @param {string} part */
function partWords(part) {
  const found = DATE.exec(part);
  if (!found) return part;
  const [, year, month, day, qualifier] = found;
  const name = month && month !== "XX" ? say.months[Number(month) - 1] : undefined;
  if (name === undefined && month && month !== "XX") return part;
  const date = [name && day && day !== "XX" ? String(Number(day)) : "", name ?? "", year].filter(Boolean).join(" ");
  return fill(QUALIFIERS[qualifier], {date});
}

/** 2024-11-30/2024-12-01 → 30 November 2024 – 1 December 2024; null: not stated. @param {string|null} edtf */
export function dateWords(edtf) {
  if (edtf === null) return say.unknown;
  const [first, last] = edtf.split("/");
  if (last === undefined) return partWords(first);
  if (last === "..") return fill(say.since, {date: partWords(first)});
  if (first === "..") return fill(say.until, {date: partWords(last)});
  return `${partWords(first)} – ${partWords(last)}`;
}

/** @param {number} day since 1970-01-01 @returns {string} 2024-11-30 */
export function isoDay(day) {
  return new Date(day * DAY_MS).toISOString().slice(0, 10);
}

/** @param {string} iso 2024-11-30 @returns {number} day since 1970-01-01; NO_DAY if it is none */
export function dayOf(iso) {
  const time = /^\d{4}-\d\d-\d\d$/.test(iso) ? Date.parse(`${iso}T00:00:00Z`) : NaN;
  return Number.isNaN(time) ? NO_DAY : time / DAY_MS;
}

/** EDTF of a first and a last day; null if neither is known. @param {number} start @param {number} end */
export function edtfOf(start, end) {
  if (start === NO_DAY && end === NO_DAY) return null;
  if (start === end) return isoDay(start);
  return `${start === NO_DAY ? ".." : isoDay(start)}/${end === NO_DAY ? ".." : isoDay(end)}`;
}

/** The year and month of a day, as a number that grows by one a month. @param {number} day */
export function monthOf(day) {
  const date = new Date(day * DAY_MS);
  return date.getUTCFullYear() * 12 + date.getUTCMonth();
}

/** The first day of a month. @param {number} month as monthOf gives it */
export function firstDay(month) {
  return Date.UTC(Math.floor(month / 12), month % 12, 1) / DAY_MS;
}

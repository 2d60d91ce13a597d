// What the timeline says: the days that are chosen and how many events they have, a bar under the
// pointer, and the names of its controls.

import {eventCount} from "./events.js";
import {counted, fill, numberWords, words} from "./language.js";
import {spanWords} from "./timeaxis.js";
import {daysOf, inBin} from "./timebins.js";
import {typeWords} from "./typewords.js";
import {isolated} from "./words.js";

/** @import {Group} from "./payload.js" */
/** @import {Axis, Counts, Range, Unit} from "./timebins.js" */

export const say = words({
  en: {
    title: "Timeline", none: "No event has a date.", controls: "Steps through time", ends: "Chosen days",
    earlier: "Earlier", play: "Play", pause: "Pause", later: "Later", all: "All days", closer: "Closer", whole: "Whole time", more: "Exact days, table",
    first: "First day", last: "Last day", open: "{date}, not limited",
    hint: "Arrow keys move this end, with Shift both; Page Up and Page Down move it further; Escape shows all days.",
    allDays: "All days",
    count: {one: "{days}: {shown} of {n} event", other: "{days}: {shown} of {n} events"},
    undated: {one: "{n} without date", other: "{n} without date"},
    leftOut: {one: "{n} without date is left out", other: "{n} without date are left out"},
    unit: {day: "A bar is a day.", week: "A bar is a week from Monday.", month: "A bar is a month.", year: "A bar is a year."},
    off: "Not on this stretch: {before} earlier, {after} later.",
    sure: "date known, within one bar", perhaps: "over several bars, or date not exact: counted in every bar where it may belong",
    faint: "faint: days that are not chosen",
    bar: "{days}: {events}", barPerhaps: "{days}: {events}, {open} of them perhaps", part: "{group} {n}",
    playing: "Playing", stopped: "Stopped. {line}", zoomed: "The timeline shows {days}. {unit}",
  },
  ar: {
    title: "الخط الزمني", none: "لا يوجد حدث له تاريخ.", controls: "التنقل عبر الزمن", ends: "الأيام المختارة",
    earlier: "السابق", play: "تشغيل", pause: "إيقاف", later: "التالي", all: "كل الأيام", closer: "تفصيل", whole: "الفترة كلها", more: "أيام محددة وجدول",
    first: "أول يوم", last: "آخر يوم", open: "{date}، بلا حد",
    hint: "تحرّك مفاتيح الأسهم هذا الطرف، ومع Shift الطرفين معًا؛ ويحركه Page Up و Page Down مسافة أكبر؛ ويعرض Escape كل الأيام.",
    allDays: "كل الأيام",
    count: {
      zero: "{days}: لا أحداث", one: "{days}: {shown} من حدث واحد", two: "{days}: {shown} من حدثين",
      few: "{days}: {shown} من {n} أحداث", many: "{days}: {shown} من {n} حدثًا", other: "{days}: {shown} من {n} حدث",
    },
    undated: {zero: "", one: "حدث واحد بلا تاريخ", two: "حدثان بلا تاريخ", few: "{n} أحداث بلا تاريخ", many: "{n} حدثًا بلا تاريخ", other: "{n} حدث بلا تاريخ"},
    leftOut: {
      zero: "", one: "استُبعد حدث واحد بلا تاريخ", two: "استُبعد حدثان بلا تاريخ",
      few: "استُبعدت {n} أحداث بلا تاريخ", many: "استُبعد {n} حدثًا بلا تاريخ", other: "استُبعد {n} حدث بلا تاريخ",
    },
    unit: {day: "كل عمود يمثل يومًا.", week: "كل عمود يمثل أسبوعًا يبدأ يوم الاثنين.", month: "كل عمود يمثل شهرًا.", year: "كل عمود يمثل سنة."},
    off: "خارج هذه الفترة: {before} قبلها و{after} بعدها.",
    sure: "تاريخه معروف ويقع ضمن عمود واحد", perhaps: "يمتد على عدة أعمدة أو تاريخه غير دقيق: يُحسب في كل عمود قد يقع فيه",
    faint: "باهت: أيام غير مختارة",
    bar: "{days}: {events}", barPerhaps: "{days}: {events}، منها {open} محتملة", part: "{group} {n}",
    playing: "بدأ التشغيل", stopped: "توقف. {line}", zoomed: "يعرض الخط الزمني {days}. {unit}",
  },
});

/**
 * "30 November 2024 – 1 December 2024: 12 of 15 events; 2 without date are left out".
 * @param {Range|null} days @param {number} shown @param {number} all @param {number} undated
 */
export function lineWords(days, shown, all, undated) {
  const count = fill(counted(all, say.count), {days: days === null ? say.allDays : spanWords(days), shown});
  if (undated === 0) return count;
  return [count, counted(undated, days === null ? say.undated : say.leftOut)].join(words({en: "; ", ar: "؛ "}));
}

/** What a bar shows, and of which groups. @param {Axis} axis @param {Counts} counts @param {Group[]} groups @param {number} bin */
export function barWords(axis, counts, groups, bin) {
  const {all, perhaps} = inBin(counts, bin);
  const days = spanWords(daysOf(axis, [bin, bin]));
  const whole = fill(perhaps ? say.barPerhaps : say.bar, {days, events: eventCount(all), open: perhaps});
  const parts = groups.flatMap(({name}, i) => {
    const n = counts.sure[bin * counts.groups + i] + counts.perhaps[bin * counts.groups + i];
    return n ? [fill(say.part, {group: isolated(typeWords(name)), n})] : [];
  });
  return parts.length ? `${whole} (${parts.join(words({en: ", ", ar: "، "}))})` : whole;
}

/** What a bar is, and how much the axis leaves out. @param {Unit} unit @param {Counts} counts */
export function axisWords(unit, {before, after}) {
  return before + after === 0 ? say.unit[unit] : `${say.unit[unit]} ${fill(say.off, {before: numberWords(before), after: numberWords(after)})}`;
}

// What stands on a picture's sheet beside the map: who reports it and when, how much of it is
// shown, and whose work the map is.

import {dateWords} from "./dates.js";
import {chipsOf} from "./facets.js";
import {fill, words} from "./language.js";
import {clip, isolated, ours, safeUrl} from "./words.js";

/** @import {Report} from "./payload.js" */
/** @import {State} from "./state.js" */

const MOST_CHOICES = 8; // that are named

const say = words({
  en: {
    published: "published {date}", machine: "read by machine, not reviewed",
    events: "Events: {n}", chosen: "Events chosen: {n} of {all}", view: "in this view: {n}", unplaced: "without a place on the map: {n}",
    report: "Report: {url}", map: "Map: {sources}.", tiles: "The online map tiles are left out.", and: "; ", more: "…",
  },
  ar: {
    published: "نُشر في {date}", machine: "قراءة آلية لم تُراجع",
    events: "الأحداث: {n}", chosen: "الأحداث المختارة: {n} من أصل {all}", view: "في هذا العرض: {n}", unplaced: "بلا مكان على الخريطة: {n}",
    report: "التقرير: {url}", map: "الخريطة: {sources}.", tiles: "لا تظهر هنا صور الخريطة من الإنترنت.", and: "؛ ", more: "…",
  },
});

/** Who, and when. @param {Report} report */
export function factWords({publisher, published, machine_read: machine}) {
  const facts = [
    publisher && isolated(clip(publisher, 120)), published && fill(say.published, {date: dateWords(published)}), machine && say.machine,
  ].filter(Boolean);
  return facts.length ? ours(facts.join(" · ")) : "";
}

/** How much is shown, and by what choice. @param {State} state @param {number} seen events in view */
export function drawnWords({data, events, filter}, seen) {
  const unplaced = filter.count - events.marks.placed;
  const chips = chipsOf(filter).map(({text}) => isolated(clip(text, 80)));
  const facts = [
    filter.isActive ? fill(say.chosen, {n: filter.count, all: data.events.count}) : fill(say.events, {n: filter.count}),
    ...(seen === filter.count ? [] : [fill(say.view, {n: seen})]),
    ...(unplaced ? [fill(say.unplaced, {n: unplaced})] : []),
    ...chips.slice(0, MOST_CHOICES), ...(chips.length > MOST_CHOICES ? [say.more] : []),
  ];
  return ours(facts.join(" · "));
}

/** The last lines, each a text. @param {State} state @returns {string[]} */
export function sourceWords({data, map}) {
  const {attribution, notes, report} = data;
  const url = safeUrl(report.url);
  let isTiled = false;
  map.eachLayer((layer) => { isTiled ||= layer instanceof L.TileLayer; });
  const sources = attribution.map(({text}) => isolated(clip(text, 200))).join(say.and);
  return [
    ...(isTiled ? [say.tiles] : []),
    ...(url ? [ours(fill(say.report, {url: isolated(clip(url, 300))}))] : []),
    ...(sources ? [ours(fill(say.map, {sources}))] : []),
    ...notes.map((note) => clip(note, 400)),
  ];
}

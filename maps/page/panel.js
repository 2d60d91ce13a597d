// What stands beside the map, in sections: list, filters, checks, text of the report, sources.

import {changeSection} from "./changes.js";
import {contradictionSection, distanceSection, findingSection} from "./checks.js";
import {dateWords} from "./dates.js";
import {gradeWords} from "./details.js";
import {el, link, paragraph, said, section} from "./dom.js";
import {eventCount} from "./events.js";
import {filterSection} from "./filters.js";
import {fill, words} from "./language.js";
import {legend} from "./legend.js";
import {EventList} from "./list.js";
import {reportSection, REPORTS} from "./reports.js";
import {Tabs} from "./tabs.js";

/** @import {Data, Report} from "./payload.js" */
/** @import {State} from "./state.js" */

const say = words({
  en: {
    published: "Published {date}", grade: "Reliability of the source:", machine: "Read by machine from the article; nobody has reviewed it.",
    untitled: "Events on a map", sections: "Sections",
    events: "Events", filters: "Filters", checks: "Checks", text: "Text", about: "About", sources: "Sources", notes: "Notes", map: "Map with {count}. Everything drawn on it is also in the list.",
  },
  ar: {
    published: "نُشر في {date}", grade: "موثوقية المصدر:", machine: "قرأته الآلة من المقال ولم يراجعه أحد.",
    untitled: "أحداث على خريطة", sections: "الأقسام",
    events: "الأحداث", filters: "التصفية", checks: "التحقق", text: "النص", about: "عن الخريطة", sources: "المصادر", notes: "ملاحظات", map: "على الخريطة: {count}. كل ما عليها موجود أيضًا في القائمة.",
  },
});

/** @param {Report} report @returns {HTMLElement[]} */
export function headerContent(report) {
  const facts = el("p", {class: "cm-facts"});
  if (report.published) facts.append(el("span", null, fill(say.published, {date: dateWords(report.published)})));
  if (report.publisher) facts.append(el("span", null, link(report.publisher, report.url)));
  if (report.reliability) facts.append(el("span", null, say.grade, " ", said(gradeWords(report.reliability))));
  return [el("h1", {dir: "auto"}, report.title || say.untitled), facts];
}

/** @param {Data} data */
function sourceSection({attribution}) {
  if (!attribution.length) return null;
  return section("cm-sources", say.sources, el("ul", {class: "cm-plain"}, ...attribution.map(({text, url}) => el("li", null, link(text, url)))));
}

/** @param {Data} data */
function noteSection({notes}) {
  if (!notes.length) return null;
  return section("cm-notes", say.notes, el("ul", {class: "cm-plain"}, ...notes.map((note) => el("li", null, paragraph(note)))));
}

/** Makes the list and fills the panel; the text must be there if there is one. @param {State} state @param {Element} root */
export function mountPanel(state, root) {
  const {data} = state;
  state.list = new EventList(state);
  const key = legend(data);
  const checks = [contradictionSection(state), distanceSection(state), findingSection(data)];
  state.tabs = new Tabs(say.sections, [
    {id: "reports", title: REPORTS, parts: [reportSection(state)]},
    {id: "events", title: say.events, parts: [changeSection(state, key), key, state.list.section]},
    {id: "filters", title: say.filters, parts: [filterSection(state)]},
    {id: "checks", title: say.checks, parts: checks},
    {id: "text", title: say.text, parts: [state.text?.section() ?? null]},
    {id: "about", title: say.about, parts: [sourceSection(data), noteSection(data)]},
  ]);
  const notice = data.report.machine_read ? [el("p", {class: "cm-notice", role: "note"}, say.machine)] : [];
  root.append(...notice, ...state.tabs.nodes);
}

/** One line for the map's own accessible name. @param {Data} data */
export function mapLabel({events}) {
  let placed = 0;
  for (let row = 0; row < events.count; row += 1) if (events.place[row] >= 0) placed += 1;
  return fill(say.map, {count: eventCount(placed)});
}

// What stands beside the map: legend, list, contradictions, distances, findings, text, sources.

import {contradictionSection, distanceSection, findingSection} from "./checks.js";
import {dateWords} from "./dates.js";
import {gradeWords} from "./details.js";
import {el, link, paragraph, said, section} from "./dom.js";
import {eventCount} from "./events.js";
import {fill, words} from "./language.js";
import {legend} from "./legend.js";
import {EventList} from "./list.js";

/** @import {Data, Report} from "./payload.js" */
/** @import {State} from "./state.js" */

const say = words({
  en: {
    published: "Published {date}", grade: "Reliability of the source:", machine: "Read by machine from the article; nobody has reviewed it.",
    untitled: "Events on a map", sections: "Sections", sources: "Sources", notes: "Notes", map: "Map with {count}. Everything drawn on it is also in the list.",
  },
  ar: {
    published: "نُشر في {date}", grade: "موثوقية المصدر:", machine: "قرأته الآلة من المقال ولم يراجعه أحد.",
    untitled: "أحداث على خريطة", sections: "الأقسام", sources: "المصادر", notes: "ملاحظات", map: "على الخريطة: {count}. كل ما عليها موجود أيضًا في القائمة.",
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

/** Links to the sections, so that the last is one step away. The address keeps what it says. @param {HTMLElement[]} sections */
function contents(sections) {
  const items = sections.map((one) => {
    const go = el("a", {href: `#${one.id}`}, one.querySelector("h2")?.textContent ?? "");
    go.addEventListener("click", (event) => {
      event.preventDefault();
      one.scrollIntoView({block: "start", behavior: "instant"});
      one.focus({preventScroll: true});
    });
    return el("li", null, go);
  });
  return el("nav", {class: "cm-contents", "aria-label": say.sections}, el("ul", null, ...items));
}

/** Makes the list and fills the panel; the text must be there if there is one. @param {State} state @param {Element} root */
export function mountPanel(state, root) {
  const {data} = state;
  state.list = new EventList(state);
  const sections = [
    state.list.section,
    contradictionSection(state),
    distanceSection(state),
    findingSection(data),
    state.text ? state.text.section() : null,
    sourceSection(data),
    noteSection(data),
  ].filter((one) => one !== null);
  const notice = data.report.machine_read ? [el("p", {class: "cm-notice", role: "note"}, say.machine)] : [];
  root.append(...notice, contents(sections), legend(data), ...sections);
}

/** One line for the map's own accessible name. @param {Data} data */
export function mapLabel({events}) {
  let placed = 0;
  for (let row = 0; row < events.count; row += 1) if (events.place[row] >= 0) placed += 1;
  return fill(say.map, {count: eventCount(placed)});
}

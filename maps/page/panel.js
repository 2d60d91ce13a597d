// What stands beside the map: header, legend, list, contradictions, distances, findings, sources.

import {button, el, link, paragraph, said, terms} from "./dom.js";
import {legend} from "./legend.js";
import {eventSections, inTextButton} from "./list.js";
import {contradictions, statusOf} from "./payload.js";
import {clip, compass, dayWords, directionWords, isolated, km, ours, plural, verdictWords} from "./words.js";

/** @import {Data, Distance, Report} from "./payload.js" */
/** @import {State} from "./state.js" */

/** @param {Report} report @returns {HTMLElement[]} */
export function headerContent(report) {
  const facts = el("p", {class: "cm-facts"});
  if (report.published) facts.append(el("span", null, `Published ${dayWords(report.published)}`));
  if (report.publisher) facts.append(el("span", null, link(report.publisher, report.url)));
  const words = [report.reliability, report.reliability_words].filter(Boolean).join(", ");
  if (words) facts.append(el("span", null, "Reliability of the source: ", said(words)));
  return [el("h1", {dir: "auto"}, report.title), facts];
}

/** @param {Report} report */
function machineNotice(report) {
  if (!report.machine_read) return [];
  return [el("p", {class: "cm-notice", role: "note"}, "Read by machine from the article; nobody has reviewed it.")];
}

/** @param {string} id @param {string} title @param {Node[]} children */
function section(id, title, children) {
  return el("section", {id, "aria-labelledby": `${id}-title`}, el("h2", {id: `${id}-title`}, title), ...children);
}

/** Events that contradict each other, side by side. @param {State} state */
function contradictionSection(state) {
  const {events} = state.data;
  const groups = contradictions(state.data).map((rows) =>
    el("ul", {class: "cm-sides"}, ...rows.map((row) =>
      el("li", null,
        el("p", {class: "cm-side-who", dir: "auto"}, ours(clip(events.attribution[row], 200))),
        button(said(clip(events.summary[row], 300)), () => state.choose(row), {class: "cm-link"}),
        el("p", {class: "cm-side-status"}, said(statusOf(state.data, row).words))))));
  return groups.length ? [section("cm-contradictions", "Told differently", groups)] : [];
}

/** @param {Distance} d */
function directionText(d) {
  const azimuth = `azimuth ${d.azimuth_deg.toFixed(1)}°, ${compass(d.azimuth_deg)}`;
  if (d.direction === null) return `none stated (${azimuth})`;
  const holds = d.direction_holds === null ? "not checked" : d.direction_holds ? "holds" : "does not hold";
  return `stated ${directionWords(d.direction)}: ${holds} (${azimuth})`;
}

/** @param {State} state @param {number} row */
function distanceItem(state, row) {
  const d = state.data.distances[row];
  const name = el("span", {class: "cm-item-summary", dir: "auto"}, ours(`${isolated(clip(d.from, 100))} → ${isolated(clip(d.to, 100))}`));
  const choose = button(name, () => state.measure(row), {class: "cm-item"});
  state.statements.push(choose);
  /** @type {[string, string | Node][]} */
  const rows = [
    ["Stated", d.stated_km === null ? "a direction, no distance" : km(d.stated_km)],
    ["Straight line", km(d.geodesic_km) + (d.tolerance_km === null ? "" : ` (tolerance ${km(d.tolerance_km)})`)],
  ];
  if (d.circuity !== null) rows.push(["Ratio", d.circuity.toFixed(3)]);
  rows.push(["Verdict", verdictWords(d.verdict)], ["Direction", directionText(d)]);
  if (d.claimed_by) rows.push(["Who says so", said(d.claimed_by)]);
  if (d.quote) rows.push(["Quote", said(d.quote)]);
  return el("li", {id: `cm-distance-${row}`, class: `cm-verdict-${d.verdict.replace(/[^a-z_]/g, "")}`},
    choose, terms(rows, "cm-terms"), paragraph(ours(d.message)), inTextButton(state, "distance", row));
}

/** @param {State} state */
function distanceSection(state) {
  const items = state.data.distances.map((_, row) => distanceItem(state, row));
  if (!items.length) return [];
  const bare = state.data.distances.some((d) => d.stated_km === null);
  const title = bare ? "Stated distances and directions" : "Stated distances";
  return [section("cm-distances", `${title} (${items.length})`, [el("ol", {class: "cm-list"}, ...items)])];
}

/** @param {Data} data */
function findingSection(data) {
  if (!data.findings.length) return [];
  const items = data.findings.map(({event, message}) =>
    el("li", null, paragraph(ours(message)), event === null ? null : el("p", {class: "cm-muted"}, "Event ", said(event))));
  return [section("cm-findings", `Not placed, or does not hold (${items.length})`, [el("ul", {class: "cm-plain"}, ...items)])];
}

/** @param {Data} data */
function sourceSections(data) {
  const sources = data.attribution.map(({text, url}) => el("li", null, link(text, url)));
  const notes = data.notes.map((note) => el("li", null, paragraph(note)));
  return [
    ...(sources.length ? [section("cm-sources", "Sources", [el("ul", {class: "cm-plain"}, ...sources)])] : []),
    ...(notes.length ? [section("cm-notes", "Notes", [el("ul", {class: "cm-plain"}, ...notes)])] : []),
  ];
}

/** Links to the sections, so that the last is one step away. @param {HTMLElement[]} sections */
function contents(sections) {
  const items = sections.filter((one) => one.id).map((one) => {
    const words = one.querySelector("h2")?.textContent ?? "";
    return el("li", null, el("a", {href: `#${one.id}`}, words));
  });
  return el("nav", {class: "cm-contents", "aria-label": "Sections"}, el("ul", null, ...items));
}

/** Fills the panel. @param {State} state @param {Element} root */
export function mountPanel(state, root) {
  const sections = [
    ...eventSections(state),
    ...contradictionSection(state),
    ...distanceSection(state),
    ...findingSection(state.data),
    ...(state.text ? [state.text.section()] : []),
    ...sourceSections(state.data),
  ];
  root.append(...machineNotice(state.data.report), contents(sections), legend(state.data), ...sections);
}

/** One line for the map's own accessible name. @param {Data} data */
export function mapLabel(data) {
  const drawn = data.events.place.filter((place) => place !== null).length;
  return `Map with ${plural(drawn, "event")}. Everything drawn on it is also in the list.`;
}

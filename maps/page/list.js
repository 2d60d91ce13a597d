// The list of events beside the map: its full text equivalent, and the way to it by keyboard.

import {button, el, said, terms} from "./dom.js";
import {listRows} from "./details.js";
import {countEvents, typeOf} from "./payload.js";
import {contradictedBy, eventSwatch, IN_TEXT} from "./popup.js";
import {clip} from "./words.js";

/** @import {Kind} from "./payload.js" */
/** @import {State} from "./state.js" */

const SUMMARY_MAX = 400; // characters on a button; the rest is in the text under it

/** @param {State} state @param {number} row @returns {HTMLLIElement} */
function listItem(state, row) {
  const {data} = state;
  const summary = data.events.summary[row];
  const head = el(
    "span",
    {class: "cm-item-head"},
    eventSwatch(data, row),
    el("span", {class: "cm-item-words"},
      el("span", {class: "cm-item-type", dir: "auto"}, typeOf(data, row)),
      el("span", {class: "cm-item-summary", dir: "auto"}, clip(summary, SUMMARY_MAX))),
  );
  const choose = button(head, () => state.choose(row), {class: "cm-item"});
  state.buttons.set(row, choose);
  const rows = listRows(data, row).map(([term, text, title]) =>
    /** @type {[string, Node, string?]} */ ([term, said(text), title]));
  if (summary.length > SUMMARY_MAX) rows.unshift(["In full", said(summary)]);
  const quote = data.events.quote[row];
  if (data.events.place[row] === null && quote !== null) rows.push(["Quote", said(quote)]);
  return el("li", {id: `cm-event-${row}`}, choose, terms(rows, "cm-terms"), inTextButton(state, "event", row), contradictedBy(data, row, state.choose));
}

/** Leads to where the report says so; null if it does not carry those words. @param {State} state @param {Kind} kind @param {number} row */
export function inTextButton(state, kind, row) {
  if (!state.data.marked[kind].has(row)) return null;
  return button(IN_TEXT, () => state.showInText(kind, row), {class: "cm-link cm-in-text"});
}

/** Up and Down go from event to event, Home and End to the first and last. @param {HTMLElement} list */
function addArrowKeys(list) {
  list.addEventListener("keydown", (event) => {
    const items = [...list.querySelectorAll(".cm-item")];
    const at = items.indexOf(/** @type {Element} */ (document.activeElement));
    const to = {ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: items.length - 1}[event.key];
    if (at < 0 || to === undefined) return;
    event.preventDefault();
    const next = items[Math.max(0, Math.min(items.length - 1, to))];
    if (next instanceof HTMLElement) next.focus();
  });
}

/** @param {State} state @param {number[]} rows @param {string} title @param {string} id */
function section(state, rows, title, id) {
  const list = rows.length
    ? el("ol", {class: "cm-list"}, ...rows.map((row) => listItem(state, row)))
    : el("p", {class: "cm-muted"}, "The report tells of no events.");
  addArrowKeys(list);
  return el("section", {id, "aria-labelledby": `${id}-title`},
    el("h2", {id: `${id}-title`}, `${title} (${rows.length})`), list);
}

/** The list's sections: what happened, then background and plans. @param {State} state @returns {HTMLElement[]} */
export function eventSections(state) {
  const rows = [...Array(countEvents(state.data)).keys()];
  const faint = rows.filter((row) => state.data.events.background[row]);
  const happened = rows.filter((row) => !state.data.events.background[row]);
  const sections = [section(state, happened, "Events", "cm-events")];
  if (faint.length) sections.push(section(state, faint, "Background and plans", "cm-background"));
  return sections;
}

/** Marks the chosen event, and shows it. @param {State} state @param {number | null} row @param {boolean} scroll to it */
export function markChosen(state, row, scroll) {
  for (const [other, node] of state.buttons) {
    if (other === row) node.setAttribute("aria-current", "true");
    else node.removeAttribute("aria-current");
  }
  const item = row === null ? null : state.buttons.get(row)?.closest("li");
  if (scroll && item && !isVisible(item)) item.scrollIntoView({block: "nearest", behavior: "instant"});
}

/** @param {Element} item */
function isVisible(item) {
  const panel = item.closest(".cm-panel");
  if (!panel || getComputedStyle(panel).overflowY !== "auto") return true; // a page that scrolls whole keeps its map in view
  const [a, b] = [item.getBoundingClientRect(), panel.getBoundingClientRect()];
  return a.top >= b.top && a.bottom <= b.bottom;
}

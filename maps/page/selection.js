// The chosen event or distance statement: one for map, list and text, which follow each other.

import {distanceLabel, distanceSentence} from "./checkwords.js";
import {announcement} from "./details.js";

/** @import {State} from "./state.js" */
/** @import {Kind} from "./payload.js" */

/** @param {State} state */
export function joinSelection(state) {
  const {events, distances} = state;
  state.choose = (row, node = /** @type {HTMLElement} */ (document.activeElement ?? document.body)) => {
    state.from = {row, node};
    events.select(row, {focus: true});
  };
  state.measure = (row) => showStatement(state, row, true);
  state.showInText = (kind, row) => showInText(state, kind, row);
  if (state.data.text.trim()) events.showInText = (row) => showInText(state, "event", row);
  events.listPlace = (place) => {
    state.filter.set({place: new Set([place])});
    events.close();
    state.tabs.show("events");
    state.list.section.focus();
  };
  events.on("eventselect", (event) => {
    const row = /** @type {{row?: number | null}} */ (event).row ?? null;
    showChosen(state, row);
    if (row !== null && distances.selected !== null) {
      distances.select(null, false);
      leaveStatement(state);
    }
    if (row === null) state.announce("");
    else state.data.texts.with([row], ([texts]) => state.announce(announcement(state.data, row, texts)));
  });
  distances.on("distanceselect", (event) => {
    const row = /** @type {{row?: number}} */ (event).row ?? 0;
    showStatement(state, row, false);
    const read = state.text?.isRead() && state.text.reveal({kind: "distance", row}, false);
    if (read) return;
    state.tabs.show("checks");
    state.statements[row].scrollIntoView({block: "nearest", behavior: "instant"});
  });
  distances.on("distanceleave", () => leaveStatement(state));
  state.map.on("popupclose", (event) => {
    const {popup} = /** @type {L.PopupEvent} */ (event);
    if (popup === events.card.popup && !events.card.opening) goBack(state, popup.getElement());
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") state.map.closePopup(events.card.popup);
  });
}

/** In the list and in the text, whichever the reader has before them. @param {State} state @param {number | null} row */
function showChosen(state, row) {
  const {text, from} = state;
  text?.mark("event", row);
  const fromPanel = from !== null && from.row === row;
  const read = row !== null && !fromPanel && text?.isRead() && text.reveal({kind: "event", row}, false);
  state.list.mark(row);
  if (row !== null && !read && !(fromPanel && text?.root.contains(from.node))) state.list.reveal(row);
}

/** @param {State} state @param {Kind} kind @param {number} row */
function showInText(state, kind, row) {
  state.tabs.show("text");
  const node = state.text?.reveal({kind, row}, true);
  if (!node) return;
  if (kind === "distance") {
    state.measure(row);
  } else {
    state.from = {row, node};
    if (state.events.selected !== row) state.events.select(row);
  }
}

/**
 * Gives the keyboard back to where the popup was opened from, if the popup or nothing had it.
 * @param {State} state @param {HTMLElement | undefined} popup
 */
function goBack(state, popup) {
  const {from, list, map, tabs} = state;
  const {activeElement, body} = document;
  state.from = null;
  if (activeElement !== body && !popup?.contains(activeElement)) return;
  if (from?.node !== body && from?.node.checkVisibility()) from.node.focus();
  else if (from === null || tabs.shown !== "events" || !list.focus(from.row)) map.getContainer().focus({preventScroll: true});
}

/** @param {State} state @param {number} row @param {boolean} zoom */
function showStatement(state, row, zoom) {
  state.distances.select(row, zoom);
  state.text?.mark("distance", row);
  state.statements.forEach((node, i) => {
    if (i === row) node.setAttribute("aria-current", "true");
    else node.removeAttribute("aria-current");
  });
  const distance = state.data.distances[row];
  state.announce(`${distanceLabel(distance)}. ${distanceSentence(distance)}`);
}

/** @param {State} state */
function leaveStatement(state) {
  state.text?.mark("distance", null);
  for (const node of state.statements) node.removeAttribute("aria-current");
}

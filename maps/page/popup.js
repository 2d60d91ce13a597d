// The popup of an event, and of a place with many events. Text only: nothing in it is parsed.

import {button, el, paragraph, said, terms} from "./dom.js";
import {lookOf, popupRows} from "./details.js";
import {isArea, typeOf} from "./payload.js";
import {swatch} from "./swatch.js";
import {drawMark} from "./symbols.js";
import {prefersStill} from "./theme.js";
import {clip, plural} from "./words.js";

/** @import {Data} from "./payload.js" */
/** @typedef {(row: number) => void} Open */

export const IN_TEXT = "In the text";

export const NARROW = 600; // px: on a narrower map the zoom control makes way for the popup
const CONTROLS = 44; // px at the left where the zoom control stands
const EDGE = 10; // px kept free between a popup and the map's frame

/** @param {Data} data @param {number} row */
export function eventSwatch(data, row) {
  const place = data.events.place[row];
  const area = place !== null && isArea(data, place);
  return swatch((ctx, theme) => drawMark(ctx, lookOf(data, row, theme, area), 0, 0, theme), 32, 32);
}

/** Events that say otherwise, each a button that opens it. @param {Data} data @param {number} row @param {Open} open */
export function contradictedBy(data, row, open) {
  const others = data.events.conflicts_with[row];
  if (!others.length) return null;
  const list = el("ul", null);
  for (const other of others) {
    const text = `${clip(data.events.summary[other], 160)} — ${clip(data.events.attribution[other], 120)}`;
    list.append(el("li", null, button(said(text), () => open(other), {class: "cm-link"})));
  }
  return el("div", {class: "cm-contradicted"}, el("strong", null, "Conflicts with:"), list);
}

/** @param {Data} data @param {number} row @param {Open} open @param {Open | null} showInText */
export function eventCard(data, row, open, showInText) {
  const quote = data.events.quote[row];
  const head = el("div", {class: "cm-card-head"}, eventSwatch(data, row), said(typeOf(data, row)));
  const summary = paragraph(data.events.summary[row], "cm-card-summary");
  const rows = popupRows(data, row).map(([term, text, title]) =>
    /** @type {[string, Node, string?]} */ ([term, said(text), title]));
  return el(
    "div",
    {class: "cm-card", role: "dialog", "aria-label": "Event details", tabindex: "-1"},
    head,
    summary,
    terms(rows, "cm-terms"),
    quote === null ? null : el("blockquote", {class: "cm-quote", dir: "auto"}, paragraph(quote)),
    showInText && data.marked.event.has(row) ? button(IN_TEXT, () => showInText(row), {class: "cm-link cm-in-text"}) : null,
    data.report.machine_read ? el("p", {class: "cm-card-machine"}, "read by machine, not reviewed") : null,
    contradictedBy(data, row, open),
  );
}

/** @param {Data} data @param {number[]} rows @param {string} label the place @param {Open} open */
export function placeCard(data, rows, label, open) {
  const list = el("ul", {class: "cm-card-list"});
  for (const row of rows) {
    const text = el("span", {dir: "auto"}, `${clip(data.events.summary[row], 120)} (${data.events.date_words[row]})`);
    const item = el("span", {class: "cm-card-head"}, eventSwatch(data, row), text);
    list.append(el("li", null, button(item, () => open(row), {class: "cm-link"})));
  }
  const head = el("strong", null, said(label), `: ${plural(rows.length, "event")}`);
  return el("div", {class: "cm-card", role: "dialog", "aria-label": "Events at one place", tabindex: "-1"}, head, list);
}

/**
 * Moves the map until an open popup is whole inside it. Leaflet's own way heeds no wish for
 * little motion, and puts popups under the zoom control.
 * @param {L.Map} map @param {L.Popup} popup
 */
export function showWhole(map, popup) {
  const box = popup.getElement()?.getBoundingClientRect();
  const frame = map.getContainer().getBoundingClientRect();
  if (!box) return;
  const left = box.left - frame.left - (frame.width < NARROW ? EDGE : EDGE + CONTROLS);
  const top = box.top - frame.top - EDGE;
  const right = box.right - frame.right + EDGE;
  const bottom = box.bottom - frame.bottom + EDGE;
  const x = left < 0 ? left : Math.max(0, Math.min(right, left));
  const y = top < 0 ? top : Math.max(0, Math.min(bottom, top));
  if (x || y) map.panBy([x, y], {animate: !prefersStill()});
}

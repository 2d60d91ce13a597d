// The popup of an event, and of a place with many events.

import {siteHref} from "./addresses.js";
import {button, el, pageLink, paragraph, said} from "./dom.js";
import {cardBody, eventSwatch, typeLine} from "./eventcard.js";
import {dateWordsOf, eventCount} from "./events.js";
import {counted, DIRECTION, words} from "./language.js";
import {prefersStill} from "./theme.js";
import {clip, isolated, ours} from "./words.js";

/** @import {Open} from "./eventcard.js" */
/** @import {Data} from "./payload.js" */
/** @import {Texts} from "./texts.js" */
/** @typedef {{count: number, act: () => void}} More events that a card leaves out, and what shows them all in the list */

const say = words({
  en: {
    event: "Event details", place: "Events at one place",
    more: {one: "{n} more: show all in the list", other: "{n} more: show all in the list"},
  },
  ar: {
    event: "تفاصيل الحدث", place: "أحداث في مكان واحد",
    more: {
      one: "حدث آخر: عرض الكل في القائمة", two: "حدثان آخران: عرض الكل في القائمة", few: "{n} أحداث أخرى: عرض الكل في القائمة",
      many: "{n} حدثًا آخر: عرض الكل في القائمة", other: "{n} حدث آخر: عرض الكل في القائمة",
    },
  },
});

export const NARROW = 600; // px: on a narrower map the zoom control makes way for the popup
const CONTROLS = 44; // px at the side where the zoom control stands
const EDGE = 10; // px kept free between a popup and the map's frame

/**
 * @param {Data} data @param {Texts} texts of the row @param {number} row @param {Open} open another event
 * @param {Open | null} showInText @param {((row: number) => string) | null} [href] the address of an event
 */
export function eventCard(data, texts, row, open, showInText, href = null) {
  return el(
    "div",
    {class: "cm-card", role: "dialog", "aria-label": say.event, tabindex: "-1"},
    el("div", {class: "cm-card-head"}, eventSwatch(data, row), el("span", null, ...typeLine(data, row))),
    paragraph(texts.summary ?? "", "cm-card-summary"),
    ...cardBody(data, texts, row, {open, showInText, href}),
  );
}

/**
 * @param {Data} data @param {number[]} rows @param {Texts[]} texts of the rows @param {string} label the place
 * @param {Open} open @param {More | null} [more]
 */
export function placeCard(data, rows, texts, label, open, more = null) {
  const list = el("ul", {class: "cm-card-list"});
  rows.forEach((row, i) => {
    const words = `${isolated(clip(texts[i].summary ?? "", 120))} (${isolated(dateWordsOf(data, row))})`;
    const item = el("span", {class: "cm-card-head"}, eventSwatch(data, row), said(ours(words)));
    list.append(el("li", null, button(item, () => open(row), {class: "cm-link"})));
  });
  const all = more && button(counted(more.count, say.more), more.act, {class: "cm-link cm-card-more"});
  const page = siteHref(data.placeHrefs[data.events.place[rows[0]]]);
  const head = el("strong", null, pageLink(label, page), `: ${eventCount(rows.length + (more?.count ?? 0))}`);
  return el("div", {class: "cm-card", role: "dialog", "aria-label": say.place, tabindex: "-1"}, head, list, all);
}

/**
 * Moves the map until an open popup is whole inside it, beside the controls. Leaflet's own way
 * heeds no wish for little motion, and puts popups under the zoom control.
 * @param {L.Map} map @param {L.Popup} popup
 */
export function showWhole(map, popup) {
  map.stop(); // where it is now is where it stays
  const box = popup.getElement()?.getBoundingClientRect();
  const frame = map.getContainer().getBoundingClientRect();
  if (!box) return;
  const tools = frame.width < NARROW ? 0 : CONTROLS;
  const [atLeft, atRight] = DIRECTION === "rtl" ? [0, tools] : [tools, 0];
  const left = box.left - frame.left - EDGE - atLeft;
  const top = box.top - frame.top - EDGE;
  const right = box.right - frame.right + EDGE + atRight;
  const bottom = box.bottom - frame.bottom + EDGE;
  const x = left < 0 ? left : Math.max(0, Math.min(right, left));
  const y = top < 0 ? top : Math.max(0, Math.min(bottom, top));
  const aside = tools ? pastLayers(map, box, x, y) : 0;
  if (x + aside || y) map.panBy([x + aside, y], {animate: !prefersStill()});
}

/** How much further the map must go, px, for a popup to stand beside the control of the layers. @param {L.Map} map @param {DOMRect} box of the popup @param {number} x by how much the map moves @param {number} y */
function pastLayers(map, box, x, y) {
  const control = map.getContainer().querySelector(".cm-layers")?.getBoundingClientRect();
  if (!control || box.top - y > control.bottom + EDGE) return 0;
  const over = DIRECTION === "rtl" ? box.left - x - control.right - EDGE : box.right - x - control.left + EDGE;
  return DIRECTION === "rtl" ? Math.min(0, over) : Math.max(0, over);
}

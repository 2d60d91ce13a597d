// The popup of the chosen event, or of a place or cluster with many: opened at its mark, whole in
// the map's frame, and moved with its mark.

import {eventCount} from "./events.js";
import {counted, fill, words} from "./language.js";
import {eventCard, NARROW, placeCard, showWhole} from "./popup.js";
import {paintSwatches} from "./swatch.js";
import {RADIUS} from "./symbols.js";
import {clip} from "./words.js";

/** @import {EventLayer} from "./eventlayer.js" */
/** @import {Mark} from "./fan.js" */

const say = words({
  en: {count: "{place}: {events}", places: {one: "{events} at {n} place", other: "{events} at {n} places"}, close: "Close"},
  ar: {
    count: "{place}: {events}", close: "إغلاق",
    places: {
      zero: "{events}", one: "{events} في مكان واحد", two: "{events} في مكانين", few: "{events} في {n} أماكن", many: "{events} في {n} مكانًا", other: "{events} في {n} مكان",
    },
  },
});
const LISTED = 30; // events of a place that its card names

export class EventPopup {
  /** @param {EventLayer} layer */
  constructor(layer) {
    this.layer = layer;
    this.popup = L.popup({minWidth: 180, className: "cm-popup", autoPan: false});
    this.tip = L.tooltip({direction: "top", offset: [0, -14], className: "cm-tip"});
    this.opening = false;
    this.turn = 0; // counts what was asked for, so that late texts open nothing old
  }

  get map() {
    return this.layer.map;
  }

  get isOpen() {
    return Boolean(this.map?.hasLayer(this.popup));
  }

  /** @param {Mark} mark @param {number} row @param {boolean} focus */
  openEvent(mark, row, focus) {
    const {data} = this.layer;
    const turn = ++this.turn;
    const open = (/** @type {number} */ other) => this.layer.select(other, {focus: true});
    data.texts.with([row, ...(data.conflicts.get(row) ?? [])], ([texts]) => {
      if (turn === this.turn) this.show(mark, eventCard(data, texts, row, open, this.layer.showInText, this.layer.linkTo), focus);
    });
  }

  /** @param {Mark} mark @param {boolean} focus */
  openPlace(mark, focus) {
    const {data} = this.layer;
    const turn = ++this.turn;
    const rows = mark.rows.length ? mark.rows : this.layer.marks.rowsAt(mark.place);
    const open = (/** @type {number} */ row) => this.layer.select(row, {pan: false, focus: true});
    const listed = rows.slice(0, LISTED);
    const {listPlace} = this.layer;
    const more = listPlace && rows.length > listed.length ? {count: rows.length - listed.length, act: () => listPlace(mark.place)} : null;
    data.texts.with(listed, (texts) => {
      if (turn === this.turn) this.show(mark, placeCard(data, listed, texts, clip(data.places.label[mark.place], 80), open, more), focus);
    });
  }

  /** @param {Mark} mark @param {HTMLElement} card @param {boolean} focus */
  show(mark, card, focus) {
    const {map, popup} = this;
    const {view} = this.layer;
    if (!map || !view) return;
    const size = map.getSize();
    popup.options.maxWidth = Math.max(180, Math.min(340, size.x - 60));
    popup.options.maxHeight = Math.max(110, Math.min(420, size.x < NARROW ? size.y * 0.62 : size.y - 80));
    popup.options.offset = L.point(0, -RADIUS + 5);
    map.getContainer().classList.add("cm-popup-open");
    map.getContainer().classList.toggle("cm-narrow", size.x < NARROW);
    this.opening = true;
    map.closeTooltip(this.tip);
    popup.setContent(card).setLatLng(this.layer.latLngOf(mark, view));
    map.openPopup(popup);
    this.opening = false;
    popup.getElement()?.querySelector(".leaflet-popup-close-button")?.setAttribute("aria-label", say.close); // Leaflet speaks English only
    paintSwatches(card);
    showWhole(map, popup);
    if (focus) card.focus({preventScroll: true});
  }

  /** Keeps the popup at its mark when the marks are laid out anew. @param {Mark | undefined} mark */
  follow(mark) {
    const {view} = this.layer;
    if (!mark || !view || !this.isOpen) return;
    const at = this.layer.latLngOf(mark, view);
    if (!at.equals(this.popup.getLatLng() ?? at, 1e-9)) this.popup.setLatLng(at);
  }

  /** @param {Mark | null} mark under the pointer */
  hint(mark) {
    const {map, tip, layer} = this;
    if (!mark || !layer.view || layer.isSelected(mark)) {
      map.closeTooltip(tip);
      return;
    }
    const span = L.DomUtil.create("span");
    span.dir = "auto";
    span.textContent = this.hintWords(mark);
    tip.setContent(span).setLatLng(layer.latLngOf(mark, layer.view));
    if (!map.hasLayer(tip)) map.openTooltip(tip);
  }

  /** @param {Mark} mark */
  hintWords({cluster, place}) {
    const {data, marks} = this.layer;
    if (cluster && cluster.placeCount > 1) return fill(counted(cluster.placeCount, say.places), {events: eventCount(cluster.count)});
    const events = eventCount(marks.totals[place]);
    return fill(say.count, {place: clip(data.places.label[place], 60), events});
  }
}

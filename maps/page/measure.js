// The measuring tool: points set by clicks, taps, or keys; geodesics between them; lengths and
// azimuths in a card. While it is on, clicks on the map set points and choose nothing.

import {copyButton, openCard} from "./card.js";
import {Crosshair} from "./crosshair.js";
import {button, el} from "./dom.js";
import {geodesicInverse} from "./geodesic.js";
import {fill, words} from "./language.js";
import {MeasureLayer} from "./measurelayer.js";
import {decimalWords} from "./positions.js";
import {legsOf, legWords, totalWords, trackText} from "./track.js";

/** @import {Position} from "./geodesic.js" */
/** @import {State} from "./state.js" */

const STILL = 6; // px that a pointer may move between press and release, and still click

const say = words({
  en: {
    title: "Measure distances",
    hint: "Click or tap points on the map. Lengths are the shortest ways on the ellipsoid (WGS84).",
    keys: "Arrow keys move the crosshair (with Shift in fine steps), Enter sets a point, Backspace removes the last, Escape ends. Lengths are the shortest ways on the ellipsoid (WGS84).",
    undo: "Remove last point",
    field: "Measured points and distances",
    set: "Point {n} set: {position}.",
    removed: "Point {n} removed.",
    from: "{leg} from the last point",
    ended: "Measuring ended.",
  },
  ar: {
    title: "قياس المسافات",
    hint: "انقر أو المس نقاطًا على الخريطة. الأطوال هي أقصر المسارات على المجسم الإهليلجي (WGS84).",
    keys: "مفاتيح الأسهم تحرك علامة التصويب (ومع Shift بخطوات دقيقة)، وEnter يضع نقطة، وBackspace يحذف آخر نقطة، وEscape ينهي القياس. الأطوال هي أقصر المسارات على المجسم الإهليلجي (WGS84).",
    undo: "حذف آخر نقطة",
    field: "النقاط والمسافات المقيسة",
    set: "وُضعت النقطة {n}: {position}.",
    removed: "حُذفت النقطة {n}.",
    from: "{leg} من آخر نقطة",
    ended: "انتهى القياس.",
  },
});

/** @param {L.LatLng} at @returns {Position} */
function positionOf(at) {
  return [at.lng, at.lat];
}

/** Is this part of the map's frame something of its own, as a control or a popup is? @param {EventTarget | null} target */
function isFurniture(target) {
  return target instanceof Element && target.closest(".leaflet-control, .leaflet-popup, .cm-cards") !== null;
}

export class MeasureTool {
  /** @param {L.Map} map @param {State} state @param {(active: boolean) => void} changed */
  constructor(map, state, changed) {
    this.map = map;
    this.state = state;
    this.changed = changed;
    this.frame = map.getContainer();
    this.layer = new MeasureLayer();
    /** @type {Position[]} */
    this.points = [];
    /** @type {AbortController | null} ends the tool's listeners; null while it is off */
    this.listening = null;
    this.hint = el("p", {class: "cm-tool-hint"});
    this.legs = el("ol", {class: "cm-legs"});
    this.total = el("p", {class: "cm-total"});
    this.status = el("p", {class: "cm-muted"});
    this.field = el("textarea", {class: "cm-track-field", readonly: "", dir: "auto", rows: "4", "aria-label": say.field});
    this.closeCard = () => {};
    this.cross = new Crosshair(map);
  }

  /** @param {boolean} byKeyboard shows the crosshair at once, and tells of the keys */
  toggle(byKeyboard) {
    if (this.listening) this.end();
    else this.begin(byKeyboard);
  }

  /** @param {boolean} byKeyboard */
  begin(byKeyboard) {
    this.listening = new AbortController();
    this.listen(this.listening.signal);
    this.layer.addTo(this.map);
    this.map.doubleClickZoom.disable();
    this.frame.classList.add("cm-measuring");
    this.undoButton = button(say.undo, () => this.undo(), {class: "cm-card-button"});
    const copy = copyButton(() => trackText(this.points), this.field, this.status, this.state.announce);
    this.field.hidden = true;
    const content = [this.hint, this.legs, this.total, this.field, this.status];
    this.closeCard = openCard(this.map, say.title, content, [this.undoButton, copy], () => this.end());
    this.hint.textContent = byKeyboard ? say.keys : say.hint;
    if (byKeyboard) this.cross.show();
    this.frame.focus({preventScroll: true});
    this.setPoints([]);
    this.state.announce(this.hint.textContent);
    this.changed(true);
  }

  end() {
    this.listening?.abort();
    this.listening = null;
    this.closeCard();
    this.cross.hide();
    this.layer.remove();
    this.map.doubleClickZoom.enable();
    this.frame.classList.remove("cm-measuring");
    this.state.announce(say.ended);
    this.changed(false);
  }

  /** Before Leaflet and the layers: what the tool takes does not reach them. @param {AbortSignal} signal */
  listen(signal) {
    const first = {capture: true, signal};
    let pressed = L.point(0, 0);
    this.frame.addEventListener("pointerdown", (event) => {
      pressed = L.point(event.clientX, event.clientY);
    }, first);
    this.frame.addEventListener("click", (event) => {
      if (isFurniture(event.target)) return;
      event.stopImmediatePropagation();
      const moved = pressed.distanceTo(L.point(event.clientX, event.clientY)) > STILL;
      if (moved || event.detail > 1) return; // a drag, or the second half of a double click
      this.cross.hide();
      this.add(positionOf(this.map.mouseEventToLatLng(event)));
    }, first);
    this.frame.addEventListener("keydown", (event) => this.pressed(event), first);
    const lead = (/** @type {L.LeafletMouseEvent} */ {latlng}) => this.layer.lead(positionOf(latlng));
    const leave = () => this.layer.lead(null);
    this.map.on("mousemove", lead).on("mouseout", leave);
    signal.addEventListener("abort", () => this.map.off("mousemove", lead).off("mouseout", leave));
  }

  /** @param {KeyboardEvent} event */
  pressed(event) {
    if (event.target instanceof Element && event.target.closest(".cm-cards")) return; // has its own Escape
    if (event.key === "Escape") {
      this.end();
    } else if (event.target !== this.frame || event.ctrlKey || event.metaKey || event.altKey) {
      return;
    } else if (this.cross.press(event)) {
      this.sayCross();
    } else if (event.key === "Enter") {
      if (!this.cross.shown) this.cross.show();
      this.add(positionOf(this.cross.latlng));
    } else if (event.key === "Backspace") {
      this.undo();
    } else {
      return;
    }
    event.preventDefault();
    event.stopImmediatePropagation();
  }

  /** Where the crosshair is, and how far from the last point. */
  sayCross() {
    const at = positionOf(this.cross.latlng);
    const last = this.points.at(-1);
    this.layer.lead(at);
    const leg = last && fill(say.from, {leg: legWords(geodesicInverse(last, at))});
    this.state.announce([decimalWords(at), leg].filter(Boolean).join("; "));
  }

  /** @param {Position} point */
  add(point) {
    this.setPoints([...this.points, point]);
    const legs = legsOf(this.points);
    const said = [fill(say.set, {n: this.points.length, position: decimalWords(point)})];
    if (legs.length) said.push(`${legWords(legs[legs.length - 1])}. ${totalWords(legs)}.`);
    this.state.announce(said.join(" "));
  }

  undo() {
    if (!this.points.length) return;
    const n = this.points.length;
    this.setPoints(this.points.slice(0, -1));
    this.state.announce(`${fill(say.removed, {n})} ${totalWords(legsOf(this.points))}.`);
  }

  /** @param {Position[]} points */
  setPoints(points) {
    this.points = points;
    this.layer.show(points);
    const legs = legsOf(points);
    this.hint.hidden = points.length > 1;
    this.legs.replaceChildren(...legs.map((leg) => el("li", null, legWords(leg))));
    this.legs.scrollTop = this.legs.scrollHeight;
    this.total.textContent = legs.length ? totalWords(legs) : "";
    this.status.textContent = "";
    this.field.hidden = true;
  }
}

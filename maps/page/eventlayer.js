// The events of a payload as one Leaflet layer: marks with their shapes, a tooltip, a popup, and
// the selection. Needs nothing else of the page: new EventLayer(payload).addTo(map).

import {CanvasLayer} from "./canvaslayer.js";
import {lookOf} from "./details.js";
import {hit, layoutMarks} from "./fan.js";
import {lonOf, latOf, unitX, unitY} from "./geometry.js";
import {decode, isArea, rowsByPlace} from "./payload.js";
import {eventCard, NARROW, placeCard, showWhole} from "./popup.js";
import {ShapeLayer} from "./shapelayer.js";
import {drawLeaders} from "./shapes.js";
import {paintSwatches} from "./swatch.js";
import {drawBadge, drawMark, RADIUS} from "./symbols.js";
import {clip, plural} from "./words.js";

/** @import {Box, View} from "./geometry.js" */
/** @import {Mark} from "./fan.js" */
/** @import {Data, Payload} from "./payload.js" */
/** @import {Theme} from "./theme.js" */

const REACH = RADIUS + 3; // px round a mark's centre that count as the mark
const CLOSE = 8; // the zoom to which a chosen event outside the view is brought, at least

export class EventLayer extends CanvasLayer {
  /**
   * Fires "eventselect" with {row} (null when the selection ends).
   * @param {Payload} payload
   */
  constructor(payload) {
    super("cm-events", 450);
    /** @type {Data} */
    this.data = decode(payload);
    this.rowsAt = rowsByPlace(this.data);
    /** @type {number | null} */
    this.selected = null;
    /** @type {((row: number) => void) | null} where a page shows the text of the report */
    this.showInText = null;
    this.shapes = new ShapeLayer(this.data, this.rowsAt);
    /** @type {{world: number, marks: Mark[]}} marks of the last zoom */
    this.laidOut = {world: 0, marks: []};
    this.popup = L.popup({minWidth: 180, className: "cm-popup", autoPan: false});
    this.tip = L.tooltip({direction: "top", offset: [0, -14], className: "cm-tip"});
  }

  /** @override @returns {Record<string, L.LeafletEventHandlerFn>} */
  getEvents() {
    const mouse = (/** @type {(event: L.LeafletMouseEvent) => void} */ act) =>
      /** @type {L.LeafletEventHandlerFn} */ (/** @type {unknown} */ (act));
    return {
      ...super.getEvents(),
      click: mouse((event) => this.clicked(event)),
      mousemove: mouse((event) => this.hover(event.containerPoint)),
      mouseout: () => this.hover(null),
      popupclose: (event) => {
        const closed = /** @type {L.PopupEvent} */ (event).popup;
        if (closed !== this.popup || this.opening) return;
        this._map.getContainer().classList.remove("cm-popup-open");
        this.deselect();
      },
    };
  }

  /** @override @param {L.Map} map */
  onAdd(map) {
    this.shapes.addTo(map);
    return super.onAdd(map);
  }

  /** @override @param {L.Map} map */
  onRemove(map) {
    this.deselect();
    this.shapes.remove();
    map.closePopup(this.popup);
    map.closeTooltip(this.tip);
    return super.onRemove(map);
  }

  /** Marks at the map's zoom, in world px. @param {number} world */
  marks(world) {
    if (this.laidOut.world !== world) {
      const {lon, lat} = this.data.places;
      const marks = layoutMarks(this.rowsAt, (p) => [unitX(lon[p]), unitY(lat[p])], world);
      this.laidOut = {world, marks};
    }
    return this.laidOut.marks;
  }

  /** What the marks cover, px of the canvas. @param {View} view @returns {Box[]} */
  boxes(view) {
    const r = RADIUS + 4;
    return view.copies.flatMap((copy) =>
      this.marks(view.world).flatMap((mark) => {
        const [x, y] = [mark.x + copy * view.world - view.x0, mark.y - view.y0];
        const outside = x < -r || y < -r || x > view.width + r || y > view.height + r;
        return outside ? [] : [/** @type {Box} */ ([x - r, y - r, x + r, y + r])];
      }),
    );
  }

  /** @override @param {CanvasRenderingContext2D} ctx @param {View} view @param {Theme} theme */
  draw(ctx, view, theme) {
    const marks = this.marks(view.world);
    const area = (/** @type {number} */ place) => isArea(this.data, place);
    for (const copy of view.copies) {
      drawLeaders(ctx, marks, view, copy, area, theme);
      for (const selected of [false, true]) {
        for (const mark of marks) {
          if (this.isSelected(mark) === selected) this.drawOne(ctx, mark, view, copy, theme);
        }
      }
    }
    this.movePopup();
  }

  /** @param {Mark} mark */
  isSelected(mark) {
    return this.selected !== null && mark.rows.includes(this.selected);
  }

  /** @param {CanvasRenderingContext2D} ctx @param {Mark} mark @param {View} view @param {number} copy @param {Theme} theme */
  drawOne(ctx, mark, view, copy, theme) {
    const x = mark.x + copy * view.world - view.x0;
    const y = mark.y - view.y0;
    if (x < -40 || y < -40 || x > view.width + 40 || y > view.height + 40) return;
    const selected = this.isSelected(mark);
    if (mark.rows.length > 1) drawBadge(ctx, mark.rows.length, selected, x, y, theme);
    else drawMark(ctx, {...lookOf(this.data, mark.rows[0], theme, isArea(this.data, mark.place)), selected}, x, y, theme);
  }

  /** The mark under a point of the map's frame. @param {L.Point} point @returns {{mark: Mark, copy: number} | null} */
  hitAt(point) {
    const view = this.view;
    if (!view) return null;
    const {x, y} = this.onCanvas(point);
    for (const copy of view.copies) {
      const shown = this.marks(view.world);
      const i = hit(shown, x + view.x0 - copy * view.world, y + view.y0, REACH);
      if (i >= 0) return {mark: shown[i], copy};
    }
    return null;
  }

  /**
   * Where an event's mark stands, px of the map's frame; null without a place or a map.
   * @param {number} row @returns {{x: number, y: number} | null}
   */
  markAt(row) {
    const view = this.view;
    const mark = view && this.marks(view.world).find((one) => one.rows.includes(row));
    if (!view || !mark) return null;
    const corner = this._map.layerPointToContainerPoint(this.corner(view));
    const copy = this.nearestCopy(mark, view);
    return {x: mark.x + copy * view.world - view.x0 + corner.x, y: mark.y - view.y0 + corner.y};
  }

  /** The copy of the world in which a mark is nearest to the middle of the view. @param {Mark} mark @param {View} view */
  nearestCopy(mark, view) {
    return Math.round((view.x0 + view.width / 2 - mark.x) / view.world);
  }

  /** @param {Mark} mark @param {View} view @returns {L.LatLng} */
  latLngOf(mark, view) {
    return L.latLng(latOf(mark.y / view.world), lonOf(mark.x / view.world + this.nearestCopy(mark, view)));
  }

  /** @param {L.LeafletMouseEvent} event */
  clicked(event) {
    const found = this.hitAt(event.containerPoint);
    if (!found) return;
    if (found.mark.rows.length > 1) this.openPlace(found.mark);
    else this.select(found.mark.rows[0], {pan: false});
  }

  /** @param {L.Point | null} point */
  hover(point) {
    const map = this._map;
    const found = point && this.hitAt(point);
    map.getContainer().classList.toggle("cm-over-mark", Boolean(found));
    if (!found || !this.view || this.isSelected(found.mark)) {
      map.closeTooltip(this.tip);
      return;
    }
    const label = clip(this.data.places.label[found.mark.place], 60);
    const count = plural(this.rowsAt.get(found.mark.place)?.length ?? 0, "event");
    this.tip.setContent(L.DomUtil.create("span"));
    const span = /** @type {HTMLElement} */ (this.tip.getContent());
    span.textContent = `${label}: ${count}`;
    this.tip.setLatLng(this.latLngOf(found.mark, this.view));
    if (!map.hasLayer(this.tip)) map.openTooltip(this.tip);
  }

  /**
   * Chooses an event: brings its mark into view, opens its popup, fires "eventselect".
   * @param {number} row
   * @param {{pan?: boolean, focus?: boolean}} [how] pan: move the map when needed; focus: into the popup
   */
  select(row, {pan = true, focus = false} = {}) {
    this.selected = row;
    const place = this.data.events.place[row];
    if (place !== null && this.view) {
      if (pan) this.bringIntoView(place);
      this.redrawAll();
      const mark = this.marks(this.view.world).find((one) => one.rows.includes(row));
      const open = (/** @type {number} */ other) => this.select(other, {focus: true});
      if (mark) this.showCard(mark, eventCard(this.data, row, open, this.showInText), focus);
    } else {
      this._map?.closePopup(this.popup);
      this.selected = row;
      this.redrawAll();
    }
    this.fire("eventselect", {row});
  }

  deselect() {
    if (this.selected === null) return;
    this.selected = null;
    this.redrawAll();
    this.fire("eventselect", {row: null});
  }

  redrawAll() {
    this.shapes.selected = this.selected;
    this.shapes.redraw();
    this.redraw();
  }

  /** @param {number} place */
  bringIntoView(place) {
    const {places, areas} = this.data;
    const map = this._map;
    const at = L.latLng(places.lat[place], places.lon[place]);
    const area = places.area[place];
    if (area !== null) {
      const [u0, v0, u1, v1] = areas[area].box;
      const bounds = L.latLngBounds([latOf(v1), lonOf(u0)], [latOf(v0), lonOf(u1)]);
      if (!map.getBounds().intersects(bounds.pad(-0.3))) map.fitBounds(bounds, {animate: false, padding: [20, 20]});
    } else if (!this.nearView(at)) {
      map.setView(at, Math.max(map.getZoom(), Math.min(CLOSE, map.getMaxZoom())), {animate: false});
    }
  }

  /** Is a place in the view, in any copy of the world? @param {L.LatLng} at */
  nearView(at) {
    const bounds = this._map.getBounds().pad(-0.08);
    return [-360, 0, 360].some((turn) => bounds.contains([at.lat, at.lng + turn]));
  }

  /** @param {Mark} mark */
  openPlace(mark) {
    const label = this.data.places.label[mark.place];
    const open = (/** @type {number} */ row) => this.select(row, {pan: false, focus: true});
    this.showCard(mark, placeCard(this.data, mark.rows, clip(label, 80), open), false);
  }

  /** @param {Mark} mark @param {HTMLElement} card @param {boolean} focus */
  showCard(mark, card, focus) {
    const map = this._map;
    const view = /** @type {View} */ (this.view);
    const size = map.getSize();
    this.popup.options.maxWidth = Math.max(180, Math.min(340, size.x - 60));
    this.popup.options.maxHeight = Math.max(110, Math.min(420, size.x < NARROW ? size.y * 0.62 : size.y - 80));
    this.popup.options.offset = L.point(0, -RADIUS + 5);
    map.getContainer().classList.add("cm-popup-open");
    map.getContainer().classList.toggle("cm-narrow", size.x < NARROW);
    this.opening = true;
    map.closeTooltip(this.tip);
    this.popup.setContent(card).setLatLng(this.latLngOf(mark, view));
    map.openPopup(this.popup);
    this.opening = false;
    paintSwatches(card);
    showWhole(map, this.popup);
    if (focus) card.focus({preventScroll: true});
  }

  /** Keeps the popup at its mark when the fan is laid out anew. */
  movePopup() {
    const view = this.view;
    if (this.selected === null || !view || !this._map.hasLayer(this.popup)) return;
    const mark = this.marks(view.world).find((one) => this.isSelected(one));
    const at = mark && this.latLngOf(mark, view);
    if (at && !at.equals(this.popup.getLatLng() ?? at, 1e-9)) this.popup.setLatLng(at);
  }
}

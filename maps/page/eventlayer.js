// The events as one Leaflet layer: marks with their shapes, a tooltip, a popup, and the selection.
// Needs nothing else of the page: L.conflictmap.layer(payload).addTo(map).

import {CanvasLayer} from "./canvaslayer.js";
import {lookOf} from "./details.js";
import {EventPopup} from "./eventpopup.js";
import {groupOf, isArea, placeOf} from "./events.js";
import {hit} from "./fan.js";
import {Filter} from "./filter.js";
import {lonOf, latOf, spotKey} from "./geometry.js";
import {MarkSet} from "./markset.js";
import {ShapeLayer} from "./shapelayer.js";
import {drawLeaders} from "./shapes.js";
import {drawMark, drawRing, RADIUS, ringFont, ringRadius} from "./symbols.js";
import {prefersStill} from "./theme.js";

/** @import {Box, View} from "./geometry.js" */
/** @import {Mark} from "./fan.js" */
/** @import {Data} from "./payload.js" */
/** @import {Theme} from "./theme.js" */

const CLOSE = 8; // the zoom to which a chosen event outside the view is brought, at least
const MOST = 0.4; // of a cluster's events, that its busiest place must have for the place to be named
const LEAST_STEP = 1; // zoom levels that a click on a cluster goes in, at least

/** How many events a mark stands for. @param {Mark} mark */
function countOf(mark) {
  return mark.cluster?.count ?? mark.rows.length;
}

/** Half of what a mark covers, px. @param {Mark} mark */
export function radiusOf(mark) {
  const count = countOf(mark);
  return count > 1 ? ringRadius(count) : RADIUS;
}

/** @param {Mark} mark */
function reachOf(mark) {
  return radiusOf(mark) + 3;
}

export class EventLayer extends CanvasLayer {
  /**
   * Fires "eventselect" with {row} (null when the selection ends).
   * @param {Data} data @param {Filter} [filter] what is shown
   */
  constructor(data, filter = new Filter(data)) {
    super("cm-events", 450);
    this.data = data;
    this.filter = filter;
    this.marks = new MarkSet(filter);
    this.shapes = new ShapeLayer(data, this.marks);
    this.card = new EventPopup(this);
    /** @type {number | null} */
    this.selected = null;
    /** @type {((row: number) => void) | null} where a page shows the text of the report */
    this.showInText = null;
    /** @type {((row: number) => string) | null} the address of a page that opens with the event chosen */
    this.linkTo = null;
    /** @type {((place: number) => void) | null} where a page lists all events of a place */
    this.listPlace = null;
    filter.onChange(() => {
      this.marks.refresh();
      if (this.selected !== null && !filter.isShown(this.selected)) this.close();
      this.redrawAll();
    });
  }

  get map() {
    return this._map;
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
        if (closed !== this.card.popup || this.card.opening) return;
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
    map.closePopup(this.card.popup);
    map.closeTooltip(this.card.tip);
    return super.onRemove(map);
  }

  /** What the marks cover, px of the canvas. @param {View} view @returns {Box[]} */
  boxes(view) {
    return view.copies.flatMap((copy) =>
      this.marks.at(view).flatMap((mark) => {
        const r = radiusOf(mark) + 4;
        const [x, y] = [mark.x + copy * view.world - view.x0, mark.y - view.y0];
        const outside = x < -r || y < -r || x > view.width + r || y > view.height + r;
        return outside ? [] : [/** @type {Box} */ ([x - r, y - r, x + r, y + r])];
      }),
    );
  }

  /** Spots of the places that can be named: all (null), or those that are most of what their mark stands for. @param {View} view @returns {Set<string> | null} */
  namedSpots(view) {
    const marks = this.marks.at(view);
    if (!marks.some(({cluster}) => cluster)) return null;
    const {x, y} = this.data.places;
    const {totals} = this.marks;
    const out = new Set();
    for (const {place, cluster} of marks) {
      const most = (cluster?.places ?? [place]).reduce((best, one) => (totals[one] > totals[best] ? one : best));
      if (!cluster || totals[most] >= cluster.count * MOST) out.add(spotKey(x[most], y[most]));
    }
    return out;
  }

  /** @override @param {CanvasRenderingContext2D} ctx @param {View} view @param {Theme} theme */
  draw(ctx, view, theme) {
    const marks = this.marks.at(view);
    const area = (/** @type {number} */ place) => isArea(this.data, place);
    ringFont(ctx);
    for (const copy of view.copies) {
      drawLeaders(ctx, marks, view, copy, area, theme);
      for (const selected of [false, true]) {
        for (const mark of marks) {
          if (this.isSelected(mark) === selected) this.drawOne(ctx, mark, view, copy, theme);
        }
      }
    }
    if (this.selected !== null) this.card.follow(this.markOf(this.selected, view));
  }

  /** Does a mark stand for the chosen event? @param {Mark} mark */
  isSelected(mark) {
    if (this.selected === null) return false;
    if (!mark.cluster) return mark.rows.includes(this.selected);
    return mark.cluster.places.includes(this.data.events.place[this.selected]);
  }

  /** @param {number} row @param {View} view */
  markOf(row, view) {
    const marks = this.marks.at(view);
    const place = this.data.events.place[row];
    return marks.find((mark) => mark.rows.includes(row)) ?? marks.find(({cluster}) => cluster?.places.includes(place));
  }

  /** @param {CanvasRenderingContext2D} ctx @param {Mark} mark @param {View} view @param {number} copy @param {Theme} theme */
  drawOne(ctx, mark, view, copy, theme) {
    const x = mark.x + copy * view.world - view.x0;
    const y = mark.y - view.y0;
    if (x < -40 || y < -40 || x > view.width + 40 || y > view.height + 40) return;
    const selected = this.isSelected(mark);
    const count = countOf(mark);
    if (count > 1) {
      const colours = this.data.groups.map((group) => group[theme.scheme]);
      drawRing(ctx, {count, shares: this.sharesOf(mark), colours, selected}, x, y, theme);
    } else {
      drawMark(ctx, {...lookOf(this.data, mark.rows[0], theme, isArea(this.data, mark.place)), selected}, x, y, theme);
    }
  }

  /** The events of a mark by group. @param {Mark} mark */
  sharesOf(mark) {
    if (mark.cluster) return mark.cluster.groups;
    const shares = new Array(this.data.groups.length).fill(0);
    for (const row of mark.rows) shares[this.data.groups.indexOf(groupOf(this.data, row))] += 1;
    return shares;
  }

  /** The mark under a point of the map's frame. @param {L.Point} point @returns {Mark | null} */
  hitAt(point) {
    const view = this.view;
    if (!view) return null;
    const {x, y} = this.onCanvas(point);
    const marks = this.marks.at(view);
    for (const copy of view.copies) {
      const i = hit(marks, x + view.x0 - copy * view.world, y + view.y0, reachOf);
      if (i >= 0) return marks[i];
    }
    return null;
  }

  /**
   * Where an event's mark stands, px of the map's frame; null without a place or a map.
   * @param {number} row @returns {{x: number, y: number} | null}
   */
  markAt(row) {
    const view = this.view;
    const mark = view && this.markOf(row, view);
    if (!view || !mark) return null;
    const corner = this._map.layerPointToContainerPoint(this.corner(view));
    const copy = this.nearestCopy(mark, view);
    return {x: mark.x + copy * view.world - view.x0 + corner.x, y: mark.y - view.y0 + corner.y};
  }

  /** The marks with their places, px of the map's frame, in every copy of the world. @returns {{mark: Mark, x: number, y: number}[]} */
  marksInFrame() {
    const {view} = this;
    if (!view) return [];
    const {x, y} = this._map.layerPointToContainerPoint(this.corner(view));
    return view.copies.flatMap((copy) =>
      this.marks.at(view).map((mark) => ({mark, x: mark.x + copy * view.world - view.x0 + x, y: mark.y - view.y0 + y})));
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
    const mark = this.hitAt(event.containerPoint);
    if (mark) this.open(mark, false);
  }

  /** Goes into a cluster, or opens the popup of a mark. @param {Mark} mark @param {boolean} focus into the popup */
  open(mark, focus) {
    if (mark.cluster && mark.cluster.placeCount > 1) this.enter(mark.cluster.box);
    else if (countOf(mark) > 1) this.card.openPlace(mark, focus);
    else this.select(mark.rows[0], {pan: false, focus});
  }

  /** Zooms to the places of a cluster. @param {Box} box units */
  enter(box) {
    const map = this._map;
    const bounds = L.latLngBounds([latOf(box[3]), lonOf(box[0])], [latOf(box[1]), lonOf(box[2])]);
    const zoom = Math.max(map.getBoundsZoom(bounds, false, L.point(60, 60)), map.getZoom() + LEAST_STEP);
    map.setView(bounds.getCenter(), Math.min(zoom, map.getMaxZoom()), {animate: !prefersStill()});
  }

  /** @param {L.Point | null} point */
  hover(point) {
    const mark = point && this.hitAt(point);
    this._map.getContainer().classList.toggle("cm-over-mark", Boolean(mark));
    this.card.hint(mark);
  }

  /**
   * Chooses an event: brings its mark into view, opens its popup, fires "eventselect".
   * @param {number} row
   * @param {{pan?: boolean, focus?: boolean}} [how] pan: move the map when needed; focus: into the popup
   */
  select(row, {pan = true, focus = false} = {}) {
    this.selected = row;
    const place = placeOf(this.data, row);
    if (place !== null && this.view) {
      if (pan) this.bringIntoView(place);
      this.redrawAll();
      const mark = this.markOf(row, this.view);
      if (mark) this.card.openEvent(mark, row, focus);
    } else {
      this._map?.closePopup(this.card.popup);
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

  /** Ends the selection, with its popup. */
  close() {
    this._map?.closePopup(this.card.popup);
    this.deselect();
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
}

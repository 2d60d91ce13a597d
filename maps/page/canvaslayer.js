// A Leaflet layer that is one canvas: it covers the map and a margin, is redrawn when the map has
// moved, and is stretched while the map zooms.

import {readTheme, watchTheme} from "./theme.js";

/** @import {View} from "./geometry.js" */
/** @import {Theme} from "./theme.js" */

const MARGIN = 64; // px drawn beyond each side of the map: a drag redraws when it has used them up; more costs at every draw
const MAX_RATIO = 3; // device pixels for a CSS pixel, at most

/** @param {L.Map} map @returns {View} */
function viewOf(map) {
  const size = map.getSize();
  const topLeft = map.containerPointToLayerPoint([-MARGIN, -MARGIN]).round();
  const world = map.options.crs ? map.options.crs.scale(map.getZoom()) : 0;
  const {x: x0, y: y0} = map.getPixelOrigin().add(topLeft);
  const width = size.x + 2 * MARGIN;
  const height = size.y + 2 * MARGIN;
  const copies = [];
  for (let k = Math.floor(x0 / world); k * world < x0 + width; k += 1) copies.push(k);
  return {zoom: map.getZoom(), world, x0, y0, width, height, margin: MARGIN, copies};
}

export class CanvasLayer extends L.Layer {
  /** @param {string} pane its own pane @param {number} zIndex of the pane */
  constructor(pane, zIndex) {
    super();
    L.Util.setOptions(this, {pane});
    this.zIndex = zIndex;
    this.canvas = L.DomUtil.create("canvas", "leaflet-zoom-animated");
    this.canvas.style.pointerEvents = "none";
    this.canvas.setAttribute("aria-hidden", "true");
    /** @type {View | null} what is drawn, while the layer is on a map */
    this.view = null;
    /** @type {() => void} */
    this.unwatch = () => {};
  }

  /** @override @returns {Record<string, L.LeafletEventHandlerFn>} */
  getEvents() {
    return {
      viewreset: this.redraw,
      moveend: this.redraw,
      resize: this.redraw,
      move: this.follow,
      zoom: this.stretchNow,
      zoomanim: (event) => this.stretch(/** @type {L.ZoomAnimEvent} */ (event)),
    };
  }

  /** @override @param {L.Map} map */
  onAdd(map) {
    if (map.options.crs !== L.CRS.EPSG3857) {
      throw new Error("conflictmap draws on Web Mercator maps only (crs EPSG:3857).");
    }
    const name = this.options.pane ?? "overlayPane";
    const pane = map.getPane(name) ?? map.createPane(name);
    pane.style.zIndex = String(this.zIndex);
    pane.style.pointerEvents = "none";
    pane.appendChild(this.canvas);
    this.unwatch = watchTheme(() => this.redraw());
    this.redraw();
    return this;
  }

  /** @override @param {L.Map} _map */
  onRemove(_map) {
    this.unwatch();
    this.canvas.remove();
    this.view = null;
    return this;
  }

  /** Draws what the map now shows. */
  redraw() {
    if (!this._map) return;
    const view = viewOf(this._map);
    const ratio = Math.min(MAX_RATIO, window.devicePixelRatio || 1);
    this.view = view;
    this.canvas.width = Math.round(view.width * ratio);
    this.canvas.height = Math.round(view.height * ratio);
    this.canvas.style.width = `${view.width}px`;
    this.canvas.style.height = `${view.height}px`;
    const ctx = this.canvas.getContext("2d"); // after the size is set: a context of the default size would be made for nothing
    if (!ctx) return;
    L.DomUtil.setTransform(this.canvas, this.corner(view), 1);
    ctx.setTransform(ratio, 0, 0, ratio, 0, 0);
    this.draw(ctx, view, readTheme(this._map.getContainer()));
  }

  /** Where the canvas's corner stands in its pane. @param {View} view */
  corner(view) {
    return L.point(view.x0, view.y0).subtract(this._map.getPixelOrigin());
  }

  /** Redraws in the middle of a drag, once the margin is used up. */
  follow() {
    const view = this.view;
    if (!view || view.zoom !== this._map.getZoom()) return;
    const shown = this._map.containerPointToLayerPoint([-MARGIN, -MARGIN]).subtract(this.corner(view));
    if (Math.abs(shown.x) > MARGIN || Math.abs(shown.y) > MARGIN) this.redraw();
  }

  stretchNow() {
    this.stretch({center: this._map.getCenter(), zoom: this._map.getZoom()});
  }

  /** Moves and scales what is drawn to where it belongs after a zoom. @param {{center: L.LatLng, zoom: number}} target */
  stretch({center, zoom}) {
    const map = this._map;
    if (!this.view) return;
    const scale = map.getZoomScale(zoom, this.view.zoom);
    const pane = L.DomUtil.getPosition(map.getPanes().mapPane);
    const origin = map.project(center, zoom).subtract(map.getSize().divideBy(2)).add(pane).round();
    const corner = L.point(this.view.x0, this.view.y0).multiplyBy(scale).subtract(origin);
    L.DomUtil.setTransform(this.canvas, corner, scale);
  }

  /**
   * To be overridden: draws on a cleared canvas, in CSS pixels.
   * @param {CanvasRenderingContext2D} _ctx @param {View} _view @param {Theme} _theme
   */
  draw(_ctx, _view, _theme) {}

  /** A point of the map's frame in the canvas's pixels. @param {L.Point} point */
  onCanvas(point) {
    const view = this.view;
    if (!view) return point;
    return this._map.containerPointToLayerPoint(point).subtract(this.corner(view));
  }
}

// Which marks a view has: every event its own while they are few, fanned out around their places;
// clusters when they are many. Follows the filter. Pure but for the filter's state.

import {clusterPlaces} from "./cluster.js";
import {layoutMarks} from "./fan.js";
import {PlaceIndex} from "./placeindex.js";

/** @import {Mark} from "./fan.js" */
/** @import {Filter} from "./filter.js" */
/** @import {View} from "./geometry.js" */

const FEW = 160; // events in view that all have their own marks

export class MarkSet {
  /** @param {Filter} filter */
  constructor(filter) {
    this.filter = filter;
    /** @type {PlaceIndex | null} made when it is first asked for */
    this.index = null;
    this.key = "";
    /** @type {Mark[]} of the last view, world px */
    this.marks = [];
    /** @type {Uint32Array} */
    this.tally = new Uint32Array(0); // shown events by place and group
    /** @type {Uint32Array} */
    this.totals = new Uint32Array(0); // shown events by place
    this.placed = 0; // shown events that have a place
    this.refresh();
  }

  /** After a change of the filter. */
  refresh() {
    this.tally = this.filter.tally();
    this.key = "";
    const groups = this.filter.data.groups.length;
    this.totals = new Uint32Array(this.filter.data.places.count);
    this.placed = 0;
    for (let place = 0; place < this.totals.length; place += 1) {
      let total = 0;
      for (let group = 0; group < groups; group += 1) total += this.tally[place * groups + group];
      this.totals[place] = total;
      this.placed += total;
    }
  }

  /** Does every shown event have its own mark, in every view? */
  get areFew() {
    return this.placed <= FEW;
  }

  /** The shown events of a place. @param {number} place */
  rowsAt(place) {
    this.index ??= new PlaceIndex(this.filter);
    return this.index.shownAt(place);
  }

  /** @param {View} view @returns {Mark[]} world px; clusters have no rows */
  at(view) {
    const key = this.areFew ? String(view.world) : [view.world, view.x0, view.y0, view.width, view.height].join();
    if (key !== this.key) {
      this.key = key;
      this.marks = this.areFew ? this.each(this.placesShown(), view) : this.inView(view);
    }
    return this.marks;
  }

  placesShown() {
    const out = [];
    for (let place = 0; place < this.totals.length; place += 1) if (this.totals[place]) out.push(place);
    return out;
  }

  /** @param {View} view */
  inView(view) {
    const {places} = this.filter.data;
    const {world} = view;
    const inside = [];
    let count = 0;
    for (let place = 0; place < places.count && count <= FEW; place += 1) {
      if (!this.totals[place]) continue;
      const y = places.y[place] * world - view.y0;
      if (y < 0 || y > view.height) continue;
      const x = places.x[place] * world - view.x0;
      if (!view.copies.some((copy) => x + copy * world >= 0 && x + copy * world <= view.width)) continue;
      inside.push(place);
      count += this.totals[place];
    }
    return count <= FEW ? this.each(inside, view) : view.copies.flatMap((copy) => this.clusters(view, copy));
  }

  /** @param {number[]} among places @param {View} view */
  each(among, {world}) {
    const {x, y} = this.filter.data.places;
    const rowsAt = new Map(among.map((place) => [place, this.rowsAt(place)]));
    return layoutMarks(rowsAt, (place) => [x[place], y[place]], world);
  }

  /** @param {View} view @param {number} copy @returns {Mark[]} */
  clusters(view, copy) {
    const {data} = this.filter;
    const found = clusterPlaces(data.places, this.tally, data.groups.length, view, copy);
    const [left, top] = [view.x0 - copy * view.world, view.y0];
    return found.map((cluster) => {
      const place = cluster.places[0];
      const [homeX, homeY] = [data.places.x[place] * view.world, data.places.y[place] * view.world];
      if (cluster.count === 1) return {rows: this.rowsAt(place), place, homeX, homeY, x: homeX, y: homeY, pinned: true};
      const at = cluster.placeCount === 1 ? {x: homeX, y: homeY} : {x: cluster.x + left, y: cluster.y + top};
      return {rows: [], place, homeX, homeY, ...at, pinned: true, cluster};
    });
  }
}

// Which events stand at a place: their rows, place by place, in two plain arrays. Pure.

import {isFaint} from "./events.js";

/** @import {Filter} from "./filter.js" */

export class PlaceIndex {
  /** @param {Filter} filter */
  constructor(filter) {
    this.filter = filter;
    const {events, places} = filter.data;
    this.first = new Uint32Array(places.count + 1); // where the rows of each place begin
    for (let row = 0; row < events.count; row += 1) if (events.place[row] >= 0) this.first[events.place[row] + 1] += 1;
    for (let place = 0; place < places.count; place += 1) this.first[place + 1] += this.first[place];
    this.rows = new Uint32Array(this.first[places.count]);
    const next = this.first.slice();
    for (let row = 0; row < events.count; row += 1) if (events.place[row] >= 0) this.rows[next[events.place[row]]++] = row;
  }

  /** The shown events of a place, what happened before background and plans. @param {number} place @returns {number[]} */
  shownAt(place) {
    const rows = [];
    for (let i = this.first[place]; i < this.first[place + 1]; i += 1) if (this.filter.isShown(this.rows[i])) rows.push(this.rows[i]);
    const faint = (/** @type {number} */ row) => Number(isFaint(this.filter.data, row));
    return rows.sort((a, b) => faint(a) - faint(b) || a - b);
  }
}

// A crosshair that the arrow keys move over the map; at the edge the map moves instead.

import {el} from "./dom.js";

const COARSE = 10; // px a key press
const FINE = 1; // px, with Shift
const EDGE = 30; // px kept from the map's edge

/** @type {Record<string, [number, number]>} */
const ARROWS = {ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1]};

export class Crosshair {
  /** @param {L.Map} map */
  constructor(map) {
    this.map = map;
    this.node = el("div", {class: "cm-crosshair", "aria-hidden": "true"});
    this.node.hidden = true;
    map.getContainer().append(this.node);
    this.at = map.getSize().divideBy(2);
  }

  /** Puts it in the middle of the map. */
  show() {
    this.at = this.map.getSize().divideBy(2);
    this.node.hidden = false;
    this.place();
  }

  hide() {
    this.node.hidden = true;
  }

  remove() {
    this.node.remove();
  }

  get shown() {
    return !this.node.hidden;
  }

  get latlng() {
    return this.map.containerPointToLatLng(this.at);
  }

  place() {
    this.node.style.left = `${this.at.x}px`;
    this.node.style.top = `${this.at.y}px`;
  }

  /** Moves it if the key is an arrow. @param {KeyboardEvent} event @returns {boolean} was it one? */
  press(event) {
    const arrow = ARROWS[event.key];
    if (!arrow) return false;
    if (!this.shown) this.show();
    const step = event.shiftKey ? FINE : COARSE;
    const shift = L.point(arrow).multiplyBy(step);
    const next = this.at.add(shift);
    const size = this.map.getSize();
    const inside = next.x >= EDGE && next.y >= EDGE && next.x <= size.x - EDGE && next.y <= size.y - EDGE;
    if (inside) this.at = next;
    else this.map.panBy(shift, {animate: false});
    this.place();
    return true;
  }
}

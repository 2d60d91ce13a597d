// Mouse, pen and finger on the histogram: a drag chooses days, a click one bar, the handles move
// the ends, the middle moves the whole. At most one change a frame.

import {dragged} from "./timewindow.js";

/** @import {Range} from "./timebins.js" */
/** @import {End, Grip} from "./timewindow.js" */

/**
 * What the chart says and does. A spot is in bins from the start of the axis, with parts.
 * @typedef {Object} Chart
 * @property {(clientX: number) => number} spotAt
 * @property {() => number} count bins
 * @property {() => Range|null} window bins that are chosen
 * @property {(window: Range|null) => void} choose
 * @property {() => void} begin somebody took hold
 * @property {(grip: Grip) => void} end somebody let go
 */

/** @typedef {{grip: Grip, window: Range|null, origin: number, offset: number, x: number, hasMoved: boolean, frame: number}} Drag */

const STILL = 3; // px that a click may wander

/** @param {HTMLElement} surface @param {Record<End, HTMLElement>} thumbs @param {Chart} chart */
export function watchDrag(surface, thumbs, chart) {
  /** @type {Drag|null} */
  let drag = null;
  surface.addEventListener("pointerdown", (event) => {
    if (event.button !== 0 || drag) return;
    chart.begin();
    drag = taken(event, thumbs, chart);
    surface.setPointerCapture(event.pointerId);
  });
  surface.addEventListener("pointermove", (event) => {
    if (!drag) return;
    if (!drag.hasMoved && Math.abs(event.clientX - drag.x) <= STILL) return;
    drag.hasMoved = true;
    drag.x = event.clientX;
    drag.frame ||= requestAnimationFrame(() => drag && follow(drag, chart));
  });
  surface.addEventListener("pointerup", () => {
    if (!drag) return;
    cancelAnimationFrame(drag.frame);
    if (drag.hasMoved || drag.grip === "move" || drag.grip === "new") follow(drag, chart);
    const {grip} = drag;
    drag = null;
    chart.end(grip);
  });
  const giveUp = () => {
    if (!drag) return;
    cancelAnimationFrame(drag.frame);
    const {window} = drag;
    drag = null;
    chart.choose(window);
  };
  surface.addEventListener("pointercancel", giveUp);
  surface.addEventListener("dblclick", () => {
    chart.choose(null);
    chart.end("new");
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !drag) return;
    event.stopPropagation();
    giveUp();
  }, true);
}

/** @param {PointerEvent} event @param {Record<End, HTMLElement>} thumbs @param {Chart} chart @returns {Drag} */
function taken(event, thumbs, chart) {
  const spot = chart.spotAt(event.clientX);
  const window = chart.window();
  const still = {window, origin: spot, offset: 0, x: event.clientX, hasMoved: false, frame: 0};
  const [a, b] = window ?? [0, chart.count() - 1];
  if (event.target === thumbs.from) return {...still, grip: "from", offset: spot - a};
  if (event.target === thumbs.to) return {...still, grip: "to", offset: spot - (b + 1)};
  const inside = window !== null && spot >= a && spot < b + 1 && b - a + 1 < chart.count();
  return {...still, grip: inside ? "move" : "new"};
}

/** @param {Drag} drag @param {Chart} chart */
function follow(drag, chart) {
  drag.frame = 0;
  const {grip, hasMoved, offset} = drag;
  const last = chart.count() - 1;
  const inBin = (/** @type {number} */ spot) => Math.min(Math.max(Math.floor(spot), 0), last);
  const spot = chart.spotAt(drag.x);
  const edge = Math.round(spot - offset);
  const bin = grip === "from" ? inBin(edge) : grip === "to" ? inBin(edge - 1) : inBin(spot);
  const window = drag.window ?? /** @type {Range} */ ([0, last]);
  chart.choose(dragged(hasMoved ? grip : "new", window, inBin(drag.origin), bin, last + 1));
}

// What there is in the map's view now: how many events, and what a legend must explain. Pure but
// for the layers it asks.

import {isArea, statusOf} from "./events.js";
import {frameOf, meets} from "./geometry.js";
import {areaKey, chosenKey, discKey, fanKey, groupKey, lineKey, ringKey, squareKey, statusKey} from "./key.js";

/** @import {Mark} from "./fan.js" */
/** @import {View} from "./geometry.js" */
/** @import {Key} from "./key.js" */
/** @import {State} from "./state.js" */

/** The view without the margin of its canvases. @param {View} view @returns {View} */
export function bareView(view) {
  const {margin, x0, y0, width, height} = view;
  return {...view, x0: x0 + margin, y0: y0 + margin, width: width - 2 * margin, height: height - 2 * margin, margin: 0};
}

/** @param {Mark} mark in world px @param {View} bare */
function isInside({x, y}, {x0, y0, width, height, world, copies}) {
  const isAcross = copies.some((copy) => x + copy * world >= x0 && x + copy * world <= x0 + width);
  return isAcross && y >= y0 && y <= y0 + height;
}

/** Colours, statuses and kinds of marks. @param {State} state @param {Mark[]} marks @returns {Key[]} */
function markKeys({data, events}, marks) {
  const single = marks.filter(({rows}) => rows.length === 1);
  const many = marks.some(({rows}) => rows.length !== 1);
  const groups = data.groups.filter((_, group) => marks.some((mark) => events.sharesOf(mark)[group]));
  const statuses = new Set(single.map(({rows: [row]}) => statusOf(data, row)));
  return [
    ...groups.map(groupKey),
    ...data.statuses.filter((status) => status !== "reported" && statuses.has(status)).map(statusKey),
    ...(many ? [ringKey(data)] : []),
    ...(marks.some(({pinned}) => !pinned) ? [fanKey()] : []),
    ...(single.some(({place}) => isArea(data, place)) ? [squareKey()] : []),
  ];
}

/** Discs, outlines and lines. @param {State} state @param {View} bare @returns {Key[]} */
function shapeKeys({data, events}, bare) {
  const found = bare.copies.map((copy) => events.shapes.drawnIn(bare, copy));
  const outlined = found.flatMap(({areas}) => [...areas.values()]);
  const isDescribed = (/** @type {number} */ place) => data.places.described[place] === 1;
  const lines = data.lines.map(({paths, box}) => paths.length > 0 && bare.copies.some((copy) => meets(box, frameOf(bare, copy))));
  return [
    ...(found.some(({discs}) => discs.length) ? [discKey()] : []),
    ...[false, true].filter((described) => outlined.some((place) => isDescribed(place) === described)).map(areaKey),
    ...[...new Set(data.distances.filter((_, row) => lines[row]).map(({verdict}) => verdict))].map(lineKey),
  ];
}

/** @param {State} state @param {View} view @returns {{count: number, keys: Key[]}} count: events whose marks are in view */
export function seenIn(state, view) {
  const bare = bareView(view);
  const marks = state.events.marks.at(view).filter((mark) => isInside(mark, bare));
  return {
    count: marks.reduce((sum, {cluster, rows}) => sum + (cluster?.count ?? rows.length), 0),
    keys: [
      ...markKeys(state, marks),
      ...shapeKeys(state, bare),
      ...(state.ghosts?.isOn ? state.ghosts.keys() : []),
      ...(marks.some((mark) => state.events.isSelected(mark)) ? [chosenKey()] : []),
    ],
  };
}

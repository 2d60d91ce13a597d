// Marks of many events: places that stand close together on the screen become one mark, which
// keeps count of its events by group. One pass over the places, at every zoom and filter. Pure.

/** @import {View} from "./geometry.js" */
/** @import {Places} from "./payload.js" */

export const CELL = 52; // px between clusters, about
export const CLOSE = 38; // px between the middles of clusters that become one

/**
 * One cluster, in px of the canvas.
 * @typedef {Object} Cluster
 * @property {number} x the middle of its events
 * @property {number} y
 * @property {number} count events
 * @property {number[]} groups events by group
 * @property {number[]} places their numbers
 * @property {number} placeCount
 * @property {[number, number, number, number]} box of its places, units: west, north, east, south
 */

/**
 * @param {Places} places @param {Uint32Array} tally events by place and group, as Filter.tally() gives them
 * @param {number} groupCount @param {View} view @param {number} copy of the world
 * @returns {Cluster[]}
 */
export function clusterPlaces(places, tally, groupCount, view, copy) {
  const {x: unitsX, y: unitsY} = places;
  const {world, width, height} = view;
  const [left, top] = [view.x0 - copy * world, view.y0];
  const [firstColumn, firstRow] = [Math.floor(left / CELL), Math.floor(top / CELL)]; // cells lie still while the map moves
  const columns = Math.ceil(width / CELL) + 1;
  const rows = Math.ceil(height / CELL) + 1;
  /** @type {(Cluster|undefined)[]} */
  const cells = new Array(columns * rows);
  /** @type {Cluster[]} */
  const out = [];
  for (let place = 0; place < places.count; place += 1) {
    const x = unitsX[place] * world;
    const y = unitsY[place] * world;
    const column = Math.floor(x / CELL) - firstColumn;
    const row = Math.floor(y / CELL) - firstRow;
    if (column < 0 || row < 0 || column >= columns || row >= rows) continue;
    let count = 0;
    for (let group = 0; group < groupCount; group += 1) count += tally[place * groupCount + group];
    if (!count) continue;
    const cell = row * columns + column;
    let cluster = cells[cell];
    if (!cluster) {
      cluster = {x: 0, y: 0, count: 0, groups: new Array(groupCount).fill(0), places: [], placeCount: 0, box: [Infinity, Infinity, -Infinity, -Infinity]};
      cells[cell] = cluster;
      out.push(cluster);
    }
    add(cluster, place, count, x - left, y - top, unitsX[place], unitsY[place]);
    for (let group = 0; group < groupCount; group += 1) cluster.groups[group] += tally[place * groupCount + group];
  }
  for (const cluster of out) {
    cluster.x /= cluster.count;
    cluster.y /= cluster.count;
  }
  return apart(out);
}

/** Clusters that do not cover each other: taking one in moves a cluster, and may bring it close to the next. @param {Cluster[]} clusters @returns {Cluster[]} */
function apart(clusters) {
  const out = merged(clusters);
  return out.length === clusters.length ? out : apart(out);
}

/** Clusters on both sides of a cell's edge as one, the larger takes the smaller in. @param {Cluster[]} clusters */
function merged(clusters) {
  const bySize = [...clusters].sort((a, b) => b.count - a.count || a.y - b.y || a.x - b.x);
  /** @type {Cluster[]} */
  const out = [];
  for (const cluster of bySize) {
    const into = out.find((one) => (one.x - cluster.x) ** 2 + (one.y - cluster.y) ** 2 < CLOSE ** 2);
    if (into) join(into, cluster);
    else out.push(cluster);
  }
  return out;
}

/** @param {Cluster} into @param {Cluster} cluster */
function join(into, cluster) {
  into.x = (into.x * into.count + cluster.x * cluster.count) / (into.count + cluster.count);
  into.y = (into.y * into.count + cluster.y * cluster.count) / (into.count + cluster.count);
  into.count += cluster.count;
  into.placeCount += cluster.placeCount;
  for (const place of cluster.places) into.places.push(place);
  cluster.groups.forEach((count, group) => { into.groups[group] += count; });
  const [west, north, east, south] = cluster.box;
  into.box = [Math.min(into.box[0], west), Math.min(into.box[1], north), Math.max(into.box[2], east), Math.max(into.box[3], south)];
}

/** @param {Cluster} cluster @param {number} place @param {number} count @param {number} x px @param {number} y px @param {number} u units @param {number} v */
function add(cluster, place, count, x, y, u, v) {
  cluster.x += x * count;
  cluster.y += y * count;
  cluster.count += count;
  cluster.placeCount += 1;
  cluster.places.push(place);
  const {box} = cluster;
  if (u < box[0]) box[0] = u;
  if (v < box[1]) box[1] = v;
  if (u > box[2]) box[2] = u;
  if (v > box[3]) box[3] = v;
}

// The one state object of the page: what the modules share. Types only.

/** @import {DistanceLayer} from "./distances.js" */
/** @import {EventLayer} from "./eventlayer.js" */
/** @import {Data} from "./payload.js" */

/**
 * @typedef {Object} State
 * @property {L.Map} map
 * @property {Data} data
 * @property {EventLayer} events
 * @property {DistanceLayer} distances
 * @property {Map<number, HTMLButtonElement>} buttons of the list, by row of events
 * @property {HTMLButtonElement[]} statements buttons of the distance statements, by row
 * @property {(row: number) => void} choose an event, from the panel
 * @property {(row: number) => void} measure a distance statement, from the panel
 * @property {(text: string) => void} announce to screen readers
 */

export {};

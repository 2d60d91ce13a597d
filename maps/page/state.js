// The one state object of the page: what the modules share. Types only.

/** @import {DistanceLayer} from "./distances.js" */
/** @import {EventLayer} from "./eventlayer.js" */
/** @import {Filter} from "./filter.js" */
/** @import {GhostLayer} from "./ghosts.js" */
/** @import {EventList} from "./list.js" */
/** @import {Data, Kind} from "./payload.js" */
/** @import {Tabs} from "./tabs.js" */
/** @import {TextView} from "./text.js" */

/**
 * @typedef {Object} State
 * @property {L.Map} map
 * @property {Data} data
 * @property {Filter} filter what is shown; map, list, timeline and counts follow its onChange
 * @property {EventLayer} events
 * @property {DistanceLayer} distances
 * @property {GhostLayer | null} ghosts where events stood at the last build; on the map while the reader has them on
 * @property {EventList} list
 * @property {Tabs} tabs the sections beside the map
 * @property {HTMLButtonElement[]} statements buttons of the distance statements, by row
 * @property {TextView | null} text of the report; null if it carries none
 * @property {{row: number, node: HTMLElement} | null} from where in the panel an event was chosen last
 * @property {(row: number, node?: HTMLElement) => void} choose an event, from the panel
 * @property {(row: number) => void} measure a distance statement, from the panel
 * @property {(kind: Kind, row: number) => void} showInText an event or a distance, and choose it
 * @property {(text: string) => void} announce to screen readers
 */

export {};

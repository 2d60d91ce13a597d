// A small payload for tests: three events, one in a town, one in a province, one without a place.

/** @import {Payload} from "../../maps/page/payload.js" */

export const DAY = 20058; // 2024-12-01

/** @returns {Payload} */
export function sample() {
  return {
    schema: 2,
    report: {title: "t", published: null, publisher: null, url: null, reliability: null, machine_read: false},
    bounds: [36, 35, 37, 36],
    groups: [
      {name: "Battles", outline: [0, -1, 1, 1, -1, 1], light: "#900000", dark: "#fc8d56"},
      {name: "Protests", outline: [0, -1, 1, 0, 0, 1], light: "#3e54c1", dark: "#9fc1ff"},
    ],
    types: [{name: "Armed clash", group: 0}, {name: "Peaceful protest", group: 1}],
    statuses: ["claimed", "background", "reported"],
    precisions: ["exact", "settlement", "admin2", "admin1", "region", "country"],
    sources: [{name: "The Gazette", url: "https://example.org/a", reliability: "B"}],
    strings: ["Hama", "Hama province", "Ḩamāh", "city", "admin1", "SY", "GeoNames 170017", "GeoNames 170016", "rebels", "army", "the ministry"],
    parties: [[], [8], [9, 10]],
    dates: ["2024-11", "2024-12-01~"],
    day0: DAY - 2,
    places: {
      count: 2,
      columns: {
        label: [0, 1], name: [2, 2], lon: [21675783, 21700000], lat: [12513179, 12520000], kind: [3, 4], country: [6, 6], admin1: [0, 0],
        precision: [1, 3], uncertainty_m: [5000, 70400], described: [0, 0], source: [6, 7], area: [0, 1],
      },
    },
    areas: [[[360000, 350000, 10000, 0, 0, 10000]]],
    candidates: {0: [{name: "Hama", kind: "village", country: "SY", admin1: "07", lon: 37.5, lat: 35.13179}]},
    events: {
      count: 3,
      columns: {
        place: [1, 2, 0], type: [0, 0, 1], status: [0, 1, 2], start: [1, 3, 0], span: [3, 1, 0], date: [0, 2, 1],
        initiators: [1, 0, 0], targets: [2, 0, 1], claimed_by: [11, 0, 0], source: [0, 0, 0],
        fatalities: [0, 1, 4], fatalities_low: [0, 0, 3], fatalities_high: [0, 0, 6],
      },
    },
    conflicts: [[0, 2]],
    texts: {
      fields: ["id", "summary", "quote", "said", "taken"],
      columns: [["a", "b", "c"], ["One.", "Two.", "Three."], [null, null, "q"], [null, null, "the front"], [null, "2", null]],
    },
  };
}

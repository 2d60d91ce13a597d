// Colours of the canvases. They come from CSS custom properties (--cm-…), so that one style sheet
// rules page and canvas; the values here serve a map page that has none.

const FALLBACK = {
  void: "#e4e6e7", // beyond the edge of the basemap
  sea: "#d3dfe6",
  land: "#f6f4ef",
  border: "#857d70",
  division: "#d5cfc2",
  disputed: "#857d70",
  label: "#26282b",
  minor: "#5c5f63",
  halo: "#ffffff",
  ink: "#1f2124", // leaders, dots, outlines of areas
  glyph: "#ffffff", // the symbol on its plate
  accent: "#0b57d0", // what is selected
  line: "#3f3a8c", // distance statements
  alarm: "#b3261e", // distance statements that are contradicted
};

/** @typedef {{scheme: "light"|"dark"} & typeof FALLBACK} Theme */

/** @type {Theme} what is drawn for paper */
export const PAPER = {scheme: "light", ...FALLBACK};

/** @type {WeakMap<Element, Theme>} what was read since the scheme last changed */
let known = new WeakMap();

/** @param {Element} element whose computed custom properties are read @returns {Theme} */
export function readTheme(element) {
  const theme = known.get(element) ?? computedTheme(element);
  known.set(element, theme);
  return theme;
}

/** @param {Element} element @returns {Theme} */
function computedTheme(element) {
  const css = getComputedStyle(element);
  const read = (/** @type {string} */ name) => css.getPropertyValue(`--cm-${name}`).trim();
  const theme = {...FALLBACK};
  for (const name of /** @type {(keyof typeof FALLBACK)[]} */ (Object.keys(FALLBACK))) {
    theme[name] = read(name) || FALLBACK[name];
  }
  return {scheme: read("scheme") === "dark" ? "dark" : "light", ...theme};
}

/**
 * Calls back when the reader's colour scheme changes, or the page is printed.
 * @param {() => void} act @returns {() => void} stops it
 */
export function watchTheme(act) {
  const queries = ["(prefers-color-scheme: dark)", "print"].map((query) => matchMedia(query));
  const changed = () => {
    known = new WeakMap();
    act();
  };
  for (const query of queries) query.addEventListener("change", changed);
  return () => {
    for (const query of queries) query.removeEventListener("change", changed);
  };
}

/** Does the reader ask for little motion? */
export function prefersStill() {
  return matchMedia("(prefers-reduced-motion: reduce)").matches;
}

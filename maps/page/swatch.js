// Small canvases in the text: the same marks as on the map, redrawn when the theme changes.

import {readTheme} from "./theme.js";

/** @import {Theme} from "./theme.js" */
/** @typedef {(ctx: CanvasRenderingContext2D, theme: Theme) => void} Paint in px, the origin at the middle */

/** @type {WeakMap<HTMLCanvasElement, Paint>} */
const paints = new WeakMap();
const RATIO = 2; // always twice as fine: sharp on every screen and on paper

/** @param {Paint} paint @param {number} width px @param {number} height px */
export function swatch(paint, width, height) {
  const canvas = document.createElement("canvas");
  canvas.className = "cm-swatch";
  canvas.setAttribute("aria-hidden", "true");
  canvas.width = width * RATIO;
  canvas.height = height * RATIO;
  canvas.style.width = `${width}px`;
  canvas.style.height = `${height}px`;
  paints.set(canvas, paint);
  return canvas;
}

/** @param {HTMLCanvasElement} canvas @param {Theme} theme */
function paintOne(canvas, theme) {
  const ctx = canvas.getContext("2d");
  const paint = paints.get(canvas);
  if (!ctx || !paint) return;
  ctx.setTransform(1, 0, 0, 1, 0, 0);
  ctx.clearRect(0, 0, canvas.width, canvas.height);
  ctx.setTransform(RATIO, 0, 0, RATIO, canvas.width / 2, canvas.height / 2);
  paint(ctx, theme);
}

/** Paints every swatch under an element, which must be in the page. @param {Element} root */
export function paintSwatches(root) {
  const theme = readTheme(root);
  for (const canvas of root.querySelectorAll("canvas")) paintOne(canvas, theme);
}

/**
 * Paints swatches as they come into view: a long list opens no slower than a short one.
 * @param {Element} root whose theme they have @returns {IntersectionObserver} which swatches are given to
 */
export function swatchPainter(root) {
  const painter = new IntersectionObserver((entries) => {
    const seen = entries.filter((entry) => entry.isIntersecting).map((entry) => entry.target);
    for (const canvas of seen) {
      paintOne(/** @type {HTMLCanvasElement} */ (canvas), readTheme(root));
      painter.unobserve(canvas);
    }
  }, {rootMargin: "300px"});
  return painter;
}

/** Paints swatches under an element as they come into view. @param {Element} root */
export function paintSwatchesInView(root) {
  const painter = swatchPainter(root);
  for (const canvas of root.querySelectorAll("canvas")) painter.observe(canvas);
}

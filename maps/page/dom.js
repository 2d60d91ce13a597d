// Elements from plain text. The only way by which this page makes DOM: no markup is ever parsed.

import {safeUrl} from "./words.js";

/** @typedef {Node | string | null} Child */

const LONG = 1500; // characters; longer texts scroll in their own box

/**
 * @template {keyof HTMLElementTagNameMap} K
 * @param {K} tag
 * @param {Record<string, string> | null} attributes
 * @param {...Child} children strings become text nodes
 * @returns {HTMLElementTagNameMap[K]}
 */
export function el(tag, attributes, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes ?? {})) node.setAttribute(name, value);
  node.append(...children.filter((child) => child !== null));
  return node;
}

/** Text of a report: its own direction, isolated from what stands around it. @param {string} text */
export function said(text) {
  return el("bdi", {dir: "auto"}, text);
}

/** A paragraph of report text; very long ones scroll. @param {string} text @param {string} [className] */
export function paragraph(text, className = "") {
  const node = el("p", {dir: "auto"}, text);
  if (className) node.className = className;
  if (text.length > LONG) {
    node.classList.add("cm-long");
    node.tabIndex = 0;
  }
  return node;
}

/** A link when the address is http or https, else the text alone. @param {string} text @param {string|null} url */
export function link(text, url) {
  const href = safeUrl(url);
  return href ? el("a", {href, rel: "noopener noreferrer", target: "_blank", dir: "auto"}, text) : said(text);
}

/** A link to another page of the site; the text alone if there is none. @param {string} text @param {string|null} href */
export function pageLink(text, href) {
  return href === null ? said(text) : el("a", {href, dir: "auto"}, text);
}

/** @param {Child} child what the button shows @param {() => void} act @param {Record<string, string>} [attributes] */
export function button(child, act, attributes = {}) {
  const node = el("button", {type: "button", ...attributes}, child);
  node.addEventListener("click", (event) => {
    event.stopPropagation(); // a button that its own act takes out of a popup would count as a click on the map
    act();
  });
  return node;
}

/** @param {[string, Child, string?][]} rows term, description, title @param {string} className */
export function terms(rows, className) {
  const list = el("dl", {class: className});
  for (const [term, what, title] of rows) {
    const description = el("dd", title ? {title} : null, what);
    list.append(el("div", null, el("dt", null, term), description));
  }
  return list;
}

/** A section of the panel, named by its heading. @param {string} id @param {string} title @param {...Child} children */
export function section(id, title, ...children) {
  return el("section", {id, tabindex: "-1", "aria-labelledby": `${id}-title`}, el("h2", {id: `${id}-title`}, title), ...children);
}

// The whole text of the report beside the map. Its marked words choose their event or distance,
// and it shows where in it an event or a distance stands. Built part by part as they are read.

import {distanceLabel} from "./checkwords.js";
import {button, el, said, section} from "./dom.js";
import {eventSwatch} from "./eventcard.js";
import {statusWords, typeOf} from "./events.js";
import {counted, DIRECTION, fill, LANGUAGE, words} from "./language.js";
import {anchorsOf, isWrapped, keyOf, paragraphsOf, partAt, partsOf, piecesOf, spansByPart, stopsOf, targetOf, pieceTargets} from "./marks.js";
import {paintSwatches} from "./swatch.js";
import {pieceElement, statusStyle, underline} from "./textmark.js";
import {readTheme} from "./theme.js";
import {typeWords} from "./typewords.js";
import {clip, isolated, ours} from "./words.js";

/** @import {Piece, Target} from "./marks.js" */
/** @import {Data, Kind} from "./payload.js" */
/** @typedef {(target: Target, from: HTMLElement) => void} Choose */

const say = words({
  en: {
    title: "Text of the report", none: "No passage of it is marked.",
    hint: {
      one: "{n} marked passage. Click it to see it on the map.",
      other: "{n} marked passages. Click one to see it on the map; with the keyboard, Up and Down go from one to the next, Enter chooses.",
    },
    key: "Underlines", facts: "who, where, when", distance: "stated distance", choice: "Which is meant",
    things: {one: "These words tell of one thing:", other: "These words tell of {n} things:"},
    target: "{type}: {summary}", measured: "Distance: {label}",
  },
  ar: {
    title: "نص التقرير", none: "لا مقاطع معلَّمة فيه.",
    hint: {
      one: "مقطع واحد معلَّم. انقر عليه لرؤيته على الخريطة.",
      two: "مقطعان معلَّمان. انقر على أحدهما لرؤيته على الخريطة؛ وبلوحة المفاتيح ينتقل السهمان الأعلى والأسفل بينهما ويختار Enter.",
      few: "{n} مقاطع معلَّمة. انقر على أحدها لرؤيته على الخريطة؛ وبلوحة المفاتيح ينتقل السهمان الأعلى والأسفل بينها ويختار Enter.",
      many: "{n} مقطعًا معلَّمًا. انقر على أحدها لرؤيته على الخريطة؛ وبلوحة المفاتيح ينتقل السهمان الأعلى والأسفل بينها ويختار Enter.",
      other: "{n} مقطع معلَّم. انقر على أحدها لرؤيته على الخريطة؛ وبلوحة المفاتيح ينتقل السهمان الأعلى والأسفل بينها ويختار Enter.",
    },
    key: "الخطوط تحت الكلمات", facts: "من وأين ومتى", distance: "مسافة مذكورة", choice: "أيها المقصود",
    things: {
      one: "هذه الكلمات عن شيء واحد:", two: "هذه الكلمات عن شيئين:", few: "هذه الكلمات عن {n} أشياء:",
      many: "هذه الكلمات عن {n} شيئًا:", other: "هذه الكلمات عن {n} شيء:",
    },
    target: "{type}: {summary}", measured: "مسافة: {label}",
  },
});

const LINE = 52; // characters that a line may hold, to guess how high a part will be
const LEADING = 26; // px

export class TextView {
  /** @param {Data} data @param {Choose} choose */
  constructor(data, choose) {
    this.data = data;
    this.choose = choose;
    this.parts = partsOf(data.text);
    this.wrapped = isWrapped(data.text);
    this.anchors = anchorsOf(data.spans);
    this.stops = stopsOf(data.spans, this.anchors);
    this.inPart = spansByPart(data.spans, this.parts);
    this.stop = 0; // number of the mark that is in the tab order
    /** @type {Record<Kind, number | null>} */
    this.chosen = {event: null, distance: null};
    /** @type {Map<string, HTMLElement[]>} what is built, by key */
    this.pieces = new Map();
    /** @type {WeakMap<Element, Piece>} */
    this.pieceOf = new WeakMap();
    /** @type {Map<number, HTMLElement>} links that are built, by place in the text */
    this.links = new Map();
    /** @type {Set<number>} */
    this.built = new Set();
    /** @type {{box: HTMLElement, from: HTMLElement} | null} which of several is meant, while it is asked */
    this.choice = null;
    /** @type {HTMLElement[]} */
    this.nodes = this.parts.map(([start, end]) => plainPart(data.text.slice(start, end)));
    this.root = el("div", {class: "cm-text", lang: ""}, ...this.nodes);
    this.listen();
  }

  /** The section of the panel. */
  section() {
    const count = this.stops.length;
    const hint = el("p", {class: "cm-muted cm-text-hint"}, count ? counted(count, say.hint) : say.none);
    return section("cm-text", say.title, hint, count ? this.key() : null, this.root);
  }

  /** What the styles of the underlines mean. */
  key() {
    const {statuses, distances} = this.data;
    const line = {colour: "currentColor", strong: true};
    const entries = statuses.map((status) => underline(el("li", null), statusWords(status), [{...line, style: statusStyle(status)}]));
    entries.push(underline(el("li", null), say.facts, [{...line, style: "solid", strong: false}]));
    if (distances.length) entries.push(underline(el("li", null), say.distance, [{...line, colour: "var(--cm-line)", style: "solid"}]));
    return el("ul", {class: "cm-text-key", "aria-label": say.key}, ...entries);
  }

  listen() {
    this.root.addEventListener("click", (event) => this.clicked(event));
    this.root.addEventListener("keydown", (event) => this.pressed(event));
    const watcher = new IntersectionObserver((entries) => {
      for (const entry of entries.filter((one) => one.isIntersecting)) {
        const part = this.nodes.indexOf(/** @type {HTMLElement} */ (entry.target));
        for (const near of [part - 1, part, part + 1]) this.build(near);
        watcher.unobserve(entry.target);
      }
    });
    for (const node of this.nodes) watcher.observe(node);
    window.addEventListener("beforeprint", () => this.nodes.forEach((_, part) => this.build(part)));
    this.moveStop(0);
  }

  /** Puts paragraphs and marks into a part. @param {number} part */
  build(part) {
    if (this.built.has(part) || !this.nodes[part]) return;
    this.built.add(part);
    const paragraphs = paragraphsOf(this.data.text, this.parts[part], this.wrapped).map((range) => {
      const pieces = piecesOf(this.data.spans, this.inPart[part], range);
      return el("p", {dir: "auto"}, ...pieces.map((piece) => this.pieceNode(piece)));
    });
    this.nodes[part].replaceChildren(...paragraphs);
    this.nodes[part].classList.remove("cm-text-plain");
  }

  /** @param {Piece} piece */
  pieceNode(piece) {
    if (!piece.spans.length) return this.data.text.slice(piece.start, piece.end);
    const node = pieceElement(this.data, this.anchors, piece);
    this.pieceOf.set(node, piece);
    if (node instanceof HTMLAnchorElement) {
      this.links.set(piece.start, node);
      if (piece.start === this.stops[this.stop]) node.tabIndex = 0;
    }
    for (const span of piece.spans) {
      const key = keyOf(targetOf(this.data.spans, span));
      const others = this.pieces.get(key);
      if (others) others.push(node);
      else this.pieces.set(key, [node]);
    }
    this.paint(node);
    return node;
  }

  /** Shows whether a piece belongs to what is chosen. @param {HTMLElement} node */
  paint(node) {
    const {spans} = this.data;
    const own = (this.pieceOf.get(node)?.spans ?? []).filter((span) => this.chosen[spans.kind[span]] === spans.row[span]);
    node.classList.toggle("cm-piece-chosen", own.length > 0);
    node.classList.toggle("cm-mark-chosen", own.some((span) => spans.role[span] !== "quote"));
    if (own.length && node instanceof HTMLAnchorElement) node.setAttribute("aria-current", "true");
    else node.removeAttribute("aria-current");
  }

  /** Marks what is chosen, null: nothing of its kind. @param {Kind} kind @param {number | null} row */
  mark(kind, row) {
    const before = this.chosen[kind];
    this.chosen[kind] = row;
    for (const one of new Set([before, row])) {
      if (one === null) continue;
      for (const node of this.pieces.get(keyOf({kind, row: one})) ?? []) this.paint(node);
    }
  }

  /**
   * Scrolls to where an event or a distance stands. The link there, or null if it has no span.
   * @param {Target} target @param {boolean} focus
   */
  reveal(target, focus) {
    const anchor = this.anchors.get(keyOf(target));
    if (anchor === undefined) return null;
    const at = this.data.spans.start[anchor];
    const part = partAt(this.parts, at);
    for (const near of [part - 1, part, part + 1]) this.build(near); // before it is measured
    this.moveStop(this.stops.indexOf(at));
    const link = this.links.get(at) ?? null;
    if (focus) link?.focus({preventScroll: true});
    if (link && !isInView(link)) {
      const tall = link.getBoundingClientRect().height > innerHeight / 4;
      link.scrollIntoView({block: tall ? "start" : "center", behavior: "instant"});
    }
    return link;
  }

  /** Is the reader reading: is the text in the middle of a panel that scrolls by itself? */
  isRead() {
    const panel = scrollingPanel(this.root);
    if (!panel) return false;
    const [box, frame] = [this.root.getBoundingClientRect(), panel.getBoundingClientRect()];
    const middle = (frame.top + frame.bottom) / 2;
    return box.top < middle && box.bottom > middle;
  }

  /** @param {number} stop the mark that comes into the tab order */
  moveStop(stop) {
    if (this.stops[stop] === undefined) return;
    const before = this.links.get(this.stops[this.stop]);
    if (before) before.tabIndex = -1;
    this.stop = stop;
    this.build(partAt(this.parts, this.stops[stop]));
    const link = this.links.get(this.stops[stop]);
    if (link) link.tabIndex = 0;
  }

  /** @param {MouseEvent} event */
  clicked(event) {
    const node = event.target instanceof Element ? event.target.closest(".cm-mark") : null;
    const piece = node && this.pieceOf.get(node);
    if (!(node instanceof HTMLElement) || !piece) return;
    event.preventDefault();
    if (event.detail > 0 && getSelection()?.isCollapsed === false) return; // the reader marks words
    const targets = pieceTargets(this.data.spans, this.anchors, piece);
    const stop = this.stops.indexOf(piece.start);
    if (stop >= 0) this.moveStop(stop);
    this.closeChoice();
    if (targets.length === 1) this.choose(targets[0], node);
    else this.offer(targets, node);
  }

  /** @param {KeyboardEvent} event */
  pressed(event) {
    if (event.key === "Escape" && this.choice) {
      event.stopPropagation();
      this.closeChoice()?.focus();
      return;
    }
    const link = document.activeElement;
    const piece = link && this.pieceOf.get(link);
    const to = {ArrowDown: this.stop + 1, ArrowUp: this.stop - 1, Home: 0, End: this.stops.length - 1}[event.key];
    if (!piece || to === undefined) return;
    event.preventDefault();
    this.moveStop(Math.max(0, Math.min(this.stops.length - 1, to)));
    this.links.get(this.stops[this.stop])?.focus();
  }

  /** Asks which of several is meant. @param {Target[]} targets @param {HTMLElement} from */
  offer(targets, from) {
    const items = targets.map((target) =>
      el("li", null, button(this.targetLine(target), () => {
        this.closeChoice();
        this.choose(target, from);
      }, {class: "cm-link"})));
    const box = el("div", {class: "cm-choice", role: "group", "aria-label": say.choice, lang: LANGUAGE, dir: DIRECTION},
      el("p", {class: "cm-muted"}, counted(targets.length, say.things)), el("ul", null, ...items));
    this.choice = {box, from};
    if (from instanceof HTMLAnchorElement) from.setAttribute("aria-expanded", "true");
    (from.closest("p") ?? from).after(box);
    paintSwatches(box);
    box.querySelector("button")?.focus({preventScroll: true});
    box.scrollIntoView({block: "nearest", behavior: "instant"});
  }

  /** Takes the choice away. @returns {HTMLElement | undefined} the words that it was about */
  closeChoice() {
    const {box, from} = this.choice ?? {};
    box?.remove();
    from?.removeAttribute("aria-expanded");
    this.choice = null;
    return from;
  }

  /** @param {Target} target */
  targetLine({kind, row}) {
    const {data} = this;
    if (kind === "distance") {
      const label = fill(say.measured, {label: clip(distanceLabel(data.distances[row]), 120)});
      return el("span", {class: "cm-card-head"}, said(ours(label)));
    }
    const summary = isolated(clip(data.texts.peek(row)?.summary ?? "", 120));
    return el("span", {class: "cm-card-head"}, eventSwatch(data, row), said(ours(fill(say.target, {type: typeWords(typeOf(data, row)), summary}))));
  }

  /** Takes the colours of the groups from the theme. */
  paintGroups() {
    const {scheme} = readTheme(this.root);
    this.data.groups.forEach((group, i) => this.root.style.setProperty(`--cm-group-${i}`, scheme === "dark" ? group.dark : group.light));
  }
}

/** A part that nobody has come to yet: its words without marks, so that they can be searched. @param {string} text */
function plainPart(text) {
  const node = el("div", {class: "cm-text-part cm-text-plain", dir: "auto"}, text);
  node.style.setProperty("contain-intrinsic-size", `auto ${Math.ceil(text.length / LINE) * LEADING}px`);
  return node;
}

/** @param {Element} node @returns {Element | null} the panel, if it scrolls by itself */
function scrollingPanel(node) {
  const panel = node.closest(".cm-panel");
  return panel && getComputedStyle(panel).overflowY === "auto" ? panel : null;
}

/** Can a piece be seen whole, below the map where the page scrolls as one? @param {Element} node */
function isInView(node) {
  const panel = scrollingPanel(node);
  const box = node.getBoundingClientRect();
  const frame = panel?.getBoundingClientRect();
  const map = document.querySelector(".cm-map")?.getBoundingClientRect();
  const [top, bottom] = frame ? [frame.top, frame.bottom] : [Math.max(0, map?.bottom ?? 0), innerHeight];
  return box.top >= top && box.bottom <= bottom;
}

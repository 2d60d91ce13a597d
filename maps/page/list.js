// The list of the shown events beside the map: its full text equivalent, and the way to it by
// keyboard. Of a short list every row is in the page, so that it can be searched and printed; of a
// long one those that are seen, in a box that scrolls by itself.

import {el, section} from "./dom.js";
import {words} from "./language.js";
import {ListRow} from "./listrow.js";
import {ListScroll} from "./listscroll.js";
import {orderOf, shownOf} from "./order.js";
import {sortBar} from "./sortbar.js";
import {swatchPainter} from "./swatch.js";

/** @import {Ways} from "./eventcard.js" */
/** @import {State} from "./state.js" */

const WHOLE = 200; // rows of which all are in the page
const BEYOND = 4; // rows beyond the view that are there too
const LEAP = 10; // rows that Page Down goes on in a short list
const REST = 150; // ms without a scroll: it rests
const WAIT = 60; // ms before texts are opened that the reader may only be scrolling past

const say = words({
  en: {
    title: "Events", none: "The report tells of no events.", left: "No event fits what was chosen.",
  },
  ar: {
    title: "الأحداث", none: "لا يذكر التقرير أي أحداث.", left: "لا يوجد حدث يطابق ما اخترته.",
  },
});

export class EventList {
  /** @param {State} state */
  constructor(state) {
    const {filter} = state;
    this.state = state;
    /** @type {Uint32Array | null} all rows as they are sorted; null: as they come, by date */
    this.order = null;
    /** @type {Uint32Array} rows that are shown, as they are sorted */
    this.rows = filter.rows();
    this.cursor = 0; // number of the row that is in the tab order
    /** @type {number | null} */
    this.chosen = null;
    this.isOpen = false; // is the card of the chosen one open?
    /** @type {Map<number, ListRow>} what is in the page, by row */
    this.items = new Map();
    this.scroll = new ListScroll();
    this.root = el("ol", {class: "cm-list", role: "list", "aria-labelledby": "cm-events-title"});
    this.probe = el("div", {class: "cm-row-probe", "aria-hidden": "true"}); // as high as a row
    this.box = el("div", {class: "cm-rows"}, this.probe, this.root);
    this.painter = swatchPainter(this.box);
    this.empty = el("p", {class: "cm-muted cm-list-empty"});
    const bar = sortBar((by, down, said) => {
      this.order = by === "date" && !down ? null : orderOf(filter, by, down);
      this.refill();
      state.announce(said);
    });
    this.section = section("cm-events", say.title, bar, this.empty, this.box);
    this.listen();
    this.refill();
  }

  listen() {
    const {filter} = this.state;
    filter.onChange(() => this.refill());
    this.box.addEventListener("scroll", () => this.scrolled());
    this.root.addEventListener("keydown", (event) => this.pressed(event));
    this.root.addEventListener("focusin", (event) => this.focused(event));
    const sizes = new ResizeObserver(() => this.resized());
    sizes.observe(this.box);
    sizes.observe(this.probe);
    this.cardSize = new ResizeObserver(() => this.cardResized());
    window.addEventListener("beforeprint", () => this.openAll(true));
    window.addEventListener("afterprint", () => this.openAll(false));
  }

  /** What a reader may do from a card. @returns {Ways} */
  get ways() {
    const {state} = this;
    const showInText = state.text ? (/** @type {number} */ row) => state.showInText("event", row) : null;
    return {open: (row) => state.choose(row), showInText, href: state.events.linkTo};
  }

  /** Does the list have a box that scrolls by itself? */
  get isLong() {
    return this.rows.length > WHOLE;
  }

  /** Shows what the filter shows, from the beginning. */
  refill() {
    const {filter, data} = this.state;
    const focused = this.focusedRow();
    this.rows = this.order ? shownOf(filter, this.order) : filter.rows();
    this.cursor = Math.max(0, this.indexOf(focused ?? this.chosen));
    this.section.classList.toggle("cm-long-list", this.isLong);
    this.box.hidden = this.rows.length === 0;
    this.empty.textContent = this.rows.length ? "" : data.events.count ? say.left : say.none;
    Object.assign(this.scroll, {count: this.rows.length, opened: this.isOpen ? this.indexOf(this.chosen) : -1, top: 0});
    this.settle();
    if (focused !== null) this.items.get(focused)?.button.focus({preventScroll: true});
  }

  /** @param {number | null} row */
  indexOf(row) {
    return row === null ? -1 : this.rows.indexOf(row);
  }

  /** @returns {number | null} the row that has the keyboard */
  focusedRow() {
    const item = document.activeElement?.closest(".cm-list > li");
    if (!item || item.parentNode !== this.root) return null;
    for (const [row, {node}] of this.items) if (node === item) return row;
    return null;
  }

  /** Numbers of the rows that belong into the page. @returns {number[]} */
  wanted() {
    const [first, last] = this.isLong ? this.scroll.seen(BEYOND) : [0, this.rows.length - 1];
    const numbers = Array.from({length: Math.max(0, last - first + 1)}, (_, i) => first + i);
    if (this.focusedRow() === null) {
      if (this.cursor < first || this.cursor > last) this.cursor = Math.min(last, first + (this.isLong && first ? BEYOND : 0));
    } else if (this.cursor < first) {
      numbers.unshift(this.cursor); // what has the keyboard stays
    } else if (this.cursor > last) {
      numbers.push(this.cursor);
    }
    return numbers;
  }

  /** Puts the rows that belong there into the page, and takes the others out. */
  layOut() {
    const numbers = this.wanted();
    const rows = new Set(numbers.map((index) => this.rows[index]));
    for (const [row, item] of this.items) {
      if (rows.has(row)) continue;
      this.painter.unobserve(item.swatch);
      item.node.remove();
      this.items.delete(row);
    }
    let next = this.root.firstChild;
    for (const index of numbers) {
      const {node} = this.item(index);
      if (node === next) next = node.nextSibling;
      else this.root.insertBefore(node, next);
    }
    this.root.style.height = this.isLong ? `${this.scroll.height}px` : "";
    this.fill();
  }

  /** @param {number} index */
  item(index) {
    const row = this.rows[index];
    let item = this.items.get(row);
    if (!item) {
      item = new ListRow(this.state.data, row, () => this.picked(row));
      this.items.set(row, item);
      this.painter.observe(item.swatch);
    }
    item.number(index, this.rows.length);
    item.mark(row === this.chosen);
    item.button.tabIndex = index === this.cursor ? 0 : -1;
    const [top, seen] = [this.scroll.position(index), this.scroll.bar];
    const away = top + 4 * this.scroll.view < seen || top > seen + 5 * this.scroll.view;
    item.node.style.top = this.isLong ? `${away ? -2 * this.scroll.size : top}px` : "";
    return item;
  }

  /** Gives the rows their words: at once where they are at hand, else when they have come. */
  fill() {
    clearTimeout(this.waiting);
    const {texts} = this.state.data;
    /** @type {ListRow[]} */
    const closed = [];
    for (const [row, item] of this.items) {
      const found = item.texts ?? texts.peek(row);
      if (found) this.fillOne(item, found);
      else closed.push(item);
    }
    if (!closed.length) return;
    this.waiting = setTimeout(() => {
      for (const item of closed) {
        void texts.of(item.row).then((found) => {
          if (this.items.get(item.row) === item) this.fillOne(item, found);
        });
      }
    }, WAIT);
  }

  /** @param {ListRow} item @param {import("./texts.js").Texts} texts */
  fillOne(item, texts) {
    item.fill(texts, this.state.filter.criteria.query);
    const open = this.isOpen && item.row === this.chosen;
    item.toggle(open, this.ways);
    if (open) this.cardSize?.observe(item.node);
    else this.cardSize?.unobserve(item.node);
  }

  /** The row's button was pressed. @param {number} row */
  picked(row) {
    const item = this.items.get(row);
    if (row === this.chosen) this.open(!this.isOpen);
    else this.state.choose(row, item?.button);
  }

  /** Marks the chosen event, and opens its card; null: none is chosen. @param {number | null} row */
  mark(row) {
    if (row === this.chosen) return;
    if (!this.scroll.view) this.resized(); // chosen before the observer has told the first sizes
    this.chosen = row;
    this.open(row !== null);
  }

  /** Opens or closes the chosen event's card; its row stays where it is. @param {boolean} open */
  open(open) {
    const {scroll} = this;
    this.isOpen = open;
    const index = this.indexOf(this.chosen);
    const fixed = index < 0 ? scroll.indexAt(scroll.top) : index;
    const at = scroll.offset(fixed) - scroll.top;
    Object.assign(scroll, {opened: open ? index : -1, extra: 0});
    scroll.top = scroll.offset(fixed) - at;
    this.settle();
    this.cardResized();
  }

  cardResized() {
    const {scroll} = this;
    const node = this.isOpen && this.chosen !== null ? this.items.get(this.chosen)?.node : undefined;
    const extra = this.isLong && node ? Math.max(0, node.offsetHeight - scroll.size) : scroll.extra;
    if (extra === scroll.extra) return;
    scroll.extra = extra;
    this.layOut();
  }

  resized() {
    const {scroll} = this;
    const index = scroll.indexAt(scroll.top);
    const into = (scroll.top - scroll.offset(index)) / scroll.size; // of the first row, what is above the edge
    Object.assign(scroll, {size: this.probe.offsetHeight || 1, view: this.box.clientHeight});
    scroll.top = scroll.offset(index) + into * scroll.size;
    if (this.isLong) this.settle();
  }

  scrolled() {
    if (!this.isLong || this.box.scrollTop === this.scroll.bar) return;
    this.scroll.scrolled(this.box.scrollTop);
    clearTimeout(this.resting);
    if (this.scroll.isCramped) this.settle();
    else {
      this.resting = setTimeout(() => this.settle(), REST);
      this.layOut();
    }
  }

  /** Puts the box where the list is. */
  settle() {
    const bar = this.scroll.settle();
    this.layOut();
    if (!this.isLong || Math.abs(this.box.scrollTop - bar) <= 1) return;
    this.box.scrollTop = bar;
    this.scroll.bar = this.box.scrollTop; // browsers round it
    this.layOut();
  }

  /** Shows the row of an event; false if it is left out. @param {number} row */
  reveal(row) {
    const index = this.indexOf(row);
    if (index < 0) return false;
    this.bring(index);
    const node = this.isLong ? this.box : this.items.get(row)?.node;
    if (node && !isInPanel(node)) node.scrollIntoView({block: "nearest", behavior: "instant"});
    return true;
  }

  /** Gives the keyboard to an event's row; false if it is left out. @param {number} row */
  focus(row) {
    const index = this.indexOf(row);
    if (index < 0) return false;
    this.go(index);
    return true;
  }

  /** Into the box's view. @param {number} index */
  bring(index) {
    if (!this.isLong) return;
    this.scroll.reveal(index);
    this.settle();
  }

  /** @param {number} index of the row that gets the keyboard */
  go(index) {
    this.bring(index);
    this.items.get(this.rows[index])?.button.focus({preventScroll: this.isLong});
    if (this.isLong) this.box.scrollIntoView({block: "nearest", behavior: "instant"});
  }

  /** The row that has the keyboard is the one in the tab order. @param {FocusEvent} event */
  focused(event) {
    const row = event.target instanceof Element && event.target.matches(".cm-item") ? this.focusedRow() : null;
    const index = this.indexOf(row);
    if (index < 0 || index === this.cursor) return;
    const before = this.items.get(this.rows[this.cursor]);
    if (before) before.button.tabIndex = -1;
    this.cursor = index;
    this.item(index);
  }

  /** Up and Down go from event to event, Page Up and Page Down farther, Home and End to the first and last. @param {KeyboardEvent} event */
  pressed(event) {
    if (!(event.target instanceof Element && event.target.matches(".cm-item"))) return;
    const page = this.isLong ? Math.max(1, Math.floor(this.scroll.view / this.scroll.size) - 1) : LEAP;
    const last = this.rows.length - 1;
    const to = {
      ArrowDown: this.cursor + 1, ArrowUp: this.cursor - 1, PageDown: this.cursor + page, PageUp: this.cursor - page, Home: 0, End: last,
    }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    this.go(Math.max(0, Math.min(last, to)));
  }

  /** On paper every row of a short list has its card. @param {boolean} all */
  openAll(all) {
    if (this.isLong) return;
    for (const item of this.items.values()) item.toggle(all || (this.isOpen && item.row === this.chosen), this.ways);
  }
}

/** Is a row, or the box, wholly in view? A page that scrolls as one keeps its map in view instead. @param {Element} node */
function isInPanel(node) {
  const panel = node.closest(".cm-panel");
  if (!panel || getComputedStyle(panel).overflowY !== "auto") return true;
  const [a, b] = [node.getBoundingClientRect(), panel.getBoundingClientRect()];
  return a.top >= b.top && a.bottom <= b.bottom;
}

// Where the rows of a long list stand while it scrolls: rows of one height, and one opened row that
// is higher. Browsers cut what is higher than some 16 million px, so that the box that scrolls is
// lower than a very long list: its ends go with the list's px by px, its middle in longer steps.
// A short scroll still moves the list by its own length, whatever the box says; when it rests, the
// box is put right. All lengths px. Pure.

const TALLEST = 8e6; // of the box
const END = 1e6; // of the box at either end, that goes px by px

/** @param {number} value @param {number} low @param {number} high */
function within(value, low, high) {
  return Math.max(low, Math.min(high, value));
}

export class ListScroll {
  /** @param {number} [tallest] @param {number} [end] */
  constructor(tallest = TALLEST, end = END) {
    this.tallest = tallest;
    this.end = end;
    this.count = 0;
    this.size = 1; // height of a row
    this.view = 0; // height of what is seen
    this.opened = -1; // number of the row that is open
    this.extra = 0; // by how much it is higher than the others
    this.top = 0; // of the list, what is at the upper edge
    this.bar = 0; // of the box, what is at the upper edge: scrollTop
  }

  /** Of the whole list. */
  get length() {
    return this.count * this.size + (this.opened >= 0 ? this.extra : 0);
  }

  /** Of the box. */
  get height() {
    return Math.min(this.length, this.tallest);
  }

  /** How far the list goes, and how far the box. */
  get ways() {
    return {list: Math.max(0, this.length - this.view), box: Math.max(0, this.height - this.view)};
  }

  /** Of the list, where the box stands at `bar`. @param {number} bar */
  topOf(bar) {
    const {list, box} = this.ways;
    if (list === box || bar <= this.end) return within(bar, 0, list);
    if (bar >= box - this.end) return within(list - (box - bar), 0, list);
    return this.end + ((bar - this.end) * (list - 2 * this.end)) / (box - 2 * this.end);
  }

  /** The other way round. @param {number} top */
  barOf(top) {
    const {list, box} = this.ways;
    if (list === box || top <= this.end) return within(top, 0, box);
    if (top >= list - this.end) return within(box - (list - top), 0, box);
    return this.end + ((top - this.end) * (box - 2 * this.end)) / (list - 2 * this.end);
  }

  /** The reader scrolled. @param {number} bar scrollTop */
  scrolled(bar) {
    const {list, box} = this.ways;
    const step = bar - this.bar;
    const near = list > box && Math.abs(step) <= 2 * this.view;
    this.top = near ? within(this.top + step, 0, list) : this.topOf(bar);
    this.bar = bar;
  }

  /** Is the box about to end where the list goes on? */
  get isCramped() {
    const {box} = this.ways;
    const right = this.barOf(this.top);
    const near = this.bar < this.view || this.bar > box - this.view;
    return near && Math.abs(right - this.bar) > 1;
  }

  /** Puts the box where the list is; call when it rests. @returns {number} scrollTop */
  settle() {
    this.top = within(this.top, 0, this.ways.list);
    this.bar = this.barOf(this.top);
    return this.bar;
  }

  /** Where a row begins in the list. @param {number} index */
  offset(index) {
    return index * this.size + (this.opened >= 0 && index > this.opened ? this.extra : 0);
  }

  /** The row at a place of the list. @param {number} at */
  indexAt(at) {
    const after = this.opened >= 0 && at >= this.offset(this.opened + 1);
    const index = Math.floor((at - (after ? this.extra : 0)) / this.size);
    const inside = this.opened >= 0 && !after && index > this.opened ? this.opened : index;
    return within(inside, 0, Math.max(0, this.count - 1));
  }

  /** First and last row to be seen, and some beyond. @param {number} beyond @returns {[first: number, last: number]} */
  seen(beyond) {
    return [Math.max(0, this.indexAt(this.top) - beyond), Math.min(this.count - 1, this.indexAt(this.top + this.view) + beyond)];
  }

  /** Where a row is put in the box. @param {number} index */
  position(index) {
    return this.offset(index) - this.top + this.bar;
  }

  /** Moves the list so that a row is whole in view, no farther than needed. @param {number} index @returns {number} scrollTop */
  reveal(index) {
    const from = this.offset(index);
    const to = this.offset(index + 1);
    if (from < this.top || to - from > this.view) this.top = from;
    else if (to > this.top + this.view) this.top = to - this.view;
    return this.settle();
  }
}

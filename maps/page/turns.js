// Long work that gives the page its turn: to draw a frame, to answer the reader. Pure.

const SPAN_MS = 12; // of work between two turns: less than a frame

/** Goes on in a task of its own. @returns {Promise<void>} */
function nextTask() {
  const {scheduler} = /** @type {{scheduler?: {yield?: () => Promise<void>}}} */ (/** @type {unknown} */ (globalThis));
  return scheduler?.yield?.() ?? new Promise((resume) => { setTimeout(resume); });
}

export class Turns {
  constructor() {
    this.last = performance.now();
  }

  /** Gives the page its turn, if it has had none for a while. */
  async give() {
    if (performance.now() - this.last < SPAN_MS) return;
    await nextTask();
    this.last = performance.now();
  }
}

// Steps at a steady pace until there are none left, or somebody stops it.

const PACE = 700; // ms from step to step

export class Player {
  /** @param {() => boolean} step goes one on; false when there is none left @param {() => void} changed when it starts or stops */
  constructor(step, changed) {
    this.step = step;
    this.changed = changed;
    /** @type {ReturnType<typeof setTimeout>|null} */
    this.timer = null;
  }

  get isPlaying() {
    return this.timer !== null;
  }

  start() {
    if (this.isPlaying) return;
    this.wait();
    this.changed();
  }

  wait() {
    this.timer = setTimeout(() => (this.step() ? this.wait() : this.stop()), PACE);
  }

  stop() {
    if (this.timer === null) return;
    clearTimeout(this.timer);
    this.timer = null;
    this.changed();
  }
}

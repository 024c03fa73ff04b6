/** How often a line is written where nobody watches. */
const PLAIN_EVERY_MS = 5000;
/** How often the line is drawn anew on a terminal. */
const DRAW_EVERY_MS = 100;

/** One line that says how far the work is: redrawn in place on a terminal, else now and then. */
export class ProgressLine {
  readonly #total: number;
  readonly #began: number = Date.now();
  #shownAt: number = Date.now();
  #drawn = false;

  constructor(total: number) {
    this.#total = total;
  }

  show(seeds: number, steps: number): void {
    const now = Date.now();
    const interactive = process.stderr.isTTY;
    if (now - this.#shownAt < (interactive ? DRAW_EVERY_MS : PLAIN_EVERY_MS)) return;
    this.#shownAt = now;
    const rate = Math.round(steps / Math.max(0.001, (now - this.#began) / 1000));
    const line = `${number(seeds)} of ${number(this.#total)} seeds, ${number(rate)} events/s`;
    this.#drawn = interactive;
    process.stderr.write(interactive ? `\r\u001b[K${line}` : `${line}\n`);
  }

  /** Seconds since the beginning; clears the line. */
  end(): number {
    if (this.#drawn) process.stderr.write('\r\u001b[K');
    return Math.max(0.001, (Date.now() - this.#began) / 1000);
  }
}

/** With a comma every three digits. */
export function number(value: number): string {
  return Math.round(value).toLocaleString('en');
}

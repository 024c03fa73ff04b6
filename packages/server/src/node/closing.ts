type Close = () => Promise<void>;

/** What was opened, and is to be closed: the last first. */
export class Closing {
  readonly #opened: Close[] = [];
  #first: Close[] = [];

  add(close: Close): void {
    this.#opened.push(close);
  }

  /** What comes before all else: a door is closed once whoever came through it has left. */
  addFirst(close: Close): void {
    this.#first.push(close);
  }

  /** Closes all of it, also where one of them fails. What was closed before is not closed again. */
  async close(): Promise<void> {
    const all = [...this.#first, ...this.#opened.splice(0).reverse()];
    this.#first = [];
    for (const close of all) {
      try {
        await close();
      } catch {
        // Whatever it is, the rest has to go as well.
      }
    }
  }
}

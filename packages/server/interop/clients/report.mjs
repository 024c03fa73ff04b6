/** One line of JSON for each call, and what the watchers of a session were told. */
export function line(call, found) {
  const text = JSON.stringify({ call, ...found }, (_name, value) => {
    if (value?.type === 'Buffer') return Buffer.from(value.data).toString('latin1');
    return typeof value === 'bigint' ? String(value) : value;
  });
  process.stdout.write(`${text}\n`);
}

/** What watchers were told, in order. */
export class Events {
  #seen = [];
  #wake = () => {};

  note(event) {
    this.#seen.push(event);
    this.#wake();
  }

  /** Waits until there are so many, and reports them. */
  async told(call, count) {
    const patience = setTimeout(() => {
      this.#wake();
      count = 0;
    }, 5000);
    while (this.#seen.length < count) {
      await new Promise((resolve) => {
        this.#wake = resolve;
      });
    }
    clearTimeout(patience);
    line(call, { events: this.#seen.splice(0) });
  }
}

/** Their order is promised nowhere. */
export function sorted(children) {
  return Array.isArray(children)
    ? [...children].sort((one, other) => (one < other ? -1 : 1))
    : children;
}

import type { Log, LogFields } from '@menagerie/server';

/** Names that are remembered, so that not every attempt makes a line. */
const MOST_SAID = 1000;

/** What is wrong with whom: who is refused comes again and again, and once is enough. */
export class Complaints {
  readonly #log: Log;
  /** The last thing that was said about each. */
  readonly #said = new Map<string, string>();

  constructor(log: Log) {
    this.#log = log;
  }

  /** Says it, unless it was the last thing that was said about them. */
  tell(whom: string, fields: LogFields & { readonly reason: string }, message: string): void {
    if (this.#said.get(whom) === fields.reason) return;
    if (this.#said.size >= MOST_SAID) this.#said.clear();
    this.#said.set(whom, fields.reason);
    this.#log.warn(fields, message);
  }

  /** All is well with them: what comes next is news. */
  clear(whom: string): void {
    this.#said.delete(whom);
  }
}

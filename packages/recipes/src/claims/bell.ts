import type { WatchEvent } from '@menagerie/client';

/** Somebody who waits for a path. */
export interface Ringing {
  /** Resolves with the next event of the path, or with the end of the session. */
  readonly rung: Promise<void>;
  /** Waits no more. */
  readonly stop: () => void;
}

/**
 * One watcher for all who wait by the same recipe. A server and a client keep a watcher once however
 * often it is set: with one for each attempt, attempts that give up would heap up behind a holder who
 * stays.
 */
export class Bell {
  readonly #waiting = new Map<string, Set<() => void>>();

  /** To be left where a path is read. */
  readonly watcher = (event: WatchEvent): void => {
    const ringing =
      'path' in event
        ? [...(this.#waiting.get(event.path) ?? [])]
        : [...this.#waiting.values()].flatMap((waiting) => [...waiting]);
    for (const ring of ringing) ring();
  };

  /** To be asked for before the path is read: the event may come with the answer. */
  at(path: string): Ringing {
    let stop = (): void => {};
    const rung = new Promise<void>((resolve) => {
      const waiting = this.#waiting.get(path) ?? new Set();
      this.#waiting.set(path, waiting);
      const ring = (): void => {
        stop();
        resolve();
      };
      waiting.add(ring);
      stop = () => {
        waiting.delete(ring);
        if (waiting.size === 0 && this.#waiting.get(path) === waiting) this.#waiting.delete(path);
      };
    });
    return { rung, stop: () => stop() };
  }
}

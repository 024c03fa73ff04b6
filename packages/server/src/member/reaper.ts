import type { Reapable } from '@menagerie/znode';
import type { Clock } from '../driver/timers.ts';

/** When containers and TTL znodes are looked after. */
export interface ReapOptions {
  /** Between two looks at all of them. */
  readonly checkMs: number;
  /** Of those that are to go, at most so many do in a minute. */
  readonly perMinute: number;
  /** After so long a container that never had a child goes too; `null` for never. */
  readonly neverUsedMs: number | null;
}

/** What a reaper asks of its member. */
export interface ReaperParts {
  readonly clock: Clock;
  leads(): boolean;
  /** Those that are to go, at most so many. */
  find(most: number): readonly Reapable[];
  reap(found: Reapable): void;
}

const MINUTE_MS = 60_000;

/**
 * Has containers and TTL znodes deleted whose time has come. Only a leader does, one after the other
 * and not faster than it may; whether one still is to go is decided where it is applied.
 */
export class Reaper {
  readonly #options: ReapOptions;
  readonly #parts: ReaperParts;
  #stop: () => void = () => {};

  constructor(options: ReapOptions, parts: ReaperParts) {
    this.#options = options;
    this.#parts = parts;
  }

  start(): void {
    const { checkMs } = this.#options;
    this.#stop = this.#parts.clock.after(checkMs, () => this.#check());
  }

  stop(): void {
    this.#stop();
  }

  #check(): void {
    const parts = this.#parts;
    this.#reap(parts.leads() ? parts.find(this.#options.perMinute) : [], 0);
  }

  #reap(found: readonly Reapable[], at: number): void {
    const next = found[at];
    if (next === undefined || !this.#parts.leads()) {
      this.start();
      return;
    }
    this.#parts.reap(next);
    const paceMs = MINUTE_MS / this.#options.perMinute;
    this.#stop = this.#parts.clock.after(paceMs, () => this.#reap(found, at + 1));
  }
}

import type { Timeline } from './timeline.ts';

/** What comes to a process from outside, or because its time has come. */
export type Kind = 'arrival' | 'timer';

/**
 * A process: as long as it runs, what comes to it happens. One that is paused does all of it when it
 * goes on, what came over the network before what its timers would have done.
 */
export class Place {
  /** Where it runs: links are between names. */
  readonly name: string;
  readonly #timeline: Timeline;
  #state: 'running' | 'paused' | 'dead' = 'running';
  #held: { readonly kind: Kind; readonly act: () => void }[] = [];

  constructor(name: string, timeline: Timeline) {
    this.name = name;
    this.#timeline = timeline;
  }

  get isDead(): boolean {
    return this.#state === 'dead';
  }

  get isPaused(): boolean {
    return this.#state === 'paused';
  }

  run(kind: Kind, act: () => void): void {
    if (this.#state === 'running') act();
    else if (this.#state === 'paused') this.#held.push({ kind, act });
  }

  /** @returns what takes it back */
  after(ms: number, kind: Kind, act: () => void): () => void {
    let isOff = false;
    const cancel = this.#timeline.after(ms, () => {
      this.run(kind, () => {
        if (!isOff) act();
      });
    });
    return () => {
      // Its time may have come while the process was paused.
      isOff = true;
      cancel();
    };
  }

  pause(): void {
    if (this.#state === 'running') this.#state = 'paused';
  }

  resume(): void {
    if (this.#state !== 'paused') return;
    this.#state = 'running';
    const held = this.#held;
    this.#held = [];
    for (const wanted of ['arrival', 'timer'] as const) {
      for (const { kind, act } of held) {
        if (kind === wanted) this.#timeline.after(0, () => this.run(kind, act));
      }
    }
  }

  /** Nothing happens there any more. */
  die(): void {
    this.#state = 'dead';
    this.#held = [];
  }
}

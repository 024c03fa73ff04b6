/** Virtual milliseconds that pass in a second at speed 1: a message of 20 ms is seen for half a second. */
export const PACE = 40;

export const SPEEDS = [0.1, 0.25, 0.5, 1, 2, 4, 8, 16] as const;

/** In calm mode nothing travels: one event a beat, this many milliseconds apart at speed 1. */
const BEAT = 900;

export interface PlayerHost {
  readonly playing: boolean;
  readonly speed: number;
  readonly calm: boolean;
  /** Takes the run to a virtual time; answers how far it could go. */
  advance(to: number): number;
  /** Takes the run one event on. */
  advanceStep(): void;
}

/**
 * The one animation loop of a lab. It moves virtual time while playing and tells those who draw;
 * it sleeps when nothing moves, when the page is hidden and when the lab is off-screen.
 */
export class Player {
  now = 0;
  #host: PlayerHost;
  #drawers = new Set<(now: number) => void>();
  #requested = 0;
  /** When the newest frame of a run that plays was drawn; `null` after a sleep. */
  #last: number | null = null;
  #sinceBeat = 0;
  #visible = true;

  constructor(host: PlayerHost) {
    this.#host = host;
  }

  onDraw(draw: (now: number) => void): () => void {
    this.#drawers.add(draw);
    return () => this.#drawers.delete(draw);
  }

  set visible(visible: boolean) {
    this.#visible = visible;
    this.wake();
  }

  /**
   * Draws once, and goes on while the run plays. One picture is asked for at a time: if each call
   * began a loop of its own, all of them would go on drawing the same picture.
   */
  wake(): void {
    if (this.#requested !== 0 || typeof requestAnimationFrame === 'undefined') return;
    this.#requested = requestAnimationFrame((time) => {
      this.#requested = 0;
      this.#frame(time);
    });
  }

  stop(): void {
    cancelAnimationFrame(this.#requested);
    this.#requested = 0;
    this.#drawers.clear();
  }

  #frame(time: number): void {
    // After a sleep the time asleep is not caught up.
    const passed = this.#last === null ? 0 : Math.min(100, time - this.#last);
    this.#last = null;
    if (this.#host.playing) this.#move(passed);
    for (const draw of this.#drawers) draw(this.now);
    if (!this.#host.playing || !this.#visible) return;
    this.#last = time;
    this.wake();
  }

  #move(passed: number): void {
    if (!this.#host.calm) {
      this.now = this.#host.advance(this.now + (passed / 1000) * PACE * this.#host.speed);
      return;
    }
    this.#sinceBeat += passed;
    if (this.#sinceBeat < BEAT / this.#host.speed) return;
    this.#sinceBeat = 0;
    this.#host.advanceStep();
  }
}

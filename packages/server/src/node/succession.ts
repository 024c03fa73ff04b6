import type { Shape } from '@menagerie/contract';
import type { Clock, Log, Member, Vitals } from '@menagerie/server';
import type { Peers } from './peers/peers.ts';
import { StallWatch } from './stalls.ts';

/** A leader that steps aside is silent for so many times the silence that ends its lead. */
const SILENCES = 3;
/** So long a leader that ends waits for its successor. */
const HAND_OVER_MS = 2000;

/** When a server is to lead no more. */
export interface SuccessionParts<S extends Shape> {
  readonly clock: Clock;
  readonly member: Member<S>;
  readonly links: Peers;
  readonly vitals: Vitals;
  readonly log: Log;
  /** Who votes, this server among them. */
  readonly voters: () => readonly number[];
  readonly silenceMs: number;
  /** A leader that was held up for so long lets another lead. */
  readonly stallMs: number;
}

/** Has another lead, where this server was held up for too long or ends. */
export class Succession<S extends Shape> {
  readonly #parts: SuccessionParts<S>;
  readonly #stalls: StallWatch;

  constructor(parts: SuccessionParts<S>) {
    this.#parts = parts;
    this.#stalls = new StallWatch(parts.clock, (ms) => this.#stalled(ms));
  }

  /** Stops looking; a leader waits until another was told to lead, or will not be. */
  async end(): Promise<void> {
    this.#stalls.stop();
    if (!this.#leads) return;
    let patience = (): void => {};
    await new Promise<void>((resolve) => {
      // A core that says nothing must not keep a process from its end.
      patience = this.#parts.clock.after(HAND_OVER_MS, resolve);
      const to = this.#successor;
      this.#parts.member.standing.handOver(to, (handed) => {
        if (!handed && to !== null) this.#parts.member.sayFarewell(to);
        resolve();
      });
    });
    patience();
  }

  get #leads(): boolean {
    const { member, voters } = this.#parts;
    return voters().length > 1 && member.role.type === 'leading';
  }

  /** Who could lead instead; `null` where nobody can. */
  get #successor(): number | null {
    const { links, voters } = this.#parts;
    return links.reached.find((peer) => voters().includes(peer)) ?? null;
  }

  #stalled(ms: number): void {
    const { clock, vitals, stallMs, log, member, silenceMs } = this.#parts;
    vitals.pauses.note(ms);
    if (ms < stallMs || !this.#leads) return;
    // Another may lead already: that word waits in a socket.
    clock.after(0, () => {
      if (!this.#leads) return;
      log.warn({ stallMs: Math.round(ms) }, 'this server was held up for too long to lead');
      member.standing.stepAside(this.#successor, silenceMs * SILENCES);
    });
  }
}

import {
  isQuorum,
  type ServerId,
  type ServerSet,
  type Shape,
  serversOf,
} from '@menagerie/contract';
import {
  APART_MS,
  type EnsembleOptions,
  firstQuorums,
  firstVoters,
  type Hasty,
} from '../kernels/kernel.ts';

/** What not to wait in vain takes. */
export interface HasteParts<S extends Shape> {
  readonly ensemble: EnsembleOptions;
  readonly self: ServerId;
  /** What need not run its time now. */
  hasty(): readonly Hasty<S>[];
  hasten(timer: S['timer'], ms: number): void;
}

/**
 * Has a new ensemble find its first leader as soon as its servers reach each other. A core knows only
 * who has spoken, and gives a leader that may be there the time to; where there cannot have been one,
 * that is half a second of nothing.
 */
export class Haste<S extends Shape> {
  readonly #parts: HasteParts<S>;
  /** Whom this server reaches, and who has reached it: an answer takes both. */
  readonly #reached = new Set<ServerId>();
  readonly #heard = new Set<ServerId>();

  constructor(parts: HasteParts<S>) {
    this.#parts = parts;
  }

  /** A peer became reachable, or is not any more. */
  link(peer: ServerId, up: boolean): void {
    if (up) {
      this.#reached.add(peer);
      this.act();
    } else {
      this.#reached.delete(peer);
      this.#heard.delete(peer);
    }
  }

  /** A peer has reached this server. */
  heard(peer: ServerId): void {
    this.#heard.add(peer);
    this.act();
  }

  /** Hastens what can be. */
  act(): void {
    const parts = this.#parts;
    const voters = firstVoters(parts.ensemble);
    const turn = voters.indexOf(parts.self);
    const decides = isQuorum(firstQuorums(parts.ensemble), 'write', this.#there);
    for (const { timer, quorumMs } of parts.hasty()) {
      if (quorumMs === null) parts.hasten(timer, 0);
      else if (turn >= 0 && decides) {
        parts.hasten(timer, voters.length === 1 ? 0 : quorumMs + turn * APART_MS);
      }
    }
  }

  get #there(): ServerSet {
    const others = [...this.#reached].filter((peer) => this.#heard.has(peer));
    return serversOf(this.#parts.self, ...others);
  }
}

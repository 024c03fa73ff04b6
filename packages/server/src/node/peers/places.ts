import { isSameAddress, type PeerAddress, type Whereabouts } from './peers-parts.ts';

/**
 * Where to look for each peer: at its address and, where that was another one before, there in turn
 * until it was reached at the new one. So it is reached while it moves, and where it cannot.
 */
export class Places {
  #addresses: Whereabouts['addresses'];
  readonly #former = new Map<number, PeerAddress>();
  /** Attempts since it was last reached. */
  readonly #tries = new Map<number, number>();

  constructor(addresses: Whereabouts['addresses']) {
    this.#addresses = addresses;
  }

  get peers(): Iterable<number> {
    return this.#addresses.keys();
  }

  /** Servers are elsewhere, or are others. */
  update(addresses: Whereabouts['addresses']): void {
    for (const [peer, at] of addresses) {
      const was = this.#addresses.get(peer);
      if (was !== undefined && !isSameAddress(was, at)) this.#former.set(peer, was);
    }
    this.#addresses = addresses;
  }

  /** Where to try it now; `null` for one that is there no more. */
  next(peer: number): PeerAddress | null {
    const at = this.#addresses.get(peer);
    if (at === undefined) return null;
    const tries = this.#tries.get(peer) ?? 0;
    this.#tries.set(peer, tries + 1);
    return tries % 2 === 0 ? at : (this.#former.get(peer) ?? at);
  }

  /** It was reached there. */
  reached(peer: number, at: PeerAddress): void {
    this.#tries.delete(peer);
    const now = this.#addresses.get(peer);
    if (now !== undefined && isSameAddress(at, now)) this.#former.delete(peer);
  }

  /** Whether it may be at another place than where it was tried. */
  isMoving(peer: number): boolean {
    return this.#former.has(peer);
  }
}

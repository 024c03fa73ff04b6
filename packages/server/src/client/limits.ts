/** How much clients may ask of a server. */
export interface ClientLimits {
  /** Connections from one address; 0 for any number. */
  readonly perAddress: number;
  /**
   * Requests that wait for the log, of all clients together: beyond it nothing more is read from those
   * that have some.
   */
  readonly outstanding: number;
  /** Of a frame: ZooKeeper's `jute.maxbuffer`. */
  readonly maxBytes: number;
  /** Who has said nothing that opens a session for so long is sent away. */
  readonly greetingMs: number;
  /** Of the super user, as `digestId` makes it; `null` for none. */
  readonly superDigest: string | null;
}

/** ZooKeeper's own. */
export const CLIENT_LIMITS: ClientLimits = {
  perAddress: 60,
  outstanding: 1000,
  maxBytes: 0xf_ffff,
  greetingMs: 10_000,
  superDigest: null,
};

/** Somebody of whom nothing is read for a while. */
export interface Held {
  /** Reads on, unless it is held up again. */
  goOn(): void;
}

/** Counts what clients have, and holds up those that have too much. */
export class Gate {
  readonly #limits: ClientLimits;
  readonly #byAddress = new Map<string, number>();
  readonly #held = new Set<Held>();
  #outstanding = 0;

  constructor(limits: ClientLimits) {
    this.#limits = limits;
  }

  /** Whether nothing more is to be read of who has requests that wait. */
  get isBusy(): boolean {
    return this.#outstanding >= this.#limits.outstanding;
  }

  /** A connection came. @returns whether it may stay; {@link left} has to follow in any case */
  came(address: string): boolean {
    const count = (this.#byAddress.get(address) ?? 0) + 1;
    this.#byAddress.set(address, count);
    const { perAddress } = this.#limits;
    return perAddress === 0 || count <= perAddress;
  }

  left(address: string, held: Held): void {
    this.#held.delete(held);
    const count = (this.#byAddress.get(address) ?? 0) - 1;
    if (count > 0) this.#byAddress.set(address, count);
    else this.#byAddress.delete(address);
  }

  hold(held: Held): void {
    this.#held.add(held);
  }

  /** So many requests wait more than before; below 0 where some were answered. */
  count(requests: number): void {
    this.#outstanding += requests;
    if (requests > 0) return;
    for (const held of this.#held) {
      if (this.isBusy) return;
      this.#held.delete(held);
      held.goOn();
    }
  }
}

import type { Settled } from './ledger.ts';
import type { Unsigned, Wish } from './proposal.ts';

/** What a wish came to: what was applied, or `null` if nobody knows. */
export type Settle = (settled: Settled | null) => void;

/** The wishes of a server that are under way, in their order. */
export class Waiting {
  readonly #origin: number;
  readonly #boot: number;
  readonly #settles = new Map<number, Settle>();
  #serial = 0;

  /** @param boot another number for each start of the server */
  constructor(origin: number, boot: number) {
    this.#origin = origin;
    this.#boot = boot;
  }

  /** Signs a wish, which is under way from now on. */
  add(unsigned: Unsigned, settle: Settle): Wish {
    this.#serial = (this.#serial + 1) & 0x7fff_ffff;
    this.#settles.set(this.#serial, settle);
    const { kind, connection, session, timeoutMs, identities, data, local, request } = unsigned;
    return {
      kind,
      origin: this.#origin,
      boot: this.#boot,
      serial: this.#serial,
      connection,
      session,
      timeoutMs,
      identities,
      data,
      local,
      request: request ?? null,
    };
  }

  has(serial: number): boolean {
    return this.#settles.has(serial);
  }

  /** A wish was delivered. Those before it that were not are lost: they would have come first. */
  settle({ origin, boot, serial }: Wish, settled: Settled | null): void {
    if (origin !== this.#origin || boot !== this.#boot || !this.has(serial)) return;
    for (const [earlier, settle] of this.#settles) {
      this.#settles.delete(earlier);
      settle(earlier === serial ? settled : null);
      if (earlier === serial) return;
    }
  }

  loseAll(): void {
    const settles = [...this.#settles.values()];
    this.#settles.clear();
    for (const settle of settles) settle(null);
  }
}

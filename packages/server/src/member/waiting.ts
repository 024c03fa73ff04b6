import { Fifo } from '../fifo.ts';
import type { Settled } from './ledger.ts';
import type { Unsigned, Wish } from './proposal.ts';

/** Of a serial, which is an `int` from 0 on when it travels. */
const MASK = 0x7fff_ffff;

/** What a wish came to: what was applied, or `null` if nobody knows. */
export type Settle = (settled: Settled | null) => void;

/** The wishes of a server that are under way, in their order. */
export class Waiting {
  readonly #origin: number;
  readonly #boot: number;
  /** Of the newest serials, one each. */
  readonly #settles = new Fifo<Settle>();
  #serial = 0;

  /** @param boot another number for each start of the server */
  constructor(origin: number, boot: number) {
    this.#origin = origin;
    this.#boot = boot;
  }

  /** Signs a wish, which is under way from now on. */
  add(unsigned: Unsigned, settle: Settle): Wish {
    this.#serial = (this.#serial + 1) & MASK;
    this.#settles.push(settle);
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
    return this.#laterThan(serial) < this.#settles.size;
  }

  /** A wish was delivered. Those before it that were not are lost: they would have come first. */
  settle({ origin, boot, serial }: Wish, settled: Settled | null): void {
    if (origin !== this.#origin || boot !== this.#boot) return;
    while (this.has(serial)) {
      const isNext = this.#laterThan(serial) === this.#settles.size - 1;
      this.#settles.shift()?.(isNext ? settled : null);
    }
  }

  loseAll(): void {
    for (const settle of this.#settles.drain()) settle(null);
  }

  /** How many serials were given since. */
  #laterThan(serial: number): number {
    return (this.#serial - serial) & MASK;
  }
}

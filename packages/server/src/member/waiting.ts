import { Fifo } from '../fifo.ts';
import type { Settled } from './ledger.ts';
import type { Unsigned, Wish } from './proposal.ts';

/** Of a serial, which is an `int` from 0 on when it travels. */
const MASK = 0x7fff_ffff;

/** What a wish came to: what was applied, or `null` if nobody knows. */
export type Settle = (settled: Settled | null) => void;

/** Who waits for a wish. */
interface Waiter {
  readonly serial: number;
  readonly settle: Settle;
}

/** The wishes of a server that are under way, in their order. */
export class Waiting {
  readonly #origin: number;
  readonly #boot: number;
  readonly #waiters = new Fifo<Waiter>();
  #serial = 0;

  /** @param boot another number for each start of the server */
  constructor(origin: number, boot: number) {
    this.#origin = origin;
    this.#boot = boot;
  }

  /** Signs a wish, which is under way from now on. */
  add(unsigned: Unsigned, settle: Settle): Wish {
    this.#serial = (this.#serial + 1) & MASK;
    this.#waiters.push({ serial: this.#serial, settle });
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

  /** Serials are given in turn, so those under way are the newest. */
  has(serial: number): boolean {
    return ((this.#serial - serial) & MASK) < this.#waiters.size;
  }

  /** A wish was delivered. Those before it that were not are lost: they would have come first. */
  settle({ origin, boot, serial }: Wish, settled: Settled | null): void {
    if (origin !== this.#origin || boot !== this.#boot || !this.has(serial)) return;
    for (let next = this.#waiters.shift(); next !== undefined; next = this.#waiters.shift()) {
      next.settle(next.serial === serial ? settled : null);
      if (next.serial === serial) return;
    }
  }

  loseAll(): void {
    for (const { settle } of this.#waiters.drain()) settle(null);
  }
}

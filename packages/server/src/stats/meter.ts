import { Fifo } from '../fifo.ts';
import { Tally } from './tally.ts';
import type { Traffic } from './traffic.ts';

/** A request that is not answered. */
interface Pending {
  readonly name: string;
  readonly xid: number;
  readonly writes: boolean;
  /** By the clock that only goes forward. */
  readonly at: number;
}

/** Where a meter takes the time from, in milliseconds. */
export interface MeterClock {
  /** Never goes back. */
  now(): number;
  /** Since 1970. */
  wallClock(): number;
}

/**
 * What went over one connection. Replies leave in the order of requests, so who answers need not say
 * what.
 */
export class Meter {
  received = 0;
  sent = 0;
  readonly latency: Tally = new Tally();
  /** Since 1970, in milliseconds. */
  readonly established: number;
  timeoutMs = 0;
  /** As ZooKeeper abbreviates it. */
  lastOperation = 'NA';
  /** -1 before the first; those below 0 do not count. */
  lastXid = -1;
  lastZxid = 0n;
  lastReplyAt = 0;
  lastLatency = 0;
  /** When something came the last time. */
  #heardAt: number;
  readonly #clock: MeterClock;
  readonly #whole: Traffic;
  readonly #pending = new Fifo<Pending>();

  /** @param whole what went over all connections of the server */
  constructor(whole: Traffic, clock: MeterClock) {
    this.#whole = whole;
    this.#clock = clock;
    this.established = clock.wallClock();
    this.#heardAt = clock.now();
  }

  get outstanding(): number {
    return this.#pending.size;
  }

  /** For how long nothing came, in milliseconds. */
  get silentMs(): number {
    return this.#clock.now() - this.#heardAt;
  }

  /** A frame came, or a four-letter word. */
  frame(): void {
    this.received += 1;
    this.#whole.received += 1;
    this.#heardAt = this.#clock.now();
  }

  /** So many bytes came. */
  bytes(length: number): void {
    this.#whole.bytesReceived += length;
  }

  /** A request came; {@link frame} was told. */
  request(name: string, xid: number, writes: boolean): void {
    this.#pending.push({ name, xid, writes, at: this.#heardAt });
    this.#whole.outstanding += 1;
  }

  /** Something leaves that no request asked for, such as a notification. */
  told(bytes: number): void {
    this.sent += 1;
    this.#whole.sent += 1;
    this.#whole.bytesSent += bytes;
  }

  /** The oldest request is answered. */
  replied(zxid: bigint, bytes: number): void {
    this.told(bytes);
    this.#whole.replied(bytes);
    const pending = this.#pending.shift();
    if (pending === undefined) return;
    this.#whole.outstanding -= 1;
    const now = this.#clock.now();
    const ms = now - pending.at;
    this.lastOperation = pending.name;
    if (pending.xid >= 0) this.lastXid = pending.xid;
    if (zxid > 0n) this.lastZxid = zxid;
    this.lastReplyAt = now;
    this.lastLatency = ms;
    this.latency.note(ms);
    this.#whole.latency.note(ms);
    (pending.writes ? this.#whole.updateLatency : this.#whole.readLatency).note(ms);
  }

  /** The connection is closed: nothing more is answered. */
  closed(): void {
    this.#whole.outstanding -= this.#pending.drain().length;
  }

  /** Begins anew, but for what is under way. */
  reset(): void {
    this.received = 0;
    this.sent = 0;
    this.lastOperation = 'NA';
    this.lastXid = -1;
    this.lastZxid = 0n;
    this.lastReplyAt = 0;
    this.lastLatency = 0;
    this.latency.reset();
  }
}

/**
 * The name of a transaction: the epoch of the primary that broadcast it, and its place in that
 * epoch (DSN 2011). Counter 0 is no transaction: it names the beginning of an epoch.
 */
export interface Zxid {
  readonly epoch: number;
  readonly counter: number;
}

/** Before the first transaction. */
export const ZERO: Zxid = { epoch: 0, counter: 0 };

/** Negative, zero or positive as `a` comes before, is, or comes after `b`. Epochs decide first. */
export function compareZxids(a: Zxid, b: Zxid): number {
  return a.epoch - b.epoch || a.counter - b.counter;
}

export function sameZxid(a: Zxid, b: Zxid): boolean {
  return a.epoch === b.epoch && a.counter === b.counter;
}

/** `2.7` for transaction 7 of epoch 2. */
export function zxidText({ epoch, counter }: Zxid): string {
  return `${epoch}.${counter}`;
}

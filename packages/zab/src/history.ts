import type { History, Membership, PendingMembership, Txn, ZabImage } from './types.ts';
import { compareZxids, sameZxid, type Zxid } from './zxid.ts';

// The history of a server: what its snapshot covers, and the transactions after it. Zxids increase
// along a history, and a zxid names the whole history before it.

/** How many transactions there are. */
export function lastIndex({ snapshot, txns }: ZabImage): number {
  return snapshot.index + txns.length;
}

export function lastZxid({ snapshot, txns }: ZabImage): Zxid {
  return txns.at(-1)?.zxid ?? snapshot.zxid;
}

/** `null` where there is none, or where the snapshot has swallowed it. */
export function txnAt({ snapshot, txns }: ZabImage, index: number): Txn | null {
  return txns[index - snapshot.index - 1] ?? null;
}

/** Also known for the last transaction that the snapshot covers. */
export function zxidAt(image: ZabImage, index: number): Zxid | null {
  return index === image.snapshot.index ? image.snapshot.zxid : (txnAt(image, index)?.zxid ?? null);
}

/** `null` where the history has no such transaction after the snapshot. O(log n). */
export function indexOf(image: ZabImage, zxid: Zxid): number | null {
  const index = lastIndexUpTo(image, zxid);
  const found = zxidAt(image, index);
  return found !== null && sameZxid(found, zxid) ? index : null;
}

/** The number of the last transaction whose zxid is not above the given one; at least the snapshot's. */
export function lastIndexUpTo({ snapshot, txns }: ZabImage, zxid: Zxid): number {
  let below = 0;
  let above = txns.length;
  while (below < above) {
    const middle = (below + above) >> 1;
    const txn = txns[middle];
    if (txn !== undefined && compareZxids(txn.zxid, zxid) <= 0) below = middle + 1;
    else above = middle;
  }
  return snapshot.index + below;
}

/** Transactions `from` through `through`, as far as the snapshot does not cover them. */
export function txnsBetween({ snapshot, txns }: ZabImage, from: number, through: number): Txn[] {
  return txns.slice(Math.max(from - snapshot.index - 1, 0), through - snapshot.index);
}

/** The whole history through a transaction, as a value. */
export function historyThrough(image: ZabImage, through: number): History {
  return { snapshot: image.snapshot, txns: txnsBetween(image, image.snapshot.index + 1, through) };
}

/** The membership in force after transaction `through`, if all before it is committed. */
export function membershipAt(
  { snapshot, txns }: ZabImage,
  through: number,
): { readonly version: Zxid; readonly membership: Membership } {
  for (let at = through - snapshot.index - 1; at >= 0; at -= 1) {
    const txn = txns[at];
    if (txn?.type === 'reconfig') return { version: txn.zxid, membership: txn.membership };
  }
  return snapshot;
}

/** Which membership the disk knows to be in force. */
export function knownVersion({ activated, snapshot }: ZabImage): Zxid {
  return compareZxids(activated, snapshot.version) < 0 ? snapshot.version : activated;
}

/** What the disk knows to be in force, and what it knows to be proposed. */
export function memberships(image: ZabImage): {
  readonly active: Membership;
  readonly pending: PendingMembership | null;
} {
  const known = Math.max(lastIndexUpTo(image, image.activated), image.snapshot.index);
  const { membership: active } = membershipAt(image, known);
  for (let index = lastIndex(image); index > known; index -= 1) {
    const txn = txnAt(image, index);
    if (txn?.type === 'reconfig') return { active, pending: { index, membership: txn.membership } };
  }
  return { active, pending: null };
}

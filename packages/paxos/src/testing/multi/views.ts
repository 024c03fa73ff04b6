import { bytes, bytesToText, type Happening, membersOf, type WorldView } from '@menagerie/contract';
import type { PaxosShape } from '../../multi/messages.ts';
import { membershipSchema } from '../../multi/schemas/state.ts';
import type { Value } from '../../multi/types.ts';

export type PaxosHappening = Happening<PaxosShape>;
export type PaxosWorld = WorldView<PaxosShape>;

/** Whether two values are the same; a shared one is so at a glance. */
export function sameValue(a: Value, b: Value): boolean {
  if (a === b) return true;
  if (a.type === 'data' && b.type === 'data') return bytes.equals(a.data, b.data);
  if (a.type === 'reconfigure' && b.type === 'reconfigure') {
    return membershipSchema.equals(a.membership, b.membership);
  }
  return a.type === b.type && a.type === 'noop';
}

/** A value in a few letters. */
export function shown(value: Value): string {
  switch (value.type) {
    case 'data':
      return bytesToText(value.data);
    case 'noop':
      return 'a no-op';
    case 'reconfigure':
      return `the configuration of servers ${membersOf(value.membership.quorums).toString(2)}`;
  }
}

/** What a disk has in its slots. */
export interface Slots {
  readonly snapshot: { readonly through: number };
  readonly votes: readonly ({ readonly value: Value } | null)[];
}

/** Whether a disk holds a value in a slot, or what an application made of it. */
export function holds({ snapshot, votes }: Slots, slot: number, value: Value): boolean {
  if (slot <= snapshot.through) return true;
  const vote = votes[slot - snapshot.through - 1] ?? null;
  return vote !== null && sameValue(vote.value, value);
}

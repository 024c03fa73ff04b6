import { bytes, bytesToText, type Happening, membersOf, type WorldView } from '@menagerie/contract';
import { voteAt } from '../../multi/log.ts';
import type { PaxosRecord, PaxosShape } from '../../multi/messages.ts';
import { membershipSchema } from '../../multi/schemas/state.ts';
import type { PaxosImage, PaxosState, Value } from '../../multi/types.ts';

export type PaxosHappening = Happening<PaxosShape>;
export type PaxosWorld = WorldView<PaxosShape>;

/** The state of the server that a step or a recovery was about, just after it. */
export function actor(happening: PaxosHappening, world: PaxosWorld): PaxosState | null {
  if (happening.type !== 'step' && happening.type !== 'recover') return null;
  return world.servers[happening.server]?.state ?? null;
}

/** The records that a step wrote. */
export function recordsOf(happening: PaxosHappening): readonly PaxosRecord[] {
  if (happening.type !== 'step' && happening.type !== 'recover') return [];
  let found: readonly PaxosRecord[] = [];
  for (const effect of happening.effects) {
    if (effect.type !== 'persist') continue;
    found = found.length === 0 ? effect.records : [...found, ...effect.records];
  }
  return found;
}

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

/** Whether a disk holds a value in a slot, or what an application made of it. */
export function holds(image: PaxosImage, slot: number, value: Value): boolean {
  if (slot <= image.snapshot.through) return true;
  const vote = voteAt(image, slot);
  return vote !== null && sameValue(vote.value, value);
}

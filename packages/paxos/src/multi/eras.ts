import { has, membersOf, type ServerId, type ServerSet } from '@menagerie/contract';
import { voteAt } from './log.ts';
import type { Era, Membership, PaxosConfig, PaxosImage, Value } from './types.ts';

// Which configuration decides which slot. The chosen slots say so, and nothing else.

/** What every server knows from the beginning, spares and replaced disks included. */
export function firstEra(config: PaxosConfig): Era {
  const incarnations = Array.from({ length: config.servers }, () => 0);
  return { number: 0, from: 1, membership: { quorums: config.quorums, incarnations } };
}

/** The eras after `value` was chosen in `slot`; the same list where it changes nothing. */
export function erasAfter(config: PaxosConfig, eras: Era[], slot: number, value: Value): Era[] {
  if (value.type !== 'reconfigure') return eras;
  const number = (eras.at(-1)?.number ?? -1) + 1;
  const from = slot + (config.reconfiguration === 'stop-sign' ? 1 : config.window);
  // A vote for a slot that is chosen already brings nothing new.
  if ((eras.at(-1)?.from ?? 0) >= from) return eras;
  return [...eras, { number, from, membership: value.membership }];
}

/** The eras as the slots up to `through`, which are chosen, decide them. */
export function erasThrough(config: PaxosConfig, image: PaxosImage, through: number): Era[] {
  let eras = [...image.snapshot.eras];
  for (let slot = image.snapshot.through + 1; slot <= through; slot += 1) {
    const vote = voteAt(image, slot);
    if (vote !== null) eras = erasAfter(config, eras, slot, vote.value);
  }
  return eras;
}

/** Only those that decide slots from `slot` on. */
export function erasFrom(eras: readonly Era[], slot: number): Era[] {
  return eras.filter((_, at) => (eras[at + 1]?.from ?? Number.POSITIVE_INFINITY) > slot);
}

/** The configuration that decides a slot, as far as `eras` tells. */
export function eraOf(eras: readonly Era[], slot: number): Era | null {
  let found: Era | null = null;
  for (const era of eras) if (era.from <= slot || found === null) found = era;
  return found;
}

/** How many configurations are closed by stop-signs; without stop-signs none ever is. */
export function closedEras(config: PaxosConfig, eras: readonly Era[]): number {
  return config.reconfiguration === 'stop-sign' ? (eras.at(-1)?.number ?? 0) : 0;
}

/** Everybody who has to do with slots from `slot` on. */
export function membersFrom(eras: readonly Era[], slot: number): ServerSet {
  let members = 0;
  eras.forEach(({ membership }, at) => {
    const next = eras[at + 1]?.from ?? Number.POSITIVE_INFINITY;
    if (next > slot) members |= membersOf(membership.quorums);
  });
  return members;
}

/** Whether a server of that incarnation is named. */
export function names(membership: Membership, server: ServerId, incarnation: number): boolean {
  return (
    has(membersOf(membership.quorums), server) && membership.incarnations[server] === incarnation
  );
}

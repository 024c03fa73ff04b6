import { has, isQuorum, type ServerSet } from '@menagerie/contract';
import { erasFrom, erasThrough, names } from '../../multi/eras.ts';
import { lastSlot, voteAt } from '../../multi/log.ts';
import type { Membership, PaxosImage } from '../../multi/types.ts';
import type { PaxosWorld } from './views.ts';

/**
 * Whether the servers of a set alone must be able to go on: they contain a quorum of both phases
 * of every configuration that may come into force, as far as the best of them knows or any disk,
 * or leader, still holds one.
 */
export function sufficesToProgress(world: PaxosWorld, servers: ServerSet): boolean {
  const { config } = world;
  let known = -1;
  let memberships: readonly Membership[] = [];
  for (const { id, state, image } of world.servers) {
    const chosen = state?.chosen ?? image.learned;
    if (!has(servers, id) || chosen <= known) continue;
    known = chosen;
    const eras = state?.eras ?? erasThrough(config, image, chosen);
    memberships = erasFrom(eras, chosen + 1).map(({ membership }) => membership);
  }
  const all = [...memberships, ...world.servers.flatMap((server) => pendingOf(server, known))];
  return memberships.length > 0 && all.every((each) => isAlive(world, each, servers));
}

/** Configurations that a server has voted for, or waits to propose. */
function pendingOf({ state, image }: PaxosWorld['servers'][number], chosen: number): Membership[] {
  const found = [...changesIn(image, chosen)];
  if (state === null) return found;
  found.push(...changesIn(state.persistent, chosen));
  if (state.role.type !== 'leader') return found;
  for (const { value } of state.role.waiting) {
    if (value.type === 'reconfigure') found.push(value.membership);
  }
  return found;
}

function* changesIn(image: PaxosImage, chosen: number): Iterable<Membership> {
  for (let slot = chosen + 1; slot <= lastSlot(image); slot += 1) {
    const value = voteAt(image, slot)?.value;
    if (value?.type === 'reconfigure') yield value.membership;
  }
}

function isAlive(world: PaxosWorld, membership: Membership, servers: ServerSet): boolean {
  let alive = 0;
  for (const { id, image } of world.servers) {
    if (has(servers, id) && names(membership, id, image.incarnation)) alive |= 1 << id;
  }
  const { quorums } = membership;
  return isQuorum(quorums, 'read', alive) && isQuorum(quorums, 'write', alive);
}

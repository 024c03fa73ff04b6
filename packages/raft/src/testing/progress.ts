import { has, isQuorum, type ServerSet } from '@menagerie/contract';
import { entryAt, lastEntry, lastIndex } from '../log.ts';
import { rules } from '../rules/index.ts';
import type { Membership, RaftImage } from '../types.ts';
import type { RaftWorld } from './views.ts';

/**
 * Whether some server of the set can be elected by servers of the set, and then commit: the
 * members that count for it and whose logs are not newer than its own are a quorum of its
 * membership. The others of the set can only help.
 */
export function sufficesToProgress(world: RaftWorld, servers: ServerSet): boolean {
  const images = world.servers.map(({ state, image }) => state?.persistent ?? image);
  return images.some((candidate, id) => {
    if (!has(servers, id)) return false;
    const membership = newestMembership(candidate);
    if (!mayLead(candidate, membership, id)) return false;
    const grants = images.reduce(
      (set, voter, other) =>
        has(servers, other) &&
        membership.incarnations[other] === voter.incarnation &&
        rules.isLogUpToDate(lastEntry(candidate), lastEntry(voter))
          ? set | (1 << other)
          : set,
      0,
    );
    return isQuorum(rules.quorumOf(membership, 'elect'), 'read', grants);
  });
}

function mayLead(image: RaftImage, membership: Membership, id: number): boolean {
  return (
    has(membership.voters | membership.outgoing, id) &&
    membership.incarnations[id] === image.incarnation
  );
}

function newestMembership(image: RaftImage): Membership {
  for (let index = lastIndex(image); index > image.snapshot.index; index -= 1) {
    const entry = entryAt(image, index);
    if (entry?.type === 'membership') return entry.membership;
  }
  return image.snapshot.membership;
}

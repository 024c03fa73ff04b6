import { has, isQuorum, type ServerSet } from '@menagerie/contract';
import { entryAt, lastEntry, lastIndex, membershipAt } from '../log.ts';
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
    const newest = newestMembership(candidate);
    const { membership } = newest;
    const committed = world.servers[id]?.state?.commitIndex ?? candidate.snapshot.index;
    const before =
      newest.index > committed ? membershipAt(candidate, newest.index - 1) : membership;
    // Like the core: a server that leaves leads until that is committed, for others may need its log.
    if (!isVoterIn(membership, candidate, id) && !isVoterIn(before, candidate, id)) return false;
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

function isVoterIn(membership: Membership, image: RaftImage, id: number): boolean {
  return (
    has(membership.voters | membership.outgoing, id) &&
    membership.incarnations[id] === image.incarnation
  );
}

/** The newest membership on a disk, and where it stands. */
function newestMembership(image: RaftImage): { index: number; membership: Membership } {
  for (let index = lastIndex(image); index > image.snapshot.index; index -= 1) {
    const entry = entryAt(image, index);
    if (entry?.type === 'membership') return { index, membership: entry.membership };
  }
  return { index: image.snapshot.index, membership: image.snapshot.membership };
}

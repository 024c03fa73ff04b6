import { has, isQuorum, type ServerSet } from '@menagerie/contract';
import { indexOf, knownVersion, lastZxid, memberships } from '../history.ts';
import { isMoreRecent } from '../rules/discovery.ts';
import { zookeeperRules as rules } from '../rules/index.ts';
import type { ZabImage } from '../types.ts';
import { compareZxids, ZERO, type Zxid } from '../zxid.ts';
import type { ZabWorld } from './views.ts';

/**
 * Whether some server of the set can be elected by servers of the set, and then commit: those that
 * count for it and whose histories are not more recent than its own are a quorum of the membership
 * in force and of the one that is pending. The others of the set can only help. They tell each
 * other which membership is in force; who does not have it cannot be elected.
 */
export function sufficesToProgress(world: ZabWorld, servers: ServerSet): boolean {
  const images = world.servers.map(({ state, image }) => state?.persistent ?? image);
  const newest = newestVersion(images.filter((_, id) => has(servers, id)));
  return images.some((candidate, id) => {
    if (!has(servers, id) || !knows(candidate, newest)) return false;
    const { active, pending } = memberships({ ...candidate, activated: newest });
    const counts = (image: ZabImage, server: number): boolean =>
      [active, pending?.membership ?? active].some(
        ({ voters, incarnations }) =>
          has(voters, server) && incarnations[server] === image.incarnation,
      );
    const weight = (active.weights[id] ?? 0) + (pending?.membership.weights[id] ?? 0);
    if (!counts(candidate, id) || weight === 0) return false;
    const grants = images.reduce(
      (set, image, other) =>
        has(servers, other) && counts(image, other) && !isMoreRecent(of(image), of(candidate))
          ? set | (1 << other)
          : set,
      0,
    );
    return isQuorum(rules.quorumOf(active, pending?.membership ?? null), 'write', grants);
  });
}

function newestVersion(images: readonly ZabImage[]): Zxid {
  return images.map(knownVersion).reduce((a, b) => (compareZxids(a, b) < 0 ? b : a), ZERO);
}

function knows(image: ZabImage, version: Zxid): boolean {
  return compareZxids(knownVersion(image), version) >= 0 || indexOf(image, version) !== null;
}

function of(image: ZabImage) {
  return { currentEpoch: image.currentEpoch, zxid: lastZxid(image) };
}

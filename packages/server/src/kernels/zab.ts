import { has, isQuorum, type ServerSet, serversOf } from '@menagerie/contract';
import {
  quorumsOf,
  type Membership as Voting,
  type ZabShape,
  zab,
  zabConfig,
} from '@menagerie/zab';
import { isVoter, zabLens } from '../trace/zab.ts';
import {
  cut,
  type Delivered,
  firstVoters,
  type Kernel,
  type Membership,
  type Move,
  move,
  NO_DATA,
  type Outcome,
  type Role,
} from './kernel.ts';
import { powerAmong, sameQuorums, type VotingPower } from './quorums.ts';
import { incarnationFor, replacedIn, type There } from './replaced.ts';

/** Zab below the tree, as ZooKeeper has it. */
export const zabKernel: Kernel<ZabShape> = {
  name: 'zab',
  protocol: zab,
  config: (ensemble) => {
    const { servers, silenceMs, power = null } = ensemble;
    return zabConfig({
      servers,
      ...votingOf(serversOf(...firstVoters(ensemble)), servers, power),
      syncMs: silenceMs,
      initMs: silenceMs * 5,
      pingMs: Math.max(1, Math.floor(silenceMs / 5)),
      finalizeMs: Math.max(1, Math.floor(silenceMs / 20)),
      notifyMs: Math.max(1, Math.floor(silenceMs / 5)),
    });
  },
  suspicions: ['leader', 'quorum'],
  propose: (data) => ({ type: 'propose', data }),
  barrier: () => ({ type: 'read', mode: 'sync' }),
  compact: (through) => ({ type: 'compact', through, data: NO_DATA }),
  handOver: () => null,
  // All of them look for a leader, or who does not would go on following the one that was.
  missing: () => [{ timer: 'leader', ms: 0 }],
  moveTo: moveZab,
  votes: isVoter,
  image: ({ persistent }) => persistent,
  pieces: (image) => ({
    base: { ...image, txns: [] },
    records: cut(image.txns).map((txns) => ({ type: 'append', txns })),
  }),
  contents: ({ snapshot, txns }) => ({
    through: snapshot.index,
    entries: txns.flatMap((txn, at) =>
      txn.type === 'data' ? [{ index: snapshot.index + 1 + at, data: txn.data }] : [],
    ),
  }),
  planted: (blank, index) => {
    const snapshot = { ...blank.snapshot, index, zxid: { epoch: 1, counter: 1 } };
    return { ...blank, acceptedEpoch: 1, currentEpoch: 1, snapshot };
  },
  delivered: (output): Delivered => {
    if (output.type === 'snapshot') {
      return { type: 'snapshot', index: output.snapshot.index };
    }
    const { index, txn } = output;
    return { type: 'entry', index, data: txn.type === 'data' ? txn.data : null };
  },
  snapshotIn: (message) => {
    const hasHistory = message.type === 'snap' || message.type === 'ackEpoch';
    return hasHistory ? (message.history?.snapshot.index ?? 0) : 0;
  },
  outcome: (answer): Outcome => {
    switch (answer.type) {
      case 'refused':
        return { type: 'refused', reason: answer.reason, leader: answer.leader };
      case 'unknown':
        return { type: 'unknown' };
      default:
        return { type: 'done' };
    }
  },
  role: ({ role }): Role => {
    switch (role.type) {
      case 'looking':
        return { type: 'looking' };
      case 'learning':
        if (role.stage !== 'serving') return { type: 'looking' };
        return { type: 'following', leader: role.leader };
      case 'leading':
        return role.stage === 'broadcast' ? { type: 'leading' } : { type: 'looking' };
    }
  },
  // Votes that were sent before there was a connection are lost. And nobody can have a better vote
  // where nobody else votes.
  hasty: ({ role, active, self }) => {
    if (role.type !== 'looking') return [];
    const isAlone = active.voters === serversOf(self);
    return (isAlone ? (['notify', 'finalize'] as const) : (['notify'] as const)).map((timer) => ({
      timer,
      quorumMs: null,
    }));
  },
  epoch: ({ persistent }) => persistent.currentEpoch,
  lens: zabLens,
};

/**
 * Whoever does not vote observes: only voters are named. A voter whose disk was replaced is taken out
 * first, and put in again with the disk that it has.
 */
function moveZab(
  { active, pending, role, persistent, self }: ZabShape['state'],
  target: Membership,
  there: There,
): Move<ZabShape> {
  const replaced = replacedIn(active.voters, active.incarnations, there);
  const wanted = target.voters.filter((server) => !replaced.includes(server));
  const power = target.power === null ? null : powerAmong(wanted, target.power);
  const voters = serversOf(...wanted);
  const voting = votingOf(voters, active.weights.length, power);
  const quorums = quorumsOf(voting);
  if (pending !== null) return { type: 'wait' };
  if (active.voters === voters && sameQuorums(quorumsOf(active), quorums)) return { type: 'done' };
  const decides = isQuorum(quorums, 'write', serversOf(...there.keys()));
  if (role.type !== 'leading' || !decides) return { type: 'wait' };
  const { learners } = role;
  const incarnationOf = (server: number): number => {
    if (!wanted.includes(server)) return 0;
    if (server === self) return persistent.incarnation;
    if (has(active.voters, server)) return active.incarnations[server] ?? 0;
    return incarnationFor(server, learners[server]?.incarnation ?? null, there);
  };
  return move({
    type: 'reconfig',
    membership: {
      ...voting,
      incarnations: learners.map((_, server) => incarnationOf(server)),
    },
  });
}

/** Who votes, in the words of the core. */
function votingOf(
  voters: ServerSet,
  servers: number,
  power: VotingPower | null,
): Omit<Voting, 'incarnations'> {
  const alike = Array.from({ length: servers }, (_, server) => (has(voters, server) ? 1 : 0));
  const groups = (power?.groups ?? []).map((group) => serversOf(...group));
  return { voters, weights: power?.weights ?? alike, groups };
}

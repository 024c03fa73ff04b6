import { has, idsOf, isQuorum, majority, serversOf } from '@menagerie/contract';
import { type MembershipChange, type RaftShape, raft, raftConfig } from '@menagerie/raft';
import { isVoter, raftLens } from '../trace/raft.ts';
import {
  APART_MS,
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
import { incarnationFor, replacedIn, type There } from './replaced.ts';

/** So long after one server others miss a leader that has ended as well. */
const MISSED_MS = 25;

/** Raft below the tree. */
export const raftKernel: Kernel<RaftShape> = {
  name: 'raft',
  protocol: raft,
  config: (ensemble) =>
    raftConfig({
      servers: ensemble.servers,
      voters: serversOf(...firstVoters(ensemble)),
      learners: serversOf(...ensemble.observers),
      electionMs: ensemble.silenceMs,
      heartbeatMs: Math.max(1, Math.floor(ensemble.silenceMs / 5)),
    }),
  suspicions: ['election', 'quorum'],
  propose: (data) => ({ type: 'propose', data }),
  barrier: () => ({ type: 'read', mode: 'quorum' }),
  compact: (through) => ({ type: 'compact', through, data: NO_DATA }),
  handOver: (to) => ({ type: 'transferLeadership', to }),
  // Whoever has not missed the leader yet has no ear for a candidate.
  missing: (turn) => [
    { timer: 'contact', ms: 0 },
    { timer: 'election', ms: MISSED_MS + turn * APART_MS },
  ],
  moveTo: moveRaft,
  // Until a change is done, servers are needed without which there is no quorum of those before it.
  votes: (state) =>
    isVoter(state) && state.membership.outgoing === 0 && state.membershipIndex <= state.commitIndex,
  image: ({ persistent }) => persistent,
  pieces: (image) => ({
    base: { ...image, entries: [] },
    records: cut(image.entries).map((entries) => ({ type: 'append', entries })),
  }),
  contents: ({ snapshot, entries }) => ({
    through: snapshot.index,
    entries: entries.flatMap((entry, at) =>
      entry.type === 'data' ? [{ index: snapshot.index + 1 + at, data: entry.data }] : [],
    ),
  }),
  planted: (blank, index) => {
    const snapshot = { ...blank.snapshot, index, term: 1 };
    return { ...blank, currentTerm: 1, snapshot };
  },
  delivered: (output): Delivered => {
    if (output.type === 'snapshot') {
      return { type: 'snapshot', index: output.snapshot.index };
    }
    const { index, entry } = output;
    return { type: 'entry', index, data: entry.type === 'data' ? entry.data : null };
  },
  snapshotIn: (message) => (message.type === 'installSnapshot' ? message.snapshotIndex : 0),
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
    if (role.type === 'leader') return { type: 'leading' };
    if (role.type !== 'follower' || role.leader === null) return { type: 'looking' };
    return { type: 'following', leader: role.leader };
  },
  // Who has never had a term owes no leader its silence, and takes the lead from nobody.
  hasty: ({ persistent, role }) =>
    persistent.currentTerm === 0 && role.type === 'follower'
      ? [
          { timer: 'contact', quorumMs: null },
          { timer: 'election', quorumMs: 0 },
        ]
      : [],
  epoch: ({ persistent }) => persistent.currentTerm,
  lens: raftLens,
};

/** Entries that a new voter may lack: it gets them while it is a voter. */
const NEARLY = 1000;

/**
 * Who is new listens first: a voter that has nothing would hold up every commit. A member whose disk
 * was replaced is removed, and then new.
 */
function moveRaft(
  { membership, membershipIndex, commitIndex, role, self, persistent }: RaftShape['state'],
  target: Membership,
  there: There,
): Move<RaftShape> {
  const { voters, outgoing, learners, incarnations } = membership;
  if (outgoing !== 0 || membershipIndex > commitIndex) return { type: 'wait' };
  const [wanted, listening] = [serversOf(...target.voters), serversOf(...target.observers)];
  const [replaced = null] = replacedIn(voters | learners, incarnations, there);
  if (voters === wanted && learners === listening && replaced === null) return { type: 'done' };
  if (role.type !== 'leader') return { type: 'wait' };
  const strangers = target.voters.filter((server) => !has(voters | learners, server));
  const named = (type: 'addVoter' | 'addLearner', server: number) => {
    const isMember = has(voters | learners, server);
    const known = isMember ? (incarnations[server] ?? 0) : null;
    return { type, server, incarnation: incarnationFor(server, known, there) };
  };
  const change = (transition: 'simple' | 'joint', changes: readonly MembershipChange[]) =>
    move<RaftShape>({ type: 'changeMembership', transition, changes });
  if (replaced !== null) return change('simple', [{ type: 'remove', server: replaced }]);
  if (strangers.length > 0) {
    return change(
      'simple',
      strangers.map((server) => named('addLearner', server)),
    );
  }
  const last = persistent.snapshot.index + persistent.entries.length;
  const ready = target.voters.filter((server) => {
    if (server === self) return true;
    return there.has(server) && (role.peers[server]?.matchIndex ?? 0) + NEARLY >= last;
  });
  if (!isQuorum(majority(wanted), 'write', serversOf(...ready))) return { type: 'wait' };
  const gone = idsOf((voters | learners) & ~(wanted | listening));
  const changes: MembershipChange[] = [
    ...target.voters.filter((server) => !has(voters, server)).map((at) => named('addVoter', at)),
    ...target.observers
      .filter((server) => !has(learners, server))
      .map((at) => named('addLearner', at)),
    ...gone.map((server) => ({ type: 'remove', server }) as const),
  ];
  return change(voters === wanted ? 'simple' : 'joint', changes);
}

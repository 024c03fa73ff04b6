import { has, isQuorum, membersOf, type ServerId, serversOf } from '@menagerie/contract';
import {
  compareBallots,
  type PaxosShape,
  paxos,
  paxosConfig,
  type Quorums,
} from '@menagerie/paxos';
import { isAcceptor, paxosLens } from '../trace/paxos.ts';
import {
  APART_MS,
  type Delivered,
  firstVoters,
  type Kernel,
  type Membership,
  type Move,
  move,
  NO_DATA,
  type Outcome,
  placesBut,
  type Role,
} from './kernel.ts';
import { sameQuorums, type VotingPower } from './quorums.ts';
import { incarnationFor, replacedIn, type There } from './replaced.ts';

type Image = PaxosShape['image'];
type Accept = Extract<PaxosShape['record'], { readonly type: 'accept' }>;

/** Values in one record of an image. */
const IN_RECORD = 16;

/** For a leader to say that it leads. */
const SPEAK_MS = 50;

/** Multi-Paxos below the tree. */
export const paxosKernel: Kernel<PaxosShape> = {
  name: 'paxos',
  protocol: paxos,
  config: (ensemble) =>
    paxosConfig({
      servers: ensemble.servers,
      quorums: quorumsOf(firstVoters(ensemble), ensemble.power ?? null),
      // Whoever does not vote, and is there.
      learners: serversOf(...placesBut(ensemble.servers)),
      electionMs: ensemble.silenceMs,
      heartbeatMs: Math.max(1, Math.floor(ensemble.silenceMs / 5)),
    }),
  suspicions: ['election', 'quorum'],
  propose: (data) => ({ type: 'propose', data }),
  barrier: () => ({ type: 'read', mode: 'quorum' }),
  compact: (through) => ({ type: 'compact', through, data: NO_DATA }),
  handOver: () => null,
  missing: (turn) => [{ timer: 'election', ms: turn * APART_MS }],
  moveTo: movePaxos,
  votes: isAcceptor,
  image: ({ persistent }) => persistent,
  pieces: (image) => ({
    base: { ...image, votes: [] },
    records: [...recordsOf(image), { type: 'promise', ballot: image.promised }],
  }),
  contents: ({ snapshot, votes }) => ({
    through: snapshot.through,
    entries: votes.flatMap((vote, at) =>
      vote?.value.type === 'data'
        ? [{ index: snapshot.through + 1 + at, data: vote.value.data }]
        : [],
    ),
  }),
  planted: (blank, index) => ({
    ...blank,
    snapshot: { ...blank.snapshot, through: index },
    learned: index,
  }),
  delivered: (output): Delivered => {
    if (output.type === 'snapshot') {
      return { type: 'snapshot', index: output.snapshot.through };
    }
    const { slot, value } = output;
    return { type: 'entry', index: slot, data: value.type === 'data' ? value.data : null };
  },
  snapshotIn: (message) => {
    const hasSnapshot = message.type === 'chosen' || message.type === 'promise';
    return hasSnapshot ? (message.snapshot?.through ?? 0) : 0;
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
    if (role.type === 'leader') return { type: 'leading' };
    if (role.type !== 'follower' || role.leader === null) return { type: 'looking' };
    return { type: 'following', leader: role.leader };
  },
  // Whoever has just come is to hear of a leader before it makes itself one: nothing but time keeps a
  // blank disk from that.
  hasty: ({ persistent, role }) => {
    if (role.type === 'leader') return [{ timer: 'heartbeat', quorumMs: null }];
    const isBlank = persistent.promised.round === 0 && role.type === 'follower';
    return isBlank ? [{ timer: 'election', quorumMs: SPEAK_MS }] : [];
  },
  epoch: ({ persistent }) => persistent.promised.round,
  lens: paxosLens,
};

/** Weights in one group: of several groups the core knows nothing. */
function quorumsOf(voters: readonly ServerId[], power: VotingPower | null): Quorums {
  if (power === null) return { type: 'majority', members: serversOf(...voters) };
  return { type: 'weighted', weights: power.weights };
}

/** A stop-sign, behind which the next voters decide, each with the disk that it has. */
function movePaxos(
  { eras, chosen, role, persistent }: PaxosShape['state'],
  target: Membership,
  there: There,
): Move<PaxosShape> {
  const last = eras.at(-1) ?? null;
  const members = serversOf(...target.voters);
  const quorums = quorumsOf(target.voters, target.power);
  if (last === null || last.from > chosen + 1) return { type: 'wait' };
  const { incarnations } = last.membership;
  const before = membersOf(last.membership.quorums);
  const replaced = replacedIn(before, incarnations, there);
  const isSame = sameQuorums(last.membership.quorums, quorums);
  if (isSame && replaced.length === 0) return { type: 'done' };
  const decides = isQuorum(quorums, 'write', serversOf(...there.keys()));
  if (role.type !== 'leader' || !decides) return { type: 'wait' };
  // A stop-sign that an earlier leader left behind is proposed before anything else.
  if (persistent.votes.slice(chosen - persistent.snapshot.through).some(isChange)) {
    return { type: 'wait' };
  }
  return move({
    type: 'reconfigure',
    membership: {
      quorums,
      incarnations: incarnations.map((of, server) => {
        if (!has(members, server)) return 0;
        const isKept = has(before, server) && !replaced.includes(server);
        return incarnationFor(server, isKept ? of : null, there);
      }),
    },
  });
}

function isChange(vote: Image['votes'][number]): boolean {
  return vote?.value.type === 'reconfigure';
}

/** Votes as they were cast: one ballot and the slots that follow each other in a record. */
function* recordsOf({ snapshot, votes }: Image): Generator<Accept> {
  for (let at = 0; at < votes.length; ) {
    const from = at;
    const ballot = votes[at]?.ballot ?? null;
    const values: Accept['values'][number][] = [];
    for (let vote = votes[at]; at < from + IN_RECORD; vote = votes[at]) {
      if (vote === undefined || vote === null || ballot === null) break;
      if (compareBallots(vote.ballot, ballot) !== 0) break;
      values.push(vote.value);
      at += 1;
    }
    if (ballot === null) at += 1;
    else yield { type: 'accept', ballot, from: snapshot.through + 1 + from, values };
  }
}

import { has, sizeOf } from '@menagerie/contract';
import type { Entry, RaftImage, RaftShape, RaftState } from '@menagerie/raft';
import type { ServerMoment } from '@menagerie/simulator';
import type { Part, PeerFrame, Role, ServerFrame } from '../../model/frame.ts';
import type { LogFrame } from '../../model/ledger.ts';
import type { EntryLine, Fact } from '../../model/run.ts';
import { memoryFact } from '../facts.ts';
import type { Lens } from '../lens.ts';
import {
  bareFrame,
  chipText,
  fireFirst,
  type Kept,
  logCommandKind,
  logOutcome,
  newestLines,
  serverFacts,
} from '../lens-parts.ts';
import { codesOf, payloadText, serversText, serverText } from '../text.ts';
import {
  entryText,
  membershipText,
  RAFT_KINDS,
  raftAnswerDetail,
  raftCommandDetail,
  raftKindName,
  raftMessageDetail,
  raftOutputDetail,
  raftRecordDetail,
} from './words.ts';

type Server = ServerMoment<RaftShape>;

const KIND_CODES = codesOf(RAFT_KINDS);

export const raftLens: Lens<RaftShape> = {
  kinds: RAFT_KINDS,
  kindOf: (message) => KIND_CODES.get(raftKindName(message)) ?? 0,
  epochOf: (message) => message.term,
  messageDetail: raftMessageDetail,
  recordDetail: raftRecordDetail,
  commandDetail: raftCommandDetail,
  commandKind: logCommandKind,
  commandLabel: (command) =>
    chipText(command.type === 'propose' ? payloadText(command.data) : command.type),
  answerDetail: raftAnswerDetail,
  outcomeOf: logOutcome,
  outputDetail: raftOutputDetail,
  committed: (output) => {
    if (output.type !== 'entry') return null;
    const { index, entry } = output;
    const content = `${entry.term}/${entryText(entry)}`;
    return { index, epoch: entry.term, write: entry.type === 'data', content };
  },
  serverFrame,
  settled: ({ role }) => role === 'leader' || role === 'follower',
  ledger: ({ servers }) => ({ type: 'log', servers: servers.map(logFrame) }),
  remembers: () => false,
  facts,
  entries,
  timerToFire: (server) => fireFirst(server, 'election', 'contact', 'heartbeat'),
};

function serverFrame(server: Server): ServerFrame {
  const { id, state, image } = server;
  const known = state?.persistent ?? image;
  const role = state?.role;
  const asking = role?.type === 'candidate' || role?.type === 'preCandidate' ? role : null;
  const part = partOf(state, image, id);
  return {
    ...bareFrame(server),
    role: part,
    part,
    epoch: known.currentTerm,
    leader: role?.type === 'leader' ? id : role?.type === 'follower' ? role.leader : null,
    votes: asking ? sizeOf(asking.granted) : 0,
    last: known.snapshot.index + known.entries.length,
    durable: durableIndex(known, image),
    commit: state?.commitIndex ?? image.snapshot.index,
    peers: role?.type === 'leader' ? peersOf(role.peers, id) : [],
  };
}

function partOf(state: RaftState | null, image: RaftImage, id: number): Part & Role {
  switch (state?.role.type) {
    case 'leader':
      return 'leader';
    case 'candidate':
      return 'candidate';
    case 'preCandidate':
      return 'pre-candidate';
    default:
      // While it is down nothing is known but its disk, and its membership may be newer than that.
      return state === null || isVoter(state, image, id) ? 'follower' : 'learner';
  }
}

function isVoter(state: RaftState | null, image: RaftImage, id: number): boolean {
  const { voters, outgoing } = state?.membership ?? image.snapshot.membership;
  return has(voters, id) || has(outgoing, id);
}

function peersOf(
  peers: readonly ({ readonly matchIndex: number; readonly nextIndex: number } | null)[],
  self: number,
): PeerFrame[] {
  return peers.flatMap((peer, server) =>
    peer && server !== self ? [{ server, next: peer.nextIndex, match: peer.matchIndex }] : [],
  );
}

function logFrame({ id, state, image }: Server): LogFrame {
  const { snapshot, entries: log } = state?.persistent ?? image;
  return {
    voter: isVoter(state, image, id),
    snapshotIndex: snapshot.index,
    snapshotTerm: snapshot.term,
    terms: Int32Array.from(log, ({ term }) => term),
    durable: durableIndex(state?.persistent ?? image, image),
    commit: state?.commitIndex ?? snapshot.index,
    applied: state?.lastApplied ?? snapshot.index,
  };
}

/** The newest index through which the disk has what memory has. */
function durableIndex(memory: RaftImage, disk: RaftImage): number {
  const last = memory.snapshot.index + memory.entries.length;
  let index = Math.min(last, disk.snapshot.index + disk.entries.length);
  while (index > memory.snapshot.index && index > disk.snapshot.index) {
    if (entryAt(memory, index)?.term === entryAt(disk, index)?.term) break;
    index -= 1;
  }
  return index;
}

function entryAt(image: RaftImage, index: number): Entry | undefined {
  return image.entries[index - image.snapshot.index - 1];
}

const KEPT: readonly Kept<RaftImage>[] = [
  ['currentTerm', ({ currentTerm }) => String(currentTerm)],
  ['votedFor', ({ votedFor }) => serverText(votedFor)],
  ['log', logText],
  [
    'snapshot',
    ({ snapshot }) => (snapshot.index === 0 ? '–' : `${snapshot.index}@${snapshot.term}`),
  ],
  ['incarnation', ({ incarnation }) => String(incarnation)],
];

function facts(server: Server): Fact[] {
  return serverFacts(server, ({ persistent }) => persistent, KEPT, raftRecordDetail, volatileFacts);
}

function logText(image: RaftImage): string {
  const last = image.snapshot.index + image.entries.length;
  return last === 0 ? '–' : `… ${last}@${entryAt(image, last)?.term ?? image.snapshot.term}`;
}

function volatileFacts(state: RaftState): Fact[] {
  const { role } = state;
  const common = [
    memoryFact('role', role.type),
    memoryFact('commitIndex', String(state.commitIndex)),
    memoryFact('lastApplied', String(state.lastApplied)),
    memoryFact('membership', `${membershipText(state.membership)} @${state.membershipIndex}`),
  ];
  switch (role.type) {
    case 'follower':
      return [...common, memoryFact('leader', serverText(role.leader))];
    case 'candidate':
    case 'preCandidate':
      return [
        ...common,
        memoryFact('granted', serversText(role.granted)),
        memoryFact('refused', serversText(role.refused)),
      ];
    case 'leader':
      return [
        ...common,
        memoryFact('termStart', String(role.termStart)),
        memoryFact('round', String(role.round)),
        memoryFact('proposals', String(role.proposals.length)),
        memoryFact('reads', String(role.reads.length)),
      ];
  }
}

function entries({ state, image }: Server): EntryLine[] {
  const { snapshot, entries: log } = state?.persistent ?? image;
  return newestLines(log, snapshot.index, (entry) => ({
    label: `T${entry.term}`,
    epoch: entry.term,
    text: entryText(entry),
  }));
}

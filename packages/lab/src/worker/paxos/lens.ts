import { has, membersOf } from '@menagerie/contract';
import type { PaxosImage, PaxosShape, PaxosState } from '@menagerie/paxos';
import type { ServerMoment } from '@menagerie/simulator';
import type { Part, Role, ServerFrame } from '../../model/frame.ts';
import { ballotNumber, epochLabel } from '../../model/protocols.ts';
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
import { ballotWord } from '../synod/words.ts';
import { codesOf, payloadText, serversText, serverText } from '../text.ts';
import { isOnDisk, slotsFrame } from './slots.ts';
import {
  membershipText,
  PAXOS_KINDS,
  paxosAnswerDetail,
  paxosCommandDetail,
  paxosKindName,
  paxosMessageDetail,
  paxosOutputDetail,
  paxosRecordDetail,
  valueText,
} from './words.ts';

type Server = ServerMoment<PaxosShape>;

const CODES = codesOf(PAXOS_KINDS);

export const paxosLens: Lens<PaxosShape> = {
  kinds: PAXOS_KINDS,
  kindOf: (message) => CODES.get(paxosKindName(message)) ?? 0,
  epochOf: (message) => ('ballot' in message ? ballotNumber(message.ballot) : null),
  messageDetail: paxosMessageDetail,
  recordDetail: paxosRecordDetail,
  commandDetail: paxosCommandDetail,
  commandKind: logCommandKind,
  commandLabel: (command) =>
    chipText(command.type === 'propose' ? payloadText(command.data) : command.type),
  answerDetail: paxosAnswerDetail,
  outcomeOf: logOutcome,
  outputDetail: paxosOutputDetail,
  committed: (output) => {
    if (output.type !== 'entry') return null;
    const { slot, value } = output;
    // A value says nothing of the ballot in which it was chosen.
    return { index: slot, epoch: null, write: value.type === 'data', content: valueText(value) };
  },
  serverFrame,
  settled: ({ part }) => part === 'leader' || part === 'follower',
  ledger: slotsFrame,
  remembers: () => false,
  facts,
  entries,
  timerToFire: (server) => fireFirst(server, 'election'),
};

function serverFrame(server: Server): ServerFrame {
  const { id, state, image } = server;
  const known = state?.persistent ?? image;
  const role = state?.role;
  const part = partOf(state, id);
  return {
    ...bareFrame(server),
    role: part,
    part,
    epoch: ballotNumber(known.promised),
    leader: role?.type === 'leader' ? id : role?.type === 'follower' ? role.leader : null,
    votes: role?.type === 'candidate' ? role.promises.filter((promise) => promise > 0).length : 0,
    last: known.snapshot.through + known.votes.length,
    durable: durableSlot(known, image),
    commit: state?.chosen ?? image.learned,
    peers: [],
  };
}

/** The newest slot in which the disk has the vote that the memory has. */
function durableSlot(memory: PaxosImage, disk: PaxosImage): number {
  let slot = memory.snapshot.through + memory.votes.length;
  while (slot > memory.snapshot.through && !isOnDisk(memory, disk, slot)) slot -= 1;
  return slot;
}

function partOf(state: PaxosState | null, id: number): Part & Role {
  if (state === null) return 'follower';
  if (state.role.type !== 'follower') return state.role.type;
  const membership = state.eras.at(-1)?.membership;
  if (!membership) return 'follower';
  const member =
    has(membersOf(membership.quorums), id) &&
    membership.incarnations[id] === state.persistent.incarnation;
  return member ? 'follower' : 'learner';
}

const KEPT: readonly Kept<PaxosImage>[] = [
  ['promised', ({ promised }) => ballotWord(promised)],
  ['votes', votesText],
  ['learned', ({ learned }) => String(learned)],
  [
    'snapshot',
    ({ snapshot }) => (snapshot.through === 0 ? '–' : `through slot ${snapshot.through}`),
  ],
  ['incarnation', ({ incarnation }) => String(incarnation)],
];

function facts(server: Server): Fact[] {
  return serverFacts(
    server,
    ({ persistent }) => persistent,
    KEPT,
    paxosRecordDetail,
    volatileFacts,
  );
}

function votesText({ snapshot, votes }: PaxosImage): string {
  const last = votes.at(-1);
  if (!last) return '–';
  return `… ${snapshot.through + votes.length}: ${valueText(last.value)} in ${ballotWord(last.ballot)}`;
}

function volatileFacts({ role, chosen, eras }: PaxosState): Fact[] {
  const common = [
    memoryFact('role', role.type),
    memoryFact('chosen', String(chosen)),
    ...eras.map(({ number, from, membership }) =>
      memoryFact(`configuration ${number}`, `${membershipText(membership)} from slot ${from}`),
    ),
  ];
  switch (role.type) {
    case 'follower':
      return [...common, memoryFact('leader', serverText(role.leader))];
    case 'candidate':
      return [
        ...common,
        memoryFact('promises', serversText(heard(role.promises))),
        memoryFact('reported', role.reported.map(({ slot }) => slot).join(' ') || '–'),
      ];
    case 'leader':
      return [
        ...common,
        memoryFact('recovered', String(role.recovered)),
        memoryFact('flights', String(role.flights.length)),
        memoryFact('waiting', String(role.waiting.length)),
        memoryFact('round', String(role.round)),
        memoryFact('reads', String(role.reads.length)),
      ];
  }
}

function heard(promises: readonly number[]): number {
  return promises.reduce((set, promise, id) => (promise > 0 ? set | (1 << id) : set), 0);
}

function entries({ state, image }: Server): EntryLine[] {
  const { snapshot, votes } = state?.persistent ?? image;
  return newestLines(votes, snapshot.through, (vote) => {
    if (vote === null) return null;
    const epoch = ballotNumber(vote.ballot);
    const label = epoch === 0 ? '✓' : epochLabel('paxos', epoch);
    return { label, epoch, text: valueText(vote.value) };
  });
}

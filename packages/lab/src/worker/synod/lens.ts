import { sizeOf } from '@menagerie/contract';
import type { SynodImage, SynodShape, SynodState } from '@menagerie/paxos';
import type { ServerMoment } from '@menagerie/simulator';
import type { Part, Role, ServerFrame } from '../../model/frame.ts';
import { ballotNumber, epochLabel } from '../../model/protocols.ts';
import type { EntryLine, Fact } from '../../model/run.ts';
import { memoryFact } from '../facts.ts';
import type { Lens } from '../lens.ts';
import { bareFrame, chipText, fireFirst, type Kept, serverFacts } from '../lens-parts.ts';
import { codesOf, payloadText, serversText } from '../text.ts';
import { ballotsFrame, isOfBallots } from './ballots.ts';
import {
  ballotWord,
  SYNOD_KINDS,
  synodAnswerDetail,
  synodCommandDetail,
  synodKindName,
  synodMessageDetail,
  synodRecordDetail,
} from './words.ts';

type Server = ServerMoment<SynodShape>;

const CODES = codesOf(SYNOD_KINDS);

export const synodLens: Lens<SynodShape> = {
  kinds: SYNOD_KINDS,
  kindOf: (message) => CODES.get(synodKindName(message)) ?? 0,
  epochOf: ({ ballot }) => ballotNumber(ballot),
  messageDetail: synodMessageDetail,
  recordDetail: synodRecordDetail,
  commandDetail: synodCommandDetail,
  commandKind: ({ type }) => (type === 'propose' ? 'write' : 'read'),
  commandLabel: (command) =>
    chipText(command.type === 'propose' ? payloadText(command.value) : command.type),
  answerDetail: synodAnswerDetail,
  outcomeOf: ({ type }) => (type === 'chosen' ? 'done' : 'refused'),
  outputDetail: ({ value }) => payloadText(value),
  // Every server that learns is given the value once: the first of them is the turning point.
  committed: ({ value }) => ({ index: 1, epoch: null, write: true, content: payloadText(value) }),
  serverFrame,
  // A value is learned, or a promise counted, without a word about another ballot.
  settled: () => false,
  ledger: ballotsFrame,
  remembers: isOfBallots,
  facts,
  entries,
  timerToFire: (server) => fireFirst(server),
};

function serverFrame(server: Server): ServerFrame {
  const { state, image } = server;
  const known = state?.persistent ?? image;
  const proposer = state?.proposer;
  const active = proposer?.type === 'preparing' || proposer?.type === 'accepting';
  return {
    ...bareFrame(server),
    role: roleOf(state),
    part: partOf(state),
    epoch: ballotNumber(active ? proposer.ballot : known.promised),
    leader: null,
    votes: proposer?.type === 'preparing' ? sizeOf(proposer.promisedBy) : 0,
    last: known.accepted === null ? 0 : 1,
    durable: image.accepted === null ? 0 : 1,
    commit: state !== null && state.learned !== null ? 1 : 0,
    peers: [],
  };
}

/** With the promises of a quorum a proposer may propose: it has the shape that leaders have. */
function roleOf(state: SynodState | null): Role {
  switch (state?.proposer.type) {
    case 'accepting':
      return 'leader';
    case 'preparing':
      return 'candidate';
    case 'resting':
      return 'pre-candidate';
    default:
      return 'follower';
  }
}

function partOf(state: SynodState | null): Part {
  if (state === null) return 'acceptor';
  const { type } = state.proposer;
  if (type !== 'idle') return type;
  return state.learned === null ? 'acceptor' : 'learned';
}

const KEPT: readonly Kept<SynodImage>[] = [
  ['promised', ({ promised }) => ballotWord(promised)],
  [
    'accepted',
    ({ accepted }) =>
      accepted === null ? '–' : `${payloadText(accepted.value)} in ${ballotWord(accepted.ballot)}`,
  ],
  ['round', ({ round }) => String(round)],
  ['incarnation', ({ incarnation }) => String(incarnation)],
];

function facts(server: Server): Fact[] {
  return serverFacts(
    server,
    ({ persistent }) => persistent,
    KEPT,
    synodRecordDetail,
    volatileFacts,
  );
}

function volatileFacts({ proposer, learned, tallies, waiting }: SynodState): Fact[] {
  const common = [
    memoryFact('learned', learned === null ? '–' : payloadText(learned)),
    ...tallies.map(({ ballot, value, acceptors }) =>
      memoryFact(`tally ${ballotWord(ballot)}`, `${payloadText(value)}: ${serversText(acceptors)}`),
    ),
    memoryFact('waiting', String(waiting.length)),
    memoryFact('proposer', proposer.type),
  ];
  switch (proposer.type) {
    case 'idle':
      return common;
    case 'preparing': {
      const { highest } = proposer;
      const told =
        highest === null ? '–' : `${payloadText(highest.value)} in ${ballotWord(highest.ballot)}`;
      return [
        ...common,
        memoryFact('ballot', ballotWord(proposer.ballot)),
        memoryFact('wish', payloadText(proposer.wish)),
        memoryFact('promisedBy', serversText(proposer.promisedBy)),
        memoryFact('highest', told),
      ];
    }
    case 'accepting':
      return [
        ...common,
        memoryFact('ballot', ballotWord(proposer.ballot)),
        memoryFact('wish', payloadText(proposer.wish)),
      ];
    case 'resting':
      return [...common, memoryFact('wish', payloadText(proposer.wish))];
  }
}

function entries({ state, image }: Server): EntryLine[] {
  const { accepted } = state?.persistent ?? image;
  if (accepted === null) return [];
  const epoch = ballotNumber(accepted.ballot);
  return [
    { index: 1, label: epochLabel('synod', epoch), epoch, text: payloadText(accepted.value) },
  ];
}

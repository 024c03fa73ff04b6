import { has } from '@menagerie/contract';
import type { ServerMoment } from '@menagerie/simulator';
import {
  type ZabImage,
  type Role as ZabRole,
  type ZabShape,
  type ZabState,
  zxidText,
} from '@menagerie/zab';
import type { Part, PeerFrame, Role, ServerFrame } from '../../model/frame.ts';
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
import { codesOf, payloadText, serverText } from '../text.ts';
import { durableNumber, historyFrame } from './history.ts';
import {
  membershipText,
  txnContent,
  voteText,
  ZAB_KINDS,
  zabAnswerDetail,
  zabCommandDetail,
  zabKindName,
  zabMessageDetail,
  zabOutputDetail,
  zabRecordDetail,
} from './words.ts';

type Server = ServerMoment<ZabShape>;

const CODES = codesOf(ZAB_KINDS);

export const zabLens: Lens<ZabShape> = {
  kinds: ZAB_KINDS,
  kindOf: (message) => CODES.get(zabKindName(message)) ?? 0,
  epochOf: (message) => {
    if ('epoch' in message) return message.epoch;
    if ('txn' in message) return message.txn.zxid.epoch;
    // The zxid of DIFF and TRUNC is of an earlier epoch than the leader that sends it.
    const names = message.type === 'ack' || message.type === 'commit';
    return names ? message.zxid.epoch : null;
  },
  messageDetail: zabMessageDetail,
  recordDetail: zabRecordDetail,
  commandDetail: zabCommandDetail,
  commandKind: logCommandKind,
  commandLabel: (command) =>
    chipText(command.type === 'propose' ? payloadText(command.data) : command.type),
  answerDetail: zabAnswerDetail,
  outcomeOf: logOutcome,
  outputDetail: zabOutputDetail,
  committed: (output) => {
    if (output.type !== 'txn') return null;
    const { index, txn } = output;
    const content = `${zxidText(txn.zxid)} ${txnContent(txn)}`;
    return { index, epoch: txn.zxid.epoch, write: txn.type === 'data', content };
  },
  serverFrame,
  settled: ({ part }) => part === 'leader' || part === 'follower' || part === 'observer',
  ledger: historyFrame,
  remembers: () => false,
  facts,
  entries,
  timerToFire: (server) => fireFirst(server, 'leader', 'finalize', 'notify'),
};

function serverFrame(server: Server): ServerFrame {
  const { id, state, image } = server;
  const known = state?.persistent ?? image;
  const role = state?.role;
  const part = partOf(state, id);
  return {
    ...bareFrame(server),
    role: SHAPES[part] ?? 'follower',
    part,
    epoch: known.acceptedEpoch,
    leader: role?.type === 'leading' ? id : role?.type === 'learning' ? role.leader : null,
    votes: role?.type === 'looking' ? backers(role) : 0,
    last: known.snapshot.index + known.txns.length,
    durable: durableNumber(known, image),
    commit: state?.delivered ?? image.snapshot.index,
    peers: role?.type === 'leading' ? peersOf(role, id) : [],
  };
}

/** What is not named here has the shape of a follower. */
const SHAPES: Readonly<Partial<Record<Part, Role>>> = {
  leader: 'leader',
  looking: 'candidate',
  'leading-discovery': 'pre-candidate',
  'leading-synchronization': 'pre-candidate',
  observer: 'learner',
};

function partOf(state: ZabState | null, id: number): Part {
  if (state === null) return 'follower';
  const { role, active, persistent } = state;
  switch (role.type) {
    case 'looking':
      return 'looking';
    case 'leading':
      return role.stage === 'broadcast' ? 'leader' : `leading-${role.stage}`;
    case 'learning': {
      if (role.stage === 'dialling' || role.stage === 'promised') return 'following-discovery';
      if (role.stage !== 'serving') return 'following-synchronization';
      const votes = active.incarnations[id] === persistent.incarnation && has(active.voters, id);
      return votes ? 'follower' : 'observer';
    }
  }
}

/** Who is known to vote as this server does, itself included. */
function backers(role: ZabRole & { readonly type: 'looking' }): number {
  const { vote, heard } = role;
  if (vote === null) return 0;
  return heard.filter((one) => one?.vote.leader === vote.leader).length + 1;
}

function peersOf(role: ZabRole & { readonly type: 'leading' }, self: number): PeerFrame[] {
  return role.learners.flatMap((learner, server) =>
    learner !== null && server !== self
      ? [{ server, next: learner.proposed + 1, match: learner.acked }]
      : [],
  );
}

const KEPT: readonly Kept<ZabImage>[] = [
  ['acceptedEpoch', ({ acceptedEpoch }) => String(acceptedEpoch)],
  ['promisedTo', ({ promisedTo }) => serverText(promisedTo)],
  ['currentEpoch', ({ currentEpoch }) => String(currentEpoch)],
  ['history', historyText],
  [
    'snapshot',
    ({ snapshot }) =>
      snapshot.index === 0 ? '–' : `${snapshot.index}, ${zxidText(snapshot.zxid)}`,
  ],
  ['activated', ({ activated }) => zxidText(activated)],
  ['incarnation', ({ incarnation }) => String(incarnation)],
];

function facts(server: Server): Fact[] {
  return serverFacts(server, ({ persistent }) => persistent, KEPT, zabRecordDetail, volatileFacts);
}

function historyText({ snapshot, txns }: ZabImage): string {
  const last = txns.at(-1);
  if (!last && snapshot.index === 0) return '–';
  return `… ${zxidText(last?.zxid ?? snapshot.zxid)}, number ${snapshot.index + txns.length}`;
}

function volatileFacts({ role, delivered, active, round }: ZabState): Fact[] {
  const common = [
    memoryFact('role', role.type),
    memoryFact('delivered', String(delivered)),
    memoryFact('voters', membershipText(active)),
    memoryFact('round', String(round)),
    memoryFact('vote', voteText(role.vote)),
  ];
  switch (role.type) {
    case 'looking':
      return [...common, memoryFact('finalizing', String(role.finalizing))];
    case 'learning':
      return [
        ...common,
        memoryFact('leader', serverText(role.leader)),
        memoryFact('stage', role.stage),
        memoryFact('epoch', String(role.epoch)),
      ];
    case 'leading':
      return [
        ...common,
        memoryFact('stage', role.stage),
        memoryFact('epoch', String(role.epoch)),
        memoryFact('initial', String(role.initial)),
        memoryFact('proposals', String(role.proposals.length)),
        memoryFact('reads', String(role.reads.length)),
      ];
  }
}

function entries({ state, image }: Server): EntryLine[] {
  const { snapshot, txns } = state?.persistent ?? image;
  return newestLines(txns, snapshot.index, (txn) => ({
    label: zxidText(txn.zxid),
    epoch: txn.zxid.epoch,
    text: txnContent(txn),
  }));
}

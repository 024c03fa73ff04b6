import {
  bool,
  bytes,
  enumOf,
  list,
  option,
  place,
  type Schema,
  server,
  u32,
  u53,
  union,
} from '@menagerie/contract';
import type {
  MembershipChange,
  RaftAnswer,
  RaftCommand,
  RaftMessage,
  RaftOutput,
  RaftRecord,
  RaftTimer,
} from '../messages.ts';
import { entriesSchema, entrySchema, membershipSchema, snapshotSchema } from './state.ts';

export const messageSchema: Schema<RaftMessage> = union({
  requestPreVote: { term: u32, lastIndex: place, lastTerm: u32 },
  preVoteAnswer: { term: u32, proposed: u32, granted: bool, incarnation: u32 },
  requestVote: { term: u32, lastIndex: place, lastTerm: u32, transfer: bool },
  voteAnswer: { term: u32, granted: bool, incarnation: u32 },
  appendEntries: {
    term: u32,
    prevIndex: place,
    prevTerm: u32,
    entries: entriesSchema,
    commitIndex: place,
  },
  appendAccepted: { term: u32, matchIndex: place, incarnation: u32 },
  appendRejected: {
    term: u32,
    prevIndex: place,
    hintIndex: place,
    hintTerm: u32,
    incarnation: u32,
  },
  heartbeat: { term: u32, prevIndex: place, prevTerm: u32, commitIndex: place, round: place },
  heartbeatAnswer: { term: u32, round: place, incarnation: u32 },
  installSnapshot: {
    term: u32,
    snapshotIndex: place,
    snapshotTerm: u32,
    membership: membershipSchema,
    size: u53,
    offset: u53,
    data: bytes,
  },
  chunkReceived: { term: u32, snapshotIndex: place, offset: u53, received: u53, incarnation: u32 },
  timeoutNow: { term: u32 },
  ownAppendDurable: { term: u32, index: place },
});

export const recordSchema: Schema<RaftRecord> = union({
  vote: { term: u32, votedFor: option(server) },
  append: { entries: entriesSchema },
  truncate: { from: place },
  compact: { snapshot: snapshotSchema },
  chunk: {
    leaderTerm: u32,
    index: place,
    term: u32,
    membership: membershipSchema,
    size: u53,
    offset: u53,
    data: bytes,
  },
  install: {},
});

const changeSchema: Schema<MembershipChange> = union({
  addVoter: { server, incarnation: u32 },
  addLearner: { server, incarnation: u32 },
  remove: { server },
});

const readModeSchema = enumOf('quorum', 'lease', 'local');

export const commandSchema: Schema<RaftCommand> = union({
  propose: { data: bytes },
  read: { mode: readModeSchema },
  changeMembership: {
    transition: enumOf('simple', 'joint', 'jointManual', 'leave'),
    changes: list(changeSchema),
  },
  transferLeadership: { to: server },
  compact: { through: place, data: bytes },
});

export const answerSchema: Schema<RaftAnswer> = union({
  committed: { index: place, term: u32 },
  read: { index: place, by: readModeSchema },
  compacted: { index: place },
  transferred: {},
  refused: {
    reason: enumOf(
      'already-joint',
      'not-joint',
      'no-voters',
      'needs-joint',
      'other-incarnation',
      'unknown-server',
      'not-leader',
      'transferring',
      'overloaded',
      'change-uncommitted',
      'term-uncommitted',
      'leadership-lost',
      'not-a-voter',
      'transfer-timeout',
      'not-applied',
      'already-compacted',
      'membership-unknown',
    ),
    leader: option(server),
  },
  unknown: {},
});

export const outputSchema: Schema<RaftOutput> = union({
  entry: { index: place, entry: entrySchema },
  snapshot: { snapshot: snapshotSchema },
});

export const timerSchema: Schema<RaftTimer> = enumOf(
  'election',
  'contact',
  'heartbeat',
  'quorum',
  'transfer',
  'leaseEven',
  'leaseOdd',
);

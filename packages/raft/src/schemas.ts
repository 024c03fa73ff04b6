import {
  bool,
  bytes,
  enumOf,
  frozen,
  list,
  option,
  type ProtocolSchemas,
  perServer,
  record,
  type Schema,
  server,
  serverSet,
  u32,
  u53,
  uint,
  union,
} from '@menagerie/contract';
import type {
  MembershipChange,
  RaftAnswer,
  RaftCommand,
  RaftMessage,
  RaftOutput,
  RaftRecord,
  RaftShape,
  RaftTimer,
} from './messages.ts';
import type {
  Entry,
  Lease,
  LeaseSlot,
  Membership,
  PartialSnapshot,
  Peer,
  PendingProposal,
  PendingRead,
  PendingTransfer,
  Progress,
  RaftConfig,
  RaftImage,
  RaftState,
  Role,
  Snapshot,
} from './types.ts';

export const configSchema: Schema<RaftConfig> = record({
  servers: uint(31),
  voters: serverSet,
  learners: serverSet,
  electionMs: u32,
  heartbeatMs: u32,
  preVote: bool,
  checkQuorum: bool,
  leases: bool,
  driftPerMille: uint(999),
  maxEntriesPerMessage: u32,
  maxInflight: u32,
  maxUncommitted: u32,
  chunkBytes: u32,
  answerStale: bool,
});

export const membershipSchema: Schema<Membership> = frozen(
  record({
    voters: serverSet,
    outgoing: serverSet,
    learners: serverSet,
    learnersNext: serverSet,
    autoLeave: bool,
    incarnations: frozen(perServer(u32)),
  }),
);

export const entrySchema: Schema<Entry> = frozen(
  union({
    data: { term: u32, data: bytes },
    noop: { term: u32 },
    membership: { term: u32, membership: membershipSchema },
  }),
);

/** The list itself is shared too: a message's entries go to the disk as they are. */
const entriesSchema: Schema<readonly Entry[]> = frozen(list(entrySchema));

const snapshotSchema: Schema<Snapshot> = frozen(
  record({ index: u32, term: u32, membership: membershipSchema, data: bytes }),
);

const partialSchema: Schema<PartialSnapshot> = record({
  leaderTerm: u32,
  index: u32,
  term: u32,
  membership: membershipSchema,
  size: u53,
  chunks: list(bytes),
  received: u53,
});

export const imageSchema: Schema<RaftImage> = record({
  incarnation: u32,
  currentTerm: u32,
  votedFor: option(server),
  snapshot: snapshotSchema,
  entries: list(entrySchema),
  partial: option(partialSchema),
});

const progressSchema: Schema<Progress> = union({
  probe: { paused: bool },
  replicate: { inflight: list(u32) },
  snapshot: { index: u32, offset: u53, paused: bool },
});

const peerSchema: Schema<Peer> = record({
  matchIndex: u32,
  nextIndex: u32,
  progress: progressSchema,
  active: bool,
  ackedRound: u32,
});

const proposalSchema: Schema<PendingProposal> = record({ index: u32, request: u53 });
const readSchema: Schema<PendingRead> = record({ index: u32, round: u32, request: u53 });
const transferSchema: Schema<PendingTransfer> = record({ to: server, request: u53, sent: bool });
const leaseSlotSchema: Schema<LeaseSlot> = record({ round: u32, confirmed: bool });
const leaseSchema: Schema<Lease> = record({
  even: leaseSlotSchema,
  odd: leaseSlotSchema,
  forfeited: bool,
});

const roleSchema: Schema<Role> = union({
  follower: { leader: option(server), heard: bool },
  preCandidate: { granted: serverSet, refused: serverSet },
  candidate: { granted: serverSet, refused: serverSet },
  leader: {
    termStart: u32,
    peers: perServer(option(peerSchema)),
    round: u32,
    proposals: list(proposalSchema),
    reads: list(readSchema),
    transfer: option(transferSchema),
    lease: leaseSchema,
  },
});

export const stateSchema: Schema<RaftState> = record({
  self: server,
  persistent: imageSchema,
  commitIndex: u32,
  lastApplied: u32,
  membership: membershipSchema,
  membershipIndex: u32,
  role: roleSchema,
});

export const messageSchema: Schema<RaftMessage> = union({
  requestPreVote: { term: u32, lastIndex: u32, lastTerm: u32 },
  preVoteAnswer: { term: u32, proposed: u32, granted: bool, incarnation: u32 },
  requestVote: { term: u32, lastIndex: u32, lastTerm: u32, transfer: bool },
  voteAnswer: { term: u32, granted: bool, incarnation: u32 },
  appendEntries: {
    term: u32,
    prevIndex: u32,
    prevTerm: u32,
    entries: entriesSchema,
    commitIndex: u32,
  },
  appendAccepted: { term: u32, matchIndex: u32, incarnation: u32 },
  appendRejected: {
    term: u32,
    prevIndex: u32,
    hintIndex: u32,
    hintTerm: u32,
    incarnation: u32,
  },
  heartbeat: { term: u32, prevIndex: u32, prevTerm: u32, commitIndex: u32, round: u32 },
  heartbeatAnswer: { term: u32, round: u32, incarnation: u32 },
  installSnapshot: {
    term: u32,
    snapshotIndex: u32,
    snapshotTerm: u32,
    membership: membershipSchema,
    size: u53,
    offset: u53,
    data: bytes,
  },
  chunkReceived: { term: u32, snapshotIndex: u32, received: u53, incarnation: u32 },
  timeoutNow: { term: u32 },
  ownAppendDurable: { term: u32, index: u32 },
});

export const recordSchema: Schema<RaftRecord> = union({
  vote: { term: u32, votedFor: option(server) },
  append: { entries: entriesSchema },
  truncate: { from: u32 },
  compact: { snapshot: snapshotSchema },
  chunk: {
    leaderTerm: u32,
    index: u32,
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
  compact: { through: u32, data: bytes },
});

export const answerSchema: Schema<RaftAnswer> = union({
  committed: { index: u32, term: u32 },
  read: { index: u32, by: readModeSchema },
  compacted: { index: u32 },
  transferred: {},
  refused: {
    reason: enumOf(
      'already-joint',
      'not-joint',
      'no-voters',
      'needs-joint',
      'other-incarnation',
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
  entry: { index: u32, entry: entrySchema },
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

/** One schema for each kind of value of Raft. */
export const schemas: ProtocolSchemas<RaftShape> = {
  config: configSchema,
  state: stateSchema,
  image: imageSchema,
  message: messageSchema,
  record: recordSchema,
  command: commandSchema,
  answer: answerSchema,
  output: outputSchema,
  timer: timerSchema,
};

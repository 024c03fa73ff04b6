import {
  bool,
  bytes,
  frozen,
  list,
  option,
  perServer,
  place,
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
} from '../types.ts';

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
export const entriesSchema: Schema<readonly Entry[]> = frozen(list(entrySchema));

export const snapshotSchema: Schema<Snapshot> = frozen(
  record({ index: place, term: u32, membership: membershipSchema, data: bytes }),
);

const partialSchema: Schema<PartialSnapshot> = record({
  leaderTerm: u32,
  index: place,
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
  replicate: { inflight: list(place) },
  snapshot: { index: place, offset: u53, paused: bool },
});

const peerSchema: Schema<Peer> = record({
  matchIndex: place,
  nextIndex: place,
  progress: progressSchema,
  active: bool,
  ackedRound: place,
});

const proposalSchema: Schema<PendingProposal> = record({ index: place, request: u53 });
const readSchema: Schema<PendingRead> = record({ index: place, round: place, request: u53 });
const transferSchema: Schema<PendingTransfer> = record({ to: server, request: u53, sent: bool });
const leaseSlotSchema: Schema<LeaseSlot> = record({ round: place, confirmed: bool });
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
    termStart: place,
    peers: perServer(option(peerSchema)),
    round: place,
    proposals: list(proposalSchema),
    reads: list(readSchema),
    transfer: option(transferSchema),
    lease: leaseSchema,
  },
});

export const stateSchema: Schema<RaftState> = record({
  self: server,
  persistent: imageSchema,
  commitIndex: place,
  lastApplied: place,
  membership: membershipSchema,
  membershipIndex: place,
  role: roleSchema,
});

import {
  bool,
  enumOf,
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
  Channel,
  Heard,
  Learner,
  LearnerStage,
  PendingMembership,
  PendingProposal,
  PendingRead,
  Role,
  ZabConfig,
  ZabImage,
  ZabState,
} from '../types.ts';
import {
  groupsSchema,
  historySchema,
  membershipSchema,
  snapshotSchema,
  txnSchema,
  voteSchema,
  weightsSchema,
  zxidSchema,
} from './values.ts';
import { frameSchema, peerStateSchema } from './wire.ts';

export const configSchema: Schema<ZabConfig> = record({
  servers: uint(31),
  variant: enumOf('zookeeper', 'paper'),
  voters: serverSet,
  weights: weightsSchema,
  groups: groupsSchema,
  finalizeMs: u32,
  notifyMs: u32,
  pingMs: u32,
  initMs: u32,
  syncMs: u32,
  windowTxns: u32,
  maxOutstanding: u32,
  counterLimit: u32,
});

export const imageSchema: Schema<ZabImage> = record({
  incarnation: u32,
  dials: u53,
  acceptedEpoch: u32,
  promisedTo: option(server),
  currentEpoch: u32,
  activated: zxidSchema,
  snapshot: snapshotSchema,
  txns: list(txnSchema),
});

const heardSchema: Schema<Heard> = frozen(
  record({ vote: voteSchema, round: place, state: peerStateSchema }),
);

const channelSchema: Schema<Channel> = record({
  dial: u53,
  sent: place,
  received: place,
  told: place,
  expected: place,
  early: list(frozen(frameSchema)),
});

const stageSchema: Schema<LearnerStage> = frozen(
  union({
    connected: { acceptedEpoch: u32 },
    informed: {},
    acknowledged: {
      counts: bool,
      currentEpoch: u32,
      zxid: zxidSchema,
      history: option(historySchema),
    },
    syncing: { through: place },
    synced: {},
  }),
);

const learnerSchema: Schema<Learner> = record({
  channel: channelSchema,
  incarnation: u32,
  stage: stageSchema,
  proposed: place,
  acked: place,
  heard: bool,
  round: place,
});

const proposalSchema: Schema<PendingProposal> = record({ index: place, request: u53 });

const readSchema: Schema<PendingRead> = frozen(
  record({ round: place, request: u53, from: option(record({ server, dial: u53 })) }),
);

const pendingSchema: Schema<PendingMembership> = frozen(
  record({ index: place, membership: membershipSchema }),
);

const roleSchema: Schema<Role> = union({
  looking: { vote: option(voteSchema), heard: perServer(option(heardSchema)), finalizing: bool },
  learning: {
    leader: server,
    vote: voteSchema,
    channel: channelSchema,
    stage: enumOf('dialling', 'promised', 'syncing', 'synced', 'serving'),
    epoch: u32,
    learned: place,
    initial: place,
    syncs: list(u53),
  },
  leading: {
    stage: enumOf('discovery', 'synchronization', 'broadcast'),
    epoch: u32,
    initial: place,
    vote: voteSchema,
    learners: perServer(option(learnerSchema)),
    proposals: list(proposalSchema),
    round: place,
    reads: list(readSchema),
  },
});

export const stateSchema: Schema<ZabState> = record({
  self: server,
  persistent: imageSchema,
  delivered: place,
  active: membershipSchema,
  pending: option(pendingSchema),
  round: place,
  role: roleSchema,
});

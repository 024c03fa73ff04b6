import {
  bool,
  enumOf,
  frozen,
  list,
  option,
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
  record({ vote: voteSchema, round: u32, state: peerStateSchema }),
);

const channelSchema: Schema<Channel> = record({
  dial: u53,
  sent: u32,
  received: u32,
  told: u32,
  expected: u32,
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
    syncing: { through: u32 },
    synced: {},
  }),
);

const learnerSchema: Schema<Learner> = record({
  channel: channelSchema,
  incarnation: u32,
  stage: stageSchema,
  proposed: u32,
  acked: u32,
  heard: bool,
  round: u32,
});

const proposalSchema: Schema<PendingProposal> = record({ index: u32, request: u53 });

const readSchema: Schema<PendingRead> = frozen(
  record({ round: u32, request: u53, from: option(record({ server, dial: u53 })) }),
);

const pendingSchema: Schema<PendingMembership> = frozen(
  record({ index: u32, membership: membershipSchema }),
);

const roleSchema: Schema<Role> = union({
  looking: { vote: option(voteSchema), heard: perServer(option(heardSchema)), finalizing: bool },
  learning: {
    leader: server,
    vote: voteSchema,
    channel: channelSchema,
    stage: enumOf('dialling', 'promised', 'syncing', 'synced', 'serving'),
    epoch: u32,
    learned: u32,
    initial: u32,
    syncs: list(u53),
  },
  leading: {
    stage: enumOf('discovery', 'synchronization', 'broadcast'),
    epoch: u32,
    initial: u32,
    vote: voteSchema,
    learners: perServer(option(learnerSchema)),
    proposals: list(proposalSchema),
    round: u32,
    reads: list(readSchema),
  },
});

export const stateSchema: Schema<ZabState> = record({
  self: server,
  persistent: imageSchema,
  delivered: u32,
  active: membershipSchema,
  pending: option(pendingSchema),
  round: u32,
  role: roleSchema,
});

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
  record({ vote: voteSchema, round: u53, state: peerStateSchema }),
);

const channelSchema: Schema<Channel> = record({
  dial: u53,
  sent: u53,
  received: u53,
  told: u53,
  expected: u53,
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
    syncing: { through: u53 },
    synced: {},
  }),
);

const learnerSchema: Schema<Learner> = record({
  channel: channelSchema,
  incarnation: u32,
  stage: stageSchema,
  proposed: u53,
  acked: u53,
  heard: bool,
  round: u53,
});

const proposalSchema: Schema<PendingProposal> = record({ index: u53, request: u53 });

const readSchema: Schema<PendingRead> = frozen(
  record({ round: u53, request: u53, from: option(record({ server, dial: u53 })) }),
);

const pendingSchema: Schema<PendingMembership> = frozen(
  record({ index: u53, membership: membershipSchema }),
);

const roleSchema: Schema<Role> = union({
  looking: { vote: option(voteSchema), heard: perServer(option(heardSchema)), finalizing: bool },
  learning: {
    leader: server,
    vote: voteSchema,
    channel: channelSchema,
    stage: enumOf('dialling', 'promised', 'syncing', 'synced', 'serving'),
    epoch: u32,
    learned: u53,
    initial: u53,
    syncs: list(u53),
  },
  leading: {
    stage: enumOf('discovery', 'synchronization', 'broadcast'),
    epoch: u32,
    initial: u53,
    vote: voteSchema,
    learners: perServer(option(learnerSchema)),
    proposals: list(proposalSchema),
    round: u53,
    reads: list(readSchema),
  },
});

export const stateSchema: Schema<ZabState> = record({
  self: server,
  persistent: imageSchema,
  delivered: u32,
  active: membershipSchema,
  pending: option(pendingSchema),
  round: u53,
  role: roleSchema,
});

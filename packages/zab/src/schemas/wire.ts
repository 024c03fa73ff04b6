import {
  bool,
  bytes,
  enumOf,
  option,
  place,
  type Schema,
  server,
  u32,
  u53,
  union,
} from '@menagerie/contract';
import type {
  ZabAnswer,
  ZabCommand,
  ZabFrame,
  ZabMessage,
  ZabOutput,
  ZabRecord,
  ZabTimer,
} from '../messages.ts';
import type { PeerState } from '../types.ts';
import {
  historySchema,
  membershipSchema,
  snapshotSchema,
  txnSchema,
  txnsSchema,
  voteSchema,
  zxidSchema,
} from './values.ts';

const onConnection = { dial: u53, nth: place };

const frames = {
  followerInfo: { ...onConnection, acceptedEpoch: u32, incarnation: u32 },
  observerInfo: { ...onConnection, acceptedEpoch: u32, incarnation: u32 },
  leaderInfo: { ...onConnection, epoch: u32 },
  ackEpoch: {
    ...onConnection,
    epoch: u32,
    counts: bool,
    currentEpoch: u32,
    zxid: zxidSchema,
    history: option(historySchema),
  },
  diff: { ...onConnection, zxid: zxidSchema },
  trunc: { ...onConnection, zxid: zxidSchema },
  snap: { ...onConnection, history: historySchema },
  newLeader: { ...onConnection, epoch: u32 },
  ack: { ...onConnection, zxid: zxidSchema },
  upToDate: { ...onConnection },
  proposal: { ...onConnection, txn: txnSchema },
  commit: { ...onConnection, zxid: zxidSchema },
  commitAndActivate: { ...onConnection, zxid: zxidSchema },
  inform: { ...onConnection, txn: txnSchema },
  informAndActivate: { ...onConnection, txn: txnSchema },
  request: { ...onConnection, request: u53 },
  sync: { ...onConnection, request: u53 },
};

export const frameSchema: Schema<ZabFrame> = union(frames);

export const peerStateSchema: Schema<PeerState> = enumOf(
  'looking',
  'following',
  'leading',
  'observing',
);

export const messageSchema: Schema<ZabMessage> = union({
  notification: {
    vote: option(voteSchema),
    round: place,
    state: peerStateSchema,
    incarnation: u32,
    version: zxidSchema,
  },
  ping: { dial: u53, sent: place, round: place },
  pong: { dial: u53, sent: place, round: place },
  closed: { dial: u53, leads: bool },
  ...frames,
});

export const recordSchema: Schema<ZabRecord> = union({
  dial: { dial: u53 },
  accept: { epoch: u32, leader: server },
  epoch: { epoch: u32 },
  append: { txns: txnsSchema },
  truncate: { zxid: zxidSchema },
  install: { history: historySchema },
  compact: { snapshot: snapshotSchema },
  activate: { zxid: zxidSchema },
});

const readModeSchema = enumOf('sync', 'local');

export const commandSchema: Schema<ZabCommand> = union({
  propose: { data: bytes },
  read: { mode: readModeSchema },
  reconfig: { membership: membershipSchema },
  compact: { through: place, data: bytes },
});

export const answerSchema: Schema<ZabAnswer> = union({
  committed: { zxid: zxidSchema },
  read: { zxid: zxidSchema, by: readModeSchema },
  compacted: { through: place },
  refused: {
    reason: enumOf(
      'not-leader',
      'not-established',
      'overloaded',
      'epoch-exhausted',
      'reconfig-pending',
      'no-quorum',
      'invalid-membership',
      'leader-lost',
      'not-delivered',
      'already-compacted',
    ),
    leader: option(server),
  },
  unknown: {},
});

export const outputSchema: Schema<ZabOutput> = union({
  txn: { index: place, txn: txnSchema },
  snapshot: { snapshot: snapshotSchema },
});

export const timerSchema: Schema<ZabTimer> = enumOf(
  'notify',
  'finalize',
  'dial',
  'leader',
  'ping',
  'quorum',
);

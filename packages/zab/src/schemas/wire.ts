import {
  bool,
  bytes,
  enumOf,
  option,
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

const place = { dial: u53, nth: u53 };

const frames = {
  followerInfo: { ...place, acceptedEpoch: u32, incarnation: u32 },
  observerInfo: { ...place, acceptedEpoch: u32, incarnation: u32 },
  leaderInfo: { ...place, epoch: u32 },
  ackEpoch: {
    ...place,
    epoch: u32,
    counts: bool,
    currentEpoch: u32,
    zxid: zxidSchema,
    history: option(historySchema),
  },
  diff: { ...place, zxid: zxidSchema },
  trunc: { ...place, zxid: zxidSchema },
  snap: { ...place, history: historySchema },
  newLeader: { ...place, epoch: u32 },
  ack: { ...place, zxid: zxidSchema },
  upToDate: { ...place },
  proposal: { ...place, txn: txnSchema },
  commit: { ...place, zxid: zxidSchema },
  commitAndActivate: { ...place, zxid: zxidSchema },
  inform: { ...place, txn: txnSchema },
  informAndActivate: { ...place, txn: txnSchema },
  request: { ...place, request: u53 },
  sync: { ...place, request: u53 },
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
    round: u53,
    state: peerStateSchema,
    incarnation: u32,
    version: zxidSchema,
  },
  ping: { dial: u53, sent: u53, round: u53 },
  pong: { dial: u53, sent: u53, round: u53 },
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
  compact: { through: u53, data: bytes },
});

export const answerSchema: Schema<ZabAnswer> = union({
  committed: { zxid: zxidSchema },
  read: { zxid: zxidSchema, by: readModeSchema },
  compacted: { through: u53 },
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
  txn: { index: u53, txn: txnSchema },
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

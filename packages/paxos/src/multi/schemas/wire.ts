import {
  bool,
  bytes,
  enumOf,
  frozen,
  list,
  option,
  type Schema,
  server,
  u32,
  u53,
  union,
} from '@menagerie/contract';
import { ballotSchema } from '../../ballot.ts';
import type {
  PaxosAnswer,
  PaxosCommand,
  PaxosMessage,
  PaxosOutput,
  PaxosRecord,
  PaxosTimer,
} from '../messages.ts';
import {
  membershipSchema,
  slotVoteSchema,
  snapshotSchema,
  valueSchema,
  valuesSchema,
} from './state.ts';

export const messageSchema: Schema<PaxosMessage> = union({
  prepare: { era: u32, ballot: ballotSchema, from: u53 },
  promise: {
    era: u32,
    ballot: ballotSchema,
    snapshot: option(snapshotSchema),
    from: u53,
    values: valuesSchema,
    votes: frozen(list(slotVoteSchema)),
    incarnation: u32,
  },
  accept: { era: u32, ballot: ballotSchema, from: u53, values: valuesSchema, chosen: u53 },
  accepted: { era: u32, ballot: ballotSchema, from: u53, count: u32, incarnation: u32 },
  refused: { era: u32, ballot: ballotSchema, promised: ballotSchema },
  heartbeat: { era: u32, ballot: ballotSchema, chosen: u53, round: u53 },
  heartbeatAnswer: { era: u32, ballot: ballotSchema, round: u53, incarnation: u32 },
  learn: { from: u53 },
  chosen: { snapshot: option(snapshotSchema), from: u53, values: valuesSchema, more: bool },
  announce: { chosen: u53 },
});

export const recordSchema: Schema<PaxosRecord> = union({
  promise: { ballot: ballotSchema },
  accept: { ballot: ballotSchema, from: u53, values: valuesSchema },
  learn: { from: u53, values: valuesSchema },
  close: { through: u53 },
  compact: { snapshot: snapshotSchema },
  install: { snapshot: snapshotSchema, votesStay: bool },
});

const readModeSchema = enumOf('quorum', 'local');

export const commandSchema: Schema<PaxosCommand> = union({
  propose: { data: bytes },
  read: { mode: readModeSchema },
  reconfigure: { membership: membershipSchema },
  compact: { through: u53, data: bytes },
});

export const answerSchema: Schema<PaxosAnswer> = union({
  committed: { slot: u53 },
  read: { slot: u53, by: readModeSchema },
  compacted: { slot: u53 },
  refused: {
    reason: enumOf(
      'not-leader',
      'overloaded',
      'leadership-lost',
      'change-pending',
      'invalid-quorums',
      'not-delivered',
      'already-compacted',
    ),
    leader: option(server),
  },
  unknown: {},
});

export const outputSchema: Schema<PaxosOutput> = union({
  entry: { slot: u53, value: valueSchema },
  snapshot: { snapshot: snapshotSchema },
});

export const timerSchema: Schema<PaxosTimer> = enumOf('election', 'heartbeat', 'quorum');

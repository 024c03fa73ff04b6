import {
  bool,
  bytes,
  enumOf,
  frozen,
  list,
  option,
  place,
  type Schema,
  server,
  u32,
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
  prepare: { era: u32, ballot: ballotSchema, from: place },
  promise: {
    era: u32,
    ballot: ballotSchema,
    snapshot: option(snapshotSchema),
    from: place,
    values: valuesSchema,
    votes: frozen(list(slotVoteSchema)),
    incarnation: u32,
  },
  accept: { era: u32, ballot: ballotSchema, from: place, values: valuesSchema, chosen: place },
  accepted: { era: u32, ballot: ballotSchema, from: place, count: u32, incarnation: u32 },
  refused: { era: u32, ballot: ballotSchema, promised: ballotSchema },
  heartbeat: { era: u32, ballot: ballotSchema, chosen: place, round: place },
  heartbeatAnswer: { era: u32, ballot: ballotSchema, round: place, incarnation: u32 },
  learn: { from: place },
  chosen: { snapshot: option(snapshotSchema), from: place, values: valuesSchema, more: bool },
  announce: { chosen: place },
});

export const recordSchema: Schema<PaxosRecord> = union({
  promise: { ballot: ballotSchema },
  accept: { ballot: ballotSchema, from: place, values: valuesSchema },
  learn: { from: place, values: valuesSchema },
  close: { through: place },
  compact: { snapshot: snapshotSchema },
  install: { snapshot: snapshotSchema, votesStay: bool },
});

const readModeSchema = enumOf('quorum', 'local');

export const commandSchema: Schema<PaxosCommand> = union({
  propose: { data: bytes },
  read: { mode: readModeSchema },
  reconfigure: { membership: membershipSchema },
  compact: { through: place, data: bytes },
});

export const answerSchema: Schema<PaxosAnswer> = union({
  committed: { slot: place },
  read: { slot: place, by: readModeSchema },
  compacted: { slot: place },
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
  entry: { slot: place, value: valueSchema },
  snapshot: { snapshot: snapshotSchema },
});

export const timerSchema: Schema<PaxosTimer> = enumOf('election', 'heartbeat', 'quorum');

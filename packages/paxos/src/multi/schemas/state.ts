import {
  bytes,
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
import { ballotSchema } from '../../ballot.ts';
import { quorumsSchema } from '../../quorums.ts';
import type {
  Era,
  Membership,
  PaxosConfig,
  PaxosImage,
  PaxosState,
  Role,
  SlotVote,
  Snapshot,
  Value,
  Vote,
} from '../types.ts';

export const configSchema: Schema<PaxosConfig> = record({
  servers: uint(31),
  quorums: quorumsSchema,
  reconfiguration: enumOf('stop-sign', 'alpha-window'),
  learners: serverSet,
  window: u32,
  maxBatch: u32,
  maxWaiting: u32,
  electionMs: u32,
  heartbeatMs: u32,
});

export const membershipSchema: Schema<Membership> = frozen(
  record({ quorums: quorumsSchema, incarnations: frozen(perServer(u32)) }),
);

export const eraSchema: Schema<Era> = frozen(
  record({ number: u32, from: place, membership: membershipSchema }),
);

export const valueSchema: Schema<Value> = frozen(
  union({ data: { data: bytes }, noop: {}, reconfigure: { membership: membershipSchema } }),
);

/** The list itself is shared too: a message's values go to the disk as they are. */
export const valuesSchema: Schema<readonly Value[]> = frozen(list(valueSchema));

const voteSchema: Schema<Vote> = frozen(record({ ballot: ballotSchema, value: valueSchema }));

export const slotVoteSchema: Schema<SlotVote> = frozen(
  record({ slot: place, ballot: ballotSchema, value: valueSchema }),
);

export const snapshotSchema: Schema<Snapshot> = frozen(
  record({ through: place, eras: frozen(list(eraSchema)), data: bytes }),
);

export const imageSchema: Schema<PaxosImage> = record({
  incarnation: u32,
  promised: ballotSchema,
  snapshot: snapshotSchema,
  votes: list(option(voteSchema)),
  learned: place,
});

const phase1 = { promises: perServer(u32), reported: list(slotVoteSchema) };

const roleSchema: Schema<Role> = union({
  follower: { leader: option(server) },
  candidate: phase1,
  leader: {
    ...phase1,
    recovered: place,
    flights: list(record({ acceptedBy: serverSet, request: option(u53) })),
    waiting: list(frozen(record({ value: valueSchema, request: u53 }))),
    round: place,
    acked: perServer(place),
    reads: list(frozen(record({ round: place, request: u53 }))),
    heard: serverSet,
    listening: serverSet,
  },
});

export const stateSchema: Schema<PaxosState> = record({
  self: server,
  persistent: imageSchema,
  chosen: place,
  eras: list(eraSchema),
  role: roleSchema,
});

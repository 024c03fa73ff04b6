import {
  bytes,
  enumOf,
  frozen,
  list,
  option,
  type ProtocolSchemas,
  record,
  type Schema,
  server,
  serverSet,
  u32,
  u53,
  uint,
  union,
} from '@menagerie/contract';
import { ballotSchema } from '../ballot.ts';
import { quorumsSchema } from '../quorums.ts';
import type { SynodShape } from './messages.ts';
import type { Proposal, Proposer, SynodImage, Tally } from './types.ts';

export const proposalSchema: Schema<Proposal> = frozen(
  record({ ballot: ballotSchema, value: bytes }),
);

export const imageSchema: Schema<SynodImage> = record({
  incarnation: u32,
  round: u32,
  promised: ballotSchema,
  accepted: option(proposalSchema),
});

const proposerSchema: Schema<Proposer> = union({
  idle: {},
  preparing: {
    ballot: ballotSchema,
    wish: bytes,
    promisedBy: serverSet,
    highest: option(proposalSchema),
  },
  accepting: { ballot: ballotSchema, wish: bytes },
  resting: { wish: bytes, above: u32 },
});

export const tallySchema: Schema<Tally> = record({
  ballot: ballotSchema,
  value: bytes,
  acceptors: serverSet,
});

/** One schema for each kind of value of the Synod. */
export const schemas: ProtocolSchemas<SynodShape> = {
  config: record({
    servers: uint(31),
    quorums: quorumsSchema,
    proposers: serverSet,
    retryMs: u32,
  }),
  state: record({
    self: server,
    persistent: imageSchema,
    proposer: proposerSchema,
    tallies: list(tallySchema),
    learned: option(bytes),
    waiting: list(u53),
  }),
  image: imageSchema,
  message: union({
    prepare: { ballot: ballotSchema },
    promise: { ballot: ballotSchema, accepted: option(proposalSchema), incarnation: u32 },
    accept: { ballot: ballotSchema, value: bytes },
    accepted: { ballot: ballotSchema, value: bytes, incarnation: u32 },
    refused: { ballot: ballotSchema, promised: ballotSchema },
  }),
  record: union({
    round: { round: u32 },
    promise: { ballot: ballotSchema },
    accept: { proposal: proposalSchema },
  }),
  command: union({ propose: { value: bytes }, read: {} }),
  answer: union({
    chosen: { value: bytes },
    refused: { reason: enumOf('not-a-proposer', 'nothing-learned'), proposer: option(server) },
  }),
  output: union({ learned: { value: bytes } }),
  timer: enumOf('retry'),
};

/**
 * What a protocol core is, and what every tool may rely on: inputs, effects with durability
 * gates, named timers, schemas from which cloning, hashing, comparing, printing and the wire are
 * derived, quorum systems, properties, mutants and trace events.
 *
 * It imports nothing, and it does nothing by itself: drivers (a simulator, an explorer, a server,
 * the lab) run cores, and protocols are cores.
 *
 * @packageDocumentation
 */
export { ContractError, type ContractErrorCode } from './errors.ts';
export type {
  Budgets,
  Exploration,
  LostMessages,
  Module,
  NetworkSemantics,
  PersistenceMode,
  Scope,
  ScopeCommand,
  StartStep,
} from './exploration.ts';
export type { HistoryReader, Meaning } from './history-reader.ts';
export type { EventId, RequestId, ServerId } from './ids.ts';
export {
  defineProperty,
  type Glimpse,
  type Happening,
  type HistoryProperty,
  type Monitor,
  type Mutant,
  type NamedProperty,
  type Property,
  type PropertyDefinition,
  type PropertyKind,
  type ServerView,
  type Sight,
  type StepCheck,
  type StepProperty,
  type Violation,
  type WorldView,
} from './property.ts';
export type {
  ClusterConfig,
  Effect,
  Input,
  Protocol,
  ProtocolSchemas,
  RuleInfo,
  Shape,
  Sink,
  Span,
} from './protocol.ts';
export {
  checkQuorumSystem,
  type DisjointQuorums,
  findDisjointQuorums,
  minimalQuorums,
} from './quorum/check.ts';
export { committedIndex, isQuorum, type VoteResult, voteResult } from './quorum/decide.ts';
export {
  flexible,
  grid,
  has,
  idsOf,
  joint,
  majority,
  membersOf,
  most,
  type Phase,
  type QuorumSystem,
  type ServerSet,
  serversOf,
  sizeOf,
  weighted,
} from './quorum/system.ts';
export { bytes, bytesFromText, bytesToText } from './schema/bytes.ts';
export { frozen, list, option, perServer } from './schema/collections.ts';
export { type FieldsOf, record } from './schema/record.ts';
export {
  bool,
  enumOf,
  place,
  server,
  serverSet,
  text,
  u8,
  u32,
  u53,
  uint,
} from './schema/scalars.ts';
export type { Difference, Infer, Json, Permutation, Schema } from './schema/schema.ts';
export { type UnionOf, union } from './schema/union.ts';
export { Reader, Writer } from './schema/wire.ts';
export { type Fingerprint, fingerprintText, Words } from './schema/words.ts';
export {
  defineStepProperty,
  type Mark,
  type Step,
  type StepPropertyDefinition,
} from './step-property.ts';
export type { Assignment, Draw, Subject } from './subject.ts';
export type { TraceBody, TraceEvent } from './trace.ts';

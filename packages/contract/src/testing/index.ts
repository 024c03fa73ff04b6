/**
 * What the tests of a protocol rest on.
 *
 * The conformance kit: any protocol package tests the rules of the contract in five lines.
 *
 * ```ts
 * import { conformance } from '@menagerie/contract/testing';
 * import { raftSubject } from '@menagerie/raft/testing';
 * import { it } from 'vitest';
 *
 * for (const { name, run } of conformance(raftSubject)) it(name, run);
 * ```
 *
 * A toy cluster, for tests that tell a story step by step. And what properties and mutants of many
 * protocols have in common, to be given the protocol's own names, accessors and sentences. And a
 * protocol's log as a register, for checkers of what clients saw.
 *
 * @packageDocumentation
 */
export { type ConformanceCheck, type ConformanceOptions, conformance } from './conformance.ts';
export {
  actor,
  actorIn,
  messageOf,
  outputsOf,
  recordsOf,
  serversIn,
  violated,
} from './happenings.ts';
export { type ModuleParts, module, option } from './modules.ts';
export { type Inexpressible, type MakeMutant, type Mistake, mutantsOf } from './mutants.ts';
export { fromText, toText } from './payloads.ts';
export {
  type Compacted,
  type Disagreement,
  type Given,
  type MachineDefinition,
  stateMachineSafety,
} from './properties/machine.ts';
export { eventually, sometimes } from './properties/reached.ts';
export {
  linearizableReads,
  type ReadsDefinition,
  type StaleRead,
  type Told,
} from './properties/reads.ts';
export {
  type LogAnswer,
  type RegisterDefinition,
  type RegisterOperation,
  registerOfLog,
} from './register.ts';
export { crash, deliver, fire, given, lose, settle, sync } from './steps.ts';
export {
  isOf,
  type Letter,
  type LetterFilter,
  type Note,
  ToyCluster,
  type ToyServer,
} from './toy-cluster.ts';

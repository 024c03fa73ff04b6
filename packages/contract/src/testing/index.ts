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
 * A toy cluster, for tests that tell a story step by step.
 *
 * @packageDocumentation
 */
export { type ConformanceCheck, type ConformanceOptions, conformance } from './conformance.ts';
export {
  fromText,
  isOf,
  type Letter,
  type LetterFilter,
  type Note,
  ToyCluster,
  type ToyServer,
  toText,
} from './toy-cluster.ts';

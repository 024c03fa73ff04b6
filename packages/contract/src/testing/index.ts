/**
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
 * @packageDocumentation
 */
export { type ConformanceCheck, type ConformanceOptions, conformance } from './conformance.ts';

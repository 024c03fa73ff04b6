/**
 * Zab as a pure state machine: election, discovery, synchronization, broadcast, to be read beside
 * the paper.
 *
 * @packageDocumentation
 */
export { type ZabConfigOptions, zabConfig } from './config.ts';
export { ZabError, type ZabErrorCode } from './errors.ts';
export { membershipProblem, quorumsOf } from './membership.ts';
export type * from './messages.ts';
export { createZab, zab } from './protocol.ts';
export { paperRules, ruleInfos, type ZabRules, zookeeperRules } from './rules/index.ts';
export type * from './types.ts';
export { compareZxids, type Zxid, zxidText } from './zxid.ts';

/**
 * Raft as a pure state machine, to be read beside Ongaro's dissertation.
 *
 * @packageDocumentation
 */
export { type RaftConfigOptions, raftConfig } from './config.ts';
export { RaftError, type RaftErrorCode } from './errors.ts';
export {
  type ChangeResult,
  changeOne,
  emptyMembership,
  enterJoint,
  leaveJoint,
} from './membership.ts';
export type * from './messages.ts';
export { createRaft, raft } from './protocol.ts';
export { type RaftRules, ruleInfos, rules } from './rules/index.ts';
export type * from './types.ts';

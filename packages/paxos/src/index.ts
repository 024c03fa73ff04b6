/**
 * Paxos as pure state machines: the Synod and Multi-Paxos, to be read beside the papers.
 *
 * @packageDocumentation
 */
export { type Ballot, ballotText, compareBallots, NO_BALLOT } from './ballot.ts';
export { PaxosError, type PaxosErrorCode } from './errors.ts';
export { type PaxosConfigOptions, paxosConfig } from './multi/config.ts';
export type * from './multi/messages.ts';
export { createPaxos, paxos } from './multi/protocol.ts';
export { type PaxosRules, paxosRuleInfos, paxosRules } from './multi/rules/index.ts';
export type * from './multi/types.ts';
export type { Quorums } from './quorums.ts';
export { type SynodConfigOptions, synodConfig } from './synod/config.ts';
export type * from './synod/messages.ts';
export { createSynod, synod } from './synod/protocol.ts';
export { type SynodRules, synodRuleInfos, synodRules } from './synod/rules.ts';
export type * from './synod/types.ts';

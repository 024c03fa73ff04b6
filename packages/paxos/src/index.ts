/**
 * Paxos as pure state machines, to be read beside Lamport's papers: the Synod, which has one value
 * chosen, and Multi-Paxos, which has a log of them, with a stable leader, flexible quorums,
 * snapshots, linearizable reads and changes of the acceptors. No sockets, disks, clocks or random
 * numbers: a driver has those.
 *
 * Three servers in one process, with disks that need no time:
 *
 * ```js
 * import { paxos, paxosConfig } from '@menagerie/paxos';
 *
 * const config = paxosConfig({ servers: 3 });
 * const mail = [];
 * const sink = (id) => ({
 *   push: (effect) => {
 *     if (effect.type === 'send') mail.push({ from: id, ...effect });
 *     if (effect.type === 'deliver') console.log(`server ${id} delivers`, effect.output.value);
 *   },
 *   note: () => {},
 * });
 * const start = (id) => paxos.recover(config, id, paxos.blank(config, id, 0), sink(id));
 * const servers = [0, 1, 2].map(start);
 * const step = (id, input) => paxos.step(config, servers[id], input, sink(id));
 * const run = () => {
 *   for (const { from, to, message } of mail) step(to, { type: 'message', from, message });
 *   mail.length = 0;
 * };
 *
 * step(0, { type: 'timeout', timer: 'election' });
 * run();
 * step(0, { type: 'command', request: 1, command: { type: 'propose', data: Uint8Array.of(42) } });
 * run();
 * ```
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

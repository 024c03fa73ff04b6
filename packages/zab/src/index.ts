/**
 * Zab as a pure state machine, to be read beside Junqueira, Reed and Serafini (DSN 2011) and beside
 * ZooKeeper: election, discovery, synchronization by DIFF, TRUNC and SNAP, broadcast, observers,
 * weights and groups, reconfiguration, linearizable reads, snapshots. No sockets, disks, clocks or
 * random numbers: a driver has those.
 *
 * Three servers in one process, with disks that need no time:
 *
 * ```js
 * import { zab, zabConfig, zxidText } from '@menagerie/zab';
 *
 * const config = zabConfig({ servers: 3 });
 * const mail = [];
 * const sink = (id) => ({
 *   push: (effect) => {
 *     if (effect.type === 'send') mail.push({ from: id, ...effect });
 *     if (effect.type !== 'deliver') return;
 *     const { txn } = effect.output;
 *     console.log(`server ${id} delivers ${zxidText(txn.zxid)}:`, txn.data);
 *   },
 *   note: () => {},
 * });
 * const start = (id) => zab.recover(config, id, zab.blank(config, id, 0), sink(id));
 * const servers = [0, 1, 2].map(start);
 * const step = (id, input) => zab.step(config, servers[id], input, sink(id));
 * const run = () => {
 *   for (const { from, to, message } of mail) step(to, { type: 'message', from, message });
 *   mail.length = 0;
 * };
 *
 * run();
 * for (const id of [0, 1, 2]) step(id, { type: 'timeout', timer: 'finalize' });
 * run();
 * step(2, { type: 'command', request: 1, command: { type: 'propose', data: Uint8Array.of(42) } });
 * run();
 * ```
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

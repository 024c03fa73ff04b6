/**
 * Raft as a pure state machine, to be read beside Ongaro's dissertation: elections with pre-vote
 * and check-quorum, replication, linearizable reads, changes of membership, snapshots, transfer of
 * leadership. No sockets, disks, clocks or random numbers: a driver has those.
 *
 * Three servers in one process, with disks that need no time:
 *
 * ```js
 * import { raft, raftConfig } from '@menagerie/raft';
 *
 * const config = raftConfig({ servers: 3 });
 * const mail = [];
 * const sink = (id) => ({
 *   push: (effect) => {
 *     if (effect.type === 'send') mail.push({ from: id, ...effect });
 *     if (effect.type === 'deliver') console.log(`server ${id} applies`, effect.output.entry);
 *   },
 *   note: () => {},
 * });
 * const start = (id) => raft.recover(config, id, raft.blank(config, id, 0), sink(id));
 * const servers = [0, 1, 2].map(start);
 * const step = (id, input) => raft.step(config, servers[id], input, sink(id));
 * const run = () => {
 *   for (const { from, to, message } of mail) step(to, { type: 'message', from, message });
 *   mail.length = 0;
 * };
 *
 * for (const id of [0, 1, 2]) step(id, { type: 'timeout', timer: 'contact' });
 * step(0, { type: 'timeout', timer: 'election' });
 * run();
 * step(0, { type: 'command', request: 1, command: { type: 'propose', data: Uint8Array.of(42) } });
 * run();
 * ```
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

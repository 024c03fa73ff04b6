/**
 * What `menagerie` does on the command line, for programs: an ensemble whose servers are processes
 * of their own, to be killed, paused and started again.
 *
 * ```js
 * import { startEnsemble } from '@menagerie/cli';
 *
 * const ensemble = await startEnsemble({ servers: 3, core: 'raft' });
 * await ensemble.settled();
 * const leader = ensemble.members.find(({ state }) => state.role === 'leading');
 * await leader.kill();
 * await ensemble.settled();
 * const next = ensemble.members.find(({ state }) => state.role === 'leading');
 * console.log('another leads:', next.id !== leader.id);
 * await leader.start();
 * await ensemble.close();
 * ```
 *
 * @packageDocumentation
 */
export { type Ensemble, type EnsembleOptions, startEnsemble } from './ensemble/ensemble.ts';
export type { Member, MemberState } from './ensemble/member.ts';
export type { ServerRole } from './ensemble/messages.ts';
export { CliError, type CliErrorCode } from './errors.ts';

import type { RequestId } from '@menagerie/contract';
import type { Ballot } from '../ballot.ts';
import { answer, arm, decided, type Step } from '../step.ts';
import { closedEras } from './eras.ts';
import { fold } from './image.ts';
import type { PaxosRecord, PaxosRefusal, PaxosShape } from './messages.ts';
import type { PaxosRules } from './rules/index.ts';

export type PaxosStep = Step<PaxosShape, PaxosRules>;

/** Changes the persistent state, in memory now and on the disk soon. */
export function write(step: PaxosStep, record: PaxosRecord): void {
  fold(step.state.persistent, record);
  step.records.push(record);
}

/** Promises to accept nothing below a ballot, to its owner or to itself. */
export function writePromise(step: PaxosStep, ballot: Ballot): void {
  const { state, rules } = step;
  const kept = rules.persistedPromise(ballot, state.persistent.promised);
  decided(step, 'persistedPromise', kept === ballot);
  fold(state.persistent, { type: 'promise', ballot });
  step.records.push({ type: 'promise', ballot: kept });
}

/** Nothing was done and nothing will be. */
export function refuseCommand(step: PaxosStep, request: RequestId, reason: PaxosRefusal): void {
  const { role, self } = step.state;
  const leader = role.type === 'follower' ? role.leader : role.type === 'leader' ? self : null;
  answer(step, request, { type: 'refused', reason, leader });
}

/** The era that this server's messages name. */
export function ownEra({ config, state }: PaxosStep): number {
  return closedEras(config, state.eras);
}

export function armElection(step: PaxosStep): void {
  const { electionMs } = step.config;
  arm(step, 'election', { min: electionMs, max: 2 * electionMs });
}

import type { ServerId } from '@menagerie/contract';
import type { Ballot } from '../ballot.ts';
import { decided, promise, send } from '../step.ts';
import type { SynodMessageOf } from './messages.ts';
import { type SynodStep, write } from './step.ts';

// The acceptor: Paxos Made Simple §2.2, phases 1b and 2b, and §2.5.

/** Phase 1b: promises, and tells what it has accepted. */
export function onPrepare(
  step: SynodStep,
  from: ServerId,
  { ballot }: SynodMessageOf<'prepare'>,
): void {
  const { rules } = step;
  const { promised, accepted, incarnation } = step.state.persistent;
  if (!decided(step, 'mayPromise', rules.mayPromise(ballot, promised))) {
    refuse(step, from, ballot);
    return;
  }
  const kept = rules.persistedPromise(ballot, promised);
  decided(step, 'persistedPromise', kept === ballot);
  write(step, { type: 'promise', ballot }, { type: 'promise', ballot: kept });
  const waits = decided(step, 'promiseWaits', rules.promiseWaits());
  promise(step, waits, from, { type: 'promise', ballot, accepted, incarnation });
}

/** Phase 2b: accepts, and tells every learner. */
export function onAccept(
  step: SynodStep,
  from: ServerId,
  { ballot, value }: SynodMessageOf<'accept'>,
): void {
  const { rules, state, config } = step;
  const { promised, incarnation } = state.persistent;
  if (!decided(step, 'mayAccept', rules.mayAccept(ballot, promised))) {
    refuse(step, from, ballot);
    return;
  }
  const vote = { type: 'accept', proposal: { ballot, value } } as const;
  const kept = decided(step, 'voteIsKept', rules.voteIsKept());
  write(step, vote, kept ? vote : { type: 'promise', ballot });
  const waits = decided(step, 'voteWaits', rules.voteWaits());
  for (let learner = 0; learner < config.servers; learner += 1) {
    promise(step, waits, learner, { type: 'accepted', ballot, value, incarnation });
  }
}

/** Saves the proposer the waiting; without it nothing would be unsafe. */
function refuse(step: SynodStep, to: ServerId, ballot: Ballot): void {
  send(step, to, { type: 'refused', ballot, promised: step.state.persistent.promised });
}

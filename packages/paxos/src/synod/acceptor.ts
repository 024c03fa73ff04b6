import { bytes, type ServerId } from '@menagerie/contract';
import { type Ballot, compareBallots } from '../ballot.ts';
import { decided, promise, send } from '../step.ts';
import type { SynodMessageOf } from './messages.ts';
import { type SynodStep, write } from './step.ts';
import type { Proposal } from './types.ts';

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
  vote(step, { ballot, value });
  const waits = decided(step, 'voteWaits', rules.voteWaits());
  for (let learner = 0; learner < config.servers; learner += 1) {
    promise(step, waits, learner, { type: 'accepted', ballot, value, incarnation });
  }
}

/** Votes, unless it has voted just so already: repetitions would keep the disk busy for nothing. */
function vote(step: SynodStep, proposal: Proposal): void {
  const { accepted } = step.state.persistent;
  if (accepted !== null && isSameProposal(accepted, proposal)) return;
  const record = { type: 'accept', proposal } as const;
  const kept = decided(step, 'voteIsKept', step.rules.voteIsKept());
  write(step, record, kept ? record : { type: 'promise', ballot: proposal.ballot });
}

function isSameProposal(a: Proposal, b: Proposal): boolean {
  return compareBallots(a.ballot, b.ballot) === 0 && bytes.equals(a.value, b.value);
}

/** Saves the proposer the waiting; without it nothing would be unsafe. */
function refuse(step: SynodStep, to: ServerId, ballot: Ballot): void {
  send(step, to, { type: 'refused', ballot, promised: step.state.persistent.promised });
}

import {
  has,
  idsOf,
  isQuorum,
  membersOf,
  type RequestId,
  type ServerId,
} from '@menagerie/contract';
import { compareBallots } from '../ballot.ts';
import { answer, arm, decided, promise, send } from '../step.ts';
import type { SynodMessageOf } from './messages.ts';
import { counts, type SynodStep, tellChosen, write } from './step.ts';

// The proposer: Paxos Made Simple §2.2, phases 1a and 2a, and §2.4.

export function onPropose(step: SynodStep, request: RequestId, wish: Uint8Array): void {
  const { state, config } = step;
  if (state.learned !== null) {
    tellChosen(step, request, state.learned);
    return;
  }
  const { incarnation } = state.persistent;
  const may = decided(step, 'mayPropose', step.rules.mayPropose(incarnation));
  if (!may || !has(config.proposers, state.self)) {
    const [proposer = null] = idsOf(config.proposers & ~(1 << state.self));
    answer(step, request, { type: 'refused', reason: 'not-a-proposer', proposer });
    return;
  }
  state.waiting.push(request);
  if (state.proposer.type === 'idle') prepare(step, wish, 0);
}

/** A ballot came to nothing: the next, for the same wish. */
export function onRetry(step: SynodStep): void {
  const { proposer } = step.state;
  if (proposer.type === 'idle') return;
  prepare(step, proposer.wish, proposer.type === 'resting' ? proposer.above : 0);
}

/** Phase 1a, in a round above all that this proposer has tried or heard of. */
function prepare(step: SynodStep, wish: Uint8Array, above: number): void {
  const { state, rules } = step;
  const { persistent } = state;
  const previous = persistent.round;
  const round = Math.max(previous, above) + 1;
  const kept = decided(step, 'persistedRound', rules.persistedRound(round, previous));
  write(step, { type: 'round', round }, { type: 'round', round: kept });
  const ballot = rules.nextBallot(round, state.self);
  decided(step, 'nextBallot', ballot.owner);
  state.proposer = { type: 'preparing', ballot, wish, promisedBy: 0, highest: null };
  const waits = decided(step, 'ballotWaits', rules.ballotWaits());
  for (const acceptor of acceptors(step)) {
    promise(step, waits, acceptor, { type: 'prepare', ballot });
  }
  armRetry(step, false);
}

/** Counts promises; a quorum of them opens phase 2a. */
export function onPromise(
  step: SynodStep,
  from: ServerId,
  { ballot, accepted, incarnation }: SynodMessageOf<'promise'>,
): void {
  const { state, rules, config } = step;
  const { proposer } = state;
  if (proposer.type !== 'preparing') return;
  if (!decided(step, 'isPromiseFor', rules.isPromiseFor(ballot, proposer.ballot))) return;
  if (!counts(step, incarnation)) return;
  proposer.promisedBy = decided(step, 'tally', rules.tally(proposer.promisedBy, from));
  if (accepted !== null) {
    const counted = rules.supersedes(accepted, proposer.highest);
    if (decided(step, 'supersedes', counted)) proposer.highest = accepted;
  }
  const quorums = rules.quorumsOf(config.quorums);
  const enough = isQuorum(quorums, 'read', proposer.promisedBy);
  if (decided(step, 'quorumsOf', enough)) propose(step, proposer);
}

/** Phase 2a. */
function propose(
  step: SynodStep,
  { ballot, wish, highest }: Extract<SynodStep['state']['proposer'], { type: 'preparing' }>,
): void {
  const value = step.rules.valueToPropose(highest, wish);
  decided(step, 'valueToPropose', highest !== null);
  step.state.proposer = { type: 'accepting', ballot, wish };
  for (const acceptor of acceptors(step)) send(step, acceptor, { type: 'accept', ballot, value });
}

/** Somebody is ahead: leaves the field to the other proposer for a while (§2.4). */
export function onRefused(step: SynodStep, { ballot, promised }: SynodMessageOf<'refused'>): void {
  const { state } = step;
  const { proposer } = state;
  if (proposer.type === 'idle') return;
  if (proposer.type === 'resting') {
    proposer.above = Math.max(proposer.above, promised.round);
    return;
  }
  if (compareBallots(ballot, proposer.ballot) !== 0) return;
  state.proposer = { type: 'resting', wish: proposer.wish, above: promised.round };
  armRetry(step, true);
}

function armRetry(step: SynodStep, refused: boolean): void {
  const span = step.rules.backOff(step.config.retryMs, refused);
  decided(step, 'backOff', span.max);
  arm(step, 'retry', span);
}

function acceptors({ config }: SynodStep): readonly ServerId[] {
  return idsOf(membersOf(config.quorums));
}

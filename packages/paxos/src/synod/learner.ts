import { isQuorum, type RequestId, type ServerId } from '@menagerie/contract';
import { type Ballot, compareBallots, NO_BALLOT } from '../ballot.ts';
import { answer, decided, deliver, disarm } from '../step.ts';
import type { SynodMessageOf } from './messages.ts';
import { counts, type SynodStep, tellChosen } from './step.ts';
import type { Tally } from './types.ts';

// The learner: Paxos Made Simple §2.3.

/** A vote. A value is chosen once a quorum has accepted it in one ballot. */
export function onAccepted(
  step: SynodStep,
  from: ServerId,
  { ballot, value, incarnation }: SynodMessageOf<'accepted'>,
): void {
  const { state, rules, config } = step;
  if (state.learned !== null || !counts(step, incarnation)) return;
  const newest = state.tallies.at(-1)?.ballot ?? NO_BALLOT;
  const counted = rules.talliedBallot(ballot, newest);
  decided(step, 'talliedBallot', compareBallots(counted, ballot) === 0);
  const tally = tallyOf(step, counted, value);
  tally.acceptors = decided(step, 'tally', rules.tally(tally.acceptors, from));
  const enough = isQuorum(rules.quorumsOf(config.quorums), 'write', tally.acceptors);
  if (decided(step, 'quorumsOf', enough)) learn(step, tally.value);
}

/** What this server has learned; a client that must know more has to propose. */
export function onRead(step: SynodStep, request: RequestId): void {
  const { learned } = step.state;
  if (learned !== null) tellChosen(step, request, learned);
  else answer(step, request, { type: 'refused', reason: 'nothing-learned', proposer: null });
}

/** The tally of a ballot, in its place. */
function tallyOf({ state }: SynodStep, ballot: Ballot, value: Uint8Array): Tally {
  const { tallies } = state;
  let at = tallies.length;
  for (let known = tallies[at - 1]; known !== undefined; known = tallies[at - 1]) {
    const order = compareBallots(known.ballot, ballot);
    if (order === 0) return known;
    if (order < 0) break;
    at -= 1;
  }
  const tally: Tally = { ballot, value, acceptors: 0 };
  tallies.splice(at, 0, tally);
  return tally;
}

/** There is nothing left to propose, and nothing left to count. */
function learn(step: SynodStep, value: Uint8Array): void {
  const { state } = step;
  state.learned = value;
  state.tallies = [];
  deliver(step, { type: 'learned', value });
  if (state.proposer.type !== 'idle') disarm(step, 'retry');
  state.proposer = { type: 'idle' };
  for (const request of state.waiting) tellChosen(step, request, value);
  state.waiting = [];
}

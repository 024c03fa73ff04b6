import type { ServerId } from '@menagerie/contract';
import { type Ballot, compareBallots } from '../ballot.ts';
import { decided, promise, send } from '../step.ts';
import { chooseNext, meetConfiguration } from './choosing.ts';
import { lastSlot, valuesBetween, voteAt } from './log.ts';
import type { PaxosMessageOf } from './messages.ts';
import { follow, hear } from './roles.ts';
import { armElection, ownEra, type PaxosStep, write, writePromise } from './step.ts';
import type { SlotVote, Value } from './types.ts';

// The acceptor: Paxos Made Simple §2.2, phases 1b and 2b, for all slots at once (§3).

/** Phase 1b. */
export function onPrepare(
  step: PaxosStep,
  from: ServerId,
  { ballot, from: first }: PaxosMessageOf<'prepare'>,
): void {
  const { state, rules } = step;
  const { promised } = state.persistent;
  if (!decided(step, 'mayPromise', rules.mayPromise(ballot, promised))) {
    refuse(step, from, ballot);
    return;
  }
  if (compareBallots(ballot, promised) > 0) {
    writePromise(step, ballot);
    follow(step, null);
  } else armElection(step);
  tellPromise(step, from, ballot, first);
}

/** Promises, with all that is known from a slot on: what is chosen first, then the votes. */
export function tellPromise(step: PaxosStep, to: ServerId, ballot: Ballot, first: number): void {
  const { state, rules } = step;
  const { persistent, chosen } = state;
  const { snapshot, incarnation } = persistent;
  const trimmed = snapshot.through >= first;
  const told = trimmed && decided(step, 'tellsTrimmed', rules.tellsTrimmed());
  const from = Math.max(first, snapshot.through + 1);
  const waits = decided(step, 'promiseWaits', rules.promiseWaits());
  promise(step, waits, to, {
    type: 'promise',
    era: ownEra(step),
    ballot,
    snapshot: told ? snapshot : null,
    from,
    values: valuesBetween(persistent, from, chosen),
    votes: votesFrom(step, Math.max(first, chosen + 1)),
    incarnation,
  });
}

function votesFrom({ state }: PaxosStep, first: number): SlotVote[] {
  const votes: SlotVote[] = [];
  for (let slot = first; slot <= lastSlot(state.persistent); slot += 1) {
    const vote = voteAt(state.persistent, slot);
    if (vote !== null) votes.push({ slot, ...vote });
  }
  return votes;
}

/** Phase 2b. Without values it only brings the news of what is chosen. */
export function onAccept(step: PaxosStep, from: ServerId, message: PaxosMessageOf<'accept'>): void {
  const { state, rules } = step;
  const { ballot, values, chosen } = message;
  if (!decided(step, 'mayAccept', rules.mayAccept(ballot, state.persistent.promised))) {
    refuse(step, from, ballot);
    return;
  }
  hear(step, ballot);
  if (values.length > 0 && !cast(step, from, message)) return;
  learnThrough(step, chosen, ballot);
}

/** Votes, and tells so once it is durable. @returns whether the vote is whole */
function cast(step: PaxosStep, from: ServerId, message: PaxosMessageOf<'accept'>): boolean {
  const { state, rules } = step;
  const { era, ballot, from: first, values } = message;
  const again = from === state.self;
  const held = (nth: number): Value | null => voteAt(state.persistent, first + nth)?.value ?? null;
  const written = rules.votesAtOnce(values, held, again);
  const whole = decided(step, 'votesAtOnce', written === values);
  // Its ballot is there already where it votes again, or is none of a vote that is not whole.
  if (whole && !again) vote(step, ballot, first, values);
  else write(step, { type: 'accept', ballot, from: first, values: written });
  if (!whole) {
    promise(step, true, state.self, message);
    return false;
  }
  const waits = decided(step, 'voteWaits', rules.voteWaits());
  const { incarnation } = state.persistent;
  const count = values.length;
  promise(step, waits, ballot.owner, {
    type: 'accepted',
    era,
    ballot,
    from: first,
    count,
    incarnation,
  });
  return true;
}

/** Votes in the slots from `first` on, unless it has voted just so already. */
export function vote(
  step: PaxosStep,
  ballot: Ballot,
  first: number,
  values: readonly Value[],
): void {
  const { persistent } = step.state;
  const known = values.every((_, at) => {
    const cast = voteAt(persistent, first + at);
    return cast === null
      ? first + at <= persistent.snapshot.through
      : compareBallots(cast.ballot, ballot) === 0;
  });
  if (known) return;
  write(step, { type: 'accept', ballot, from: first, values });
  values.forEach((value, at) => meetConfiguration(step, first + at, value));
}

/**
 * Takes for chosen what the leader says is, as far as this server has accepted it in the leader's
 * ballot. @returns whether there is more that it must be told
 */
export function learnThrough(step: PaxosStep, through: number, ballot: Ballot): boolean {
  const { state, rules } = step;
  while (state.chosen < through) {
    const next = voteAt(state.persistent, state.chosen + 1);
    if (next === null) return true;
    const same = rules.isChosenValue(next.ballot, ballot);
    if (!decided(step, 'isChosenValue', same)) return true;
    chooseNext(step);
  }
  return false;
}

/** Saves the proposer the waiting; without it nothing would be unsafe. */
export function refuse(step: PaxosStep, to: ServerId, ballot: Ballot): void {
  const { promised } = step.state.persistent;
  send(step, to, { type: 'refused', era: ownEra(step), ballot, promised });
}

import { idsOf } from '@menagerie/contract';
import { decided, promise, send } from '../step.ts';
import { vote } from './acceptor.ts';
import { chooseNext, forget } from './choosing.ts';
import { eraOf } from './eras.ts';
import { voteAt } from './log.ts';
import type { PaxosMessageOf } from './messages.ts';
import { answerReads } from './reads.ts';
import { counts, decides, isPrepared, learners, others } from './standing.ts';
import { ownEra, type PaxosStep } from './step.ts';
import { tellFrom } from './telling.ts';
import type { Leader, Value } from './types.ts';

// Phase 2 at the leader, slot after slot, with phase 1 done once for all: Paxos Made Simple §3.

const NOOP: Value = { type: 'noop' };

/** Proposes all that may be proposed now: what phase 1 told of, then what clients wait for. */
export function propose(step: PaxosStep, leader: Leader): void {
  for (;;) {
    const first = nextSlot(step, leader);
    const values = takeBatch(step, leader);
    if (values.length === 0) return;
    sendBatch(step, first, values);
  }
}

/** The first slot without a proposal of this leader. */
export function nextSlot({ state }: PaxosStep, { flights }: Leader): number {
  return state.chosen + flights.length + 1;
}

function takeBatch(step: PaxosStep, leader: Leader): Value[] {
  const values: Value[] = [];
  let stopPending = isStopPending(step, leader);
  while (values.length < step.config.maxBatch) {
    const slot = nextSlot(step, leader);
    if (!isOpen(step, leader, slot, stopPending)) break;
    const value = takeValue(step, leader, slot);
    if (value === null) break;
    values.push(value);
    stopPending ||= stops(step, value);
  }
  return values;
}

/** Whether anything may be proposed in a slot at all. */
function isOpen(step: PaxosStep, leader: Leader, slot: number, stopPending: boolean): boolean {
  const { rules, state, config } = step;
  const within = rules.mayPropose(slot, state.chosen, config.window);
  return (
    decided(step, 'mayFollowStop', rules.mayFollowStop(stopPending)) &&
    decided(step, 'mayPropose', within) &&
    isPrepared(step, eraOf(state.eras, slot), leader)
  );
}

/** What to propose in a slot, which is in flight from now on; `null` where there is nothing. */
function takeValue(step: PaxosStep, leader: Leader, slot: number): Value | null {
  const { flights, waiting, recovered } = leader;
  if (slot <= recovered) {
    flights.push({ acceptedBy: 0, request: null });
    return recover(step, leader, slot);
  }
  const next = waiting.shift();
  if (next !== undefined) {
    flights.push({ acceptedBy: 0, request: next.request });
    return next.value;
  }
  // A change comes into force a window later: without proposals, never.
  const comes = step.state.eras.at(-1)?.from ?? 0;
  if (slot >= comes) return null;
  flights.push({ acceptedBy: 0, request: null });
  return NOOP;
}

/** In a slot that an earlier ballot may have reached: its value, or a no-op where there is none. */
function recover(step: PaxosStep, { reported }: Leader, slot: number): Value {
  const [told] = reported;
  const value = told?.slot === slot ? told.value : null;
  forget(reported, slot);
  const own = voteAt(step.state.persistent, slot) !== null;
  const gap = decided(step, 'isGap', step.rules.isGap(own, value !== null));
  return gap || value === null ? NOOP : value;
}

/** The leader's own vote counts as any other: once its disk has it. */
function sendBatch(step: PaxosStep, from: number, values: readonly Value[]): void {
  const { state, rules } = step;
  const { promised: ballot, incarnation } = state.persistent;
  const { chosen, self } = state;
  const era = ownEra(step);
  vote(step, ballot, from, values);
  for (const to of idsOf(others(step))) {
    send(step, to, { type: 'accept', era, ballot, from, values, chosen });
  }
  const waits = decided(step, 'ownVoteWaits', rules.ownVoteWaits());
  const count = values.length;
  promise(step, waits, self, { type: 'accepted', era, ballot, from, count, incarnation });
}

/** Phase 2b, heard: a slot is chosen once a quorum has accepted it. */
export function onAccepted(
  step: PaxosStep,
  from: number,
  { ballot, from: first, count, incarnation }: PaxosMessageOf<'accepted'>,
): void {
  const { state, rules } = step;
  const { role, persistent } = state;
  if (role.type !== 'leader') return;
  if (!decided(step, 'isAnswerTo', rules.isAnswerTo(ballot, persistent.promised))) return;
  for (let slot = Math.max(first, state.chosen + 1); slot < first + count; slot += 1) {
    const flight = role.flights[slot - state.chosen - 1];
    const era = eraOf(state.eras, slot);
    if (flight === undefined || era === null) continue;
    if (!counts(step, era.membership, from, incarnation)) continue;
    flight.acceptedBy = decided(step, 'tally', rules.tally(flight.acceptedBy, from));
  }
  choose(step);
}

/** Looks what is chosen by now, and goes on from there. */
function choose(step: PaxosStep): void {
  const { state } = step;
  const before = state.chosen;
  for (;;) {
    const { role } = state;
    if (role.type !== 'leader') return;
    const [flight] = role.flights;
    if (flight === undefined) break;
    if (!decides(step, eraOf(state.eras, state.chosen + 1), 'write', flight.acceptedBy)) break;
    chooseNext(step);
  }
  if (state.chosen > before && state.role.type === 'leader') goOn(step, state.role, before);
}

/** More is chosen: reads may be due, a slot may be free, and the others should hear of it. */
export function goOn(step: PaxosStep, leader: Leader, before: number): void {
  answerReads(step, leader);
  for (const to of idsOf(leader.listening & learners(step))) tellFrom(step, to, before + 1);
  const first = nextSlot(step, leader);
  propose(step, leader);
  if (nextSlot(step, leader) === first) tellChosen(step);
}

/** An accept message without values. */
function tellChosen(step: PaxosStep): void {
  const { chosen, persistent } = step.state;
  const { promised: ballot } = persistent;
  const news = {
    type: 'accept',
    era: ownEra(step),
    ballot,
    from: chosen + 1,
    values: [],
    chosen,
  } as const;
  for (const to of idsOf(others(step))) send(step, to, news);
}

/** A stop-sign, once proposed, is the last proposal until it is chosen. */
function isStopPending(step: PaxosStep, leader: Leader): boolean {
  const { state } = step;
  for (let slot = state.chosen + 1; slot < nextSlot(step, leader); slot += 1) {
    const cast = voteAt(state.persistent, slot);
    if (cast !== null && stops(step, cast.value)) return true;
  }
  return false;
}

function stops({ config }: PaxosStep, { type }: Value): boolean {
  return type === 'reconfigure' && config.reconfiguration === 'stop-sign';
}

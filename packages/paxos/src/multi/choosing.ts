import { idsOf } from '@menagerie/contract';
import { PaxosError } from '../errors.ts';
import { answer, decided, deliver, send } from '../step.ts';
import { askMissing } from './asking.ts';
import { erasAfter, membersFrom } from './eras.ts';
import { voteAt } from './log.ts';
import { follow } from './roles.ts';
import { isMember } from './standing.ts';
import { type PaxosStep, write } from './step.ts';
import type { Value } from './types.ts';

// The learner's part (Paxos Made Simple §2.3 and §3): slots are delivered in order, without a gap.

/** The slot after the last chosen one is chosen, with the value that this server has there. */
export function chooseNext(step: PaxosStep): void {
  const { state } = step;
  const slot = state.chosen + 1;
  const vote = voteAt(state.persistent, slot);
  if (vote === null) {
    const text = `server ${state.self} has nothing in slot ${slot}, which is chosen`;
    throw new PaxosError('broken-invariant', text);
  }
  state.chosen = slot;
  deliver(step, { type: 'entry', slot, value: vote.value });
  pass(step, slot);
  meetConfiguration(step, slot, vote.value);
  if (state.eras.some(({ from }) => from === slot + 1)) leaveIfOutside(step);
}

/** The proposer has nothing more to do with a slot that is chosen. */
function pass(step: PaxosStep, slot: number): void {
  const { role } = step.state;
  if (role.type === 'follower') return;
  forget(role.reported, slot);
  if (role.type !== 'leader') return;
  const flight = role.flights.shift();
  const request = flight?.request ?? null;
  if (request !== null) answer(step, request, { type: 'committed', slot });
}

/** Takes away what was reported for the slots up to one. */
export function forget(reported: { readonly slot: number }[], slot: number): void {
  let passed = 0;
  for (const each of reported) if (each.slot <= slot) passed += 1;
  if (passed > 0) reported.splice(0, passed);
}

/** A value that sets the configuration stands in a slot: chosen there, or only accepted. */
export function meetConfiguration(step: PaxosStep, slot: number, value: Value): void {
  if (value.type !== 'reconfigure') return;
  const { state, config, rules } = step;
  if (!decided(step, 'takesEffect', rules.takesEffect(slot <= state.chosen))) return;
  const eras = erasAfter(config, state.eras, slot, value);
  if (eras === state.eras) return;
  const before = state.eras;
  state.eras = eras;
  if (config.reconfiguration === 'stop-sign') {
    close(step, slot);
    if (state.role.type === 'leader') tell(step, slot, value, before);
  }
  meetNewEra(step);
}

/** The configuration is over: what its acceptors voted for after the stop-sign never counts. */
function close(step: PaxosStep, slot: number): void {
  const { role } = step.state;
  if (!decided(step, 'dropsClosedVotes', step.rules.dropsClosedVotes())) return;
  write(step, { type: 'close', through: slot });
  if (role.type !== 'follower') role.reported = [];
}

/** Members of both configurations hear of it from the leader, who may not be in the next one. */
function tell(
  step: PaxosStep,
  slot: number,
  value: Value,
  before: PaxosStep['state']['eras'],
): void {
  const { state } = step;
  const members = membersFrom(before, slot) | membersFrom(state.eras, slot + 1);
  for (const to of idsOf(members & ~(1 << state.self))) {
    send(step, to, { type: 'chosen', snapshot: null, from: slot, values: [value], more: false });
  }
}

/** Promises count on; those of members that are new are asked for. */
export function meetNewEra(step: PaxosStep): void {
  const { role } = step.state;
  if (role.type === 'follower') return;
  if (role.type === 'leader') role.acked.fill(0);
  askMissing(step, role);
}

/** A configuration has come into force, and may not name this server. */
export function leaveIfOutside(step: PaxosStep): void {
  if (step.state.role.type === 'follower') return;
  if (!decided(step, 'leadsOn', step.rules.leadsOn(isMember(step)))) follow(step, null);
}

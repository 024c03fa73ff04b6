import {
  has,
  isQuorum,
  membersOf,
  type Phase,
  type ServerId,
  type ServerSet,
} from '@menagerie/contract';
import { decided } from '../step.ts';
import { eraOf, membersFrom, names } from './eras.ts';
import type { PaxosStep } from './step.ts';
import type { Era, Membership, Phase1 } from './types.ts';

// Who counts, in the configuration that decides a slot.

/** The configuration of the first slot that is not known to be chosen. */
export function eraInForce({ state }: PaxosStep): Era | null {
  return eraOf(state.eras, state.chosen + 1);
}

/** Whether this server is named by the configuration in force. */
export function isMember(step: PaxosStep): boolean {
  const { self, persistent } = step.state;
  const era = eraInForce(step);
  return era !== null && names(era.membership, self, persistent.incarnation);
}

/** Everybody who has to do with the slots that are not known to be chosen, but for this server. */
export function others({ state }: PaxosStep): ServerSet {
  return membersFrom(state.eras, state.chosen + 1) & ~(1 << state.self);
}

/** Whether this server follows without a vote. */
export function isLearner(step: PaxosStep): boolean {
  return has(step.config.learners, step.state.self) && !isMember(step);
}

/** Those that follow without a vote: no configuration that decides anything from here on names them. */
export function learners(step: PaxosStep): ServerSet {
  return step.config.learners & ~others(step) & ~(1 << step.state.self);
}

/** Whether a set of servers decides in a phase. */
export function decides(step: PaxosStep, era: Era | null, phase: Phase, set: ServerSet): boolean {
  if (era === null) return false;
  const quorums = step.rules.quorumsOf(era.membership.quorums, phase);
  return decided(step, 'quorumsOf', isQuorum(quorums, phase, set));
}

/** Whether a server that says to be of that incarnation is the member of its name. */
export function counts(
  step: PaxosStep,
  { quorums, incarnations }: Membership,
  server: ServerId,
  incarnation: number,
): boolean {
  if (!has(membersOf(quorums), server)) return false;
  const verdict = step.rules.countsAsMember(incarnations[server] ?? 0, incarnation);
  return decided(step, 'countsAsMember', verdict);
}

/** Whether phase 1 is done for the slots of an era: enough of its members have promised. */
export function isPrepared(step: PaxosStep, era: Era | null, { promises }: Phase1): boolean {
  if (era === null) return false;
  let promisedBy = 0;
  promises.forEach((incarnation, server) => {
    if (incarnation > 0 && counts(step, era.membership, server, incarnation - 1)) {
      promisedBy = decided(step, 'tally', step.rules.tally(promisedBy, server));
    }
  });
  return decides(step, era, 'read', promisedBy);
}

import { has, idsOf, membersOf } from '@menagerie/contract';
import { send } from '../step.ts';
import { erasFrom } from './eras.ts';
import { isPrepared, others } from './standing.ts';
import { ownEra, type PaxosStep } from './step.ts';
import type { Membership, Phase1 } from './types.ts';

/**
 * Asks for the promises that are missing, in the ballot that this server has promised itself: of
 * the members of each configuration that has not promised enough. Where the configuration changes
 * under a leader, phase 1 is only completed, not begun anew.
 */
export function askMissing(step: PaxosStep, phase1: Phase1): void {
  const { state } = step;
  let asked = 0;
  for (const era of erasFrom(state.eras, state.chosen + 1)) {
    if (!isPrepared(step, era, phase1)) asked |= missingOf(era.membership, phase1);
  }
  const { promised: ballot } = state.persistent;
  const prepare = { type: 'prepare', era: ownEra(step), ballot, from: state.chosen + 1 } as const;
  for (const to of idsOf(others(step))) if (has(asked, to)) send(step, to, prepare);
}

function missingOf({ quorums, incarnations }: Membership, { promises }: Phase1): number {
  let missing = 0;
  for (const id of idsOf(membersOf(quorums))) {
    if (promises[id] !== (incarnations[id] ?? 0) + 1) missing |= 1 << id;
  }
  return missing;
}

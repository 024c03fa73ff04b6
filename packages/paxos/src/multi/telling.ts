import type { ServerId } from '@menagerie/contract';
import { send } from '../step.ts';
import { valuesBetween } from './log.ts';
import type { PaxosStep } from './step.ts';

/** Tells what is chosen from a slot on; a snapshot where the log does not reach back so far. */
export function tellFrom(step: PaxosStep, to: ServerId, first: number): void {
  const { state, config } = step;
  const { persistent, chosen } = state;
  if (first > chosen) return;
  const { through } = persistent.snapshot;
  const from = Math.max(first, through + 1);
  const last = Math.min(chosen, from + config.maxBatch - 1);
  send(step, to, {
    type: 'chosen',
    snapshot: through >= first ? persistent.snapshot : null,
    from,
    values: valuesBetween(persistent, from, last),
    more: last < chosen,
  });
}

import type { Shape } from '@menagerie/contract';
import { drawUnit, Purpose } from '../draw.ts';
import type { NetworkPlan } from '../scenario.ts';
import type { Flight } from '../world/network.ts';
import type { Agenda } from './agenda.ts';
import { instant } from './work.ts';

/** A straggler takes up to this many times the delay that it would have taken. */
const STRAGGLE_FACTOR = 10;

/**
 * Sends a message on its way: when it is due, whether it is lost, whether it arrives twice. The
 * numbers belong to the name of the message, so they stay the same whatever else is sent.
 */
export function route<S extends Shape>(
  flight: Flight<S>,
  plan: NetworkPlan,
  seed: number,
  agenda: Agenda<S>,
): void {
  const { from, to, nth, copy } = flight;
  const work = { type: 'deliver', from, to, nth, copy } as const;
  if (from === to) {
    agenda.soon(work);
    return;
  }
  const link = (from << 5) | to;
  let delay =
    plan.delayMin +
    drawUnit(seed, Purpose.delay, link, nth, copy) * (plan.delayMax - plan.delayMin);
  if (plan.straggle > 0) {
    const unit = drawUnit(seed, Purpose.straggle, link, nth, copy);
    // What is left of the draw below the threshold is itself uniform: it says how late.
    if (unit < plan.straggle) delay *= 1 + (unit / plan.straggle) * (STRAGGLE_FACTOR - 1);
  }
  flight.dueAt = instant(agenda.now + delay);
  flight.doomed = plan.loss > 0 && drawUnit(seed, Purpose.loss, link, nth, copy) < plan.loss;
  agenda.queue.push(flight.dueAt, 1, work);
  if (copy === 0 && plan.duplicate > 0) {
    if (drawUnit(seed, Purpose.duplicate, link, nth, 0) < plan.duplicate) {
      agenda.soon({ type: 'duplicate', from, to, nth, copy });
    }
  }
}

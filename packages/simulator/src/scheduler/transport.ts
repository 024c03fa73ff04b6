import type { Shape } from '@menagerie/contract';
import type { Decision } from '../decision.ts';
import { drawUnit, Purpose } from '../draw.ts';
import type { NetworkPlan } from '../scenario.ts';
import type { Flight } from '../world/network.ts';
import type { World } from '../world/world.ts';
import type { Agenda } from './agenda.ts';
import { instant } from './work.ts';

/** A straggler takes up to this many times the delay that it would have taken. */
const STRAGGLE_FACTOR = 10;

/**
 * Sends a message on its way: when it is due, whether it is lost, whether it arrives twice. The
 * numbers belong to the name of the message, so they stay the same whatever else is sent.
 *
 * @param faulty whether messages straggle, get lost and arrive twice: not in a run that has healed
 */
export function route<S extends Shape>(
  flight: Flight<S>,
  plan: NetworkPlan,
  faulty: boolean,
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
    drawUnit(seed, Purpose.link, link, 0, 0) * plan.spread +
    drawUnit(seed, Purpose.delay, link, nth, copy) * (plan.delayMax - plan.delayMin);
  if (faulty && plan.straggle > 0) {
    const unit = drawUnit(seed, Purpose.straggle, link, nth, copy);
    // What is left of the draw below the threshold is itself uniform: it says how late.
    if (unit < plan.straggle) delay *= 1 + (unit / plan.straggle) * (STRAGGLE_FACTOR - 1);
  }
  flight.dueAt = instant(agenda.now + delay);
  agenda.queue.push(flight.dueAt, 1, work);
  if (!faulty) return;
  flight.doomed = plan.loss > 0 && drawUnit(seed, Purpose.loss, link, nth, copy) < plan.loss;
  if (copy === 0 && plan.duplicate > 0) {
    if (drawUnit(seed, Purpose.duplicate, link, nth, 0) < plan.duplicate) {
      agenda.soon({ type: 'duplicate', from, to, nth, copy });
    }
  }
}

type Deliver = Extract<Decision<Shape>, { readonly type: 'deliver' }>;

/** Whether a message that is due waits for a server that is paused. */
export function isWaiting<S extends Shape>(world: World<S>, name: Deliver, dueAt: number): boolean {
  return (
    world.servers[name.to]?.status === 'paused' && fateOf(world, name, dueAt)?.type === 'deliver'
  );
}

/**
 * What becomes of a message that is due: it arrives, or it is lost. `null` where it is gone
 * already, or was put off to another time.
 */
export function fateOf<S extends Shape>(
  world: World<S>,
  name: Deliver,
  dueAt: number,
): Decision<S> | null {
  const flight = world.network.find(name);
  if (flight === undefined || flight.dueAt !== dueAt) return null;
  const { from, to, nth, copy } = name;
  const lost =
    flight.doomed || world.servers[to]?.status === 'crashed' || world.network.isCut(from, to);
  return lost ? { type: 'drop', from, to, nth, copy } : name;
}

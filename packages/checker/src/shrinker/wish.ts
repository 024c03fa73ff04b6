import type { Shape } from '@menagerie/contract';
import type { Decision, MessageName, Simulation } from '@menagerie/simulator';

/**
 * A decision that does not insist on a number. What is left out early in a run renames messages
 * later on, so a wish knows what its message said and takes the one that says the same; failing
 * that, the oldest of its type.
 */
export interface Wish<S extends Shape> {
  readonly decision: Decision<S>;
  /** What the message of the decision said; `null` where it is about none. */
  readonly message: S['message'] | null;
}

type World<S extends Shape> = Simulation<S>['world'];

/** The decision of the world as it is that comes nearest to the wish; it may not be enabled. */
export function fulfil<S extends Shape>(world: World<S>, wish: Wish<S>): Wish<S> {
  const { decision } = wish;
  switch (decision.type) {
    case 'deliver':
    case 'drop':
    case 'duplicate': {
      const flight = flightFor(world, decision, wish.message);
      if (flight === null) return wish;
      const { nth, copy, message } = flight;
      return { decision: { ...decision, nth, copy }, message };
    }
    case 'sync':
    case 'crash': {
      const unsynced = world.servers[decision.server]?.unsynced.length ?? 0;
      if (decision.type === 'sync') {
        const batches = Math.min(decision.batches, unsynced);
        return { decision: { ...decision, batches }, message: null };
      }
      const keep = Math.min(decision.keep, unsynced);
      return { decision: { ...decision, keep, torn: decision.torn && keep < unsynced }, message: null };
    }
    default:
      return wish;
  }
}

interface Found<S extends Shape> {
  readonly nth: number;
  readonly copy: number;
  readonly message: S['message'];
}

function flightFor<S extends Shape>(
  world: World<S>,
  { from, to, nth, copy }: MessageName,
  message: S['message'] | null,
): Found<S> | null {
  const flights = world.network.between(from, to);
  const named = flights.find((flight) => flight.nth === nth && flight.copy === copy) ?? null;
  if (message === null) return named;
  const { equals } = world.protocol.schemas.message;
  if (named !== null && equals(named.message, message)) return named;
  const same = flights.find((flight) => equals(flight.message, message));
  const alike = same ?? flights.find((flight) => flight.message.type === message.type);
  return alike ?? null;
}

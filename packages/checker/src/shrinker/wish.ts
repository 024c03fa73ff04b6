import type { Shape } from '@menagerie/contract';
import type { Decision, Simulation } from '@menagerie/simulator';

/**
 * A decision that does not insist on a number. What is left out early in a run renames messages
 * later on, so a wish knows its message and takes the one that says the same; failing that, one of
 * its type that is as new as that was.
 */
export interface Wish<S extends Shape> {
  readonly decision: Decision<S>;
  /** The message that the decision is about; `null` where it is about none, or nothing is known. */
  readonly about: Wished<S> | null;
}

/** A message as a wish remembers it. */
export interface Wished<S extends Shape> {
  readonly message: S['message'];
  /** How many of its type were under way on the same link that had been sent after it. */
  readonly newer: number;
}

type World<S extends Shape> = Simulation<S>['world'];
type Flight<S extends Shape> = ReturnType<World<S>['network']['between']>[number];
type OnMessage<S extends Shape> = Extract<
  Decision<S>,
  { readonly type: 'deliver' | 'drop' | 'duplicate' }
>;

/** The decision of the world as it is that comes nearest to the wish; it may not be enabled. */
export function fulfil<S extends Shape>(world: World<S>, wish: Wish<S>): Wish<S> {
  const { decision } = wish;
  switch (decision.type) {
    case 'deliver':
    case 'drop':
    case 'duplicate': {
      const flights = world.network.between(decision.from, decision.to);
      const flight = flightFor(world, flights, decision, wish.about);
      return flight === null ? wish : wishFor({ ...decision, ...nameOf(flight) }, flights, flight);
    }
    case 'sync': {
      const batches = Math.min(decision.batches, unsyncedOf(world, decision.server));
      return { decision: { ...decision, batches }, about: null };
    }
    case 'crash': {
      const unsynced = unsyncedOf(world, decision.server);
      const keep = Math.min(decision.keep, unsynced);
      const torn = decision.torn && keep < unsynced;
      return { decision: { ...decision, keep, torn }, about: null };
    }
    default:
      return wish;
  }
}

/** A wish for a message that is under way. */
export function wishFor<S extends Shape>(
  decision: OnMessage<S>,
  flights: readonly Flight<S>[],
  { nth, message }: Flight<S>,
): Wish<S> {
  const alike = flights.filter((other) => other.message.type === message.type);
  const newer = alike.filter((other) => other.nth > nth).length;
  return { decision, about: { message, newer } };
}

function flightFor<S extends Shape>(
  world: World<S>,
  flights: readonly Flight<S>[],
  { nth, copy }: OnMessage<S>,
  about: Wished<S> | null,
): Flight<S> | null {
  const named = flights.find((flight) => flight.nth === nth && flight.copy === copy) ?? null;
  if (about === null) return named;
  const says = ({ message }: Flight<S>): boolean =>
    world.protocol.schemas.message.equals(message, about.message);
  if (named !== null && says(named)) return named;
  const same = flights.findLast(says);
  if (same !== undefined) return same;
  const alike = flights.filter(({ message }) => message.type === about.message.type);
  return alike[Math.max(0, alike.length - 1 - about.newer)] ?? null;
}

function nameOf<S extends Shape>({ nth, copy }: Flight<S>): { nth: number; copy: number } {
  return { nth, copy };
}

function unsyncedOf<S extends Shape>(world: World<S>, server: number): number {
  return world.servers[server]?.unsynced.length ?? 0;
}

import type { Shape, TraceEvent } from '@menagerie/contract';
import type { MessageMoment, Moment, ServerMoment } from './moment.ts';
import type { Simulation } from './simulation.ts';
import type { World } from './world/world.ts';

/**
 * The world of a simulation as it is now. States and images are not copied: the simulation copies
 * them before it changes them, so the moment stays as it is.
 */
export function momentOf<S extends Shape>(
  simulation: Simulation<S>,
  events: readonly TraceEvent<S>[],
): Moment<S> {
  const { world } = simulation;
  world.share();
  return {
    step: simulation.steps,
    at: simulation.at,
    servers: serversOf(world),
    messages: messagesOf(world),
    cuts: world.network.cuts.slice(),
    requests: simulation.requests(),
    properties: simulation.watch.moments(world),
    events,
    hash: simulation.hash(),
  };
}

function serversOf<S extends Shape>(world: World<S>): ServerMoment<S>[] {
  return world.servers.map((cell) => ({
    id: cell.id,
    status: cell.status,
    state: cell.state,
    image: cell.image,
    unsynced: cell.unsynced.map((batch) => batch.records),
    gated: cell.held.length,
    timers: cell.timers.map(({ timer, armedAt, dueAt }) => ({ timer, armedAt, dueAt })),
    rate: cell.rate,
    incarnation: cell.incarnation,
    delivered: cell.delivered,
  }));
}

function messagesOf<S extends Shape>(world: World<S>): MessageMoment<S>[] {
  const messages: MessageMoment<S>[] = [];
  for (let from = 0; from < world.servers.length; from += 1) {
    for (let to = 0; to < world.servers.length; to += 1) {
      for (const flight of world.network.between(from, to)) {
        const { nth, copy, message, sentAt, dueAt, doomed } = flight;
        messages.push({ from, to, nth, copy, message, sentAt, dueAt, doomed });
      }
    }
  }
  return messages;
}

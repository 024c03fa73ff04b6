import type { ServerId, Shape } from '@menagerie/contract';
import type { MessageName } from '../decision.ts';
import type { Driver } from './driver.ts';
import type { World } from './world.ts';

/** A message is lost; the trace says why, as far as the world knows. */
export function dropMessage<S extends Shape>(world: World<S>, name: MessageName): void {
  const { network, tracer, servers } = world;
  const flight = network.find(name);
  if (flight === undefined) return;
  network.remove(flight);
  if (tracer === null) return;
  const { from, to, nth } = flight;
  const target = servers[to];
  const down = target?.status === 'crashed';
  const lost = flight.doomed ? 'loss' : 'intervention';
  const why = network.isCut(from, to) ? 'cut' : down ? 'down' : lost;
  const causes = why === 'down' ? [flight.event, target?.statusEvent ?? -1] : [flight.event];
  tracer.write(world.at, null, causes, { type: 'dropped', from, to, nth, why });
}

/** A message will arrive once more. */
export function duplicateMessage<S extends Shape>(
  world: World<S>,
  driver: Driver<S>,
  name: MessageName,
): void {
  const original = world.network.find(name);
  if (original === undefined) return;
  const { from, to, nth } = original;
  const body = { type: 'duplicated', from, to, nth } as const;
  const event = world.tracer?.write(world.at, null, [original.event], body) ?? -1;
  driver.sent(world.network.duplicate(original, world.at, event));
}

/** One direction between two servers is cut, or whole again. */
export function switchLink<S extends Shape>(
  world: World<S>,
  from: ServerId,
  to: ServerId,
  cut: boolean,
): void {
  world.network.setCut(from, to, cut);
  world.tracer?.write(world.at, null, [], { type: cut ? 'cut' : 'mended', from, to });
}

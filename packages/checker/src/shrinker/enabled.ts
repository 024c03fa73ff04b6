import type { Shape, Subject } from '@menagerie/contract';
import type { Decision } from '@menagerie/simulator';
import type { Pick } from './pick.ts';
import type { StageWorld } from './stage.ts';
import { type Wish, wishFor } from './wish.ts';

/** No other request has this number: those of a run are far fewer. */
const FRESH = 800_000;

/** What could happen next, by kind. */
export interface Enabled<S extends Shape> {
  /** Syncs, and what servers sent to themselves: nobody counts them. */
  readonly own: readonly Wish<S>[];
  readonly deliveries: readonly Wish<S>[];
  readonly timeouts: readonly Wish<S>[];
  readonly commands: readonly Wish<S>[];
  readonly failures: readonly Wish<S>[];
}

/**
 * Everything that could happen next in a world, but for faults of links and clocks. Of the commands
 * there is a write and a read at each server, and one that the subject draws.
 */
export function enabledIn<S extends Shape>(
  world: StageWorld<S>,
  subject: Subject<S>,
  pick: Pick,
): Enabled<S> {
  const own: Wish<S>[] = [];
  const deliveries: Wish<S>[] = [];
  for (const { id: to, status } of world.servers) {
    if (status !== 'up') continue;
    for (const { id: from } of world.servers) {
      const flights = world.network.between(from, to);
      for (const flight of flights) {
        const { nth, copy } = flight;
        const wish = wishFor({ type: 'deliver', from, to, nth, copy }, flights, flight);
        (from === to ? own : deliveries).push(wish);
      }
    }
  }
  const timeouts: Wish<S>[] = [];
  const commands: Wish<S>[] = [];
  const failures: Wish<S>[] = [];
  const wish = (decision: Decision<S>): Wish<S> => ({ decision, about: null });
  for (const { id: server, timers, unsynced, status } of world.servers) {
    if (status === 'crashed') failures.push(wish({ type: 'recover', server }));
    if (status !== 'up') continue;
    failures.push(wish({ type: 'crash', server, keep: 0, torn: false }));
    if (unsynced.length > 0) own.push(wish({ type: 'sync', server, batches: unsynced.length }));
    for (const { timer } of timers) timeouts.push(wish({ type: 'fire', server, timer }));
    for (const command of [subject.write(1), subject.read()]) {
      commands.push(wish({ type: 'command', server, request: FRESH + commands.length, command }));
    }
  }
  const drawn = subject.drawCommand((_purpose, bound) => pick(bound), 1, world);
  if (drawn !== null) commands.push(wish({ type: 'command', request: FRESH - 1, ...drawn }));
  return { own, deliveries, timeouts, commands, failures };
}

import type { Shape, Subject } from '@menagerie/contract';
import type { Decision, Simulation } from '@menagerie/simulator';
import { type Candidate, compareLengths, type Hunt, lengthOf } from './hunt.ts';
import type { Work } from './reduce.ts';
import type { Wish } from './wish.ts';

type World<S extends Shape> = Simulation<S>['world'];

/**
 * Looks for a shorter way near the one at hand: at every place it tries everything else that could
 * happen there, and then spares what that has made needless.
 */
export function* shorten<S extends Shape>(hunt: Hunt<S>, subject: Subject<S>): Work {
  for (;;) {
    const { config, wishes } = hunt.best;
    let better = false;
    for (const { place, wish } of detours(hunt, subject)) {
      const longer = [...wishes.slice(0, place), wish, ...wishes.slice(place)];
      const start = hunt.violating(config, longer);
      yield;
      if (start === null) continue;
      const spared = yield* spare(hunt, { config, wishes: start });
      if (hunt.attempt(config, spared)) {
        better = true;
        break;
      }
    }
    if (!better) return;
  }
}

/** Leaves out one decision after the other, as long as the violation stays. */
function* spare<S extends Shape>(
  hunt: Hunt<S>,
  { config, wishes }: Candidate<S>,
): Generator<void, readonly Wish<S>[]> {
  let best = wishes;
  // From behind: what came later is more often needless once something else happened earlier.
  for (let at = best.length - 1; at >= 0; at -= 1) {
    const rest = best.filter((_, i) => i !== at);
    const played = hunt.violating(config, rest);
    if (played !== null && compareLengths(lengthOf(played), lengthOf(best)) < 0) {
      best = played;
      at = Math.min(at, best.length);
    }
    yield;
  }
  return best;
}

interface Detour<S extends Shape> {
  readonly place: number;
  readonly wish: Wish<S>;
}

/** Everything that could happen at some place of the best run and does not. */
function detours<S extends Shape>(hunt: Hunt<S>, subject: Subject<S>): Detour<S>[] {
  const { config, wishes } = hunt.best;
  const found: Detour<S>[] = [];
  hunt.stage.play(config, wishes, undefined, (world, place) => {
    for (const wish of enabledIn(world, subject)) found.push({ place, wish });
  });
  return found;
}

function enabledIn<S extends Shape>(world: World<S>, subject: Subject<S>): Wish<S>[] {
  const wishes: Wish<S>[] = [];
  for (const { id: from } of world.servers) {
    for (const { id: to } of world.servers) {
      for (const { nth, copy, message } of world.network.between(from, to)) {
        wishes.push({ decision: { type: 'deliver', from, to, nth, copy }, message });
      }
    }
  }
  const add = (decision: Decision<S>): void => {
    wishes.push({ decision, message: null });
  };
  for (const { id: server, timers, unsynced, status } of world.servers) {
    for (const { timer } of timers) add({ type: 'fire', server, timer });
    if (unsynced.length > 0) add({ type: 'sync', server, batches: unsynced.length });
    if (status === 'up') add({ type: 'crash', server, keep: 0, torn: false });
    if (status === 'crashed') add({ type: 'recover', server });
    add({ type: 'command', server, request: FRESH, command: subject.write(1) });
  }
  return wishes.filter(({ decision }) => world.refusal(decision) === null);
}

/** No other request has this number: those of a run count from 1. */
const FRESH = 999_999;

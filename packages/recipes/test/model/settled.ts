import type { Behaviours } from './behaviours.ts';
import type { Steps } from './steps.ts';
import { NOTHING_LEFT, type Scope, startOf, type World } from './world.ts';

/**
 * The start of a scope: a world in which the first processes, as many as the scope says, have gone on
 * in one order until all of them wait, and nothing has befallen them.
 */
export async function settledStart(
  scope: Scope,
  behaviours: Behaviours,
  steps: Steps,
): Promise<World> {
  const start = startOf(scope);
  let world: World = { ...start, left: NOTHING_LEFT };
  for (let next: World | null = world; next !== null; ) {
    world = next;
    next = await following(world, scope.settled ?? 0, behaviours, steps);
  }
  return { ...world, left: start.left };
}

/** The first step of the first process that does not wait; `null` where all do. */
async function following(
  world: World,
  seats: number,
  behaviours: Behaviours,
  steps: Steps,
): Promise<World | null> {
  for (let nth = 0; nth < seats; nth += 1) {
    const states: World[] = [];
    let misses: number;
    do {
      await behaviours.learn();
      misses = behaviours.misses;
      states.length = 0;
      steps.of(world, nth, (_action, state) => states.push(state));
    } while (behaviours.misses > misses);
    const [first] = states;
    if (first !== undefined) return first;
  }
  return null;
}

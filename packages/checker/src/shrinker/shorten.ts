import type { Shape, Subject } from '@menagerie/contract';
import { smallConfigs } from './configs.ts';
import { enabledIn } from './enabled.ts';
import { type Candidate, compareLengths, type Hunt, lengthOf } from './hunt.ts';
import type { Pick } from './pick.ts';
import type { Work } from './reduce.ts';
import type { StageWorld } from './stage.ts';
import type { Wish } from './wish.ts';

/** So many events more than the best has are worth a look at what can be spared of them. */
const DETOUR = 4;

/** More decisions than this are more than most violations need. */
const LONG = 60;

/**
 * Looks for a shorter run with the same violation near the one at hand: it follows that for a
 * while, leaves it, does what else is possible, comes back to it or not, and spares what was
 * needless if it got there. The choices are drawn from a fixed seed.
 *
 * @param rounds so many runs in a row without a shorter one end the search
 */
export function* shorten<S extends Shape>(
  hunt: Hunt<S>,
  subject: Subject<S>,
  pick: Pick,
  rounds: number,
): Work {
  const known = new Set<string>();
  let idle = 0;
  while (idle < rounds) {
    idle += 1;
    const start = wander(hunt, subject, pick);
    yield;
    if (start === null) continue;
    // Most ways lead to where others led before.
    const name = JSON.stringify(start.wishes.map(({ decision }) => decision));
    if (known.has(name)) continue;
    known.add(name);
    const spared = yield* spare(hunt, start);
    const { events, decisions } = hunt.length;
    if (!hunt.attempt(spared.config, spared.wishes, true)) continue;
    if (hunt.length.events < events || hunt.length.decisions < decisions) idle = 0;
  }
}

/** One run that goes its own way, if it violates the property and is not much longer. */
function wander<S extends Shape>(
  hunt: Hunt<S>,
  subject: Subject<S>,
  pick: Pick,
): Candidate<S> | null {
  const { config, wishes } = hunt.best;
  const configs = [config, config, ...smallConfigs(config, subject)];
  const chosen = configs[pick(configs.length)] ?? config;
  // Of a long run there is little to follow: it is left to begin anew.
  const anew = pick(4) === 0 || (wishes.length > LONG && pick(4) > 0);
  const from = anew ? 0 : pick(wishes.length);
  // How often, of eight times, the run goes back to what the known one does next.
  const loyalty = anew || pick(2) === 0 ? 0 : pick(7);
  const most = Math.min(wishes.length, anew ? LONG : wishes.length) + 3 * DETOUR;
  let next = 0;
  const played = hunt.stage.improvise(chosen, (world, place) => {
    if (place > most) return null;
    const follows = place < from || pick(8) < loyalty;
    if (follows && next < wishes.length) {
      next += 1;
      return wishes[next - 1] ?? null;
    }
    return anything(world, subject, pick);
  });
  if (!played.violated) return null;
  if (lengthOf(played.wishes).events > hunt.length.events + DETOUR) return null;
  const violating = hunt.violating(chosen, played.wishes);
  return violating === null ? null : { config: chosen, wishes: violating };
}

/** Disks are mostly done at once: a run that waits for one does so on purpose. */
function anything<S extends Shape>(
  world: StageWorld<S>,
  subject: Subject<S>,
  pick: Pick,
): Wish<S> | null {
  const { own, deliveries, timeouts, commands, failures } = enabledIn(world, subject, pick);
  const one = (wishes: readonly Wish<S>[]): Wish<S> | null => wishes[pick(wishes.length)] ?? null;
  if (own.length > 0 && pick(8) > 0) return one(own);
  const roll = pick(16);
  if (roll < 9 && deliveries.length > 0) return one(deliveries);
  if (roll < 12 && timeouts.length > 0) return one(timeouts);
  if (roll < 14) return one(pick(2) === 0 ? commands.slice(-1) : commands);
  return roll === 14 ? one(failures) : (one(deliveries) ?? one(timeouts));
}

/** Leaves out one decision after the other, as long as the violation stays. */
function* spare<S extends Shape>(
  hunt: Hunt<S>,
  { config, wishes }: Candidate<S>,
): Generator<void, Candidate<S>> {
  let best = wishes;
  for (let spared = true; spared; ) {
    spared = false;
    // From behind: what came late is most often needless.
    for (let at = best.length - 1; at >= 0; at -= 1) {
      const played = hunt.violating(
        config,
        best.filter((_, i) => i !== at),
      );
      yield;
      if (played === null || compareLengths(lengthOf(played), lengthOf(best)) >= 0) continue;
      best = played;
      spared = true;
      at = Math.min(at, best.length);
    }
  }
  return { config, wishes: best };
}

import { has, type ServerSet, type Shape, type Subject } from '@menagerie/contract';
import type { Decision } from '../decision.ts';
import { drawWord, Purpose } from '../draw.ts';
import type { World } from '../world/world.ts';

/** A set of servers that heals, and what has to happen for it. */
export interface Healing<S extends Shape> {
  readonly healed: ServerSet;
  readonly decisions: readonly Decision<S>[];
}

/**
 * Draws servers, one after the other, until they suffice to go on. They come back, run on true
 * time and reach each other; the others stay as they are, and are cut off from them.
 *
 * @param wiped servers that have lost a disk: they may be among the healed, but they count for
 *   nothing
 * @returns `null` where not even all servers suffice
 */
export function drawHealing<S extends Shape>(
  subject: Subject<S>,
  seed: number,
  world: World<S>,
  wiped: ServerSet,
): Healing<S> | null {
  const order = world.servers.map((cell) => cell.id);
  const rank = (id: number): number => drawWord(seed, Purpose.heal, id, 0, 0);
  order.sort((a, b) => rank(a) - rank(b) || a - b);
  let healed = 0;
  for (const id of order) {
    healed |= 1 << id;
    if (subject.sufficesToProgress(world, healed & ~wiped)) {
      return { healed, decisions: heal(world, healed) };
    }
  }
  return null;
}

function heal<S extends Shape>(world: World<S>, healed: ServerSet): Decision<S>[] {
  const decisions: Decision<S>[] = [];
  for (const { id: from } of world.servers) {
    for (const { id: to } of world.servers) {
      if (from === to || (!has(healed, from) && !has(healed, to))) continue;
      const within = has(healed, from) && has(healed, to);
      if (within === world.network.isCut(from, to)) {
        decisions.push({ type: within ? 'mend' : 'cut', from, to });
      }
    }
  }
  for (const { id: server, status, rate } of world.servers) {
    if (!has(healed, server)) continue;
    if (status === 'crashed') decisions.push({ type: 'recover', server });
    if (status === 'paused') decisions.push({ type: 'resume', server });
    if (rate !== 1) decisions.push({ type: 'skew', server, rate: 1 });
  }
  return decisions;
}

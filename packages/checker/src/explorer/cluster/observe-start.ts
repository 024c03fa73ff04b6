import type { Shape } from '@menagerie/contract';
import type { Cell } from './cell.ts';
import type { Ghosts } from './ghosts.ts';
import type { Reached } from './reached.ts';
import type { Start } from './start.ts';

/**
 * Shows the properties all that led to a start.
 *
 * @returns the number of their histories, or -1 if a step of the start breaks one
 */
export function observeStart<S extends Shape>(
  { played }: Start<S>,
  ghosts: Ghosts<S>,
  reached: Reached<S>,
): number {
  const cells: Cell<S>[] = [];
  let ghost = ghosts.start;
  for (const step of played) {
    if (step.type !== 'event') continue;
    const { reaction, server } = step;
    ghost = ghosts.observe(ghost, reaction, server, (id) => cells[id] ?? null);
    if (ghost < 0) return -1;
    cells[server] = reaction.cell;
    reached.observe(reaction.moments, server, (id) => cells[id] ?? null);
  }
  return ghost;
}

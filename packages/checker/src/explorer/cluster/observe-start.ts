import type { Property, Shape, Violation } from '@menagerie/contract';
import type { Cell } from './cell.ts';
import type { Ghosts } from './ghosts.ts';
import type { Reached } from './reached.ts';
import type { Start } from './start.ts';
import type { Verdicts } from './verdicts.ts';

/** What properties make of all that led to a start. */
export interface ObservedStart {
  /** The number of their histories. */
  readonly ghost: number;
  readonly violation: Violation | null;
}

/** Shows the properties all that led to a start, up to what breaks one. */
export function observeStart<S extends Shape>(
  { played }: Start<S>,
  properties: readonly Property<S>[],
  ghosts: Ghosts<S>,
  verdicts: Verdicts<S>,
  reached: Reached<S>,
): ObservedStart {
  const known: Cell<S>[] = [];
  const cells = (id: number): Cell<S> | null => known[id] ?? null;
  let ghost = ghosts.start;
  for (const step of played) {
    if (step.type !== 'event') continue;
    const { reaction, server } = step;
    for (const property of properties) {
      const violation =
        verdicts.violation(property, reaction, cells(server), { server, cells }) ??
        ghosts.violation(property, ghost, reaction, { server, cells });
      if (violation !== null) return { ghost, violation };
    }
    ghost = ghosts.observe(ghost, reaction, server, cells);
    known[server] = reaction.cell;
    reached.observe(reaction.moments, server, cells);
  }
  return { ghost, violation: null };
}

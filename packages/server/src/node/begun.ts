import type { Shape } from '@menagerie/contract';
import {
  type Composition,
  hierarchyLines,
  type Kernel,
  rosterIn,
  startedWith,
} from '@menagerie/server';
import type { OpenedDisk } from './disk.ts';
import type { Layout } from './layout.ts';

/**
 * Groups and weights of an ensemble that nobody can reconfigure are those with which it began: where
 * servers went by several, two quorums might not meet.
 *
 * @throws RangeError where this server was started with others than its disk has
 */
export function checkBegun<S extends Shape>(
  kernel: Kernel<S>,
  { rules, composition }: Layout,
  disk: OpenedDisk<S>,
): void {
  const begun = rules.reconfig === 'off' ? begunWith(kernel, disk) : null;
  if (begun === null) return;
  const before = hierarchyLines(begun.hierarchy).join(' ');
  if (hierarchyLines(composition.hierarchy).join(' ') === before) return;
  throw new RangeError(
    `group.N and weight.N are not those with which this ensemble began, ${before || 'none'}: ` +
      'write those again; only an ensemble that has reconfigEnabled=true may change them',
  );
}

/** Who made up the ensemble in the beginning, as a disk has it; `null` where it has not begun there. */
function begunWith<S extends Shape>(
  kernel: Kernel<S>,
  { image, restored }: OpenedDisk<S>,
): Composition | null {
  const roster = restored?.head.roster ?? null;
  if (roster !== null) return rosterIn(roster);
  return startedWith(kernel.contents(image).entries.map(({ data }) => data));
}

import type { ServerId } from '@menagerie/contract';
import type { Point } from './geometry.ts';

/** Servers that still reach each other, directly or through others; one group while all do. */
export function groupsOf(cuts: readonly number[], count: number): ServerId[][] {
  const groupOf = Array.from({ length: count }, () => -1);
  const groups: ServerId[][] = [];
  for (let start = 0; start < count; start += 1) {
    if (groupOf[start] !== -1) continue;
    const group: ServerId[] = [start];
    groupOf[start] = groups.length;
    for (let i = 0; i < group.length; i += 1) {
      const from = group[i] ?? 0;
      for (let to = 0; to < count; to += 1) {
        const apart = isCut(cuts, from, to) && isCut(cuts, to, from);
        if (groupOf[to] !== -1 || apart) continue;
        groupOf[to] = groups.length;
        group.push(to);
      }
    }
    groups.push(group.sort((a, b) => a - b));
  }
  return groups;
}

function isCut(cuts: readonly number[], from: ServerId, to: ServerId): boolean {
  return ((cuts[from] ?? 0) & (1 << to)) !== 0;
}

/** Convex hull, counter-clockwise: the outline of a zone, widened by its stroke. */
export function hullOf(points: readonly Point[]): Point[] {
  const sorted = points.toSorted((a, b) => a.x - b.x || a.y - b.y);
  if (sorted.length < 3) return sorted;
  const half = (list: readonly Point[]): Point[] => {
    const chain: Point[] = [];
    for (const point of list) {
      while (chain.length > 1 && !turnsLeft(chain.at(-2), chain.at(-1), point)) chain.pop();
      chain.push(point);
    }
    return chain.slice(0, -1);
  };
  return [...half(sorted), ...half(sorted.toReversed())];
}

function turnsLeft(a: Point | undefined, b: Point | undefined, c: Point): boolean {
  if (!a || !b) return true;
  return (b.x - a.x) * (c.y - a.y) - (b.y - a.y) * (c.x - a.x) > 0;
}

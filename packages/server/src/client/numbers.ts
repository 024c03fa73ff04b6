/** Numbers of connections travel as ints. */
const MOST = 2 ** 31 - 1;

/**
 * The number of the next connection: from 1 on and, after the last that there is, from 1 again. Those
 * that are taken by connections from long ago are left out.
 */
export function numberAfter(last: number, taken: { has(number: number): boolean }): number {
  let next = last;
  do next = next === MOST ? 1 : next + 1;
  while (taken.has(next));
  return next;
}

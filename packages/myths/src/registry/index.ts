import { electionMyths } from './election.ts';
import { lockMyths } from './lock.ts';
import type { Myth } from './myth.ts';
import { placementMyths } from './placement.ts';
import { omissionMyths } from './recipe.ts';

/** All failures with their cures, in the order of the experiments. Nothing is searched before it is asked. */
export const myths: readonly Myth[] = [
  ...placementMyths,
  ...lockMyths,
  ...omissionMyths,
  ...electionMyths,
];

import type { Scenario } from '@menagerie/simulator';
import { calmPlan, drawPlan } from '@menagerie/simulator';
import type { RegisterShape } from './register-types.ts';

/** A quiet run of the toy on three servers, with the given parts different. */
export function calm(parts: Partial<Scenario<RegisterShape>> = {}): Scenario<RegisterShape> {
  return {
    format: 'menagerie-scenario/1',
    protocol: 'register',
    mutant: null,
    title: '',
    config: { servers: 3 },
    seed: 1,
    plan: { ...calmPlan, faultyMs: 10_000 },
    interventions: [],
    decisions: [],
    ...parts,
  };
}

/** A run of the toy in which all that may go wrong is drawn from the seed. */
export function stormy(
  seed: number,
  parts: Partial<Scenario<RegisterShape>> = {},
): Scenario<RegisterShape> {
  return calm({ seed, plan: drawPlan(seed), ...parts });
}

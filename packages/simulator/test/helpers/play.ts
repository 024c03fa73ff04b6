import type { Shape } from '@menagerie/contract';
import type { Decision, Simulation } from '@menagerie/simulator';

/** Runs a simulation to its end, or for so many steps. @returns the decisions with their times */
export function play<S extends Shape>(
  simulation: Simulation<S>,
  steps: number = Number.POSITIVE_INFINITY,
): { at: number; decision: Decision<S> }[] {
  const decisions: { at: number; decision: Decision<S> }[] = [];
  while (decisions.length < steps) {
    const decision = simulation.step();
    if (decision === null) break;
    decisions.push({ at: simulation.at, decision });
  }
  return decisions;
}

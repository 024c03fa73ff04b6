import type { Shape, Subject, TraceEvent } from '@menagerie/contract';
import { createSimulation, drawScenario } from '@menagerie/simulator';

/** The whole trace of the run that a seed draws. */
export function traceOf<S extends Shape>(
  subject: Subject<S>,
  seed: number,
  mutant: string | null = null,
): readonly TraceEvent<S>[] {
  const scenario = drawScenario(subject, seed, { mutant });
  // What clients see is judged here, and not what servers hold.
  const simulation = createSimulation({ ...subject, properties: [] }, scenario, { trace: true });
  const events = [...simulation.takeEvents()];
  while (simulation.step() !== null) events.push(...simulation.takeEvents());
  return events;
}

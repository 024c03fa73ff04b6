import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { killZoo } from '@menagerie/checker';
import type { Exploration, Mutant, Shape, Subject } from '@menagerie/contract';
import { createSimulation, parseScenario, printScenario } from '@menagerie/simulator';
import { expect } from 'vitest';

const tables = join(import.meta.dirname, '../../../../../apps/site/src/zoo');

/** What a row of the site's table must say, where a scope finds the mistake. */
interface Row {
  readonly id: string;
  readonly property: string;
  readonly scope: string;
  readonly started: boolean;
  readonly looked: number;
  readonly depth: number;
}

/**
 * Explores the scope of a mistake, and sees that it breaks what it is said to break, that the
 * simulator sees the same on the same path, and that the table of the site says so.
 */
export function expectKilled<S extends Shape>(
  subject: Subject<S>,
  exploration: Exploration<S>,
  { id, breaks }: Mutant<S>,
): void {
  const [row] = killZoo(subject, exploration, [id]);
  const found = row?.killed ?? null;
  const scope = row?.scope ?? null;
  if (found === null || scope === null) throw new Error(`${id} is alive in ${scope?.name}`);
  expect(breaks).toContain(found.violation.property);

  const file = printScenario(found.scenario, subject);
  const simulation = createSimulation(subject, parseScenario(file, [subject]));
  while (simulation.step() !== null);
  expect(simulation.violation?.property).toBe(found.violation.property);
  expect(simulation.violation?.sentence).toBe(found.violation.sentence);

  const path = join(tables, `${subject.protocol.name}.json`);
  const table: readonly Row[] = JSON.parse(readFileSync(path, 'utf8'));
  expect(table.find((each) => each.id === id)).toMatchObject({
    property: found.violation.property,
    scope: scope.name,
    started: scope.start.length > 0,
    looked: row?.distinct,
    depth: found.steps,
  });
}

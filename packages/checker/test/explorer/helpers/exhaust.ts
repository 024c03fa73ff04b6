import { Explorer, reportText, type ScopeReport } from '@menagerie/checker';
import type { Exploration, Property, Scope, Shape, Subject } from '@menagerie/contract';
import { sometimes } from '@menagerie/contract/testing';
import { describe, expect, it } from 'vitest';
import type { Counts } from './counts.ts';

/** Long enough for a slow machine that has other things to do. */
const MINUTES = 60_000;

/** Takes note of the modules that are entered, and is never reached. */
function noteModules<S extends Shape>(
  { modules }: Exploration<S>,
  entered: Set<string>,
): Property<S> {
  return sometimes<S>('A Module Is Entered', 'this test', 'It never is.', (happening, world) => {
    if (happening.type !== 'step') return false;
    for (const module of modules) {
      if (module.isEntered(world.config, happening.input, happening.server)) {
        entered.add(module.name);
      }
    }
    return false;
  });
}

/** Looks at all of a scope, prints the report, and holds it against what the scope says of itself. */
function exhaust<S extends Shape>(
  subject: Subject<S>,
  exploration: Exploration<S>,
  scope: Scope<S>,
): ScopeReport {
  const entered = new Set<string>();
  const properties = [...subject.properties, noteModules(exploration, entered)];
  const explorer = new Explorer(subject, exploration, scope, { properties });
  const { reached: before } = explorer.report();
  explorer.finish();
  const report = explorer.report();
  console.log(reportText(report));
  expect(report.status).toBe('exhausted');
  const news = report.reached.filter((name) => !before.includes(name));
  expect(news).toEqual(expect.arrayContaining([...scope.reaches]));
  const left = exploration.modules.map(({ name }) => name).filter((name) => !entered.has(name));
  expect(scope.off).toEqual(left);
  return report;
}

/** Tests that the protocol itself does nothing wrong in any scope that is not deep. */
export function testScopes<S extends Shape>(
  subject: Subject<S>,
  exploration: Exploration<S>,
  counts: Counts,
): void {
  const scopes = exploration.scopes.filter(({ deep = false }) => !deep);

  describe(`${subject.protocol.name}, in all of a scope, does nothing wrong and comes to what it must`, () => {
    it.each(scopes.map((scope) => [scope.name, scope] as const))(
      '%s',
      { timeout: 30 * MINUTES },
      (name, scope) => {
        const report = exhaust(subject, exploration, scope);
        expect([report.distinct, report.generated]).toEqual(counts[name]);
        // A small table is mostly empty.
        if (report.distinct > 500_000) expect(report.bytesPerState).toBeLessThanOrEqual(24);
      },
    );

    it('has counts for these scopes, each of which says what it comes to', () => {
      expect(Object.keys(counts).toSorted()).toEqual(scopes.map(({ name }) => name).toSorted());
      const { scopes: all } = exploration;
      expect(all.filter(({ reaches }) => reaches.length === 0).map(({ name }) => name)).toEqual([]);
    });
  });
}

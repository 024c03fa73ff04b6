import type { Exploration, Property, Scope, Shape, Subject } from '@menagerie/contract';
import { describe, expect, it } from 'vitest';
import { ClusterSpace } from '../../../src/explorer/cluster/cluster-space.ts';
import type { Reductions } from '../../../src/explorer/cluster/options.ts';
import { Search } from '../../../src/explorer/search.ts';
import type { Counts } from './counts.ts';

/** Worlds of a scope that is small enough to be looked at once more, and without any reduction. */
const SMALL = 2000;
/** The same where each naming of the servers makes other worlds. */
const SMALL_UNNAMED = 8000;

/** A scope and what to call it in the name of a test. */
export type NamedScope<S extends Shape> = readonly [what: string, scope: Scope<S>];

interface Outlines {
  readonly outlines: ReadonlySet<string>;
  /** How many worlds it took. */
  readonly distinct: number;
}

/** Everything that servers, histories and budgets of a scope can be together. */
export function outlinesOf<S extends Shape>(
  subject: Subject<S>,
  exploration: Exploration<S>,
  scope: Scope<S>,
  reductions: Reductions,
  properties: readonly Property<S>[] = subject.properties,
): Outlines {
  const options = { reductions, properties };
  const space = new ClusterSpace(subject, exploration, scope, options);
  const search = new Search(space, { order: 'breadth', maxStates: 3_000_000 });
  const outlines = new Set<string>();
  while (search.run(1) === 'searching') outlines.add(space.outline());
  expect(search.status).toBe('exhausted');
  return { outlines, distinct: search.distinct };
}

/** Everything that servers and histories of a scope can be together, whatever it cost. */
export function serversOf<S extends Shape>(
  subject: Subject<S>,
  exploration: Exploration<S>,
  scope: Scope<S>,
): Outlines {
  const space = new ClusterSpace(subject, exploration, scope);
  const search = new Search(space, { order: 'breadth', maxStates: 3_000_000 });
  const outlines = new Set<string>();
  while (search.run(1) === 'searching') outlines.add(space.outline('free'));
  expect(search.status).toBe('exhausted');
  return { outlines, distinct: search.distinct };
}

const none: Reductions = {
  symmetry: false,
  deadMessages: false,
  wornMessages: false,
  idleInputs: false,
};

/** Tests that none of the reductions comes to the same as all of them, in each scope that is small. */
export function testSmallScopes<S extends Shape>(
  subject: Subject<S>,
  exploration: Exploration<S>,
  counts: Counts,
): void {
  const small = exploration.scopes.filter((scope) => {
    const worlds = counts[scope.name]?.[0] ?? Number.POSITIVE_INFINITY;
    if (worlds > SMALL) return false;
    const { namings } = new ClusterSpace(subject, exploration, scope);
    return worlds * namings.length <= SMALL_UNNAMED;
  });

  it.each(small.map((scope) => [scope.name, scope] as const))(
    `${subject.protocol.name} comes to the same servers, histories and budgets without any reduction: %s`,
    (_name, scope) => {
      const all = outlinesOf(subject, exploration, scope, {});
      const some = outlinesOf(subject, exploration, scope, none);
      expect(some.outlines).toEqual(all.outlines);
    },
  );
}

/** Tests that each reduction by itself, and none at all, come to the same as all of them. */
export function testReductions<S extends Shape>(
  subject: Subject<S>,
  exploration: Exploration<S>,
  scopes: readonly NamedScope<S>[],
): void {
  const cases: (readonly [string, Reductions])[] = [
    ['no reduction', none],
    ['only dead messages', { ...none, deadMessages: true }],
    ['only worn messages', { ...none, wornMessages: true }],
    ['only idle inputs', { ...none, idleInputs: true }],
  ];
  if (exploration.symmetric) cases.push(['only symmetry', { ...none, symmetry: true }]);
  describe.each(scopes)(`${subject.protocol.name}, %s`, (_what, scope) => {
    const all = outlinesOf(subject, exploration, scope, {});
    it.each(cases)(
      'comes with %s to the same servers, histories and budgets',
      (_name, reductions) => {
        const some = outlinesOf(subject, exploration, scope, reductions);
        expect(some.outlines.size).toBe(all.outlines.size);
        expect([...some.outlines].every((outline) => all.outlines.has(outline))).toBe(true);
        expect(some.distinct).toBeGreaterThanOrEqual(all.distinct);
      },
    );
  });
}

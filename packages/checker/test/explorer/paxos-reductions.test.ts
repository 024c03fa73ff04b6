import type { Exploration, Scope, Shape, Subject } from '@menagerie/contract';
import {
  paxosExploration,
  paxosSubject,
  synodExploration,
  synodSubject,
} from '@menagerie/paxos/testing';
import { describe, expect, it } from 'vitest';
import { ClusterSpace } from '../../src/explorer/cluster/cluster-space.ts';
import type { Reductions } from '../../src/explorer/cluster/options.ts';
import { Search } from '../../src/explorer/search.ts';

const cases: readonly [string, Reductions][] = [
  ['no reduction', { deadMessages: false, idleInputs: false }],
  ['only dead messages', { idleInputs: false }],
  ['only idle inputs', { deadMessages: false }],
];

/** Everything that servers, histories and budgets can be together, and how many worlds it took. */
function outlinesOf<S extends Shape>(
  subject: Subject<S>,
  exploration: Exploration<S>,
  scope: Scope<S>,
  reductions: Reductions,
): { outlines: Set<string>; distinct: number } {
  const space = new ClusterSpace(subject, exploration, scope, { reductions, outlines: true });
  const search = new Search(space, { order: 'breadth', maxStates: 3_000_000 });
  const outlines = new Set<string>();
  while (search.run(1) === 'searching') outlines.add(space.outline());
  expect(search.status).toBe('exhausted');
  return { outlines, distinct: search.distinct };
}

function describeReductions<S extends Shape>(
  subject: Subject<S>,
  exploration: Exploration<S>,
  names: readonly string[],
): void {
  const scopes = exploration.scopes.filter(({ name }) => names.includes(name));
  it(`of ${subject.protocol.name} has these scopes`, () => {
    expect(scopes.map(({ name }) => name)).toEqual(names);
  });

  describe.each(scopes.map((scope) => [scope.name, scope] as const))(
    `of ${subject.protocol.name}, in the scope: %s`,
    (_name, scope) => {
      const all = outlinesOf(subject, exploration, scope, {});
      it.each(cases)(
        'comes with %s to the same servers, histories and budgets',
        (_what, reductions) => {
          const some = outlinesOf(subject, exploration, scope, reductions);
          expect(some.outlines.size).toBe(all.outlines.size);
          expect([...some.outlines].every((outline) => all.outlines.has(outline))).toBe(true);
          expect(some.distinct).toBeGreaterThanOrEqual(all.distinct);
        },
      );
    },
  );
}

describe('the explorer', () => {
  describeReductions(synodSubject, synodExploration, [
    '1 wish, learners',
    '1 wish, 1 crash, learners',
    '1 wish, 1 crash',
    '1 wish, 1 crash, slow disks',
    '2 wishes',
    '2 wishes, 1 crash',
  ]);
  describeReductions(paxosSubject, paxosExploration, [
    '1 election, 1 write',
    '1 election, 1 crash, slow disks',
    '2 elections',
    'a read of a deposed leader',
    'a compaction',
    'a stop-sign',
    'a vote behind a stop-sign',
  ]);
});

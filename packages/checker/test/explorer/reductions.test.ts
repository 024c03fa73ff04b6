import type { NetworkSemantics, PersistenceMode, Property, Scope } from '@menagerie/contract';
import type { RaftShape } from '@menagerie/raft';
import { raftExploration, raftSubject } from '@menagerie/raft/testing';
import { describe, expect, it } from 'vitest';
import { ClusterSpace } from '../../src/explorer/cluster/cluster-space.ts';
import type { Reductions } from '../../src/explorer/cluster/options.ts';
import { Search } from '../../src/explorer/search.ts';

const NONE: Reductions = { symmetry: false, deadMessages: false, idleInputs: false };

function scopeOf(
  elections: number,
  writes: number,
  crashes: number,
  network: NetworkSemantics,
  persistence: PersistenceMode = 'atomic',
): Scope<RaftShape> {
  const base = raftExploration.scopes.find(({ name }) => name === '2 elections');
  if (base === undefined) throw new RangeError('there is no scope of 2 elections');
  return {
    ...base,
    budgets: { timeouts: { election: elections }, crashes },
    commands: Array.from({ length: writes }, (_, i) => ({ command: raftSubject.write(i + 1) })),
    network,
    persistence,
  };
}

/** Everything that servers, histories and budgets can be together, and how many worlds it took. */
function outlinesOf(
  scope: Scope<RaftShape>,
  reductions: Reductions,
  properties: readonly Property<RaftShape>[] = raftSubject.properties,
): { outlines: Set<string>; distinct: number } {
  const space = new ClusterSpace(raftSubject, raftExploration, scope, {
    reductions,
    properties,
    outlines: true,
  });
  const search = new Search(space, { order: 'breadth', maxStates: 3_000_000 });
  const outlines = new Set<string>();
  while (search.run(1) === 'searching') outlines.add(space.outline());
  expect(search.status).toBe('exhausted');
  return { outlines, distinct: search.distinct };
}

const scopes: readonly [what: string, scope: Scope<RaftShape>][] = [
  ['2 elections, sticky', scopeOf(2, 0, 0, 'sticky')],
  ['1 election, 1 write, 1 crash, sticky', scopeOf(1, 1, 1, 'sticky')],
  ['1 election, 1 write, bag', scopeOf(1, 1, 0, 'bag')],
  ['2 elections, bag', scopeOf(2, 0, 0, 'bag')],
  ['1 election, 1 write, in order', scopeOf(1, 1, 0, 'ordered')],
  ['1 election, 1 crash, sticky, slow disks', scopeOf(1, 0, 1, 'sticky', 'asynchronous')],
];

describe.each(scopes)('%s', (_what, scope) => {
  const all = outlinesOf(scope, {});
  const cases: readonly [string, Reductions][] = [
    ['no reduction', NONE],
    ['only symmetry', { ...NONE, symmetry: true }],
    ['only dead messages', { ...NONE, deadMessages: true }],
    ['only idle inputs', { ...NONE, idleInputs: true }],
  ];
  it.each(cases)(
    'comes with %s to the same servers, histories and budgets',
    (_name, reductions) => {
      const some = outlinesOf(scope, reductions);
      expect(some.outlines.size).toBe(all.outlines.size);
      expect([...some.outlines].every((outline) => all.outlines.has(outline))).toBe(true);
      expect(some.distinct).toBeGreaterThanOrEqual(all.distinct);
    },
  );
});

it.each(scopes)(
  'comes to the same histories where properties do not tell what they go by: %s',
  (_what, scope) => {
    const asked = raftSubject.properties.map(({ glimpse: _glimpse, ...rest }) => rest);
    const all = outlinesOf(scope, {});
    const some = outlinesOf(scope, {}, asked);
    expect(some.distinct).toBe(all.distinct);
    expect(some.outlines).toEqual(all.outlines);
  },
);

it('saves six times the states by symmetry where all three servers are alike', () => {
  const scope = scopeOf(2, 0, 0, 'sticky');
  const plain = outlinesOf(scope, { symmetry: false }).distinct;
  const symmetric = outlinesOf(scope, {}).distinct;
  expect(plain / symmetric).toBeGreaterThan(5.8);
  expect(plain / symmetric).toBeLessThanOrEqual(6);
});

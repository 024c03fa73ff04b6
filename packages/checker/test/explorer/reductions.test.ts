import type { NetworkSemantics, PersistenceMode, Scope } from '@menagerie/contract';
import type { RaftShape } from '@menagerie/raft';
import { raftExploration, raftSubject } from '@menagerie/raft/testing';
import { expect, it } from 'vitest';
import { type NamedScope, outlinesOf, testReductions } from './helpers/outlines.ts';

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

const scopes: readonly NamedScope<RaftShape>[] = [
  ['2 elections, sticky', scopeOf(2, 0, 0, 'sticky')],
  ['1 election, 1 write, 1 crash, sticky', scopeOf(1, 1, 1, 'sticky')],
  ['1 election, 1 write, bag', scopeOf(1, 1, 0, 'bag')],
  ['2 elections, bag', scopeOf(2, 0, 0, 'bag')],
  ['1 election, 1 write, in order', scopeOf(1, 1, 0, 'ordered')],
  ['1 election, 1 crash, sticky, slow disks', scopeOf(1, 0, 1, 'sticky', 'asynchronous')],
];

testReductions(raftSubject, raftExploration, scopes);

it.each(scopes)(
  'comes to the same histories where properties do not tell what they go by: %s',
  (_what, scope) => {
    const asked = raftSubject.properties.map((property) => {
      if (property.kind === 'step') return property;
      const { glimpse: _glimpse, ...rest } = property;
      return rest;
    });
    const all = outlinesOf(raftSubject, raftExploration, scope, {});
    const some = outlinesOf(raftSubject, raftExploration, scope, {}, asked);
    expect(some.distinct).toBe(all.distinct);
    expect(some.outlines).toEqual(all.outlines);
  },
);

it('saves six times the states by symmetry where all three servers are alike', () => {
  const scope = scopeOf(2, 0, 0, 'sticky');
  const plain = outlinesOf(raftSubject, raftExploration, scope, { symmetry: false }).distinct;
  const symmetric = outlinesOf(raftSubject, raftExploration, scope, {}).distinct;
  expect(plain / symmetric).toBeGreaterThan(5.8);
  expect(plain / symmetric).toBeLessThanOrEqual(6);
});

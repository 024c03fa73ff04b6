import type { NetworkSemantics, PersistenceMode, Scope } from '@menagerie/contract';
import type { RaftShape } from '@menagerie/raft';
import { raftExploration, raftSubject } from '@menagerie/raft/testing';
import { expect, it } from 'vitest';
import { type NamedScope, outlinesOf, testReductions } from './helpers/outlines.ts';

function scopeNamed(name: string): Scope<RaftShape> {
  const found = raftExploration.scopes.find((scope) => scope.name === name);
  if (found === undefined) throw new RangeError(`there is no scope ${name}`);
  return found;
}

function scopeOf(
  elections: number,
  writes: number,
  crashes: number,
  network: NetworkSemantics,
  persistence: PersistenceMode = 'atomic',
): Scope<RaftShape> {
  return {
    ...scopeNamed('2 elections'),
    budgets: { timeouts: { election: elections }, crashes },
    commands: Array.from({ length: writes }, (_, i) => ({ command: raftSubject.write(i + 1) })),
    network,
    persistence,
  };
}

/** Where requests of older terms are answered; what they ask for does not matter any more. */
function answering(scope: Scope<RaftShape>): Scope<RaftShape> {
  return { ...scope, config: { ...scope.config, answerStale: true } };
}

/** A transfer and a write; without heartbeats the successor gets no lease of its own. */
function transfer(): Scope<RaftShape> {
  const scope = scopeNamed('a lease and a transfer');
  return { ...scope, commands: scope.commands.slice(0, 2), budgets: { timeouts: {} } };
}

const scopes: readonly NamedScope<RaftShape>[] = [
  ['2 elections, sticky', scopeOf(2, 0, 0, 'sticky')],
  ['1 election, 1 write, 1 crash, sticky', scopeOf(1, 1, 1, 'sticky')],
  ['1 election, 1 write, bag', scopeOf(1, 1, 0, 'bag')],
  ['2 elections, bag', scopeOf(2, 0, 0, 'bag')],
  ['1 election, 1 write, in order', scopeOf(1, 1, 0, 'ordered')],
  ['1 election, 1 crash, sticky, slow disks', scopeOf(1, 0, 1, 'sticky', 'asynchronous')],
  ['2 elections, sticky, stale requests answered', answering(scopeOf(2, 0, 0, 'sticky'))],
  ['2 elections, bag, stale requests answered', answering(scopeOf(2, 0, 0, 'bag'))],
  ['a transfer under a lease, sticky', transfer()],
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

it('saves worlds by taking for one what has come to the same', () => {
  const scope = answering(scopeOf(2, 1, 0, 'sticky'));
  const all = outlinesOf(raftSubject, raftExploration, scope, { wornMessages: false });
  const some = outlinesOf(raftSubject, raftExploration, scope, {});
  expect(some.distinct).toBeLessThan(all.distinct);
  expect(some.outlines).toEqual(all.outlines);
});

it('does not take for one what it sees to differ, whatever an exploration says', () => {
  const scope = answering(scopeOf(1, 1, 0, 'sticky'));
  const refusal = { type: 'voteAnswer', term: 0, granted: false, incarnation: 0 } as const;
  const told = outlinesOf(raftSubject, { ...raftExploration, wornTo: () => refusal }, scope, {});
  const all = outlinesOf(raftSubject, raftExploration, scope, { wornMessages: false });
  expect(told.outlines).toEqual(all.outlines);
});

it.each(['sticky', 'bag', 'ordered'] as const)(
  'keeps every message as it is where a disk may be lost: %s',
  (network) => {
    const plain = answering(scopeOf(1, 0, 0, network));
    const scope = { ...plain, budgets: { ...plain.budgets, wipes: 1 } };
    const off = { deadMessages: false, wornMessages: false };
    const all = outlinesOf(raftSubject, raftExploration, scope, off);
    const some = outlinesOf(raftSubject, raftExploration, scope, {});
    expect(some.distinct).toBe(all.distinct);
    expect(some.outlines).toEqual(all.outlines);
  },
);

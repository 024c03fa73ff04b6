import type { Budgets, NetworkSemantics, PersistenceMode, Scope } from '@menagerie/contract';
import type { ZabShape, ZabTimer } from '@menagerie/zab';
import { zabExploration, zabSubject } from '@menagerie/zab/testing';
import { expect, it } from 'vitest';
import { type NamedScope, outlinesOf, testReductions } from './helpers/outlines.ts';

function scopeOf(
  base: string,
  network: NetworkSemantics,
  budgets: Budgets<ZabTimer>,
  writes = 0,
  persistence: PersistenceMode = 'atomic',
): Scope<ZabShape> {
  const found = zabExploration.scopes.find(({ name }) => name === base);
  if (found === undefined) throw new RangeError(`there is no scope ${base}`);
  const commands = found.commands.slice(0, writes);
  return { ...found, network, budgets, commands, persistence };
}

const twoServers = '2 servers, 2 elections, 1 write, 1 crash, slow disks';
const voted = '1 election after all have voted, 1 write';
const another = 'another election, 1 write';

const scopes: readonly NamedScope<ZabShape>[] = [
  ['an election and a write, bag', scopeOf(voted, 'bag', { timeouts: { finalize: 3 } }, 1)],
  ['another election, bag', scopeOf(another, 'bag', { timeouts: { leader: 2, finalize: 2 } })],
  [
    'another election, in order',
    scopeOf(another, 'ordered', { timeouts: { leader: 2, finalize: 2 } }),
  ],
  ['a learner that comes back, sticky', scopeOf(another, 'sticky', { timeouts: { leader: 1 } }, 1)],
  [
    'an election, a write and a crash of two, bag, slow disks',
    scopeOf(twoServers, 'bag', { timeouts: { finalize: 3 }, crashes: 1 }, 1, 'asynchronous'),
  ],
];

testReductions(zabSubject, zabExploration, scopes);

it('saves worlds by taking away what comes over closed connections', () => {
  const scope = scopeOf(another, 'bag', { timeouts: { leader: 2, finalize: 2 } });
  const kept = outlinesOf(zabSubject, zabExploration, scope, { deadMessages: false }).distinct;
  expect(outlinesOf(zabSubject, zabExploration, scope, {}).distinct).toBeLessThan(kept);
});

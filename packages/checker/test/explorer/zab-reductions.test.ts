import type { Budgets, NetworkSemantics, PersistenceMode, Scope } from '@menagerie/contract';
import type { ZabShape, ZabTimer } from '@menagerie/zab';
import { zabExploration, zabSubject } from '@menagerie/zab/testing';
import { describe, expect, it } from 'vitest';
import { ClusterSpace } from '../../src/explorer/cluster/cluster-space.ts';
import type { Reductions } from '../../src/explorer/cluster/options.ts';
import { Search } from '../../src/explorer/search.ts';

const NONE: Reductions = { deadMessages: false, idleInputs: false };

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

/** Everything that servers, histories and budgets can be together, and how many worlds it took. */
function outlinesOf(
  scope: Scope<ZabShape>,
  reductions: Reductions,
): { outlines: Set<string>; distinct: number } {
  const options = { reductions, outlines: true };
  const space = new ClusterSpace(zabSubject, zabExploration, scope, options);
  const search = new Search(space, { order: 'breadth', maxStates: 2_000_000 });
  const outlines = new Set<string>();
  while (search.run(1) === 'searching') outlines.add(space.outline());
  expect(search.status).toBe('exhausted');
  return { outlines, distinct: search.distinct };
}

const twoServers = '2 servers, 2 elections, 1 write, 1 crash, slow disks';
const voted = '1 election after all have voted, 1 write';
const another = 'another election, 1 write';

const scopes: readonly [what: string, scope: Scope<ZabShape>][] = [
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

describe.each(scopes)('%s', (_what, scope) => {
  const all = outlinesOf(scope, {});
  const cases: readonly [string, Reductions][] = [
    ['no reduction', NONE],
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

it('saves worlds by taking away what comes over closed connections', () => {
  const scope = scopeOf(another, 'bag', { timeouts: { leader: 2, finalize: 2 } });
  const kept = outlinesOf(scope, { deadMessages: false }).distinct;
  expect(outlinesOf(scope, {}).distinct).toBeLessThan(kept);
});

import type { Scope } from '@menagerie/contract';
import type { RaftShape } from '@menagerie/raft';
import { raftExploration, raftSubject } from '@menagerie/raft/testing';
import { expect, it } from 'vitest';
import { Explorer } from '../../src/explorer/explore.ts';
import { serversOf } from './helpers/outlines.ts';

// What explicit losses and copies of messages add to a search, and what they do not.

function scopeOf(
  name: string,
  network: Scope<RaftShape>['network'],
  faults: { readonly drops?: number; readonly duplicates?: number } = {},
): Scope<RaftShape> {
  const found = raftExploration.scopes.find((scope) => scope.name === name);
  if (found === undefined) throw new RangeError(`there is no scope ${name}`);
  return { ...found, network, budgets: { ...found.budgets, ...faults } };
}

function servers(scope: Scope<RaftShape>) {
  return serversOf(raftSubject, raftExploration, scope);
}

function beyond(some: ReadonlySet<string>, all: ReadonlySet<string>): string[] {
  return [...some].filter((outline) => !all.has(outline));
}

it('K-04: explicit loss shows nothing that delay without end does not, and costs states', () => {
  const name = '2 elections';
  const without = servers(scopeOf(name, 'bag'));
  const lossy = servers(scopeOf(name, 'bag', { drops: 2 }));
  expect(lossy.outlines).toEqual(without.outlines);
  expect(lossy.distinct).toBeGreaterThan(without.distinct);
});

it('lets what waits behind a lost message pass where links keep their order', () => {
  const name = '2 elections, 1 write';
  const without = servers(scopeOf(name, 'ordered'));
  const lossy = servers(scopeOf(name, 'ordered', { drops: 1 }));
  const unordered = servers(scopeOf(name, 'bag'));
  expect(beyond(without.outlines, lossy.outlines)).toEqual([]);
  expect(lossy.outlines.size).toBeGreaterThan(without.outlines.size);
  expect(beyond(lossy.outlines, unordered.outlines)).toEqual([]);
});

it('comes with a second copy to all that it comes to without, and to nothing that endless copies do not come to', () => {
  const name = '2 elections, 1 write';
  const without = servers(scopeOf(name, 'bag'));
  const twice = servers(scopeOf(name, 'bag', { duplicates: 1 }));
  const endless = servers(scopeOf(name, 'sticky'));
  expect(beyond(without.outlines, twice.outlines)).toEqual([]);
  expect(beyond(twice.outlines, endless.outlines)).toEqual([]);
});

it('finds with two second copies, one for each of two leaders, a mistake that needs them', () => {
  const search = (duplicates: number) => {
    const scope = scopeOf('2 elections of 4 servers', 'bag', { duplicates });
    return new Explorer(raftSubject, raftExploration, scope, { mutant: 'R-13' }).finish();
  };
  expect([search(0), search(1), search(2)]).toEqual(['exhausted', 'exhausted', 'violated']);
});

import { describe, expect, it } from 'vitest';
import { unlike } from './relations.ts';
import type { Call } from './sessions.ts';

const stat = (czxid: number, mzxid: number, times: readonly [number, number] = [1, 1]) => ({
  czxid,
  mzxid,
  pzxid: czxid,
  ctime: times[0],
  mtime: times[1],
  version: 0,
  ephemeralOwner: '72057594037927936',
});

const differ = (apache: unknown, ours: unknown): boolean => {
  const lines = (result: unknown): Call[] => [{ call: 'a', result }];
  return unlike(lines(apache), lines(ours)).length > 0;
};

describe('of a stat', () => {
  it('the order of zxids counts, and not how many lie between', () => {
    expect(differ([stat(1, 2), stat(3, 3)], [stat(10, 20), stat(30, 30)])).toBe(false);
    expect(differ([stat(1, 2), stat(3, 3)], [stat(10, 40), stat(30, 30)])).toBe(true);
    expect(differ([stat(1, 1)], [stat(1, 2)])).toBe(true);
    expect(differ([stat(0, 1)], [stat(1, 2)])).toBe(true);
  });

  it('it counts that what was never changed was changed when it was created', () => {
    expect(differ(stat(1, 1, [5, 5]), stat(1, 1, [9, 9]))).toBe(false);
    expect(differ(stat(1, 1, [5, 5]), stat(1, 1, [5, 9]))).toBe(true);
  });

  it('every other field counts', () => {
    expect(differ(stat(1, 1), { ...stat(1, 1), version: 1 })).toBe(true);
  });
});

it('of sessions it counts which is which', () => {
  const owners = (...names: readonly string[]) => names.map((session) => ({ session }));
  expect(differ(owners('7', '8', '7'), owners('1', '2', '1'))).toBe(false);
  expect(differ(owners('7', '8', '7'), owners('1', '2', '2'))).toBe(true);
  expect(differ(owners('0'), owners('1'))).toBe(true);
});

it('of events the order counts, but not among the watchers of one change', () => {
  const lines = (...events: readonly (readonly [string, string])[]): Call[] => [
    { call: 'told', events: events.map(([watch, path]) => ({ watch, path })) },
  ];
  const apache = lines(['x', '/a'], ['y', '/a'], ['x', '/b']);
  expect(unlike(apache, lines(['y', '/a'], ['x', '/a'], ['x', '/b']))).toEqual([]);
  expect(unlike(apache, lines(['x', '/b'], ['x', '/a'], ['y', '/a']))).toHaveLength(1);
});

it('a session that ends early, or says something else, is another', () => {
  const call: Call = { call: 'a', result: 1 };
  expect(unlike([call, call], [call])).toHaveLength(1);
  expect(unlike([call], [{ call: 'a', error: 1 }])).toHaveLength(1);
});

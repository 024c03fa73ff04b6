import { expect, it } from 'vitest';
import type { Answer, Asked, Ending, Moment, Promised, Shown } from './judge/history.ts';
import { judge } from './judge/judge.ts';

let calls = 0;

/** A call and, at once, what was said to it. */
function did(session: string, asked: Asked, answer: Answer, zxid: number): Moment[] {
  return [...asks(session, asked), ...says(session, answer, zxid)];
}

function asks(session: string, asked: Asked): Moment[] {
  calls += 1;
  return [{ type: 'asked', session, call: calls, asked }];
}

/** To what was asked last. */
function says(session: string, answer: Answer, zxid: number): Moment[] {
  return [{ type: 'answered', session, call: calls, zxid, answer }];
}

const done = (version: number | null = 0): Answer => ({ type: 'done', version });
const gone: Answer = { type: 'error', error: 'no-node' };

function create(data: string, ephemeral = false): Asked {
  return { type: 'create', path: '/p', data, ephemeral };
}

function set(data: string): Asked {
  return { type: 'set', path: '/p', data, version: null };
}

function read(options: { synced?: boolean; watch?: boolean } = {}): Asked {
  return { type: 'read', path: '/p', synced: false, watch: false, ...options };
}

function shown(data: string, version: number, mzxid: number, owner: string | null = null): Shown {
  return { data, version, czxid: 1, mzxid, owner };
}

function found(...parts: Parameters<typeof shown>): Answer {
  return { type: 'found', shown: shown(...parts) };
}

function ending(last: Shown | null, parts: Partial<Ending> = {}): Ending {
  return {
    trees: ['same', 'same'],
    shown: new Map([['/p', last]]),
    sessions: ['a', 'b'],
    ...parts,
  };
}

function broken(history: readonly Moment[], end: Ending): readonly Promised[] {
  const { faults } = judge(history, end);
  return [...new Set(faults.map(({ promised }) => promised))].toSorted();
}

const BEGUN = did('a', create('one'), done(), 1);
const CHANGED = [...BEGUN, ...did('a', set('two'), done(1), 2)];

it('finds nothing wrong with what is right', () => {
  const history = [
    ...CHANGED,
    ...did('b', read({ watch: true }), found('one', 0, 1), 1),
    { type: 'heard', session: 'b', path: '/p', change: 'data-changed', zxid: 2 } as const,
    ...did('b', read({ synced: true }), found('two', 1, 2), 2),
    // Its answer is lost: it may have taken effect or not.
    ...asks('a', set('three')),
    ...did('b', read({ synced: true }), found('two', 1, 2), 2),
  ];
  expect(judge(history, ending(shown('three', 2, 3)))).toEqual({
    faults: [],
    undecided: [],
    answered: 5,
  });
});

it('sees a synced read that shows what was overwritten before it began, with a picture', () => {
  const history = [...CHANGED, ...did('b', read({ synced: true }), found('one', 0, 1), 1)];
  const [first] = judge(history, ending(shown('two', 1, 2))).faults;
  expect(first?.promised).toBe('linearizable');
  expect(first?.sentence).toContain('would have to be answered two in version 1');
  expect(first?.picture).toContain('<svg');
});

it('lets a read that was not synced lag behind', () => {
  const history = [...CHANGED, ...did('b', read(), found('one', 0, 1), 1)];
  expect(broken(history, ending(shown('two', 1, 2)))).toEqual([]);
});

it('sees a session that goes back in time', () => {
  const back = [
    ...did('b', read(), found('two', 1, 2), 2),
    ...did('b', read(), found('one', 0, 1), 1),
  ];
  expect(broken([...CHANGED, ...back], ending(shown('two', 1, 2)))).toEqual(['in-order']);
});

it('sees a reply that shows another time than it says', () => {
  const older = did('b', read(), found('one', 0, 1), 2);
  expect(broken([...CHANGED, ...older], ending(shown('two', 1, 2)))).toEqual(['of-its-zxid']);
  const nothing = did('b', read(), gone, 2);
  expect(broken([...CHANGED, ...nothing], ending(shown('two', 1, 2)))).toEqual(['of-its-zxid']);
  const early = did('b', read(), found('two', 1, 2), 1);
  expect(broken([...CHANGED, ...early], ending(shown('two', 1, 2)))).toEqual(['of-its-zxid']);
});

it('sees two contents at one zxid', () => {
  const other = did('b', read(), found('else', 1, 2), 2);
  expect(broken([...CHANGED, ...other], ending(shown('two', 1, 2)))).toEqual(['of-its-zxid']);
});

it('sees an answered write that is lost', () => {
  const lost = ['kept', 'linearizable'];
  expect(broken(CHANGED, ending(shown('one', 0, 1)))).toEqual(lost);
  expect(broken(CHANGED, ending(null))).toEqual(lost);
});

it('sees servers that differ', () => {
  expect(broken(BEGUN, ending(shown('one', 0, 1), { trees: ['x', 'y'] }))).toEqual(['kept']);
});

it('sees an ephemeral that outlives its session', () => {
  const mine = did('a', create('one', true), done(), 1);
  const there = shown('one', 0, 1, 'a');
  expect(broken(mine, ending(there))).toEqual([]);
  expect(broken(mine, ending(there, { sessions: ['b'] }))).toEqual(['with-session']);
  const closed = did('a', { type: 'close' }, done(null), 2);
  const after = did('b', read({ synced: true }), found('one', 0, 1, 'a'), 3);
  const nobody = ending(null, { sessions: ['b'] });
  expect(broken([...mine, ...closed, ...after], nobody)).toEqual(['with-session']);
  const expired: Moment = { type: 'expired', session: 'a' };
  expect(broken([...mine, expired, ...after], nobody)).toEqual(['with-session']);
  expect(broken([...mine, ...after, expired], nobody)).toEqual([]);
});

it('sees a session that lives on when it is over', () => {
  const closed = did('a', { type: 'close' }, done(null), 1);
  expect(broken(closed, ending(null))).toEqual(['with-session']);
  expect(broken([{ type: 'expired', session: 'b' }], ending(null))).toEqual(['with-session']);
  expect(broken(closed, ending(null, { sessions: ['b'] }))).toEqual([]);
});

it('sees an ephemeral that is gone before its session', () => {
  const mine = did('a', create('one', true), done(), 1);
  const early = did('b', read({ synced: true }), gone, 2);
  const nobody = ending(null, { sessions: ['b'] });
  expect(broken(mine, ending(null))).toEqual(['with-session']);
  // It has written since, so it was not over.
  const alive = did('a', { type: 'delete', path: '/q', version: null }, gone, 3);
  expect(broken([...mine, ...early, ...alive], nobody)).toEqual(['with-session']);
  expect(broken([...mine, ...early], nobody)).toEqual([]);
});

it('sees a reply that comes before the event that it tells of', () => {
  const watching = did('b', read({ watch: true }), found('one', 0, 1), 1);
  const late: Moment = {
    type: 'heard',
    session: 'b',
    path: '/p',
    change: 'data-changed',
    zxid: 2,
  };
  const next = did('b', read(), found('two', 1, 2), 2);
  const end = ending(shown('two', 1, 2));
  expect(broken([...CHANGED, ...watching, late, ...next], end)).toEqual([]);
  expect(broken([...CHANGED, ...watching, ...next, late], end)).toEqual(['told-first']);
  expect(broken([...CHANGED, ...watching, ...next], end)).toEqual(['told-first']);
  const moved: Moment = { type: 'moved', session: 'b', watches: 'gone' };
  expect(broken([...CHANGED, ...watching, moved, ...next], end)).toEqual([]);
  expect(broken([...CHANGED, ...watching, { ...moved, watches: 'kept' }, ...next], end)).toEqual([
    'told-first',
  ]);
});

it('sees an event that nobody asked for', () => {
  const event: Moment = { type: 'heard', session: 'b', path: '/p', change: 'created', zxid: 1 };
  expect(broken([...BEGUN, event], ending(shown('one', 0, 1)))).toEqual(['told-first']);
});

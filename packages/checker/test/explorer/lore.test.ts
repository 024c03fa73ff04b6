import type { Exploration, Shape, Subject } from '@menagerie/contract';
import { paxosExploration, paxosSubject } from '@menagerie/paxos/testing';
import { raftExploration, raftSubject } from '@menagerie/raft/testing';
import { zabExploration, zabSubject } from '@menagerie/zab/testing';
import { describe, expect, it } from 'vitest';
import { ClusterSpace } from '../../src/explorer/cluster/cluster-space.ts';
import type { Board } from '../../src/explorer/cluster/lore.ts';
import { Search } from '../../src/explorer/search.ts';
import { SharedBoard, shareBoard } from '../../src/explorer/threads/shared-board.ts';

interface Outcome {
  readonly distinct: number;
  readonly generated: number;
  readonly coreSteps: number;
  readonly reached: readonly string[];
}

function search<S extends Shape>(
  subject: Subject<S>,
  exploration: Exploration<S>,
  name: string,
  board: Board | null,
): Outcome {
  const scope = exploration.scopes.find((each) => each.name === name);
  if (scope === undefined) throw new RangeError(`there is no scope ${name}`);
  const space = new ClusterSpace(subject, exploration, scope, { board });
  const all = new Search(space, { order: 'breadth' });
  expect(all.finish()).toBe('exhausted');
  const { distinct, generated } = all;
  return { distinct, generated, coreSteps: space.coreSteps, reached: space.reached() };
}

type OnBoard = (board: Board | null) => Outcome;

const cases: [string, OnBoard][] = [
  ['Raft', (board) => search(raftSubject, raftExploration, '3 elections', board)],
  ['Raft, a lost disk', (board) => search(raftSubject, raftExploration, 'a lost disk', board)],
  ['Paxos', (board) => search(paxosSubject, paxosExploration, 'a lost disk', board)],
  ['Zab', (board) => search(zabSubject, zabExploration, 'a lost disk', board)],
];

describe('what searches tell each other', () => {
  it.each(cases)('changes nothing that they find: %s', (_, on) => {
    const alone = on(null);
    const board = new SharedBoard(shareBoard());
    const first = on(board);
    const second = on(board);
    expect(first).toEqual(alone);
    expect([second.distinct, second.generated]).toEqual([alone.distinct, alone.generated]);
    // What was shown to the first is not shown again, but for the start.
    const reached = new Set([...first.reached, ...second.reached]);
    expect([...reached].toSorted()).toEqual(alone.reached.toSorted());
  });

  it.each(cases)('spares the core most questions: %s', (_, on) => {
    const board = new SharedBoard(shareBoard());
    const first = on(board);
    expect(on(board).coreSteps).toBeLessThan(first.coreSteps * 0.6);
  });

  it('is not needed where there is no room', () => {
    const [, on] = cases[0] ?? [];
    const board = new SharedBoard(shareBoard(8));
    on?.(board);
    const [second, alone] = [on?.(board), on?.(null)];
    expect(second?.generated).toBe(alone?.generated);
    expect(second?.reached).toEqual(alone?.reached);
  });
});

const subjects: [string, () => number][] = [
  ['Raft', () => countFoundTwice(raftSubject, raftExploration)],
  ['Paxos', () => countFoundTwice(paxosSubject, paxosExploration)],
  ['Zab', () => countFoundTwice(zabSubject, zabExploration)],
];

/** How many mistakes a search finds soon, each of which a second one finds as well that hears all that the first has told. */
function countFoundTwice<S extends Shape>(
  subject: Subject<S>,
  exploration: Exploration<S>,
): number {
  let count = 0;
  for (const { id, protocol } of subject.mutants) {
    const scope = exploration.scopes.find(({ kills }) => kills.includes(id));
    if (scope === undefined) continue;
    const board = new SharedBoard(shareBoard());
    const [first, second] = [0, 1].map(() => {
      const space = new ClusterSpace(subject, exploration, scope, { protocol, board });
      const all = new Search(space, { order: 'breadth', maxStates: 3000 });
      all.finish();
      return all.found[0];
    });
    expect({ id, found: second }).toEqual({ id, found: first });
    if (first !== undefined) count += 1;
  }
  return count;
}

describe('what searches tell each other of a mistake', () => {
  it.each(subjects)('hides it from nobody: %s', (_, count) => {
    expect(count()).toBeGreaterThan(15);
  });
});

describe('a shared board', () => {
  it('finds each row by its key', () => {
    const memory = shareBoard();
    const board = new SharedBoard(memory);
    const keys = Array.from({ length: 1000 }, (_, i) => [i & 7, Math.imul(i, 0x9e3779b1)] as const);
    for (const [i, [high, low]] of keys.entries()) board.add(high, low, [i, i * 2]);
    const other = new SharedBoard(memory);
    for (const [i, [high, low]] of keys.entries()) {
      const place = other.find(high, low);
      expect([other.words[place], other.words[place + 1]]).toEqual([i, i * 2]);
    }
    expect(other.find(9, 9)).toBe(-1);
  });

  it('keeps the first row of a key', () => {
    const board = new SharedBoard(shareBoard());
    const place = board.add(1, 2, [3]);
    expect(board.add(1, 2, [4])).toBe(place);
    expect(board.words[place]).toBe(3);
  });

  it('takes no more rows than it has room for', () => {
    const board = new SharedBoard(shareBoard(2));
    expect([1, 2, 3].map((key) => board.add(key, key, [key]) >= 0)).toEqual([true, true, false]);
    expect(board.find(3, 3)).toBe(-1);
  });
});

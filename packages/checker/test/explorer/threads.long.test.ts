import { raftExploration, raftSubject } from '@menagerie/raft/testing';
import { zabExploration, zabSubject } from '@menagerie/zab/testing';
import { describe, expect, it } from 'vitest';
import { searchTogether } from '../../cli/crew.ts';
import { Explorer } from '../../src/explorer/explore.ts';
import { SharedTable, shareMemory } from '../../src/explorer/threads/shared-table.ts';
import { together } from '../../src/explorer/threads/together.ts';

const CAPACITY = 400_000;

function raft(scope: string, mutant: string | null = null) {
  return { protocol: 'raft', scope, mutant, reductions: {} };
}

function alone(name: string, mutant: string | null = null) {
  const scope = raftExploration.scopes.find((each) => each.name === name);
  if (scope === undefined) throw new RangeError(`there is no scope ${name}`);
  const explorer = new Explorer(raftSubject, raftExploration, scope, { mutant });
  explorer.finish();
  return { explorer, report: explorer.report() };
}

describe('several threads', () => {
  it.each([1, 2, 3])('come to what one search comes to: %i', async (threads) => {
    const { report } = alone('3 elections');
    const tally = together(await searchTogether(raft('3 elections'), threads, CAPACITY));
    const { status, distinct, generated, depth } = tally;
    expect({ status, distinct, generated, depth }).toEqual({
      status: 'exhausted',
      distinct: report.distinct,
      generated: report.generated,
      depth: report.depth,
    });
    expect(tally.reached).toEqual(report.reached.toSorted());
  });

  it('find a violation as near as one search does', async () => {
    const scope = '4 elections, one entry a message';
    const { explorer } = alone(scope, 'R-01');
    const tally = together(await searchTogether(raft(scope, 'R-01'), 2, CAPACITY));
    expect(tally.status).toBe('violated');
    expect(tally.found?.violation.property).toBe(explorer.counterexample()?.violation.property);
    expect(tally.found?.path.length).toBe((explorer.counterexample()?.steps ?? 0) + 1);
  });

  it('find the same worlds where ids carry an order', async () => {
    const scope = zabExploration.scopes.find(({ deep = false }) => !deep);
    if (scope === undefined) throw new RangeError('Zab has no scope');
    const explorer = new Explorer(zabSubject, zabExploration, scope);
    explorer.finish();
    const task = { protocol: 'zab', scope: scope.name, mutant: null, reductions: {} };
    const { distinct, generated } = together(await searchTogether(task, 2, CAPACITY));
    expect([distinct, generated]).toEqual([explorer.distinct, explorer.generated]);
  });

  it('give up together where there is no more room', async () => {
    const tally = together(await searchTogether(raft('4 elections, 2 writes'), 2, 20_000));
    expect(tally.status).toBe('full');
    // Each thread may hold room for 256 states that it has not come to.
    expect(tally.distinct).toBeGreaterThan(20_000 - 2 * 256);
  });

  it('end with the error of one of them', async () => {
    await expect(searchTogether(raft('no such scope'), 2, 1000)).rejects.toThrow('no such scope');
  });
});

describe('a shared table', () => {
  it('finds the way to each state again, however often it grows', () => {
    const table = new SharedTable(shareMemory(300_000));
    const states = 200_000;
    for (let i = 0; i < states; i += 1) {
      if (table.isCrowded) {
        table.grow();
        table.refresh();
      }
      const index = table.add(Math.imul(i, 0x9e3779b1), Math.imul(i, 0x85ebca6b), i - 1, i & 7);
      if (index !== i) throw new RangeError(`state ${i} got the index ${index}`);
    }
    expect(table.add(Math.imul(77, 0x9e3779b1), Math.imul(77, 0x85ebca6b), 5, 5)).toBe(-1);
    expect(table.added).toBe(states);
    expect(table.pathTo(9)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 0, 1]);
    expect(table.bytes / states).toBeLessThan(24);
  });

  it('tells states apart that share a slot and a tag', () => {
    const table = new SharedTable(shareMemory(1000));
    expect(table.add(7, 5, -1, 0)).toBe(0);
    expect(table.add(7, 5 | (1 << 31), -1, 1)).toBe(1);
    expect(table.add(7, 5, -1, 2)).toBe(-1);
  });

  it('holds nothing more after it has grown than before', () => {
    const table = new SharedTable(shareMemory(1000));
    table.add(7, 5, -1, 0);
    table.grow();
    table.refresh();
    expect(table.add(7, 5, -1, 0)).toBe(-1);
    // A place that a thread has taken and not used looks like a state of zeros.
    expect(table.add(0, 0, -1, 0)).toBe(1);
  });
});

import { describe, expect, test } from 'vitest';
import { cellAt, surveyLogs, visibleColumns } from '../src/model/cells.ts';
import type { LogFrame } from '../src/model/ledger.ts';
import { log } from './helpers/frames.ts';

const statesOf = (logs: readonly LogFrame[], id: number) => {
  const survey = surveyLogs(logs);
  const found = logs[id];
  return Array.from({ length: survey.last }, (_, i) =>
    found ? (cellAt(found, i + 1, survey)?.state ?? null) : null,
  );
};

describe('the state of a log cell', () => {
  test('rises from written to applied', () => {
    const logs = [
      log([1, 1, 1, 1, 1], { durable: 4, commit: 2, applied: 1 }),
      log([1, 1, 1]),
      log([1, 1]),
    ];
    expect(statesOf(logs, 0)).toEqual(['applied', 'committed', 'acked', 'durable', 'logged']);
    expect(statesOf(logs, 2)).toEqual(['acked', 'acked', null, null, null]);
  });

  test('is discarded where another entry is committed', () => {
    const logs = [log([1, 3], { commit: 2, applied: 2 }), log([1, 2, 2]), log([1, 3])];
    expect(statesOf(logs, 1)).toEqual(['acked', 'discarded', 'durable']);
  });

  test('of a learner does not count towards a majority', () => {
    const logs = [log([1]), log([1], { voter: false }), log([]), log([])];
    expect(statesOf(logs, 0)).toEqual(['durable']);
  });

  test('is nothing inside of a snapshot, which counts as held', () => {
    const logs = [
      log([2], { snapshotIndex: 3, snapshotTerm: 1, commit: 3, applied: 3 }),
      log([1, 1, 1]),
      log([]),
    ];
    expect(statesOf(logs, 0)).toEqual([null, null, null, 'durable']);
    expect(statesOf(logs, 1)).toEqual(['acked', 'acked', 'acked', null]);
  });
});

describe('the window of a long log', () => {
  test('ends at the newest entry', () => {
    expect(visibleColumns(500, 20, null)).toEqual({ first: 481, last: 500 });
  });

  test('stays where the reader scrolled, but not beyond the end', () => {
    expect(visibleColumns(500, 20, 100)).toEqual({ first: 100, last: 119 });
    expect(visibleColumns(500, 20, 499)).toEqual({ first: 481, last: 500 });
  });

  test('starts at the first entry while all fit', () => {
    expect(visibleColumns(3, 20, null).first).toBe(1);
  });
});

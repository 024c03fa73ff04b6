import { describe, expect, test } from 'vitest';
import { checkChallenge } from '../src/model/challenge.ts';
import type { Milestone } from '../src/model/run.ts';

const committed = (event: number, epoch: number, index: number, write = true): Milestone => ({
  type: 'committed',
  event,
  epoch,
  index,
  write,
  content: `${epoch}/${index}`,
});
const crashed = (event: number, wasLeader: boolean, byReader = true): Milestone => ({
  type: 'crashed',
  event,
  server: 1,
  wasLeader,
  epoch: 1,
  byReader,
});
const check = (...milestones: Milestone[]) => checkChallenge('write-survives-crash', milestones);

describe('write-survives-crash', () => {
  test('is open at the start and asks for a write', () => {
    expect(check()).toMatchObject({ status: 'open', next: 'write-before', reached: [] });
  });

  test('is passed by a write, the crash of the leader, and a write in a later term', () => {
    const result = check(committed(1, 1, 2), crashed(5, true), committed(9, 2, 4));
    expect(result.status).toBe('passed');
    expect(result.reached).toEqual([
      { step: 'write-before', event: 1 },
      { step: 'crash-leader', event: 5 },
      { step: 'write-after', event: 9 },
      { step: 'kept', event: 9 },
    ]);
  });

  test('does not take the no-op of a new leader for a write', () => {
    expect(check(committed(1, 1, 1, false)).next).toBe('write-before');
    const later = check(committed(1, 1, 2), crashed(5, true), committed(9, 2, 3, false));
    expect(later.next).toBe('write-after');
  });

  test('does not count the crash of a follower, nor one that nobody asked for', () => {
    expect(check(committed(1, 1, 2), crashed(5, false)).next).toBe('crash-leader');
    expect(check(committed(1, 1, 2), crashed(5, true, false)).next).toBe('crash-leader');
  });

  test('does not count a write that is committed in the same term', () => {
    expect(check(committed(1, 1, 2), crashed(5, true), committed(9, 1, 3)).next).toBe(
      'write-after',
    );
  });

  test('names the first event at which the run left the goal', () => {
    const lost: Milestone = { type: 'overwritten', event: 7, index: 2 };
    const violated: Milestone = { type: 'violated', event: 8, property: 'Leader Completeness' };
    const result = check(committed(1, 1, 2), crashed(5, true), lost, violated, committed(9, 2, 4));
    expect(result).toMatchObject({ status: 'failed', leftAt: 7, next: 'write-after' });
  });
});

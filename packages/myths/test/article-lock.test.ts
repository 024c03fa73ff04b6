import { myths } from '@menagerie/myths';
import { describe, expect, it } from 'vitest';
import { story } from './helpers/plays.ts';

const storyOf = (id: string): readonly string[] => {
  const myth = myths.find((each) => each.id === id);
  if (myth === undefined) throw new Error(`no myth ${id}`);
  return story(myth.design.look());
};

/** Run ids in brackets are those of the recorded runs against Apache ZooKeeper 3.8.0. */
describe('the article’s lock', () => {
  it('lets the second in while the first is inside (L2)', () => {
    expect(storyOf('X05-two-holders')).toEqual([
      'A creates /locks/foo-100.',
      'A lists /locks and sees foo-100, and is told that it holds the lock.',
      'B creates /locks/foo-200.',
      'B lists /locks and sees foo-100, foo-200, and begins to wait.',
      'B lists /locks and sees foo-100, foo-200, and goes in.',
    ]);
  });

  it('tells both that they hold it where the later pid sorts first (L3)', () => {
    expect(storyOf('X05-two-told')).toEqual([
      'A creates /locks/foo-999.',
      'A lists /locks and sees foo-999, and is told that it holds the lock.',
      'B creates /locks/foo-1000.',
      'B lists /locks and sees foo-1000, foo-999, and is told that it holds the lock.',
    ]);
  });

  it('has a process wait for a lock that nobody wants (L4)', () => {
    expect(storyOf('X05-stranger').at(-1)).toBe(
      'B lists /locks and sees alpha-100, zebra-200, and begins to wait.',
    );
  });

  it('hangs exactly when the lock is released (L5)', () => {
    expect(storyOf('X05-hang').slice(-2)).toEqual([
      'A deletes /locks/foo-100, and is done.',
      'B lists /locks and sees foo-200, and waits on.',
    ]);
  });

  it('frees the hanging waiter when the lock is taken again (L5)', () => {
    expect(storyOf('X05-freed-by-taking').slice(-4)).toEqual([
      'A deletes /locks/foo-100.',
      'B lists /locks and sees foo-200, and waits on.',
      'A creates /locks/foo-100.',
      'B lists /locks and sees foo-100, foo-200, and goes in.',
    ]);
  });

  it('holds a waiter up for another lock, and frees it while its own is held (L6)', () => {
    const told = storyOf('X05-freed-by-stranger');
    expect(told).toContain('B lists /locks and sees foo-100, foo-200, zzz-300, and waits on.');
    expect(told.slice(-2)).toEqual([
      'C deletes /locks/zzz-300, and is done.',
      'B lists /locks and sees foo-100, foo-200, and goes in.',
    ]);
  });

  it('keeps a dead holder’s znode for ever (L7, K1)', () => {
    expect(storyOf('X05-litter')).toEqual([
      'A creates /locks/foo-100.',
      'A crashes.',
      'A is not heard of for so long that its session expires.',
    ]);
  });

  it('lets one host release the lock of another (L8)', () => {
    expect(storyOf('X05-theft')).toEqual([
      'A creates /locks/foo-1.',
      'B creates /locks/foo-1, which is refused: node-exists, and fails.',
      'B deletes /locks/foo-1, and is done.',
    ]);
  });

  it('locks a restarted process out (L8)', () => {
    expect(storyOf('X05-locked-out').at(-1)).toBe(
      'A′ creates /locks/foo-1, which is refused: node-exists, and fails.',
    );
  });

  it('fails where its parent is missing (L1), and with a slash in the name (L9)', () => {
    expect(storyOf('X05-fresh-ensemble')).toEqual([
      'A creates /locks/foo-100, which is refused: no-node, and fails.',
    ]);
    expect(storyOf('X05-slash')).toEqual([
      'A creates /locks/a/b-100, which is refused: no-node, and fails.',
    ]);
  });
});

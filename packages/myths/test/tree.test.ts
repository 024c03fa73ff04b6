import {
  childrenOf,
  createZnode,
  expireSession,
  findZnode,
  hasFired,
  removeZnode,
  type Tree,
  treeOf,
  type Written,
  watchChildren,
  watchZnode,
} from '@menagerie/myths';
import { describe, expect, it } from 'vitest';

const persistent = { session: 1, ephemeral: false, sequential: false };
const sequential = { session: 1, ephemeral: false, sequential: true };
const ephemeral = { session: 1, ephemeral: true, sequential: false };

function done(written: Written): Tree {
  if (written.type === 'refused') throw new Error(written.error);
  return written.tree;
}

/** Run ids in brackets are those of the recorded runs against Apache ZooKeeper 3.8.0. */
describe('the tree', () => {
  it('counts every child for the next number, and no number comes twice (Z3)', () => {
    let tree = treeOf(['/q']);
    tree = done(createZnode(tree, '/q/b-', sequential));
    tree = done(createZnode(tree, '/q/plain', persistent));
    tree = done(createZnode(tree, '/q/a-', sequential));
    tree = done(removeZnode(tree, '/q/a-0000000002'));
    tree = done(createZnode(tree, '/q/b-', sequential));
    expect(childrenOf(tree, '/q')).toEqual(['b-0000000000', 'b-0000000003', 'plain']);
  });

  it('begins anew with the parent, while transactions grow on (Z4)', () => {
    let tree = done(createZnode(treeOf(['/q']), '/q/n-', sequential));
    const before = findZnode(tree, '/q/n-0000000000')?.czxid ?? 0;
    tree = done(removeZnode(done(removeZnode(tree, '/q/n-0000000000')), '/q'));
    tree = done(createZnode(done(createZnode(tree, '/q', persistent)), '/q/n-', sequential));
    expect(findZnode(tree, '/q/n-0000000000')?.czxid).toBeGreaterThan(before);
  });

  it('refuses what has no parent, is there, is not empty, or is below an ephemeral (D1)', () => {
    const tree = done(createZnode(treeOf(['/q', '/q/a']), '/q/e', ephemeral));
    expect(createZnode(tree, '/no/a', persistent)).toEqual({ type: 'refused', error: 'no-node' });
    expect(createZnode(tree, '/q/a', persistent)).toEqual({
      type: 'refused',
      error: 'node-exists',
    });
    expect(removeZnode(tree, '/q')).toEqual({ type: 'refused', error: 'not-empty' });
    expect(removeZnode(tree, '/no')).toEqual({ type: 'refused', error: 'no-node' });
    const below = createZnode(tree, '/q/e/x', persistent);
    expect(below).toEqual({ type: 'refused', error: 'no-children-for-ephemerals' });
    expect(childrenOf(tree, '/no')).toBeNull();
  });

  it('removes with a session what is its own and ephemeral, and nothing else (L7)', () => {
    let tree = done(createZnode(treeOf(['/q']), '/q/mine', ephemeral));
    tree = done(createZnode(tree, '/q/other', { ...ephemeral, session: 2 }));
    tree = done(createZnode(tree, '/q/kept', persistent));
    expect(childrenOf(expireSession(tree, 1), '/q')).toEqual(['kept', 'other']);
  });
});

describe('a watch', () => {
  const tree = done(createZnode(treeOf(['/q', '/q/a']), '/q/b', persistent));

  it('on a znode fires when that one goes, and not for one that takes its path', () => {
    const watch = watchZnode(tree, '/q/a');
    if (watch === null) throw new Error('/q/a is gone');
    expect(hasFired(tree, watch)).toBe(false);
    expect(hasFired(done(removeZnode(tree, '/q/b')), watch)).toBe(false);
    const gone = done(removeZnode(tree, '/q/a'));
    expect(hasFired(gone, watch)).toBe(true);
    expect(hasFired(done(createZnode(gone, '/q/a', persistent)), watch)).toBe(true);
    expect(watchZnode(gone, '/q/a')).toBeNull();
  });

  it('on children fires when one comes or goes, and not for grandchildren (W2)', () => {
    const watch = watchChildren(tree, '/q');
    if (watch === null) throw new Error('/q is gone');
    expect(hasFired(tree, watch)).toBe(false);
    expect(hasFired(done(createZnode(tree, '/q/a/x', persistent)), watch)).toBe(false);
    expect(hasFired(done(createZnode(tree, '/q/c', persistent)), watch)).toBe(true);
    expect(hasFired(done(removeZnode(tree, '/q/a')), watch)).toBe(true);
    expect(watchChildren(tree, '/no')).toBeNull();
  });
});

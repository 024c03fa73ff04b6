import { describe, expect, it } from 'vitest';
import { TestTree } from './helpers/tree.ts';

/** A tree with `/q` and a quota over it. */
function limited(limits: string | null, enforceQuota = true): TestTree {
  const tree = new TestTree({ enforceQuota });
  tree.create('/q', 0, '12345');
  tree.create('/q/a', 0, '67');
  tree.create('/zookeeper/quota/q');
  tree.create('/zookeeper/quota/q/zookeeper_limits', 0, limits);
  tree.create('/zookeeper/quota/q/zookeeper_stats', 0, 'count=0,bytes=0');
  return tree;
}

const usage = (tree: TestTree) => tree.data('/zookeeper/quota/q/zookeeper_stats');

describe('a quota', () => {
  it('counts what is there, and what comes and goes, the znode itself included', () => {
    const tree = limited('count=100,bytes=100');
    expect(usage(tree)).toBe('count=2,bytes=7');
    tree.create('/q/a/b', 0, 'xyz');
    expect(usage(tree)).toBe('count=3,bytes=10');
    tree.set('/q/a/b', 'x');
    expect(usage(tree)).toBe('count=3,bytes=8');
    tree.set('/q', null);
    tree.delete('/q/a/b');
    expect(usage(tree)).toBe('count=2,bytes=2');
    tree.create('/other', 0, 'x');
    tree.create('/qq', 0, 'x');
    expect(usage(tree)).toBe('count=2,bytes=2');
  });

  it('is no write: the usage keeps its version and is in no digest', () => {
    const tree = limited('count=100,bytes=100');
    const before = tree.stat('/zookeeper/quota/q/zookeeper_stats');
    tree.create('/q/b');
    const after = tree.stat('/zookeeper/quota/q/zookeeper_stats');
    expect({ ...after, dataLength: 0 }).toEqual({ ...before, dataLength: 0 });
  });

  it('refuses what goes over a hard limit of znodes', () => {
    const tree = limited('count=9,bytes=-1=;byteHardLimit=-1;countHardLimit=3');
    expect(tree.create('/q/b').error).toBe(0);
    expect(tree.create('/q/c').error).toBe(-125);
    expect(tree.set('/q/b', 'as long as it likes').error).toBe(0);
    tree.delete('/q/b');
    expect(tree.create('/q/c').error).toBe(0);
  });

  it('refuses what goes over a hard limit of bytes, before it looks at the version', () => {
    const tree = limited('byteHardLimit=10');
    expect(tree.set('/q/a', '67890').error).toBe(0);
    expect(tree.set('/q/a', '678901', 77).error).toBe(-125);
    expect(tree.set('/q/a', '12345', 77).error).toBe(-103);
    expect(tree.create('/q/b', 0, '').error).toBe(0);
    expect(tree.create('/q/c', 0, 'x').error).toBe(-125);
  });

  it('refuses nothing where limits are soft, or not enforced', () => {
    for (const tree of [limited('count=1,bytes=1'), limited('countHardLimit=1', false)]) {
      expect(tree.create('/q/b', 0, 'more').error).toBe(0);
      expect(usage(tree)).toBe('count=3,bytes=11');
    }
  });

  it('is over when its limits are deleted', () => {
    const tree = limited('countHardLimit=2');
    expect(tree.create('/q/b').error).toBe(-125);
    tree.delete('/zookeeper/quota/q/zookeeper_limits');
    expect(tree.create('/q/b').error).toBe(0);
    expect(usage(tree)).toBe('count=2,bytes=7');
  });

  it('is the one of the longest path', () => {
    const tree = limited('countHardLimit=9');
    tree.create('/zookeeper/quota/q/a');
    tree.create('/zookeeper/quota/q/a/zookeeper_limits', 0, 'countHardLimit=1');
    tree.create('/zookeeper/quota/q/a/zookeeper_stats');
    expect(tree.create('/q/a/x').error).toBe(-125);
    expect(tree.create('/q/x').error).toBe(0);
    expect(usage(tree)).toBe('count=3,bytes=7');
    expect(tree.data('/zookeeper/quota/q/a/zookeeper_stats')).toBe('count=1,bytes=2');
  });

  it('may be over a path that is not there, and have a text that says nothing', () => {
    const tree = limited(null);
    expect(tree.create('/q/b').error).toBe(0);
    tree.create('/zookeeper/quota/none');
    tree.create('/zookeeper/quota/none/zookeeper_limits', 0, 'count=x,,;bytes');
    tree.create('/zookeeper/quota/none/zookeeper_stats');
    expect(tree.data('/zookeeper/quota/none/zookeeper_stats')).toBe('count=0,bytes=0');
    tree.create('/none', 0, 'x');
    expect(tree.data('/zookeeper/quota/none/zookeeper_stats')).toBe('count=1,bytes=1');
  });
});

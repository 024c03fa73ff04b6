import { type StoredZnode, Tree } from '@menagerie/znode';
import { expect, it } from 'vitest';
import { Commands } from './helpers/commands.ts';
import { Random } from './helpers/random.ts';

const byPath = (one: StoredZnode, other: StoredZnode) => (one.path < other.path ? -1 : 1);

/** The same tree, made of what this one says of its znodes. */
function remade(tree: Tree): Tree {
  const znodes = [...tree.znodes()].sort(byPath);
  return Tree.of({ znodes, sessions: tree.sessions, lastZxid: tree.lastZxid });
}

it('a tree made of the znodes of another has its digest, sizes and last zxid', () => {
  for (let seed = 0; seed < 50; seed += 1) {
    const commands = new Commands(new Random(seed));
    const tree = new Tree({ seed });
    tree.apply({ type: 'createSession', ...commands.stamp(), session: 1n, timeoutMs: 1000 });
    for (let step = 0; step < 150; step += 1) tree.apply(commands.next());
    const same = remade(tree);
    const say = ({ digest, size, dataBytes, ephemerals, sessions, lastZxid }: Tree) => [
      digest,
      size,
      dataBytes,
      ephemerals,
      sessions,
      lastZxid,
    ];
    expect(say(same), `seed ${seed}`).toEqual(say(tree));
    expect([...same.znodes()].sort(byPath)).toEqual([...tree.znodes()].sort(byPath));
    // And goes on as the other does: what follows from the znodes is there as well.
    const end = { type: 'expireSession', ...commands.stamp(), session: 1n } as const;
    same.apply(end);
    tree.apply(end);
    expect(same.digest).toBe(tree.digest);
  }
});

it('a znode without its parent is refused by name', () => {
  const [root] = new Tree().znodes();
  const stray = { ...(root ?? expect.unreachable()), path: '/a/b' };
  const znodes = [root ?? expect.unreachable(), stray];
  expect(() => Tree.of({ znodes, sessions: [], lastZxid: 0n })).toThrow(
    '/a/b is there, and its parent is not',
  );
});

it('a tree without /zookeeper is refused', () => {
  const znodes = [...new Tree().znodes()].slice(0, 1);
  expect(() => Tree.of({ znodes, sessions: [], lastZxid: 0n })).toThrow('without /zookeeper');
});

import { Tree } from '@menagerie/znode';
import { describe, expect, it } from 'vitest';
import { Commands } from './helpers/commands.ts';
import { Random } from './helpers/random.ts';
import { bytes, OPEN, TestTree } from './helpers/tree.ts';

const whole = (chunks: Iterable<Uint8Array>) => Buffer.concat([...chunks]);

/** A tree after so many random commands, and the commands that would come next. */
function grown(seed: number, length: number): { tree: Tree; commands: Commands; random: Random } {
  const random = new Random(seed);
  const tree = new Tree({ seed });
  const commands = new Commands(random);
  tree.apply({ type: 'createSession', ...commands.stamp(), session: 1n, timeoutMs: 1000 });
  for (let step = 0; step < length; step += 1) tree.apply(commands.next());
  return { tree, commands, random };
}

describe('a snapshot', () => {
  it('is the same, byte for byte, of trees that were given the same commands', () => {
    for (let seed = 0; seed < 100; seed += 1) {
      const one = grown(seed, 100).tree.snapshot();
      expect(whole(one).equals(whole(grown(seed, 100).tree.snapshot())), `seed ${seed}`).toBe(true);
    }
  });

  it('does not tell the seed of the hash table', () => {
    const chunks = [1, 2].map((seed) => whole(new Tree({ seed }).snapshot()));
    expect(chunks[0]).toEqual(chunks[1]);
  });

  it('is that of the moment it was begun, whatever is written meanwhile', () => {
    for (let seed = 0; seed < 120; seed += 1) {
      const { tree, commands, random } = grown(seed, 150);
      // Thousands of rows, so that there is much to write between one chunk and the next.
      for (let at = 0; at < 3 * (seed % 3); at += 1) fill(tree, commands, at);
      const before = whole(tree.snapshot());
      const chunks: Uint8Array[] = [];
      for (const chunk of tree.snapshot()) {
        chunks.push(chunk);
        for (let step = random.below(60); step > 0; step -= 1) tree.apply(commands.next());
      }
      expect(whole(chunks).equals(before), `seed ${seed}`).toBe(true);
    }
  });

  it('can be taken while another one is', () => {
    const { tree, commands } = grown(5, 200);
    const first = tree.snapshot();
    const atFirst = whole(tree.snapshot());
    for (let step = 0; step < 50; step += 1) tree.apply(commands.next());
    const second = tree.snapshot();
    const atSecond = whole(tree.snapshot());
    for (let step = 0; step < 50; step += 1) tree.apply(commands.next());
    expect(whole(second).equals(atSecond)).toBe(true);
    expect(whole(first).equals(atFirst)).toBe(true);
    expect(atFirst.equals(atSecond)).toBe(false);
  });

  it('says how much it has, and ends when it is told to', () => {
    const { tree } = grown(9, 100);
    const snapshot = tree.snapshot();
    expect(snapshot.lastZxid).toBe(tree.lastZxid);
    expect(snapshot.znodes).toBe(tree.size);
    snapshot.next();
    snapshot.return();
    expect(snapshot.next()).toEqual({ done: true, value: undefined });
  });

  it('has chunks of some 64 KiB, but for a znode that has more', () => {
    const tree = new TestTree();
    for (let at = 0; at < 2000; at += 1) tree.create(`/n${at}`, 0, 'x'.repeat(200));
    tree.create('/large', 0, 'y'.repeat(300_000));
    const lengths = [...tree.tree.snapshot()].map(({ length }) => length);
    expect(lengths.length).toBeGreaterThan(8);
    expect(lengths.filter((length) => length > 70_000)).toHaveLength(1);
  });
});

describe('a tree that was restored', () => {
  it('is equal, and stays so over all that comes', () => {
    for (let seed = 0; seed < 200; seed += 1) {
      const { tree, commands } = grown(seed, 200);
      const chunks = [...tree.snapshot()];
      const restored = Tree.restore(chunks, { seed: seed + 1 });
      expect(restored.lastZxid).toBe(tree.lastZxid);
      expect(restored.digest).toBe(tree.digest);
      expect(restored.size).toBe(tree.size);
      expect(restored.dataBytes).toBe(tree.dataBytes);
      expect(restored.pathUnits).toBe(tree.pathUnits);
      expect(restored.sessions).toEqual(tree.sessions);
      expect(restored.ephemerals).toBe(tree.ephemerals);
      expect(whole(restored.snapshot()).equals(whole(chunks)), `seed ${seed}`).toBe(true);
      for (let step = 0; step < 100; step += 1) {
        const command = commands.next();
        expect(restored.apply(command), `seed ${seed}, command ${step}`).toEqual(
          tree.apply(command),
        );
      }
      expect(whole(restored.snapshot()).equals(whole(tree.snapshot())), `seed ${seed}`).toBe(true);
    }
  });

  it('is equal also where thousands of znodes are gone', () => {
    const tree = new TestTree();
    for (let at = 0; at < 10_000; at += 1) tree.create(`/n${at}`);
    for (let at = 0; at < 10_000; at += 1) if (at !== 5000) tree.delete(`/n${at}`);
    const failing = ['/x', '/y', '/x'].map((path) => {
      const body = { path, data: null, acl: OPEN, flags: 0 };
      return { type: 'create' as const, body };
    });
    for (let at = 5001; at < 10_000; at += 1) tree.create(`/n${at}`);
    for (let at = 5001; at < 10_000; at += 1) tree.delete(`/n${at}`);
    tree.write({ type: 'multi', body: failing });
    const chunks = [...tree.tree.snapshot()];
    const restored = Tree.restore(chunks);
    expect(whole(restored.snapshot()).equals(whole(chunks))).toBe(true);
    expect(chunks.length).toBeLessThan(7);
  });

  it('is put together a little at a time, where nothing may wait for it', () => {
    const tree = new TestTree();
    for (let at = 0; at < 20_000; at += 1) tree.create(`/n${at}`);
    const restorer = Tree.restorer();
    for (const chunk of tree.tree.snapshot()) restorer.push(chunk);
    const steps = restorer.steps();
    let count = 0;
    let step = steps.next();
    for (; step.done !== true; step = steps.next()) count += 1;
    expect(count).toBeGreaterThan(7);
    expect(whole(step.value.snapshot()).equals(whole(tree.tree.snapshot()))).toBe(true);
  });

  it('comes of bytes that are cut anywhere', () => {
    const { tree } = grown(3, 100);
    const all = whole(tree.snapshot());
    const restorer = Tree.restorer();
    for (const byte of all) restorer.push(Uint8Array.of(byte));
    expect(whole(restorer.finish().snapshot()).equals(all)).toBe(true);
  });

  it.each([
    ['not-a-snapshot', (all: Buffer) => all.fill(0x41, 8, 13)],
    ['not-a-snapshot', () => Buffer.from('GET /snapshot HTTP/1.1\r\nHost: somewhere.example\r\n')],
    ['snapshot-version', (all: Buffer) => all.fill(9, 13, 17)],
    ['snapshot-incomplete', (all: Buffer) => all.subarray(0, 60)],
    ['snapshot-incomplete', () => Buffer.alloc(0)],
    ['snapshot-damaged', (all: Buffer) => Buffer.concat([all, end()])],
  ])('refuses, as %s, what is none', (code, spoil) => {
    const spoiled = spoil(whole(grown(4, 50).tree.snapshot()));
    expect(() => Tree.restore([spoiled])).toThrow(expect.objectContaining({ code }));
  });

  it('refuses chunks that are there twice, or missing', () => {
    const tree = new TestTree();
    for (let at = 0; at < 5000; at += 1) tree.create(`/n${at}`);
    const [header, sessions, first, second, ...rest] = [...tree.tree.snapshot()];
    if (!header || !sessions || !first || !second) throw new Error('there are some');
    const error = expect.objectContaining({ code: 'snapshot-damaged' });
    const restore = (...chunks: Uint8Array[]) => Tree.restore(chunks);
    expect(() => restore(header, sessions, first, second, second, ...rest)).toThrow(
      /row \d+ is there twice/,
    );
    expect(() => restore(header, sessions, first, ...rest)).toThrow(error);
    expect(() => restore(header, sessions, second, ...rest)).toThrow(error);
    expect(() => restore(header, first, second, ...rest)).toThrow(error);
    expect(() => restore(header, header, sessions, first, second, ...rest)).toThrow(error);
    expect(restore(header, sessions, first, second, ...rest).size).toBe(tree.tree.size);
  });

  it('notices any byte that is another', () => {
    const all = whole(grown(6, 60).tree.snapshot());
    for (let at = 0; at < all.length; at += 1) {
      const spoiled = Buffer.from(all);
      spoiled[at] = (spoiled[at] ?? 0) ^ 0x11;
      const error = expect.objectContaining({ name: 'ZnodeError' });
      expect(() => Tree.restore([spoiled]), `byte ${at}`).toThrow(error);
    }
  });
});

/** The last chunk of a snapshot. */
function end(): Uint8Array {
  return [...new Tree().snapshot()].at(-1) ?? new Uint8Array();
}

function fill(tree: Tree, commands: Commands, at: number): void {
  for (let step = 0; step < 200; step += 1) {
    const body = { path: `/z${at}-`, data: bytes('z'.repeat(100)), acl: OPEN, flags: 2 };
    const by = { session: 1n, identities: [], local: true };
    tree.apply({ type: 'request', ...commands.stamp(), ...by, request: { type: 'create', body } });
  }
}

import { describe, expect, it } from 'vitest';
import { hashOn } from '../src/store/path-index.ts';
import { pathOf, TestTree } from './helpers/tree.ts';

const nameOf = (code: number) => `/a${String.fromCharCode(code)}`;

describe('a path', () => {
  it.each(['/a', '/...', '/.a', '/a.', '/..a', '/é', '/中', '/a b', '/~', '/\ufeff'])(
    'may be %j',
    (path) => {
      expect(pathOf(new TestTree().create(path))).toBe(path);
    },
  );

  it.each([
    '',
    'a',
    'a/b',
    '/a/',
    '//',
    '/a//b',
    '/.',
    '/..',
    '/./a',
    '/../a',
    '/a/.',
    '/a/..',
    null,
  ])('may not be %j', (path) => {
    const tree = new TestTree();
    tree.create('/a');
    // Whether there is a parent of that name is asked before.
    const orphans: readonly (string | null)[] = ['a/b', '/a//b', '/./a', '/../a'];
    const stumbles = path === null;
    const expected = stumbles ? -5 : orphans.includes(path) ? -101 : -8;
    expect(tree.create(path).error).toBe(expected);
    expect(tree.set(path, 'x').error).toBe(-8);
  });

  it('is for a create and a delete first of all one with a parent', () => {
    const tree = new TestTree();
    expect(tree.create('/none/..').error).toBe(-101);
    expect(tree.delete('/none/..').error).toBe(-101);
    expect(tree.delete('/..').error).toBe(-101);
    expect(tree.delete('a').error).toBe(-8);
    expect(tree.create('/').error).toBe(-110);
  });

  it('has characters of these bounds alone', () => {
    const bounds = [0x20, 0x7e, 0xa0, 0xd7ff, 0xf900, 0xffef];
    const beyond = [0, 0x1f, 0x7f, 0x9f, 0xd800, 0xdc00, 0xe000, 0xf8ff, 0xfff0, 0xffff];
    const tree = new TestTree();
    expect(bounds.map((code) => tree.create(nameOf(code)).error)).toEqual(bounds.map(() => 0));
    expect(beyond.map((code) => tree.create(nameOf(code)).error)).toEqual(beyond.map(() => -8));
  });

  it('finds its znode though another has the same hash', () => {
    const byHash = new Map<number, string>();
    const pairs: [string, string][] = [];
    for (let at = 0; at < 250_000; at += 1) {
      const path = `/k${at}`;
      const hash = hashOn(0, path, 0, path.length);
      const other = byHash.get(hash);
      if (other !== undefined) pairs.push([other, path]);
      byHash.set(hash, path);
    }
    expect(pairs.length).toBeGreaterThan(0);
    const tree = new TestTree({ seed: 0 });
    for (const [one, other] of pairs) {
      expect(tree.create(one, 0, one).error).toBe(0);
      expect(tree.data(other)).toBe(-101);
      expect(tree.create(other, 0, other).error).toBe(0);
      expect([tree.data(one), tree.data(other)]).toEqual([one, other]);
      tree.delete(one);
      expect([tree.data(one), tree.data(other)]).toEqual([-101, other]);
    }
  });

  it('finds its znode alone among many whose names are alike', () => {
    const tree = new TestTree({ seed: 12345 });
    const names = Array.from({ length: 3000 }, (_, at) => at.toString(3));
    for (const name of names) {
      tree.create(`/${name}`, 0, name);
      tree.create(`/${name}/${name}`, 0, `${name}${name}`);
    }
    for (const name of names.filter((_, at) => at % 3 === 0)) {
      tree.delete(`/${name}/${name}`);
      tree.delete(`/${name}`);
    }
    for (const [at, name] of names.entries()) {
      expect(tree.data(`/${name}`)).toBe(at % 3 === 0 ? -101 : name);
      expect(tree.data(`/${name}/${name}`)).toBe(at % 3 === 0 ? -101 : `${name}${name}`);
      expect(tree.data(`/${name}/x`)).toBe(-101);
    }
  });
});

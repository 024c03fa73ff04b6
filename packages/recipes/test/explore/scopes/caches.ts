import type { Explored, Recipes } from '../../model/check.ts';
import type { Program } from '../../model/replay.ts';
import type { Budget, Scope } from '../../model/world.ts';
import { PROPERTIES, propertiesOf, shownOf } from './shown.ts';
import { surely } from './surely.ts';

/** What the first process follows: a part of the tree, of which it notes each state that it sees. */
interface Followed {
  readonly follower: (recipes: Recipes) => Program;
  readonly has: (path: string) => boolean;
  /** What others do meanwhile. */
  readonly writers: readonly Program[];
  readonly there: readonly string[];
}

const followed =
  ({ follower, has, writers, there }: Followed, budget: Partial<Budget> = {}) =>
  (recipes: Recipes): Scope => ({
    programs: [follower(recipes), ...writers],
    there,
    budget,
    endless: [0],
    leaves: () => true,
    properties: propertiesOf(has),
  });

const node: Followed = {
  follower:
    ({ nodeCache }) =>
    async ({ keeper, note }) => {
      const cache = await nodeCache(keeper, '/n');
      for await (const znode of cache.states()) note(shownOf([['/n', znode]]));
    },
  has: (path) => path === '/n',
  writers: [
    async ({ keeper }) => {
      await surely(() => keeper.create('/n', 'a'));
      await surely(() => keeper.set('/n', 'b'));
      await surely(() => keeper.delete('/n'));
      await surely(() => keeper.create('/n', 'c'));
    },
  ],
  there: [],
};

const children: Followed = {
  follower:
    ({ childrenCache }) =>
    async ({ keeper, note }) => {
      const cache = await childrenCache(keeper, '/p');
      for await (const state of cache.states()) {
        note(shownOf([...state].map(([name, znode]) => [`/p/${name}`, znode])));
      }
    },
  has: (path) => /^\/p\/[^/]+$/.test(path),
  writers: [
    async ({ keeper }) => {
      const both = ['/p/a', '/p/b'].map((path) => surely(() => keeper.create(path, 'new')));
      await Promise.all(both);
      await surely(() => keeper.set('/p/b', 'changed'));
      await surely(() => keeper.delete('/p/a'));
    },
  ],
  there: ['/p'],
};

/** The same, written by two. */
const byTwo: Followed = {
  ...children,
  writers: [
    async ({ keeper }) => {
      await surely(() => keeper.create('/p/a', 'new'));
      await surely(() => keeper.delete('/p/a'));
    },
    async ({ keeper }) => {
      await surely(() => keeper.create('/p/b', 'new'));
      await surely(() => keeper.set('/p/b', 'changed'));
    },
  ],
};

const tree: Followed = {
  follower:
    ({ treeCache }) =>
    async ({ keeper, note }) => {
      const cache = await treeCache(keeper, '/t');
      for await (const state of cache.states()) note(shownOf(state));
    },
  has: (path) => path.startsWith('/t'),
  writers: [
    async ({ keeper }) => {
      await surely(() => keeper.create('/t', 'root'));
      await surely(() => keeper.create('/t/a', 'below'));
      await surely(() => keeper.set('/t/a', 'changed'));
      await surely(() => keeper.delete('/t/a'));
    },
  ],
  there: [],
};

/** Follows, and follows no more. */
const closed =
  (budget: Partial<Budget>) =>
  ({ nodeCache }: Recipes): Scope => ({
    programs: [
      async ({ keeper, note }) => {
        const cache = await nodeCache(keeper, '/n');
        await cache.close();
        note('closed');
      },
      async ({ keeper }) => {
        await surely(() => keeper.create('/n', 'a'));
      },
    ],
    budget,
    leaves: () => true,
    properties: [
      {
        name: PROPERTIES.left,
        kind: 'final',
        holds: ({ tree: { watches }, notes: [notes = []] }) =>
          !notes.includes('closed') || watches.length === 0,
      },
    ],
  });

const SEEN = ['a cache sees one come and go'];

export const caches: Explored = {
  name: 'a cache',
  looks: [
    { says: 'of a znode', scope: followed(node), worlds: 386, reaches: SEEN },
    {
      says: 'of a znode, one connection lost',
      scope: followed(node, { cuts: 1 }),
      worlds: 10_833,
      reaches: SEEN,
    },
    {
      says: 'of a znode, one crash',
      scope: followed(node, { crashes: 1 }),
      worlds: 1264,
      reaches: SEEN,
    },
    { says: 'of children', scope: followed(children), worlds: 757, reaches: SEEN },
    { says: 'of children, by two', scope: followed(byTwo), worlds: 3980, reaches: SEEN },
    { says: 'of a tree', scope: followed(tree), worlds: 1234, reaches: SEEN },
    { says: 'that is closed, one connection lost', scope: closed({ cuts: 1 }), worlds: 117 },
  ],
  longLooks: [
    {
      says: 'of children, by two, one connection lost',
      scope: followed(byTwo, { cuts: 1 }),
      worlds: 173_980,
      reaches: SEEN,
    },
    {
      says: 'of children, by two, one session ended',
      scope: followed(byTwo, { expiries: 1 }),
      worlds: 24_530,
      reaches: SEEN,
    },
    {
      says: 'of children, by two, one crash',
      scope: followed(byTwo, { crashes: 1 }),
      worlds: 20_902,
      reaches: SEEN,
    },
    {
      says: 'of a znode, a connection lost and a session ended',
      scope: followed(node, { cuts: 1, expiries: 1 }),
      worlds: 43_436,
      reaches: SEEN,
    },
    {
      says: 'of children, one connection lost',
      scope: followed(children, { cuts: 1 }),
      worlds: 32_177,
      reaches: SEEN,
    },
    {
      says: 'of a tree, one connection lost',
      scope: followed(tree, { cuts: 1 }),
      worlds: 62_595,
      reaches: SEEN,
    },
  ],
  mistakes: [
    {
      says: 'the znode is read, and then watched: what comes in between is missed',
      file: 'caches/node-cache.ts',
      from: `const watch = await keeper.watch(path);
  const read = (): Promise<Znode | null> => unlessMissing(keeper.get(path));
  // Behind the watch: what changes from here on is told.
  const first = await orClose(watch, read());`,
      to: `const read = (): Promise<Znode | null> => unlessMissing(keeper.get(path));
  const first = await read();
  const watch = await keeper.watch(path);`,
      scope: followed(node),
      breaks: PROPERTIES.equal,
    },
    {
      says: 'a znode is taken for the same by its version, which begins anew with it',
      file: 'caches/node-cache.ts',
      from: 'znode?.stat.mzxid === state?.stat.mzxid',
      to: 'znode?.stat.version === state?.stat.version',
      scope: followed(node),
      breaks: PROPERTIES.equal,
    },
    {
      says: 'what came in between two connections is not read again',
      file: 'caches/children-cache.ts',
      from: "if (event.type === 'gap') return readAll();",
      to: "if (event.type === 'gap') return state;",
      scope: followed(children, { cuts: 1 }),
      withThree: followed(byTwo, { cuts: 1 }),
      breaks: PROPERTIES.equal,
    },
    {
      says: 'children that have gone stay',
      file: 'caches/children-cache.ts',
      from: 'if (znode === null) changed.delete(name);',
      to: 'if (znode === null) return state;',
      scope: followed(children),
      withThree: followed(byTwo),
      breaks: PROPERTIES.equal,
    },
    {
      says: 'behind a lost connection what was read at first counts',
      file: 'caches/tree-cache.ts',
      from: "if (event.type === 'gap') return readAll();",
      to: "if (event.type === 'gap') return first;",
      scope: followed(tree, { cuts: 1 }),
      breaks: PROPERTIES.equal,
    },
    {
      says: 'events are worked off at once: one takes back what the other has changed',
      file: 'caches/cache.ts',
      from: 'const state = await after(event, this.#latest.value);',
      to: 'void after(event, this.#latest.value).then((next) => this.#latest.set(next)); const state = this.#latest.value;',
      scope: followed(children),
      withThree: followed(byTwo),
      breaks: PROPERTIES.back,
    },
    {
      says: 'a cache that is closed goes on watching',
      file: 'caches/cache.ts',
      from: 'this.#latest.end(null);\n    await this.#watch.close();',
      to: 'this.#latest.end(null);',
      scope: closed({}),
      breaks: PROPERTIES.left,
    },
    {
      says: 'nobody who waits for a state hears of the next',
      file: 'caches/latest.ts',
      from: 'this.#change += 1;\n    this.#wake();',
      to: 'this.#change += 1;',
      scope: followed(node),
      breaks: PROPERTIES.equal,
    },
  ],
};

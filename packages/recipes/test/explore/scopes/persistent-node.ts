import type { Explored, Recipes } from '../../model/check.ts';
import type { Program } from '../../model/replay.ts';
import { type Budget, PROMISES, type Scope } from '../../model/world.ts';
import { surely } from './surely.ts';

const PROPERTIES = {
  there: 'a kept znode is there in the end, while its session lives',
  data: 'a kept znode has the data that it was given last',
} as const;

const PATH = '/p/n';

/** Keeps a znode that another deletes. */
const kept =
  (mode: 'ephemeral' | 'persistent', budget: Partial<Budget> = {}, others = [deleter]) =>
  ({ PersistentNode }: Recipes): Scope => ({
    programs: [
      async ({ keeper, note }) => {
        const node = await PersistentNode.keep(keeper, PATH, 'old', { mode });
        note('kept');
        // Something may happen to it meanwhile, and it be on its way back.
        await keeper.sync();
        await keeper.sync();
        await node.set('new');
        note('set');
      },
      ...others,
    ],
    budget,
    leaves: () => true,
    properties: [
      {
        name: PROPERTIES.there,
        kind: 'final',
        holds: ({ tree, seats: [seat], notes: [notes = []] }) =>
          seat?.running !== true ||
          !seat.session ||
          !notes.includes('kept') ||
          tree.znodes[PATH] !== undefined,
      },
      {
        name: PROPERTIES.data,
        kind: 'final',
        holds: ({ tree, seats: [seat], notes: [notes = []] }) =>
          seat?.running !== true ||
          !seat.session ||
          !notes.includes('set') ||
          tree.znodes[PATH] === undefined ||
          tree.znodes[PATH].data === 'new',
      },
      {
        name: 'it is made again',
        kind: 'sometimes',
        holds: ({ tree, notes: [notes = []] }) =>
          notes.includes('kept') && (tree.znodes[PATH]?.czxid ?? 0) > 2,
      },
    ],
  });

const deleter: Program = async ({ keeper }) => {
  await surely(() => keeper.delete(PATH));
};

/** As servers do with a container that is empty. */
const withParent: Program = async ({ keeper }) => {
  await surely(() => keeper.delete(PATH));
  await surely(() => keeper.delete('/p'));
};

/** Keeps a znode for a while. */
const closed =
  (mode: 'ephemeral' | 'persistent', budget: Partial<Budget> = {}) =>
  ({ PersistentNode }: Recipes): Scope => ({
    programs: [
      async ({ keeper }) => {
        const node = await PersistentNode.keep(keeper, PATH, 'mine', { mode });
        // Something may happen to it meanwhile.
        await keeper.sync();
        await node.close();
      },
      deleter,
    ],
    there: ['/p'],
    budget,
  });

const AGAIN = ['it is made again'];

export const persistentNode: Explored = {
  name: 'a persistent node',
  looks: [
    { says: 'that another deletes', scope: kept('ephemeral'), worlds: 67, reaches: AGAIN },
    {
      says: 'that another deletes, one session ended',
      scope: kept('ephemeral', { expiries: 1 }),
      worlds: 273,
      reaches: AGAIN,
    },
    {
      says: 'that another deletes with its parent',
      scope: kept('ephemeral', {}, [withParent]),
      worlds: 170,
      reaches: AGAIN,
    },
    {
      says: 'that two others delete',
      scope: kept('ephemeral', {}, [deleter, deleter]),
      worlds: 309,
      reaches: AGAIN,
    },
    {
      says: 'that two others delete, one with its parent',
      scope: kept('ephemeral', {}, [withParent, deleter]),
      worlds: 1058,
      reaches: AGAIN,
    },
    {
      says: 'that two others delete, one session ended',
      scope: kept('ephemeral', { expiries: 1 }, [deleter, deleter]),
      worlds: 1857,
      reaches: AGAIN,
    },
    {
      says: 'that two others delete, one crash',
      scope: kept('ephemeral', { crashes: 1 }, [deleter, deleter]),
      worlds: 1393,
      reaches: AGAIN,
    },
    {
      says: 'that another deletes, one crash',
      scope: kept('ephemeral', { crashes: 1 }),
      worlds: 216,
    },
    { says: 'that is closed', scope: closed('ephemeral'), worlds: 27 },
    {
      says: 'that is closed, and would stay, one connection lost',
      scope: closed('persistent', { cuts: 1 }),
      worlds: 287,
    },
  ],
  longLooks: [
    {
      says: 'that two others delete, one connection lost',
      scope: kept('ephemeral', { cuts: 1 }, [deleter, deleter]),
      worlds: 7902,
      reaches: AGAIN,
    },
    {
      says: 'that another deletes, one connection lost',
      scope: kept('ephemeral', { cuts: 1 }),
      worlds: 1318,
      reaches: AGAIN,
    },
    {
      says: 'that another deletes with its parent, one connection lost',
      scope: kept('ephemeral', { cuts: 1 }, [withParent]),
      worlds: 3858,
      reaches: AGAIN,
    },
  ],
  mistakes: [
    {
      says: 'nobody looks behind the create: no watch is left there',
      file: 'groups/persistent-node.ts',
      from: 'await persist(() => this.#keeper.create(this.path, this.#data, options));',
      to: 'await persist(() => this.#keeper.create(this.path, this.#data, options)); return;',
      scope: kept('ephemeral'),
      withThree: kept('ephemeral', {}, [deleter, deleter]),
      breaks: PROPERTIES.there,
    },
    {
      says: 'a deletion is heard once',
      file: 'groups/persistent-node.ts',
      from: "if (this.#isClosed || event.type === 'ended') return;",
      to: "if (this.#isClosed || event.type !== 'data-changed') return;",
      scope: kept('ephemeral'),
      withThree: kept('ephemeral', {}, [deleter, deleter]),
      breaks: PROPERTIES.there,
    },
    {
      says: 'it comes back with the data that it had at first',
      file: 'groups/persistent-node.ts',
      from: 'this.#data = data;\n    await',
      to: 'await',
      scope: kept('ephemeral'),
      withThree: kept('ephemeral', {}, [deleter, deleter]),
      breaks: PROPERTIES.data,
    },
    {
      says: 'what is on its way back has the data from before (as it was here until it was explored)',
      file: 'groups/persistent-node.ts',
      from: 'this.#isOwed = true;',
      to: '',
      scope: kept('ephemeral', {}, [withParent]),
      withThree: kept('ephemeral', {}, [withParent, deleter]),
      breaks: PROPERTIES.data,
    },
    {
      says: 'a znode that is closed comes back',
      file: 'groups/persistent-node.ts',
      from: 'if (this.#isClosed) return;',
      to: '',
      scope: closed('persistent'),
      breaks: PROMISES.orphan,
    },
    {
      says: 'a delete that was not answered counts as done',
      file: 'groups/persistent-node.ts',
      from: 'await persist(() => this.#keeper.delete(this.path)).catch((error: unknown) => {',
      to: 'await this.#keeper.delete(this.path).catch((error: unknown) => { return;',
      scope: closed('persistent', { cuts: 1 }),
      breaks: PROMISES.orphan,
    },
  ],
};

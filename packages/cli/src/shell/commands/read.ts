import type { ZooKeeper } from '@menagerie/client';
import type { Given, ShellCommand, ShellContext } from '../command.ts';
import { shownAcl, shownData, shownNames, shownStat } from '../show.ts';
import { ShellError } from '../trouble.ts';

const watching = (context: ShellContext, given: Given) =>
  given.has('w') ? { watch: context.watcher } : {};

const ls: ShellCommand = {
  name: 'ls',
  usage: '[-s] [-w] [-R] path',
  letters: 'swR',
  words: [1, 1],
  run: async (context, given) => {
    const [path = ''] = given.rest;
    if (given.has('R')) {
      for await (const each of below(context.zk, path)) context.print(each);
      return;
    }
    const { children, stat } = await context.zk.getChildren(path, watching(context, given));
    context.print(shownNames(children));
    if (given.has('s')) context.print(shownStat(stat));
  },
};

const ls2: ShellCommand = {
  name: 'ls2',
  usage: 'path',
  letters: '',
  words: [1, 1],
  run: async ({ zk, print }, { rest: [path = ''] }) => {
    const { children, stat } = await zk.getChildren(path);
    print(shownNames(children));
    print(shownStat(stat));
  },
};

const get: ShellCommand = {
  name: 'get',
  usage: '[-s] [-w] path',
  letters: 'sw',
  words: [1, 1],
  run: async (context, given) => {
    const [path = ''] = given.rest;
    const { data, stat } = await context.zk.get(path, watching(context, given));
    context.print(shownData(data));
    if (given.has('s')) context.print(shownStat(stat));
  },
};

const stat: ShellCommand = {
  name: 'stat',
  usage: '[-w] path',
  letters: 'w',
  words: [1, 1],
  run: async (context, given) => {
    const [path = ''] = given.rest;
    const found = await context.zk.exists(path, watching(context, given));
    if (found === null) throw new ShellError(`Node does not exist: ${path}`);
    context.print(shownStat(found));
  },
};

const getAcl: ShellCommand = {
  name: 'getAcl',
  usage: '[-s] path',
  letters: 's',
  words: [1, 1],
  run: async ({ zk, print }, given) => {
    const { acl, stat } = await zk.getACL(given.rest[0] ?? '');
    print(shownAcl(acl));
    if (given.has('s')) print(shownStat(stat));
  },
};

const getAllChildrenNumber: ShellCommand = {
  name: 'getAllChildrenNumber',
  usage: 'path',
  letters: '',
  words: [1, 1],
  run: async ({ zk, print }, { rest: [path = ''] }) => {
    print(String(await zk.countDescendants(path)));
  },
};

const getEphemerals: ShellCommand = {
  name: 'getEphemerals',
  usage: '[path]',
  letters: '',
  words: [0, 1],
  run: async ({ zk, print }, { rest: [path = '/'] }) => {
    print(shownNames(await zk.getEphemerals(path)));
  },
};

/** Commands that read. */
export const reads: readonly ShellCommand[] = [
  ls,
  ls2,
  get,
  stat,
  getAcl,
  getAllChildrenNumber,
  getEphemerals,
];

/** A path and all below it, level by level as zkCli lists them, each level sorted. */
export async function* below(zk: ZooKeeper, path: string): AsyncGenerator<string, void, void> {
  let level = [path];
  while (level.length > 0) {
    yield* level;
    const found = await Promise.all(level.map((each) => childrenOf(zk, each)));
    level = found.flat().sort();
  }
}

async function childrenOf(zk: ZooKeeper, path: string): Promise<string[]> {
  const { children } = await zk.getChildren(path);
  return children.map((child) => (path === '/' ? `/${child}` : `${path}/${child}`));
}

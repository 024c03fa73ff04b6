import type { WatchTarget } from '@menagerie/client';
import type { ShellCommand } from '../command.ts';
import { hex } from '../show.ts';
import { ShellError } from '../trouble.ts';

const addauth: ShellCommand = {
  name: 'addauth',
  usage: 'scheme auth',
  letters: '',
  words: [1, 2],
  run: ({ zk }, { rest: [scheme = '', auth = ''] }) => zk.addAuth(scheme, auth),
};

const whoami: ShellCommand = {
  name: 'whoami',
  usage: '',
  letters: '',
  words: [0, 0],
  run: async ({ zk, print }) => {
    print('Auth scheme: User');
    for (const { authScheme, user } of await zk.whoAmI()) print(`${authScheme}: ${user}`);
  },
};

const sync: ShellCommand = {
  name: 'sync',
  usage: 'path',
  letters: '',
  words: [1, 1],
  run: async ({ zk, print }, { rest: [path = ''] }) => {
    await zk.sync(path);
    print('Sync is OK');
  },
};

const addWatch: ShellCommand = {
  name: 'addWatch',
  usage:
    '[-m mode] path # optional mode is one of [PERSISTENT, PERSISTENT_RECURSIVE] - default is PERSISTENT_RECURSIVE',
  letters: 'm:',
  words: [1, 1],
  run: async ({ zk, watcher }, given) => {
    const mode = given.text('m') ?? 'PERSISTENT_RECURSIVE';
    if (mode !== 'PERSISTENT' && mode !== 'PERSISTENT_RECURSIVE') {
      throw new ShellError(`there is no mode ${mode}. usage: addWatch ${addWatch.usage}`);
    }
    const watch = await zk.watch(given.rest[0] ?? '', { recursive: mode !== 'PERSISTENT' });
    void (async () => {
      for await (const event of watch) watcher(event);
    })().catch(() => null);
  },
};

const TARGETS: readonly (readonly [letter: string, target: WatchTarget])[] = [
  ['c', 'children'],
  ['d', 'data'],
  ['a', 'any'],
];

const removewatches: ShellCommand = {
  name: 'removewatches',
  usage: 'path [-c|-d|-a]',
  letters: 'cda',
  words: [1, 1],
  run: async ({ zk }, given) => {
    const target = TARGETS.find(([letter]) => given.has(letter))?.[1] ?? 'any';
    await zk.removeWatches(given.rest[0] ?? '', target);
  },
};

const printwatches: ShellCommand = {
  name: 'printwatches',
  usage: 'on|off',
  letters: '',
  words: [1, 1],
  run: ({ setPrintWatches }, { rest: [word] }) => {
    if (word !== 'on' && word !== 'off') throw new ShellError('usage: printwatches on|off');
    setPrintWatches(word === 'on');
  },
};

const history: ShellCommand = {
  name: 'history',
  usage: '',
  letters: '',
  words: [0, 0],
  run: ({ history: lines, print }) => {
    for (const [i, line] of lines.entries()) print(`${i} - ${line}`);
  },
};

const redo: ShellCommand = {
  name: 'redo',
  usage: 'cmdno',
  letters: '',
  words: [1, 1],
  run: ({ history: lines, again }, { rest: [number = ''] }) => {
    const line = /^\d+$/.test(number) ? lines[Number(number)] : undefined;
    if (line === undefined) throw new ShellError(`there is no command ${number}: see history`);
    if (/^\s*redo\b/.test(line)) throw new ShellError('no redo of a redo');
    return again(line);
  },
};

const version: ShellCommand = {
  name: 'version',
  usage: '',
  letters: '',
  words: [0, 0],
  run: ({ print, servers, zk }) =>
    print(`menagerie shell, session ${hex(zk.sessionId)} at ${servers}`),
};

/** Commands about the session, its watches and the shell itself. */
export const aboutSession: readonly ShellCommand[] = [
  addauth,
  whoami,
  sync,
  addWatch,
  removewatches,
  printwatches,
  history,
  redo,
  version,
];

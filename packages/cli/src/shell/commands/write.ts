import type { CreateMode, MultiOp, ZooKeeper } from '@menagerie/client';
import { aclIn } from '../acl.ts';
import { type Given, givenTo, type ShellCommand } from '../command.ts';
import { shownStat } from '../show.ts';
import { ShellError } from '../trouble.ts';
import { below } from './read.ts';

/** In one multi: more would be more than a server takes at once. */
const BATCH = 1000;

function modeOf(given: Given): CreateMode {
  const isSequential = given.has('s');
  if (given.has('c')) {
    if (isSequential || given.has('e')) {
      throw new ShellError(
        '-c cannot be combined with -s or -e. Containers cannot be ephemeral or sequential.',
      );
    }
    return 'container';
  }
  if (given.has('e')) return isSequential ? 'ephemeral-sequential' : 'ephemeral';
  return isSequential ? 'persistent-sequential' : 'persistent';
}

const create: ShellCommand = {
  name: 'create',
  usage: '[-s] [-e] [-c] [-t ttl] path [data] [acl]',
  letters: 'sect:',
  words: [1, 3],
  run: async ({ zk, print }, given) => {
    const [path = '', data = null, acl = null] = given.rest;
    const ttlMs = given.number('t');
    const options = {
      mode: modeOf(given),
      ...(ttlMs === undefined ? {} : { ttlMs }),
      ...(acl === null ? {} : { acl: aclIn(acl) }),
    };
    const created = await zk.create(path, data, options);
    print(`Created ${created.path}`);
  },
};

const versionOf = (given: Given) => {
  const version = given.number('v');
  return version === undefined ? {} : { version };
};

const set: ShellCommand = {
  name: 'set',
  usage: '[-s] [-v version] path data',
  letters: 'sv:',
  words: [2, 2],
  run: async ({ zk, print }, given) => {
    const [path = '', data = ''] = given.rest;
    const stat = await zk.set(path, data, versionOf(given));
    if (given.has('s')) print(shownStat(stat));
  },
};

const remove: ShellCommand = {
  name: 'delete',
  usage: '[-v version] path',
  letters: 'v:',
  words: [1, 1],
  run: ({ zk }, given) => zk.delete(given.rest[0] ?? '', versionOf(given)),
};

const deleteall: ShellCommand = {
  name: 'deleteall',
  usage: 'path [-b batch size]',
  letters: 'b:',
  words: [1, 1],
  run: async ({ zk }, given) => {
    const [path = ''] = given.rest;
    const size = given.number('b') ?? BATCH;
    if (size < 1) throw new ShellError('-b takes a number from 1 on');
    const paths: string[] = [];
    for await (const each of below(zk, path)) paths.push(each);
    // Children before their parents.
    const ops = paths.reverse().map((each): MultiOp => ({ type: 'delete', path: each }));
    for (let at = 0; at < ops.length; at += size) await zk.multi(ops.slice(at, at + size));
  },
};

const rmr: ShellCommand = { ...deleteall, name: 'rmr', usage: 'path', letters: '' };

const setAcl: ShellCommand = {
  name: 'setAcl',
  usage: '[-s] [-v version] [-R] path acl',
  letters: 'sv:R',
  words: [2, 2],
  run: async ({ zk, print }, given) => {
    const [path = '', text = ''] = given.rest;
    const acl = aclIn(text);
    if (given.has('R')) {
      for await (const each of below(zk, path)) await zk.setACL(each, acl, versionOf(given));
      return;
    }
    const stat = await zk.setACL(path, acl, versionOf(given));
    if (given.has('s')) print(shownStat(stat));
  },
};

/** What a part of a multi says, as the command of that name takes it. */
function opIn(words: readonly string[]): MultiOp {
  const [name, ...others] = words;
  switch (name) {
    case 'create': {
      const given = givenTo(create, others);
      const [path = '', data = null, acl = null] = given.rest;
      const rights = acl === null ? {} : { acl: aclIn(acl) };
      return { type: 'create', path, data, mode: modeOf(given), ...rights };
    }
    case 'set': {
      const given = givenTo(set, others);
      const [path = '', data = ''] = given.rest;
      return { type: 'set', path, data, ...versionOf(given) };
    }
    case 'delete': {
      const given = givenTo(remove, others);
      return { type: 'delete', path: given.rest[0] ?? '', ...versionOf(given) };
    }
    case 'check': {
      const given = givenTo({ ...remove, name: 'check' }, others);
      return { type: 'check', path: given.rest[0] ?? '', ...versionOf(given) };
    }
    default:
      throw new ShellError(`${name ?? 'nothing'} cannot be part of a multi. usage: multi ${MULTI}`);
  }
}

const MULTI = 'create|set|delete|check … ; create|set|delete|check … ; …';

/** Everything or nothing; the parts are those commands, with semicolons between. */
async function multi(zk: ZooKeeper, words: readonly string[]): Promise<string> {
  const parts: string[][] = [[]];
  for (const word of words) {
    if (word === ';') parts.push([]);
    else parts.at(-1)?.push(word);
  }
  const ops = parts.filter((part) => part.length > 0).map(opIn);
  if (ops.length === 0) throw new ShellError(`usage: multi ${MULTI}`);
  const results = await zk.multi(ops);
  return ops
    .map((op, i) => {
      const result = results[i] ?? null;
      const created = result !== null && 'path' in result ? result.path : op.path;
      return `${op.type} ${created}: done`;
    })
    .join('\n');
}

const multiCommand: ShellCommand = {
  name: 'multi',
  usage: MULTI,
  letters: '',
  words: [1, Infinity],
  // Flags are those of the parts: the shell hands it the words as they are.
  run: async ({ zk, print }, { rest }) => print(await multi(zk, rest)),
};

/** Commands that write. */
export const writes: readonly ShellCommand[] = [
  create,
  set,
  remove,
  deleteall,
  rmr,
  setAcl,
  multiCommand,
];

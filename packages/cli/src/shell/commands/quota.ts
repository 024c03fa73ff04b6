import { isKeeperError, type ZooKeeper } from '@menagerie/client';
import type { Given, ShellCommand } from '../command.ts';
import { shownData } from '../show.ts';
import { ShellError } from '../trouble.ts';

const QUOTA = '/zookeeper/quota';
const limitsOf = (path: string): string => `${QUOTA}${path}/zookeeper_limits`;
const usageOf = (path: string): string => `${QUOTA}${path}/zookeeper_stats`;

interface Limits {
  readonly count: number;
  readonly bytes: number;
  readonly byteHardLimit: number;
  readonly countHardLimit: number;
}

const NONE: Limits = { count: -1, bytes: -1, byteHardLimit: -1, countHardLimit: -1 };

/** By the letters of zkCli. */
const FIELDS: readonly (readonly [letter: string, field: keyof Limits])[] = [
  ['n', 'count'],
  ['b', 'bytes'],
  ['N', 'countHardLimit'],
  ['B', 'byteHardLimit'],
];

function limitsIn(text: string): Limits {
  const value = (name: keyof Limits): number =>
    Number(new RegExp(`(?:^|[,;])${name}=(-?\\d+)`).exec(text)?.[1] ?? -1);
  return {
    count: value('count'),
    bytes: value('bytes'),
    byteHardLimit: value('byteHardLimit'),
    countHardLimit: value('countHardLimit'),
  };
}

/** As Apache's tools write it. */
function textOf({ count, bytes, byteHardLimit, countHardLimit }: Limits): string {
  const hard = `byteHardLimit=${byteHardLimit};countHardLimit=${countHardLimit}`;
  return `count=${count},bytes=${bytes}=;${hard}`;
}

async function limitsAt(zk: ZooKeeper, path: string): Promise<Limits | null> {
  try {
    return limitsIn(shownData((await zk.get(limitsOf(path))).data));
  } catch (error) {
    if (isKeeperError(error, 'no-node')) return null;
    throw error;
  }
}

const setquota: ShellCommand = {
  name: 'setquota',
  usage: '-n|-b|-N|-B val path',
  letters: 'n:b:N:B:',
  words: [1, 1],
  run: async ({ zk }, given) => {
    const [path = ''] = given.rest;
    const changes = changesIn(given);
    if ((await zk.exists(path)) === null) throw new ShellError(`Node does not exist: ${path}`);
    const before = await limitsAt(zk, path);
    const text = textOf({ ...(before ?? NONE), ...changes });
    if (before !== null) {
      await zk.set(limitsOf(path), text);
      return;
    }
    const usage = 'count=0,bytes=0=;byteHardLimit=-1;countHardLimit=-1';
    await zk.create(limitsOf(path), text, { parents: 'persistent' });
    await zk.create(usageOf(path), usage);
  },
};

function changesIn(given: Given): Partial<Limits> {
  const changes: Partial<Record<keyof Limits, number>> = {};
  for (const [letter, field] of FIELDS) {
    const value = given.number(letter);
    if (value !== undefined) changes[field] = value;
  }
  if (Object.keys(changes).length === 0) {
    throw new ShellError('name a limit: usage: setquota -n|-b|-N|-B val path');
  }
  return changes;
}

const listquota: ShellCommand = {
  name: 'listquota',
  usage: 'path',
  letters: '',
  words: [1, 1],
  run: async ({ zk, print }, { rest: [path = ''] }) => {
    print(`absolute path is ${limitsOf(path)}`);
    if ((await limitsAt(zk, path)) === null) {
      throw new ShellError(`quota for ${path} does not exist.`);
    }
    print(`Output quota for ${path} ${shownData((await zk.get(limitsOf(path))).data)}`);
    print(`Output stat for ${path} ${shownData((await zk.get(usageOf(path))).data)}`);
  },
};

const delquota: ShellCommand = {
  name: 'delquota',
  usage: '[-n|-b|-N|-B] path',
  letters: 'nbNB',
  words: [1, 1],
  run: async ({ zk }, given) => {
    const [path = ''] = given.rest;
    const before = await limitsAt(zk, path);
    if (before === null) throw new ShellError(`quota for ${path} does not exist.`);
    const fields = FIELDS.filter(([letter]) => given.has(letter)).map(([, field]) => field);
    if (fields.length > 0) {
      const gone = Object.fromEntries(fields.map((field) => [field, -1]));
      await zk.set(limitsOf(path), textOf({ ...before, ...gone }));
      return;
    }
    await zk.multi([
      { type: 'delete', path: limitsOf(path) },
      { type: 'delete', path: usageOf(path) },
    ]);
    await trim(zk, `${QUOTA}${path}`);
  },
};

/** Takes away what held the quota, as far up as nothing else is there. */
async function trim(zk: ZooKeeper, path: string): Promise<void> {
  for (let at = path; at !== QUOTA; at = at.slice(0, at.lastIndexOf('/'))) {
    try {
      await zk.delete(at);
    } catch (error) {
      if (isKeeperError(error, 'not-empty')) return;
      throw error;
    }
  }
}

/** Commands about quotas. */
export const quotas: readonly ShellCommand[] = [setquota, listquota, delquota];

import { readFile } from 'node:fs/promises';
import type { ShellCommand } from '../command.ts';
import { shownData, shownStat } from '../show.ts';
import { ShellError } from '../trouble.ts';

const config: ShellCommand = {
  name: 'config',
  usage: '[-c] [-w] [-s]',
  letters: 'cws',
  words: [0, 0],
  run: async ({ zk, print, watcher }, given) => {
    const { data, stat } = await zk.getConfig(given.has('w') ? { watch: watcher } : {});
    const text = shownData(data);
    print(given.has('c') ? forClients(text) : text);
    if (given.has('s')) print(shownStat(stat));
  },
};

/** The version, and where clients find the servers that tell it. */
function forClients(text: string): string {
  const version = /^version=(\w+)$/m.exec(text)?.[1] ?? '';
  const at = [...text.matchAll(/^server\.\d+=([^;\n]+);(?:(.+):)?(\d+)$/gm)];
  const servers = at.map(([, server = '', host = '0.0.0.0', port = '']) => {
    const own = /^(\[[^\]]+\]|[^:]+)/.exec(server)?.[1] ?? host;
    return `${host === '0.0.0.0' ? own : host}:${port}`;
  });
  return `${version} ${servers.join(',')}`;
}

const reconfig: ShellCommand = {
  name: 'reconfig',
  usage:
    '[-s] [-v version] [[-file path] | [-members serverID=host:port1:port2;port3[,...]*]] | [-add serverId=host:port1:port2;port3[,...]]* [-remove serverId[,...]*]',
  letters: 'sv:',
  names: ['file', 'members', 'add', 'remove'],
  words: [0, 0],
  run: async ({ zk, print }, given) => {
    const [file, members] = [given.text('file'), given.text('members')];
    const [joining, leaving] = [given.text('add'), given.text('remove')];
    const isWhole = file !== null || members !== null;
    const isStepwise = joining !== null || leaving !== null;
    if (isWhole === isStepwise || (file !== null && members !== null)) {
      throw new ShellError(
        `either -add and -remove, or one of -file and -members. usage: reconfig ${reconfig.usage}`,
      );
    }
    const version = versionIn(given.text('v'));
    const whole = file === null ? (members ?? '').split(',') : await membersIn(file);
    const { data, stat } = await zk.reconfig(
      isWhole
        ? { members: whole, version }
        : { joining: listIn(joining), leaving: listIn(leaving), version },
    );
    print(`Committed new configuration:\n${shownData(data)}`);
    if (given.has('s')) print(shownStat(stat));
  },
};

function versionIn(text: string | null): bigint {
  if (text === null) return -1n;
  if (!/^[0-9a-f]{1,16}$/i.test(text))
    throw new ShellError(`-v takes a version in hex, not ${text}`);
  return BigInt(`0x${text}`);
}

function listIn(text: string | null): string[] {
  return text === null ? [] : text.split(',');
}

/** Of a file such as `zoo.cfg.dynamic`. */
async function membersIn(file: string): Promise<string[]> {
  const text = await readFile(file, 'utf8').catch((error: unknown) => {
    throw new ShellError(`${file} cannot be read: ${String(error)}`);
  });
  return text.split('\n').filter((line) => /^\s*(?:server|group|weight)\./.test(line));
}

/** Commands about who belongs to the ensemble. */
export const aboutEnsemble: readonly ShellCommand[] = [config, reconfig];

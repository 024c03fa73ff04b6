import { readdirSync, readFileSync, statSync } from 'node:fs';
import {
  arch,
  freemem,
  homedir,
  hostname,
  release,
  tmpdir,
  totalmem,
  type,
  userInfo,
} from 'node:os';
import { join } from 'node:path';
import { VERSION } from '@menagerie/server';

/** For `envi`, under the names that Apache's server has for them. */
export function environment(): (readonly [string, string])[] {
  const { rss, heapTotal } = process.memoryUsage();
  return [
    ['zookeeper.version', VERSION],
    ['host.name', hostname()],
    ['node.version', process.version],
    ['java.io.tmpdir', tmpdir()],
    ['os.name', type()],
    ['os.arch', arch()],
    ['os.version', release()],
    ['user.name', userName()],
    ['user.home', homedir()],
    ['user.dir', process.cwd()],
    ['os.memory.free', megabytes(freemem())],
    ['os.memory.max', megabytes(totalmem())],
    ['os.memory.total', megabytes(Math.max(rss, heapTotal))],
  ];
}

function megabytes(bytes: number): string {
  return `${Math.floor(bytes / 2 ** 20)}MB`;
}

/** Of the process. */
export function userName(): string {
  try {
    return userInfo().username;
  } catch {
    // In a container the number of the user may have no name.
    return String(process.getuid?.() ?? '');
  }
}

/** Open files of the process, and how many it may have; -1 where the system does not tell. */
export function openFiles(): { readonly open: number; readonly most: number } {
  try {
    const limits = readFileSync('/proc/self/limits', 'utf8');
    const most = /^Max open files\s+(\d+)/m.exec(limits)?.[1];
    return { open: readdirSync('/proc/self/fd').length, most: Number(most ?? -1) };
  } catch {
    return { open: -1, most: -1 };
  }
}

/** Bytes of the files below a directory; 0 where there is none. */
export function bytesIn(directory: string | null): number {
  if (directory === null) return 0;
  try {
    const names = readdirSync(directory, { recursive: true, encoding: 'utf8' });
    return names.reduce((sum, name) => sum + bytesOf(join(directory, name)), 0);
  } catch {
    return 0;
  }
}

function bytesOf(path: string): number {
  // It may be gone since it was listed.
  const found = statSync(path, { throwIfNoEntry: false });
  return found?.isFile() === true ? found.size : 0;
}

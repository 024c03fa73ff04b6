import type { ZooKeeper } from '@menagerie/client';
import { commands } from './commands/index.ts';

const MORE = ['help', 'quit', 'close'];

/** What could stand at the end of a line, and the part of it that is there: commands, then paths. */
export async function completionsOf(
  zk: ZooKeeper,
  line: string,
): Promise<[candidates: string[], part: string]> {
  const part = /\S*$/.exec(line)?.[0] ?? '';
  if (part === line.trimStart()) {
    const names = [...commands.keys(), ...MORE].filter((name) => name.startsWith(part));
    return [names.sort().map((name) => `${name} `), part];
  }
  return [part.startsWith('/') ? await pathsAt(zk, part) : [], part];
}

async function pathsAt(zk: ZooKeeper, part: string): Promise<string[]> {
  const slash = part.lastIndexOf('/');
  const parent = part.slice(0, Math.max(1, slash));
  try {
    const { children } = await zk.getChildren(parent);
    const prefix = part.slice(0, slash + 1);
    return children
      .map((child) => `${prefix}${child}`)
      .filter((path) => path.startsWith(part))
      .sort();
  } catch {
    // There is no such znode, or nobody may look below it: nothing to offer.
    return [];
  }
}

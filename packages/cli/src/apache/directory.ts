import { readdir, readFile, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { CliError } from '../errors.ts';

/** A log or a snapshot of Apache's, by its name. */
export interface ApacheFile {
  readonly kind: 'log' | 'snapshot';
  readonly path: string;
  /** In its name: the first transaction of a log, the last that a snapshot has for certain. */
  readonly zxid: bigint;
}

/** `null` for a name that neither of them has. */
export function apacheFile(path: string): ApacheFile | null {
  const found = /^(log|snapshot)\.([0-9a-f]{1,16})(?:\.(?:gz|snappy))?$/.exec(basename(path));
  if (found === null) return null;
  const kind = found[1] === 'log' ? 'log' : 'snapshot';
  return { kind, path, zxid: BigInt(`0x${found[2]}`) };
}

/** Logs and snapshots of a `dataDir`, or of the `version-2` in it, ascending; of a file just that. */
export async function apacheFiles(path: string): Promise<readonly ApacheFile[]> {
  if (!(await stat(path)).isDirectory()) {
    const one = apacheFile(path);
    return one === null ? [] : [one];
  }
  const names = await readdir(path);
  if (names.includes('version-2')) return await apacheFiles(join(path, 'version-2'));
  return names
    .flatMap((name) => apacheFile(join(path, name)) ?? [])
    .sort((a, b) => (a.zxid < b.zxid ? -1 : a.zxid > b.zxid ? 1 : 0));
}

/** @throws CliError `unreadable` for one that is compressed in a way that Node cannot undo */
export async function contentOf({ path }: ApacheFile): Promise<Uint8Array> {
  if (path.endsWith('.snappy')) {
    throw new CliError(
      'unreadable',
      `${path} is compressed with snappy, which this cannot read: let the server write another snapshot with zookeeper.snapshot.compression.method=gz, or none`,
    );
  }
  const bytes = await readFile(path);
  return path.endsWith('.gz') ? gunzipSync(bytes) : bytes;
}

import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { freePorts } from './ensemble.ts';

/** A directory that goes with the test. */
export async function directory(): Promise<string> {
  const made = await mkdtemp(join(tmpdir(), 'menagerie-'));
  onTestFinished(() => rm(made, { recursive: true, maxRetries: 5 }));
  return made;
}

/** A `zoo.cfg` for each of some servers, with a `myid` beside it, on ports that are free. */
export async function filesOf(count: number, keys: readonly string[]): Promise<string[]> {
  const ids = Array.from({ length: count }, (_, at) => at + 1);
  const ports = await freePorts(2 * count);
  const servers = ids.map(
    (id) => `server.${id}=127.0.0.1:${ports[id - 1]}:${ports[id + count - 1]}`,
  );
  const common = ['clientPort=0', 'clientPortAddress=127.0.0.1', ...keys, ...servers];
  return await Promise.all(
    ids.map(async (id) => {
      const dataDir = await directory();
      const file = join(dataDir, 'zoo.cfg');
      await writeFile(join(dataDir, 'myid'), `${id}\n`);
      await writeFile(file, [`dataDir=${dataDir}`, ...common].join('\n'));
      return file;
    }),
  );
}

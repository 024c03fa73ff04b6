import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { firstBlock } from '../../../../readme.shared.ts';
import { ensemble } from './servers.ts';

/**
 * What the first example of a README prints, which asks a server on port 2181: here on another.
 *
 * @param below a folder from which the packages that it imports are found
 */
export async function printedByExample(readme: string, below: string): Promise<string> {
  const [server] = await ensemble('zab', 1);
  const home = await mkdtemp(join(below, '.example-'));
  try {
    const example = firstBlock(readme, 'js').replace('2181', String(server?.clientPort));
    await writeFile(join(home, 'example.mjs'), example);
    const { stdout } = await promisify(execFile)(
      process.execPath,
      ['--import', 'tsx', '--conditions=@menagerie/source', 'example.mjs'],
      { cwd: home },
    );
    return stdout;
  } finally {
    await rm(home, { recursive: true });
  }
}

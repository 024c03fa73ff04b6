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
 * @param port of a server; without one, one is started
 */
export async function printedByExample(
  readme: string,
  below: string,
  port?: number,
): Promise<string> {
  const asked = port ?? (await ensemble('zab', 1))[0]?.clientPort;
  const home = await mkdtemp(join(below, '.example-'));
  try {
    const example = firstBlock(readme, 'js').replace('2181', String(asked));
    await writeFile(join(home, 'example.mjs'), example);
    return await printedByProgram(join(home, 'example.mjs'));
  } finally {
    await rm(home, { recursive: true });
  }
}

/** What a program prints that imports the packages, as their sources are; rejects if it fails. */
export async function printedByProgram(path: string, ...args: readonly string[]): Promise<string> {
  const flags = ['--import', import.meta.resolve('tsx'), '--conditions=@menagerie/source'];
  const { stdout } = await promisify(execFile)(process.execPath, [...flags, path, ...args]);
  return stdout;
}

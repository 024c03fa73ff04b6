import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, readdir, readFile, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { CoreName } from '@menagerie/server';
import { beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { CORES } from './helpers/ensemble.ts';
import { RawClient } from './helpers/raw-client.ts';

const root = join(import.meta.dirname, '../../..');
let folder = '';

/** Far from every `node_modules` but one with the logger: what else is not in the bundle is not there. */
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'menagerie-bundle-'));
  const program = join(root, 'packages/server/src/node/bin.ts');
  execFileSync(process.execPath, [join(root, 'scripts/bundle.mjs'), program, folder]);
  await mkdir(join(folder, 'node_modules'));
  await symlink(join(root, 'node_modules/pino'), join(folder, 'node_modules/pino'));
  return () => rm(folder, { recursive: true });
});

describe('the program that npm installs', () => {
  it.each(CORES)('needs nothing but its logger to serve on %s', async (core) => {
    const args = ['--core', core, '--port', '0', '--data', join(folder, core)];
    const child = spawn(process.execPath, [join(folder, 'bin.js'), ...args], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    onTestFinished(() => void child.kill('SIGKILL'));
    const [line] = await once(createInterface(child.stdout), 'line');
    const { clientPort } = JSON.parse(String(line));
    const client = await RawClient.open(Number(clientPort));
    expect((await client.ask('exists', { path: '/', watch: false })).type).toBe('done');
  });

  it('loads one core, and not what reads a file that it has not', async () => {
    const names = await readdir(folder);
    for (const late of ['zab', 'raft', 'paxos', 'config-of', 'admin', 'gateway', 'secure']) {
      const [file, ...more] = names.filter((name) => name.startsWith(`${late}-`));
      expect(more).toEqual([]);
      expect(await kernelsWith(file ?? '')).toEqual(CORES.filter((core) => core === late));
    }
    const [main] = names.filter((name) => name.startsWith('main-'));
    expect(await kernelsWith(main ?? '')).toEqual([]);
  });
});

/** The cores whose code comes with a file: it stands there, or in what is loaded along with it. */
async function kernelsWith(file: string): Promise<readonly CoreName[]> {
  const texts = new Map<string, string>();
  const load = async (name: string): Promise<void> => {
    if (texts.has(name)) return;
    const text = await readFile(join(folder, name), 'utf8');
    texts.set(name, text);
    const along = text.matchAll(/\b(?:from|import)"\.\/([^"]+)"/g);
    await Promise.all([...along].map(([, other = '']) => load(other)));
  };
  await load(file);
  return CORES.filter((core) =>
    [...texts.values()].some((text) => text.includes(`${core}Kernel=`)),
  );
}

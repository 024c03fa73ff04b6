import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, readdir, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { CORES } from './helpers/ensemble.ts';
import { RawClient } from './helpers/raw-client.ts';

const root = join(import.meta.dirname, '../../..');
let folder = '';

/** Says on its error output whether V8 took what was kept, and in the end what of Node was loaded. */
const WATCHING = `
const vm = require('node:vm');
const { Script } = vm;
vm.Script = class extends Script {
  constructor(text, options) {
    super(text, options);
    console.error('took', options.cachedData !== undefined && this.cachedDataRejected === false);
  }
};
process.once('exit', () => console.error('loaded', process.moduleLoadList.join(' ')));
`;

/** Far from every `node_modules` but one with the logger: what else is not in the bundle is not there. */
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'menagerie-bundle-'));
  const program = join(root, 'packages/server/src/node/bin.ts');
  execFileSync(process.execPath, [join(root, 'scripts/bundle.mjs'), program, folder]);
  await mkdir(join(folder, 'node_modules'));
  await symlink(join(root, 'node_modules/pino'), join(folder, 'node_modules/pino'));
  await writeFile(join(folder, 'watching.cjs'), WATCHING);
  return () => rm(folder, { recursive: true });
});

/** A server that listens, and its port. */
async function started(
  core: string,
): Promise<{ child: ChildProcess; port: number; said: string[] }> {
  const args = ['--core', core, '--port', '0', '--data', join(folder, core)];
  const watching = ['--require', join(folder, 'watching.cjs')];
  const child = spawn(process.execPath, [...watching, join(folder, 'bin.cjs'), ...args]);
  onTestFinished(() => void child.kill('SIGKILL'));
  const said: string[] = [];
  createInterface(child.stderr).on('line', (line) => said.push(line));
  const [line] = await once(createInterface(child.stdout), 'line');
  return { child, port: Number(JSON.parse(String(line)).clientPort), said };
}

/** Ends it in order. */
async function ended(child: ChildProcess): Promise<void> {
  const closed = once(child, 'close');
  child.kill('SIGTERM');
  expect(await closed).toEqual([0, null]);
}

describe('the program that npm installs', () => {
  it.each(CORES)('needs nothing but its logger to serve on %s', async (core) => {
    const { port } = await started(core);
    const client = await RawClient.open(port);
    expect((await client.ask('exists', { path: '/', watch: false })).type).toBe('done');
  });

  it('leaves what V8 compiled to the next one, though its own heap is small', async () => {
    for (const name of await readdir(folder)) {
      if (name.endsWith('.code')) await rm(join(folder, name));
    }
    const first = await started('zab');
    await ended(first.child);
    expect(first.said).toContain('took false');
    const next = await started('zab');
    await ended(next.child);
    expect(next.said).toContain('took true');
  });

  it('loads of Node no TLS, and no HTTP, where it speaks neither', async () => {
    const { child, said } = await started('raft');
    await ended(child);
    const loaded = said.find((line) => line.startsWith('loaded '))?.split(' ') ?? [];
    expect(loaded).toContain('net');
    expect(loaded.filter((name) => name === 'tls' || name === 'http')).toEqual([]);
  });
});

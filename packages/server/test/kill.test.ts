import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { CORES } from './helpers/ensemble.ts';
import { RawClient } from './helpers/raw-client.ts';

const OPEN = [{ perms: 31, id: { scheme: 'world', id: 'anyone' } }];
const child = join(import.meta.dirname, 'helpers/server-child.ts');
const KILLS = 2;

/** A server process, and the port that it tells. */
async function start(core: string, directory: string): Promise<[ChildProcess, number]> {
  const options = ['--import', 'tsx', '--conditions=@menagerie/source', child, core, directory];
  const server = spawn(process.execPath, options, { stdio: ['ignore', 'pipe', 'inherit'] });
  onTestFinished(() => {
    server.kill('SIGKILL');
  });
  const [said] = await once(server.stdout, 'data');
  return [server, Number(String(said))];
}

it.each(CORES)('what a server on %s has answered survives kill -9', async (core) => {
  const directory = await mkdtemp(join(tmpdir(), 'menagerie-'));
  onTestFinished(() => rm(directory, { recursive: true }));
  const answered: string[] = [];
  for (let kill = 0; kill < KILLS; kill += 1) {
    const [server, port] = await start(core, directory);
    const client = await RawClient.open(port);
    const asked = Array.from({ length: 400 }, async (_, i) => {
      const body = { path: `/k${kill}-${i}`, data: Uint8Array.of(1), acl: OPEN, flags: 0 };
      const reply = await client.tryAsk('create', body);
      if (reply?.type === 'done') answered.push(body.path);
      // In the middle of what is under way, so many are answered at once.
      if (i === 150 + kill * 40) server.kill('SIGKILL');
    });
    await Promise.all(asked);
    await client.ended();
  }
  const [, port] = await start(core, directory);
  const client = await RawClient.open(port);
  const missing = await Promise.all(
    answered.map(async (path) => (await client.ask('exists', { path, watch: false })).type),
  );
  expect(missing.filter((type) => type !== 'done')).toEqual([]);
  expect(answered.length).toBeGreaterThan(KILLS * 150);
  client.vanish();
});

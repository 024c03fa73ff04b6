import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { startServer } from '@menagerie/server/node';
import { expect, it, onTestFinished } from 'vitest';

const root = fileURLToPath(new URL('../../../', import.meta.url));
const BIN = join(root, 'packages/cli/bin/menagerie.mjs');
const APACHE = 'packages/cli/test/fixtures/apache-3.8.0';

/** What a command prints, both outputs in their order. */
function printed(args: readonly string[], input = ''): Promise<string> {
  const child = spawn(process.execPath, [BIN, ...args], { cwd: root, stdio: 'pipe' });
  let text = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk) => {
      text += String(chunk);
    });
  }
  child.stdin.end(input);
  return new Promise((resolve) => child.on('close', () => resolve(text.trimEnd())));
}

/** A member of three that is left alone, asked in both ways. */
async function lost(): Promise<string> {
  const peers = (await freePorts(3)).map((port) => ({ host: '127.0.0.1', port }));
  const server = await startServer({ peers, clientPort: 0, admin: { port: 0 } });
  onTestFinished(() => server.close());
  const where = `127.0.0.1:${server.clientPort}`;
  const status = await printed(['status', where]);
  const page = await fetch(`http://127.0.0.1:${server.adminPort}/readyz`);
  return [
    '$ npx menagerie status 127.0.0.1:2181',
    status.replaceAll(where, '127.0.0.1:2181'),
    '$ curl http://127.0.0.1:8080/readyz',
    (await page.text()).trimEnd(),
  ].join('\n');
}

/** Ports that were free a moment ago. */
async function freePorts(count: number): Promise<number[]> {
  const held = await Promise.all(
    Array.from({ length: count }, async () => {
      const server = createServer();
      await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
      return server;
    }),
  );
  const ports = held.map((server) => {
    const address = server.address();
    return typeof address === 'object' && address !== null ? address.port : 0;
  });
  await Promise.all(held.map((server) => new Promise((resolve) => server.close(resolve))));
  return ports;
}

/** A znode that is a secret, and one that is a lock, neither as it should be. */
const SCRIPT = `create /app hello
create -s -e /app/worker- here
ls /app
get /app
create /app/db-password s3cret
create /app/lock me
`;

// If this fails, the commands say something else by now: write the page anew by `vitest -u`.
it('the pages show what commands print', async () => {
  const server = await startServer({ clientPort: 0 });
  onTestFinished(() => server.close());
  const folder = await mkdtemp(join(tmpdir(), 'menagerie-pages-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  const where = `127.0.0.1:${server.clientPort}`;
  const seen = (text: string): string =>
    text
      .replaceAll(where, '127.0.0.1:2181')
      .replaceAll(`${folder}/imported`, './zk')
      .replaceAll(APACHE, '/var/lib/zookeeper')
      // What depends on the machine and on the hour.
      .replaceAll(/latency [\d./]+ ms/g, 'latency … ms')
      .replaceAll(/ {2}zxid 0x\w+/g, '  zxid …')
      .replaceAll(/-menagerie-[\d.]+, built on .*/g, '-menagerie-…');
  const session = async (args: readonly string[], input?: string): Promise<string> => {
    const text = await printed(args, input);
    const typed = `$ npx menagerie ${args.join(' ')}${input === undefined ? '' : ' < script'}`;
    return seen(`${typed}\n${text}`);
  };
  const all = {
    shell: await session(['shell', where], SCRIPT),
    status: await session(['status', where]),
    doctor: await session(['doctor', where]),
    import: await session(['import', APACHE, `${folder}/imported`]),
    compare: await session([
      'snapshot',
      `${folder}/imported`,
      '--core',
      'zab',
      '--compare',
      APACHE,
    ]),
    lost: await lost(),
    log: (await session(['log', `${APACHE}/version-2/log.1`])).split('\n').slice(0, 3).join('\n'),
  };
  await expect(`${JSON.stringify(all, null, 2)}\n`).toMatchFileSnapshot(
    '../src/components/printed/sessions.golden.json',
  );
});

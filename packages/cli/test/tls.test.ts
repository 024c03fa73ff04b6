import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startServer } from '@menagerie/server/node';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  Authority,
  HOW_TO_GET_OPENSSL,
  hasOpenssl,
} from '../../server/test/helpers/certificates.ts';
import { run } from './helpers/command.ts';

const installed = hasOpenssl();
const title = installed ? 'over TLS' : `over TLS, left out: it ${HOW_TO_GET_OPENSSL}`;

describe.skipIf(!installed)(title, () => {
  let directory = '';
  let server = '';
  let flags: readonly string[] = [];
  const closing: (() => void | Promise<void>)[] = [];
  const file = (name: string): string => join(directory, name);

  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), 'menagerie-'));
    const zoo = new Authority('zoo');
    const [own, keeper] = [zoo.sign('/CN=server'), zoo.sign('/CN=keeper')];
    await writeFile(file('ca.pem'), zoo.ca);
    await writeFile(file('keeper.pem'), keeper.cert);
    await writeFile(file('keeper.key'), keeper.key);
    await writeFile(file('both.pem'), keeper.key + keeper.cert);
    const running = await startServer({
      clientPort: null,
      words: ['*'],
      secure: { ...own, ca: zoo.ca, port: 0 },
    });
    closing.push(
      () => running.close(),
      () => zoo.remove(),
      () => rm(directory, { recursive: true }),
    );
    server = `127.0.0.1:${running.securePort}`;
    flags = ['--ca', file('ca.pem'), '--cert', file('both.pem')];
    while (running.role === 'looking') await new Promise((resolve) => setTimeout(resolve, 5));
  });

  afterAll(async () => {
    for (const close of closing) await close();
  });

  it('the shell has a session', async () => {
    const pair = [
      '--ca',
      file('ca.pem'),
      '--cert',
      file('keeper.pem'),
      '--key',
      file('keeper.key'),
    ];
    const { code, stdout } = await run(['shell', ...pair, server, 'ls', '/']);
    expect([code, stdout]).toEqual([0, '[zookeeper]\n']);
  });

  it('status hears how the server is', async () => {
    const { code, stdout } = await run(['status', server, ...flags]);
    expect([code, stdout]).toEqual([0, expect.stringContaining(`${server}  standalone`)]);
  });

  it('doctor looks at all that it looks at', async () => {
    const { code, stdout } = await run(['doctor', server, '--json', '--least-free', '1', ...flags]);
    expect([code, JSON.parse(stdout)]).toEqual([0, { findings: [], skipped: [] }]);
  });

  it('bench puts its load on', async () => {
    const few = ['--sessions', '2', '--time', '200', '--warm-up', '1', '--json'];
    const { code, stdout } = await run(['bench', server, ...few, ...flags]);
    expect([code, JSON.parse(stdout)]).toMatchObject([0, { sessions: 2, errors: 0 }]);
  });

  it('says of a server that it does not trust why', async () => {
    const { code, stdout } = await run(['status', server, '--tls']);
    expect(code).toBe(1);
    expect(stdout).toMatch(/unreachable .*certificate/);
  });

  it.each([
    [['--key', 'a.pem'], 2, '--key has no effect without --cert'],
    [['--ca', 'nowhere.pem'], 1, '--ca names nowhere.pem, which cannot be read: ENOENT'],
  ])('says what is wrong with %j', async (wrong, expected, message) => {
    const { code, stderr } = await run(['status', server, ...wrong]);
    expect([code, stderr]).toEqual([expected, expect.stringContaining(message)]);
  });
});

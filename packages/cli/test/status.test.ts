import { createServer } from 'node:net';
import { expect, it, onTestFinished } from 'vitest';
import { run } from './helpers/command.ts';
import { freePort, served } from './helpers/served.ts';

it('tells mode, zxid and counts of a server', async () => {
  const port = await served();
  const { code, stdout } = await run(['status', `127.0.0.1:${port}`, '--json']);
  expect(code).toBe(0);
  expect(JSON.parse(stdout)).toMatchObject({
    address: `127.0.0.1:${port}`,
    type: 'serving',
    mode: 'standalone',
    zxid: expect.stringMatching(/^0x1/),
    znodes: expect.any(Number),
  });
});

it('fails for a server that is not there, and says so beside one that is', async () => {
  const port = await served();
  const nobody = await freePort();
  const { code, stdout } = await run(['status', `127.0.0.1:${port},127.0.0.1:${nobody}`]);
  expect(code).toBe(1);
  expect(stdout).toMatch(new RegExp(`^127.0.0.1:${port}  standalone`));
  expect(stdout).toMatch(new RegExp(`127.0.0.1:${nobody}  unreachable .*Is a server running`));
});

/** A server that answers everything with the same. */
async function parrot(answer: string): Promise<number> {
  const server = createServer((socket) => {
    socket.on('data', () => socket.end(answer));
  });
  const port = await freePort();
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  return port;
}

it('says of a server that does not answer the word how to have it answer', async () => {
  const port = await parrot('srvr is not executed because it is not in the whitelist.\n');
  const { code, stdout } = await run(['status', `127.0.0.1:${port}`]);
  expect(code).toBe(1);
  expect(stdout).toContain('add srvr to 4lw.commands.whitelist');
});

it('says of a server that cannot serve what it says', async () => {
  const port = await parrot('This ZooKeeper instance is not currently serving requests\n');
  const { code, stdout } = await run(['status', `127.0.0.1:${port}`]);
  expect([code, stdout]).toEqual([
    1,
    `127.0.0.1:${port}  not-serving  This ZooKeeper instance is not currently serving requests\n`,
  ]);
});

it('an address that is none ends it with 2', async () => {
  const { code, stderr } = await run(['status', 'a:b:c']);
  expect([code, stderr]).toEqual([
    2,
    'error: "a:b:c" is no address of a server: write host:port, such as 127.0.0.1:2181\n',
  ]);
});

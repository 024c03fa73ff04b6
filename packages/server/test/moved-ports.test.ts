import { createServer } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import { CORES, freePorts, until } from './helpers/ensemble.ts';
import { Growing } from './helpers/growing.ts';
import { RawClient } from './helpers/raw-client.ts';
import { word } from './helpers/word.ts';

const OPEN = { skipACL: true, words: ['*'] };

/** Three servers whose ports for clients are named, and a line that tells another for the second. */
async function named(core: (typeof CORES)[number], options = {}) {
  const ports = await freePorts(4);
  const own = (id: number) => ({ clientPort: ports[id - 1] ?? 0, ...(id === 2 ? options : {}) });
  const growing = await Growing.of(core, [1, 2, 3], OPEN, own);
  const [, from = 0, , to = 0] = ports;
  const lineTo = (port: number) => growing.lineOf(2).replace(/;.*/, `;127.0.0.1:${port}`);
  return { growing, from, to, lineTo };
}

const soon = () => new Promise((resolve) => setTimeout(resolve, 5));

/** To `ruok`; null where nobody listens. */
async function answerOf(host: string, port: number): Promise<string | null> {
  return await word(port, 'ruok', undefined, host).catch(() => null);
}

describe.each(CORES)('a server on %s that is told of another port for clients', (core) => {
  it('takes clients there, keeps those that it has, and says so', async () => {
    const { growing, from, to, lineTo } = await named(core);
    const before = await RawClient.open(from);
    await growing.reconfig({ joiningServers: lineTo(to) });
    await until(() => growing.get(2).clientPort === to);
    const after = await RawClient.open(to);
    expect((await after.ask('exists', { path: '/zookeeper', watch: false })).type).toBe('done');
    expect((await before.ask('exists', { path: '/zookeeper', watch: false })).type).toBe('done');
    while ((await answerOf('127.0.0.1', from)) !== null) await soon();
    expect(await word(to, 'conf')).toContain(`clientPort=${to}\n`);
    after.vanish();
    before.vanish();
  });
});

describe('a server that is told of a port for clients', () => {
  it('stays where it is while somebody else has that port, and says so', async () => {
    const lines: string[] = [];
    const error = (_fields: object, message: string): void => void lines.push(message);
    const log = { debug: () => {}, info: () => {}, warn: () => {}, error };
    const { growing, from, to, lineTo } = await named('zab', { log });
    const other = createServer();
    await new Promise<void>((resolve) => other.listen(to, '127.0.0.1', resolve));
    onTestFinished(() => void other.close());
    await growing.reconfig({ joiningServers: lineTo(to) });
    await until(() => lines.length > 0);
    expect(lines).toEqual(['the new port is not to be had: clients are taken at the old']);
    expect(growing.get(2).clientPort).toBe(from);
    (await RawClient.open(from)).vanish();
  });

  it('listens at another address of the same port', async () => {
    const { growing, from } = await named('zab');
    const line = growing.lineOf(2).replace(/;.*/, `;0.0.0.0:${from}`);
    await growing.reconfig({ joiningServers: line });
    while ((await answerOf('127.0.0.2', from)) !== 'imok') await soon();
    expect(growing.get(2).clientPort).toBe(from);
  });

  it('stays where it is if it was to take any port that is free', async () => {
    const [port = 0] = await freePorts(1);
    const { growing, lineTo } = await named('zab', { clientPort: 0 });
    const before = growing.get(2).clientPort;
    await growing.reconfig({ joiningServers: lineTo(port) });
    await growing.create('/seen');
    const client = await RawClient.open(before);
    for (;;) {
      const read = await client.ask('exists', { path: '/seen', watch: false });
      if (read.type === 'done') break;
    }
    expect(growing.get(2).clientPort).toBe(before);
    client.vanish();
  });
});

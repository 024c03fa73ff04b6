import { connect, createServer } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import { CORES, freePorts, until } from './helpers/ensemble.ts';
import { Growing } from './helpers/growing.ts';
import { word } from './helpers/word.ts';

const OPEN = { skipACL: true, words: ['*'] };

/** The line of a server at another port for its peers. */
function lineAt(growing: Growing, id: number, port: number): string {
  return growing.lineOf(id).replace(/:\d+:/, `:${port}:`);
}

function portOf(growing: Growing, id: number): number {
  return Number(/:(\d+):/.exec(growing.lineOf(id))?.[1]);
}

/** Whether somebody listens there. */
async function isTaken(port: number): Promise<boolean> {
  const socket = connect(port, '127.0.0.1');
  const isThere = await new Promise<boolean>((resolve) => {
    socket.once('error', () => resolve(false));
    socket.once('connect', () => resolve(true));
  });
  socket.destroy();
  return isThere;
}

describe.each(CORES)('a server on %s that is told of another port for its peers', (core) => {
  it.each(['a follower', 'the leader'])(
    'is found there, and no more where it was: %s',
    async (who) => {
      const growing = await Growing.of(core, [1, 2, 3], OPEN);
      const leader = await growing.leader();
      const id = who === 'the leader' ? leader : (leader % 3) + 1;
      const before = portOf(growing, id);
      const [port = 0] = await freePorts(1);
      const text = await growing.reconfig({ joiningServers: lineAt(growing, id, port) });
      expect(text).toContain(lineAt(growing, id, port));
      while ((await isTaken(before)) || !(await isTaken(port))) await growing.create('/meanwhile');
      expect(await word(growing.get(id).clientPort, 'conf')).toContain(`\nquorumPort=${port}\n`);
      // Without a third one, the others need it.
      const other = [1, 2, 3].find((one) => one !== id && one !== leader) ?? 0;
      await growing.stop(other);
      await growing.create('/needs-it');
      expect(await growing.has('/needs-it')).toBe(true);
    },
  );
});

describe('a server that is told of another port for its peers', () => {
  it('goes there once it is to be had, and is found where it was until then', async () => {
    const lines: string[] = [];
    const error = (_fields: object, message: string): void => void lines.push(message);
    const log = { debug: () => {}, info: () => {}, warn: () => {}, error };
    const growing = await Growing.of('zab', [1, 2, 3], { ...OPEN, log });
    const leader = await growing.leader();
    const id = (leader % 3) + 1;
    const other = [1, 2, 3].find((one) => one !== id && one !== leader) ?? 0;
    const [port = 0] = await freePorts(1);
    const occupier = createServer((socket) => socket.destroy());
    await new Promise<void>((resolve) => occupier.listen(port, '127.0.0.1', resolve));
    onTestFinished(() => void occupier.close());
    await growing.reconfig({ joiningServers: lineAt(growing, id, port) });
    await until(() => lines.includes('the new port for servers is not to be had'));
    expect(await isTaken(portOf(growing, id))).toBe(true);
    await growing.stop(other);
    // Whoever loses it finds it there again.
    const place = id - 1;
    growing.get(leader).cut({ mute: [place], deaf: [place] });
    growing.get(leader).cut({ mute: [], deaf: [] });
    await growing.create('/with-it');
    await new Promise((resolve) => occupier.close(resolve));
    while (await isTaken(portOf(growing, id))) await growing.create('/meanwhile');
    expect(await isTaken(port)).toBe(true);
    // One that begins now is told where it is.
    await growing.start(other, [1, 2, 3]);
    await growing.stop(leader);
    await growing.create('/without-the-leader');
  });
});

import { describe, expect, it } from 'vitest';
import { type ClientAddress, ClientDoor } from '../src/node/client-door.ts';

const at = (host: string, port: number): ClientAddress => ({ host, port });

/** A door of which the ports are had or not, one attempt after the other. */
async function door(...had: readonly boolean[]) {
  const lines: string[] = [];
  const say = (_fields: object, message: string): void => void lines.push(message);
  const log = { debug: say, info: say, warn: say, error: say };
  const asked: ClientAddress[] = [];
  const left = [...had];
  const listen = async (to: ClientAddress) => {
    asked.push(to);
    if (left.shift() === false) throw new Error(`${to.host}:${to.port} is taken`);
    return { port: to.port, close: () => Promise.resolve() };
  };
  const opened = await ClientDoor.open(listen, at('127.0.0.1', 2181), log);
  return { opened, asked, lines };
}

describe('a port for clients that is to be another address of the same port', () => {
  it('is the old one again where the new one is not to be had', async () => {
    const { opened, asked } = await door(true, false, true);
    opened.move(at('0.0.0.0', 2181));
    await opened.close();
    expect(opened.port).toBe(2181);
    expect(asked.map(({ host }) => host)).toEqual(['127.0.0.1', '0.0.0.0', '127.0.0.1']);
  });

  it('is none where the old one is gone as well, until another is named', async () => {
    const { opened, lines } = await door(true, false, false, true);
    opened.move(at('0.0.0.0', 2181));
    opened.move(at('127.0.0.1', 2181));
    await opened.close();
    expect(lines).toEqual([
      'the new port is not to be had: clients are taken at the old',
      'nor is the old port: no client is taken until the configuration names another or the server starts again',
      'clients are taken at another port from now on',
    ]);
    expect(opened.port).toBe(2181);
  });
});

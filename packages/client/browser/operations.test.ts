import { connect } from '@menagerie/client/browser';
import { describe, expect, it, onTestFinished } from 'vitest';
import { commands } from 'vitest/browser';
import type { Backend, Listening } from '../test/suites/backend.ts';
import { testOperations } from '../test/suites/operations.ts';

const urlOf = ({ clientPort }: Listening): string => `ws://127.0.0.1:${clientPort}/jute`;

/** Our servers, behind doors for browsers. */
const doors = ['zab', 'raft', 'paxos'].map(
  (core): Backend => ({
    title: `our server on ${core} behind a WebSocket`,
    start: async () => {
      const clientPort = await commands.serve(core, location.origin);
      return { servers: [{ clientPort }], close: () => commands.unserve(clientPort) };
    },
    open: async (servers, options = {}) => {
      const client = await connect(servers.map(urlOf), options);
      onTestFinished(() => client.close());
      return client;
    },
  }),
);

for (const backend of doors) testOperations(backend);

describe('a page', () => {
  it('logs in by SASL', async () => {
    const [backend] = doors;
    if (backend === undefined) throw new Error('there is no server');
    const started = await backend.start(1);
    onTestFinished(() => started.close());
    const sasl = { user: 'bob', password: 'bobsecret' };
    const client = await backend.open(started.servers, { sasl });
    expect(await client.whoAmI()).toContainEqual({ authScheme: 'sasl', user: 'bob' });
    const wrong = backend.open(started.servers, { sasl: { ...sasl, password: 'wrong' } });
    await expect(wrong).rejects.toMatchObject({ code: 'auth-failed' });
  });

  it('of another origin is let in nowhere', async () => {
    const clientPort = await commands.serve('zab', 'http://elsewhere.example');
    onTestFinished(() => commands.unserve(clientPort));
    const refused = connect(urlOf({ clientPort }), { connectWithinMs: 500 });
    await expect(refused).rejects.toMatchObject({ code: 'unreachable' });
  });
});

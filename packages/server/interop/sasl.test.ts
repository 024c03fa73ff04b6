import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { CoreName } from '@menagerie/server';
import { startServer } from '@menagerie/server/node';
import { describe, expect, it, onTestFinished } from 'vitest';
import { RawClient } from '../test/helpers/raw-client.ts';
import { challenged, EMPTY, login, respond, say } from '../test/helpers/sasl-login.ts';
import { create, read } from '../test/helpers/undisturbed.ts';
import { CLIENTS_FOLDER, findApache, HOW_TO_GET, startApache } from './apache.ts';
import { type Command, HOW_TO_GET_CLIENTS, javaOf, kazooOf } from './clients.ts';
import { converse } from './sessions.ts';

const CORES: readonly CoreName[] = ['zab', 'raft', 'paxos'];
const USERS = { bob: 'bobsecret', alice: 'alice secret, "quoted"', root: 'r00t' };
const JAAS_USERS = { ...USERS, alice: String.raw`alice secret, \"quoted\"` };
const BOB = ['bob', USERS.bob] as const;
const REQUIRED = 'sessionRequireClientSASLAuth=true';

const installed = findApache();

async function apache(lines: readonly string[] = []): Promise<number> {
  if (installed === null) throw new Error(HOW_TO_GET);
  const server = await startApache(installed, { users: JAAS_USERS, lines });
  onTestFinished(() => server.close());
  return await listening(server.clientPort);
}

async function ours(core: CoreName, requiredSchemes: readonly string[] = []): Promise<number> {
  const sasl = { users: USERS, superUser: 'root' };
  const server = await startServer({ core, clientPort: 0, sasl, requiredSchemes });
  onTestFinished(() => server.close());
  return await listening(server.clientPort);
}

async function listening(port: number): Promise<number> {
  const client = await RawClient.open(port, { timeOut: 40_000 });
  client.vanish();
  return port;
}

/** What comes of what clients say, and whether the server then closes. */
async function heard(
  port: number,
  says: (client: RawClient) => Promise<unknown>,
): Promise<readonly unknown[]> {
  const client = await RawClient.open(port);
  try {
    const found = await says(client);
    // Who is closed on is closed on right behind the answer.
    const after = await client.tryAsk('exists', { path: '/', watch: false });
    return [found instanceof Uint8Array ? 'a token' : found, after === null ? 'closed' : 'open'];
  } finally {
    client.vanish();
  }
}

async function twice(client: RawClient, behind: Uint8Array): Promise<unknown> {
  await login(client, BOB);
  return say(client, behind);
}

const forBob = [{ perms: 31, id: { scheme: 'sasl', id: 'bob' } }];

/** All that may go right or wrong. */
async function exchanges(port: number): Promise<Readonly<Record<string, unknown>>> {
  const late = await RawClient.open(port);
  const { token } = respond(await challenged(late), BOB);
  late.vanish();
  return {
    right: await heard(port, (client) => login(client, BOB)),
    'as another': await heard(port, (client) => login(client, BOB, { authzid: 'alice' })),
    'wrong password': await heard(port, (client) => login(client, ['bob', 'wrong'])),
    'unknown user': await heard(port, (client) => login(client, ['eve', 'x'])),
    'another challenge': await heard(port, (client) => login(client, BOB, { nonce: 'abc' })),
    'second use': await heard(port, (client) => login(client, BOB, { nc: '00000002' })),
    'another service': await heard(port, (client) => login(client, BOB, { uri: 'imap/x' })),
    'another realm': await heard(port, (client) => login(client, BOB, { realm: 'x' })),
    'response first': await heard(port, (client) => say(client, token)),
    'nothing twice': await heard(port, async (client) => {
      await challenged(client);
      return say(client, EMPTY);
    }),
    'again from the start': await heard(port, (client) => twice(client, EMPTY)),
    'again from the end': await heard(port, (client) => twice(client, token)),
    rubbish: await heard(port, async (client) => {
      await challenged(client);
      return say(client, new TextEncoder().encode('rubbish'));
    }),
    unproved: await heard(port, (client) => read(client, '/')),
    'acl of sasl': await heard(port, async (client) => {
      await login(client, BOB);
      await create(client, '/bobs', { acl: forBob });
      return read(client, '/bobs');
    }),
    'others with that acl': await heard(port, (client) => read(client, '/bobs')),
  };
}

describe.skipIf(installed === null)(installed === null ? HOW_TO_GET : 'SASL', () => {
  it.each([
    ['where it may', [], []],
    ['where it must', [REQUIRED], ['sasl']],
  ] as const)(
    "comes to the same as on Apache's server %s",
    async (_where, lines, schemes) => {
      const expected = await exchanges(await apache(lines));
      for (const core of CORES) {
        expect(await exchanges(await ours(core, schemes))).toEqual(expected);
      }
      expect(expected['right']).toEqual([true, 'open']);
    },
    0,
  );
});

interface Other {
  readonly name: string;
  /** What has to be in the folder of clients. */
  readonly needs: string;
  readonly command: (at: string, hosts: string) => Command;
}

const OTHERS: readonly Other[] = [
  {
    name: 'kazoo',
    needs: join('kazoo', 'puresasl'),
    command: (at, hosts) => kazooOf(at, 'sasl.py', hosts),
  },
  { name: 'java', needs: 'java', command: (at, hosts) => javaOf(at, 'Sasl.java', hosts) },
];

for (const { name, needs, command } of OTHERS) {
  const there = CLIENTS_FOLDER !== null && existsSync(join(CLIENTS_FOLDER, needs));
  const title = there ? name : `${name}: ${HOW_TO_GET_CLIENTS}`;
  describe.skipIf(installed === null || !there)(title, () => {
    it("authenticates with ours as with Apache's server, and is known to the same ACLs", async () => {
      const at = join(CLIENTS_FOLDER ?? '', name);
      const session = async (port: number) => converse(command(at, `127.0.0.1:${port}`));
      const expected = await session(await apache());
      expect(expected.length).toBeGreaterThan(7);
      for (const core of CORES) expect(await session(await ours(core))).toEqual(expected);
    }, 0);
  });
}

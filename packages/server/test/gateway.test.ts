import { once } from 'node:events';
import { expect, it } from 'vitest';
import { createWebSocketStream } from 'ws';
import { CORES, ensemble, until } from './helpers/ensemble.ts';
import { RawClient } from './helpers/raw-client.ts';
import { dial, PAGE, TestViewer } from './helpers/viewer.ts';

const OPEN = [{ perms: 31, id: { scheme: 'world', id: 'anyone' } }];
const token = 'known-to-few';
const gateway = { origins: [PAGE], token };

async function one(options = {}) {
  const [server] = await ensemble('zab', 1, { gateway, ...options });
  if (server === undefined) throw new Error('there is no server');
  await until(() => server.role === 'leading');
  return { server, port: server.gatewayPort ?? 0 };
}

function create(client: RawClient, path: string) {
  return client.ask('create', { path, data: Uint8Array.of(7), acl: OPEN, flags: 0 });
}

it('a page reads and writes by the very frames of the client port', async () => {
  const { server, port } = await one();
  const socket = await dial(`ws://127.0.0.1:${port}/jute?token=${token}`, PAGE);
  if (typeof socket === 'number') throw new Error(`refused with ${socket}`);
  const page = RawClient.over(createWebSocketStream(socket));
  expect(await page.greet()).not.toBeNull();
  expect((await create(page, '/from-a-page')).type).toBe('done');

  const other = await RawClient.open(server.clientPort);
  const read = await other.ask('getData', { path: '/from-a-page', watch: false });
  expect(read.type === 'done' && read.body.data).toEqual(Uint8Array.of(7));
  page.vanish();
  other.vanish();
});

it('nobody changes anything from a page of another origin, or without the token', async () => {
  const { port } = await one();
  const jute = `ws://127.0.0.1:${port}/jute`;
  const trace = `ws://127.0.0.1:${port}/trace`;
  const right = `?token=${token}`;
  for (const [url, origin] of [
    [jute + right, 'http://evil.example'],
    [jute + right, 'null'],
    [jute + right, `${PAGE}.evil.example`],
    [jute, PAGE],
    [jute, null],
    [`${jute}?token=`, PAGE],
    [`${jute}?token=known-to-fex`, PAGE],
    [trace + right, 'http://evil.example'],
    [trace, null],
    [`ws://127.0.0.1:${port}/${right}`, PAGE],
  ] as const) {
    expect([url, origin, await dial(url, origin)]).toEqual([url, origin, 403]);
  }
  // A page that may only look is told, and nothing that it says is heard.
  const looks = await dial(trace, PAGE);
  expect(typeof looks).not.toBe('number');
});

it('without a token a program is let in as over TCP, and a page by its origin', async () => {
  const { port } = await one({ gateway: { origins: [PAGE] } });
  const jute = `ws://127.0.0.1:${port}/jute`;
  expect(typeof (await dial(jute))).not.toBe('number');
  expect(typeof (await dial(jute, PAGE))).not.toBe('number');
  expect(await dial(jute, 'http://evil.example')).toBe(403);
});

it('what is no frame of a client ends the connection and nothing else', async () => {
  const { server, port } = await one();
  const url = `ws://127.0.0.1:${port}/jute?token=${token}`;
  for (const bad of ['text', Buffer.from('ffffffffffffffff', 'hex')]) {
    const socket = await dial(url, PAGE);
    if (typeof socket === 'number') throw new Error(`refused with ${socket}`);
    const closed = once(socket, 'close');
    socket.send(bad);
    await closed;
  }
  const client = await RawClient.open(server.clientPort);
  expect((await create(client, '/still-there')).type).toBe('done');
  client.vanish();
});

it.each(CORES)('a write on %s is followed from its client to all trees', async (core) => {
  const servers = await ensemble(core, 3, { gateway });
  const viewers = await Promise.all(servers.map((s) => TestViewer.of(s.gatewayPort ?? 0)));
  await until(() => servers.some(({ role }) => role === 'leading'));
  const follower = servers.findIndex(({ role }) => role !== 'leading');
  const client = await RawClient.open(servers[follower]?.clientPort ?? 0);
  await create(client, '/followed');
  const isIt = (path: string | null) => path === '/followed';
  await until(() =>
    viewers.every((viewer) => viewer.bodies('applied').some(({ body }) => isIt(body.what.path))),
  );

  const asked = viewers[follower]?.bodies('asked').find(({ body }) => isIt(body.what.path));
  const serial = asked?.body.serial ?? -1;
  const leader = servers.findIndex(({ role }) => role === 'leading');
  const proposed = viewers[leader]
    ?.bodies('proposed')
    .find(({ body }) => body.wishes.some(([o, s]) => o === follower && s === serial));
  expect(proposed).toBeDefined();
  const applied = viewers.map((viewer) =>
    viewer.bodies('applied').find(({ body }) => isIt(body.what.path)),
  );
  expect(new Set(applied.map((event) => event?.body.zxid)).size).toBe(1);
  expect(new Set(applied.map((event) => event?.body.index)).size).toBe(1);
  // By their clocks: the leader's proposal came before, on whichever server it is applied.
  for (const event of applied) {
    expect(event?.clock[leader]).toBeGreaterThanOrEqual(proposed?.clock[leader] ?? Infinity);
  }
  const answered = viewers[follower]?.bodies('answered').find(({ body }) => body.serial === serial);
  expect(answered?.body.known).toBe(true);
  client.vanish();
});

it.each(CORES)('on %s each message that came names the event of its sending', async (core) => {
  const servers = await ensemble(core, 3, { gateway });
  const viewers = await Promise.all(servers.map((s) => TestViewer.of(s.gatewayPort ?? 0)));
  await until(() => viewers.every((viewer) => viewer.bodies('received').length > 20));
  const sent = new Map(
    viewers.flatMap((viewer, from) =>
      viewer.bodies('sent').map((event) => [[from, event.clock[from]].join(), event] as const),
    ),
  );
  let joined = 0;
  for (const [to, viewer] of viewers.entries()) {
    for (const { body, clock } of viewer.bodies('received')) {
      const cause = sent.get([body.from, body.cause].join());
      if (cause === undefined) continue;
      joined += 1;
      expect([cause.body.to, cause.body.kind]).toEqual([to, body.kind]);
      expect(clock[body.from]).toBeGreaterThanOrEqual(body.cause ?? Infinity);
    }
  }
  expect(joined).toBeGreaterThan(10);
});

it('shows what a server has, but not what only some may read', async () => {
  const { server, port } = await one();
  const client = await RawClient.open(server.clientPort);
  await create(client, '/seen');
  const acl = [{ perms: 31, id: { scheme: 'digest', id: 'a:b' } }];
  await client.ask('create', { path: '/hidden', data: Uint8Array.of(1), acl, flags: 0 });
  await client.ask('getData', { path: '/seen', watch: true });
  const viewer = await TestViewer.of(port);
  viewer.look();
  await until(() => viewer.messages.some(({ type }) => type === 'look'));
  const said = viewer.messages.find((message) => message.type === 'look');
  const look = said?.type === 'look' ? said.look : null;
  expect(look?.nodes.map(({ path }) => path)).toContain('/seen');
  expect(look?.nodes.map(({ path }) => path)).not.toContain('/hidden');
  expect(look?.watches).toEqual([{ connection: 1, paths: ['/seen'] }]);
  expect(look?.sessions).toHaveLength(1);
  client.vanish();
});

it('a viewer that stops reading loses events, is told how many, and stops nobody', async () => {
  const { server, port } = await one();
  const reads = await TestViewer.of(port);
  const stops = await TestViewer.of(port);
  stops.stopReading();
  const client = await RawClient.open(server.clientPort);
  // Long names make long events, so that few of them fill what the sockets of a system hold.
  const path = `/busy${'-'.repeat(4000)}`;
  await create(client, path);
  const body = { path, data: new Uint8Array(8), version: -1 };
  while (reads.events.length < 12_000) {
    await Promise.all(Array.from({ length: 200 }, () => client.ask('setData', body)));
  }
  stops.readOn();
  await until(() => stops.lost > reads.lost);
  expect(stops.events.length).toBeLessThan(reads.events.length);
  client.vanish();
});

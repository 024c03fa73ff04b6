import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type Ensemble, startEnsemble } from '@menagerie/cli';
import type { PlaygroundAct, PlaygroundMessage } from '@menagerie/server';
import { openPlayground } from '@menagerie/server/node';
import { expect, it, onTestFinished } from 'vitest';
import { until } from '../../server/test/helpers/ensemble.ts';
import { RawClient } from '../../server/test/helpers/raw-client.ts';
import { dial, PAGE, TestViewer } from '../../server/test/helpers/viewer.ts';

const OPEN = [{ perms: 31, id: { scheme: 'world', id: 'anyone' } }];
const token = 'known-to-few';

/** Three processes behind a server of pages. */
async function playground() {
  let ensemble: Ensemble | null = null;
  const open = openPlayground(
    '/live/',
    () => (ensemble === null ? null : { core: 'zab', members: ensemble.members }),
    { origins: [PAGE], token },
  );
  const pages = createServer().on('upgrade', open.upgrade).listen(0, '127.0.0.1');
  onTestFinished(async () => {
    open.close();
    await ensemble?.close();
    pages.close();
  });
  ensemble = await startEnsemble({
    server: () => ({ gateway: { origins: [PAGE], token } }),
    onChange: open.changed,
  });
  const { port } = pages.address() as AddressInfo;
  const viewers = await Promise.all(
    [0, 1, 2].map((i) => TestViewer.of(port, `/live/servers/${i}/trace`)),
  );
  return { ensemble, port, viewers, url: `ws://127.0.0.1:${port}/live/control` };
}

/** A page that steers. */
class Page {
  state: (PlaygroundMessage & { readonly type: 'ensemble' }) | null = null;
  refused: string | null = null;
  #socket: Exclude<Awaited<ReturnType<typeof dial>>, number> | null = null;

  static async of(url: string): Promise<Page> {
    const page = new Page();
    const socket = await dial(url, PAGE, (text) => page.#hear(JSON.parse(text)));
    if (typeof socket === 'number') throw new Error(`refused with ${socket}`);
    page.#socket = socket;
    await until(() => page.state !== null);
    return page;
  }

  #hear(message: PlaygroundMessage): void {
    if (message.type === 'ensemble') this.state = message;
    else this.refused = message.reason;
  }

  act(act: PlaygroundAct): void {
    this.#socket?.send(JSON.stringify(act));
  }

  async statusOf(server: number, status: string): Promise<void> {
    await until(() => this.state?.members[server]?.status === status);
  }
}

function leaderIn({ messages }: TestViewer): number | null {
  const last = messages.findLast((message) => message.type === 'picture');
  return last?.type === 'picture' && last.picture.serves ? last.picture.core.leader : null;
}

async function leaderOf(viewers: readonly TestViewer[]): Promise<number> {
  for (;;) {
    const said = viewers.map(leaderIn);
    const [first = null] = said;
    if (first !== null && said.every((leader) => leader === first)) return first;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

it('kills, restarts, pauses and parts real processes, and keeps what was written', async () => {
  const { ensemble, url, viewers } = await playground();
  const page = await Page.of(`${url}?token=${token}`);
  const first = await leaderOf(viewers);
  const before = page.state?.members[first]?.pid ?? 0;
  const client = await RawClient.open(ensemble.members[first]?.clientPort ?? 0);
  await client.ask('create', { path: '/kept', data: null, acl: OPEN, flags: 0 });

  page.act({ type: 'kill', server: first });
  await page.statusOf(first, 'ended');
  expect(() => process.kill(before, 0)).toThrow('ESRCH');
  const others = viewers.filter((_, server) => server !== first);
  await until(() => others.every((one) => leaderIn(one) !== first && leaderIn(one) !== null));
  const second = await leaderOf(others);
  const next = await RawClient.open(ensemble.members[second]?.clientPort ?? 0);
  expect((await next.ask('exists', { path: '/kept', watch: false })).type).toBe('done');

  // A leader that stands still is replaced, and follows once it goes on.
  page.act({ type: 'restart', server: first });
  await page.statusOf(first, 'running');
  page.act({ type: 'pause', server: second });
  await page.statusOf(second, 'paused');
  const back = await TestViewer.of(Number(new URL(url).port), `/live/servers/${first}/trace`);
  const third = 3 - first - second;
  await until(() => [back, viewers[third]].every((v) => v !== undefined && leaderIn(v) !== second));
  page.act({ type: 'resume', server: second });
  await page.statusOf(second, 'running');

  // A follower that hears nobody serves nobody; healed it does.
  const now = await leaderOf([back, ...viewers.filter((_, server) => server !== first)]);
  const lone = now === third ? second : third;
  const links = [0, 1, 2]
    .filter((peer) => peer !== lone)
    .flatMap((peer) => [
      { from: lone, to: peer },
      { from: peer, to: lone },
    ]);
  const seen = viewers[lone];
  if (seen === undefined) throw new Error('nobody looks on');
  page.act({ type: 'cut', links });
  await until(() => leaderIn(seen) === null);
  expect(page.state?.cuts).toHaveLength(4);
  page.act({ type: 'heal', links });
  await until(() => leaderIn(seen) !== null);
  expect(page.state?.cuts).toEqual([]);
  client.vanish();
  next.vanish();
});

it('a page without the token sees all and changes nothing, one of elsewhere sees nothing', async () => {
  const { url, port, viewers } = await playground();
  const page = await Page.of(url);
  expect(page.state?.mayAct).toBe(false);
  const pids = page.state?.members.map(({ pid }) => pid);
  page.act({ type: 'kill', server: 0 });
  await until(() => page.refused !== null);
  page.refused = null;
  page.act({ type: 'cut', links: [{ from: 0, to: 1 }] });
  await until(() => page.refused !== null);
  expect(page.state?.members.map(({ pid }) => pid)).toEqual(pids);
  expect(page.state?.cuts).toEqual([]);

  const right = `?token=${token}`;
  for (const path of ['control', 'servers/0/jute', 'servers/0/trace']) {
    const there = `ws://127.0.0.1:${port}/live/${path}`;
    expect([path, await dial(there + right, 'http://evil.example')]).toEqual([path, 403]);
    expect([path, await dial(there)]).toEqual([path, 403]);
  }
  expect(await dial(`ws://127.0.0.1:${port}/live/servers/0/jute`, PAGE)).toBe(403);
  expect(await dial(`ws://127.0.0.1:${port}/live/servers/9/trace${right}`, PAGE)).toBe(403);
  await leaderOf(viewers);
});

it('what is no act is refused, and does nothing', async () => {
  const { url } = await playground();
  const page = await Page.of(`${url}?token=${token}`);
  for (const nonsense of [
    { type: 'kill', server: 3 },
    { type: 'kill', server: -1 },
    { type: 'restart', server: 'constructor' },
    { type: 'close' },
    { type: 'cut', links: [{ from: 0, to: 0 }] },
    { type: 'cut', links: 'all' },
  ]) {
    page.refused = null;
    page.act(nonsense as PlaygroundAct);
    await until(() => page.refused !== null);
  }
  expect(page.state?.members.map(({ status }) => status)).toEqual(Array(3).fill('running'));
});

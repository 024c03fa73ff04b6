import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Page } from 'playwright';
import { beforeAll, describe, expect } from 'vitest';
import { accessibilityFindings, test } from '../../../e2e/browser.ts';
import { RawClient } from '../../../packages/server/test/helpers/raw-client.ts';
import { eventually } from './lab-page.ts';

/** What `npm start` runs once all is built, on any free ports, with disks of its own. */
interface Started {
  /** With the token. */
  readonly address: string;
  readonly origin: string;
  /** Where a server listens for clients. */
  readonly clientPort: number;
}

const root = join(import.meta.dirname, '../../..');
let started: Started = { address: '', origin: '', clientPort: 0 };

beforeAll(async () => {
  const data = await mkdtemp(join(tmpdir(), 'menagerie-live-'));
  const flags = ['--conditions=@menagerie/source', '--import', 'tsx'];
  const options = ['--port', '0', '--no-site', '--data', data];
  const child = spawn(process.execPath, [...flags, 'scripts/playground.ts', ...options], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = new Promise((resolve) => child.once('exit', resolve));
  for await (const line of createInterface(child.stdout)) {
    const address = /http:\S+\?live#token=\w+/.exec(line)?.[0];
    if (address !== undefined) started = { ...started, address, origin: new URL(address).origin };
    const port = /Servers +127\.0\.0\.1:(\d+)/.exec(line)?.[1];
    if (port === undefined) continue;
    started = { ...started, clientPort: Number(port) };
    break;
  }
  return async () => {
    child.kill('SIGTERM');
    await ended;
    await rm(data, { recursive: true });
  };
});

async function open(page: Page, options = 'lang=en&theme=light'): Promise<void> {
  await page.goto(started.address.replace('?live', `?live&${options}`));
  await page.locator('.lab-server.is-leader').waitFor();
}

async function leader(page: Page): Promise<number> {
  const found = page.locator('.lab-server.is-leader');
  await found.first().waitFor();
  return Number(await found.first().getAttribute('data-server'));
}

async function write(page: Page, server: number, path: string): Promise<void> {
  await page.locator('select[name=at]').selectOption(String(server));
  await page.locator('input[name=path]').fill(path);
  await page.locator('[data-control=write]').click();
  await page.locator('[data-written=done]').waitFor();
}

/** As the panel of the tree has it, of a server. */
async function hasZnode(page: Page, server: number, path: string): Promise<void> {
  await page.locator('[data-tab=tree]').click();
  await page.locator(`.lab-live-rail .lab-pick button`).nth(server).click();
  await page.locator(`[data-znode="${path}"]`).waitFor();
}

describe('three real servers', () => {
  test('a write is followed from its client to all trees', async ({ page, complaints }) => {
    await open(page);
    const follower = ((await leader(page)) + 1) % 3;
    await write(page, follower, '/followed');
    // By the page itself, over the same frames.
    expect(await page.locator('[data-written]').innerText()).toContain('“hello”');
    expect(page.url()).not.toContain('token');
    const journey = page.locator('[data-journey="/followed"]').first();
    await eventually(() => journey.getAttribute('data-applied')).toBe('3');
    // Who was asked, who proposed it, whose disk has it, into whose tree it went.
    const cells = await journey.locator('tbody tr').allInnerTexts();
    expect(cells.filter((row) => /\d\.\d\d/.test(row))).toHaveLength(3);
    for (const server of [0, 1, 2]) await hasZnode(page, server, '/followed');
    expect(complaints).toEqual([]);
  });

  test('the leader is killed from the page; the next one has what was written', async ({
    page,
    complaints,
  }) => {
    await open(page);
    const first = await leader(page);
    await write(page, first, '/kept');
    await page.locator(`[data-server="${first}"]`).click();
    await page.locator('.lab-verbs [data-verb=crash]').click();
    await page.locator(`.lab-server.is-crashed[data-server="${first}"]`).waitFor();
    await eventually(() => leader(page)).not.toBe(first);
    const second = await leader(page);
    await hasZnode(page, second, '/kept');
    await page.locator(`[data-server="${first}"]`).click();
    await page.locator('.lab-verbs [data-verb=recover]').click();
    await page.locator(`.lab-server.is-follower[data-server="${first}"]`).waitFor();
    await hasZnode(page, first, '/kept');
    expect(complaints).toEqual([]);
  });

  test('by keyboard: a server is paused and goes on', async ({ page }) => {
    await open(page);
    const follower = ((await leader(page)) + 1) % 3;
    await page.keyboard.press(String(follower + 1));
    await page.keyboard.press('z');
    await page.locator(`.lab-server.is-paused[data-server="${follower}"]`).waitFor();
    await page.keyboard.press('z');
    await page.locator(`.lab-server.is-follower[data-server="${follower}"]`).waitFor();
  });

  test('a partition is drawn, and healed', async ({ page }) => {
    await open(page);
    const first = await leader(page);
    const box = await page.locator(`[data-server="${first}"] .lab-server-hit`).boundingBox();
    if (box === null) throw new Error('the leader is not on the page');
    const centre = { x: box.x + box.width / 2, y: box.y + box.height / 2 };
    await page.mouse.move(centre.x, centre.y - 62);
    await page.mouse.down();
    for (let i = 0; i <= 24; i += 1) {
      const angle = (i / 24) * 2 * Math.PI;
      await page.mouse.move(centre.x + 62 * Math.sin(angle), centre.y - 62 * Math.cos(angle));
    }
    await page.mouse.up();
    await page.locator('[data-zone]').waitFor();
    await eventually(() => leader(page)).not.toBe(first);
    await write(page, await leader(page), '/apart');
    await page.locator('[data-verb=heal-all]').click();
    await page.locator('[data-zone]').waitFor({ state: 'detached' });
    await page.locator(`.lab-server.is-follower[data-server="${first}"]`).waitFor();
    await hasZnode(page, first, '/apart');
  });

  test('more than can be shown is counted, and said', async ({ page }) => {
    await open(page);
    let client = await RawClient.open(started.clientPort);
    const data = new Uint8Array(8);
    const acl = [{ perms: 31, id: { scheme: 'world', id: 'anyone' } }];
    await client.ask('create', { path: '/busy', data, acl, flags: 0 });
    const lost = page.locator('[data-lost]');
    while ((await lost.count()) === 0) {
      const body = { path: '/busy', data, version: -1 };
      // A machine that has much else to do may see an election, and the client has to come again.
      if (client.closed) client = await RawClient.open(started.clientPort);
      const asks = Array.from({ length: 1000 }, () => client.tryAsk('setData', body));
      await Promise.all(asks);
    }
    expect(await lost.innerText()).toMatch(/^\d+ events? not shown$/);
    client.vanish();
  });

  test('without the token a page looks on, and has nothing to press', async ({ page }) => {
    await page.goto(`${started.origin}/lab/?live&lang=en`);
    await page.locator('.lab-server.is-leader').waitFor();
    expect(await page.locator('.lab-live-note').first().innerText()).toContain('look on');
    await page.locator('[data-server="0"]').click();
    expect(await page.locator('[data-verb], [data-control=write]').count()).toBe(0);
  });

  test('where no servers are, a page says how to have some', async ({ page }) => {
    // Of the tests' own server of pages, which has none behind it.
    await page.goto('/lab/?live&lang=en');
    await page.locator('.lab-live-absent').waitFor();
    expect(await page.locator('.lab-live-absent').innerText()).toContain('npm start');
    await page.locator('[data-open=locale]').click();
    await eventually(() => page.locator('.lab-live-absent').innerText()).toMatch(/[\u4e00-\u9fff]/);
  });

  test('a page of another origin is refused, with the token', async ({ page }) => {
    const token = new URLSearchParams(new URL(started.address).hash.slice(1)).get('token') ?? '';
    // The tests' own server of pages: another port is another origin.
    await page.goto('/lab/');
    const opened = await page.evaluate(
      async ([origin = '', secret = '']) =>
        Promise.all(
          ['control', 'servers/0/jute', 'servers/0/trace'].map(
            (path) =>
              new Promise<string>((resolve) => {
                const url = `${origin.replace('http', 'ws')}/live/${path}?token=${secret}`;
                const socket = new WebSocket(url);
                socket.addEventListener('open', () => resolve('open'));
                socket.addEventListener('error', () => resolve('refused'));
              }),
          ),
        ),
      [started.origin, token],
    );
    expect(opened).toEqual(['refused', 'refused', 'refused']);
  });

  test.for([
    ['light', 'en'],
    ['dark', 'zh'],
  ] as const)(
    'axe finds nothing wrong in %s, in %s, wide and narrow',
    async ([theme, lang], { page }) => {
      const findings: string[] = [];
      for (const width of [1360, 390]) {
        await page.setViewportSize({ width, height: 860 });
        await open(page, `lang=${lang}&theme=${theme}`);
        for (const tab of ['writes', 'tree', 'events']) {
          await page.locator(`[data-tab=${tab}]`).click();
          await page.locator('.lab-rail-panel > *').first().waitFor();
          findings.push(...(await accessibilityFindings(page)));
        }
        const sideways = await page.evaluate(
          () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
        );
        expect(sideways).toBe(0);
      }
      expect([...new Set(findings)]).toEqual([]);
    },
  );

  test('nothing travels for a reader who wants less motion, and frozen it stands', async ({
    page,
  }) => {
    await page.emulateMedia({ reducedMotion: 'reduce' });
    await open(page);
    expect(await page.locator('.lab-stage.is-calm').count()).toBe(1);
    const freeze = page.locator('[data-control=freeze]');
    await freeze.click();
    await page.locator('[data-control=freeze][aria-pressed=true]').waitFor();
    const matrix = page.locator('.lab-log');
    const before = await matrix.innerText();
    await write(page, 0, '/unseen');
    expect(await matrix.innerText()).toBe(before);
    await freeze.click();
    await eventually(() => matrix.innerText()).not.toBe(before);
    // What came meanwhile is not shown, and not forgotten.
    await page.locator('[data-lost]').waitFor();
  });
});

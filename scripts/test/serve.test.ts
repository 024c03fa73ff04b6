import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { serve } from '../serve.mjs';

let home = '';
let folders = { site: '', lab: '' };

beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'menagerie-serve-'));
  folders = { site: join(home, 'site'), lab: join(home, 'lab') };
  await mkdir(join(folders.site, 'zh-Hans'), { recursive: true });
  await mkdir(folders.lab);
  await writeFile(join(folders.site, 'index.html'), 'the site');
  await writeFile(join(folders.site, 'glossary.html'), 'the glossary');
  await writeFile(join(folders.site, '404.html'), 'no such page');
  await writeFile(join(folders.site, 'zh-Hans', 'index.html'), '站点');
  await writeFile(join(folders.lab, 'index.html'), 'the lab');
});

afterAll(() => rm(home, { recursive: true, force: true }));

async function read(address: string): Promise<[status: number, text: string]> {
  const response = await fetch(address);
  return [response.status, await response.text()];
}

it('serves the site at the root, its translation and the lab beside it', async () => {
  const { origin, close } = await serve({ port: 0, folders });
  try {
    expect(await read(`${origin}/`)).toEqual([200, 'the site']);
    expect(await read(`${origin}/glossary?from=home`)).toEqual([200, 'the glossary']);
    expect(await read(`${origin}/zh-Hans/`)).toEqual([200, '站点']);
    expect(await read(`${origin}/lab/`)).toEqual([200, 'the lab']);
    expect(await read(`${origin}/lab?scenario=split`)).toEqual([200, 'the lab']);
    expect(await read(`${origin}/lab/nothing.js`)).toEqual([404, 'no such page']);
    expect(await read(`${origin}/../package.json`)).toEqual([404, 'no such page']);
  } finally {
    await close();
  }
});

it('leads from the root to the lab when there is no site', async () => {
  const { origin, site, close } = await serve({ port: 0, site: false, folders });
  try {
    expect(site).toBe(false);
    expect(await read(`${origin}/`)).toEqual([200, 'the lab']);
  } finally {
    await close();
  }
});

it('takes the next free port when the one it is given is taken', async () => {
  const squatter = await new Promise<Server>((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => resolve(server));
  });
  const address = squatter.address();
  if (address === null || typeof address === 'string') throw new Error('no port was bound');
  const { origin, close } = await serve({ port: address.port, folders });
  expect(Number(new URL(origin).port)).toBeGreaterThan(address.port);
  await close();
  squatter.close();
});

it('says what to do when nothing is built', async () => {
  const nowhere = { site: join(home, 'none'), lab: join(home, 'none') };
  await expect(serve({ port: 0, folders: nowhere })).rejects.toThrow('npm run build');
});

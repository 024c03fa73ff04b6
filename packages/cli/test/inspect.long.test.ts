import { cp, readdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { startServer } from '@menagerie/server/node';
import { describe, expect, it } from 'vitest';
import { APACHE, FIRST_LOG, LAST_LOG } from './helpers/apache.ts';
import { run } from './helpers/command.ts';
import { emptyFolder } from './helpers/folder.ts';
import { create } from './helpers/znodes.ts';

type Core = 'zab' | 'raft' | 'paxos';
const CORES: readonly Core[] = ['zab', 'raft', 'paxos'];

/** The directory of a server that was given a few znodes. */
async function kept(core: Core, ...paths: readonly string[]): Promise<string> {
  const directory = await emptyFolder();
  const server = await startServer({ core, directory, clientPort: 0 });
  for (const path of paths) await create(server.clientPort, path, 'some data');
  await server.close();
  return directory;
}

const lines = (text: string): string[] => text.trimEnd().split('\n');

describe('menagerie log', () => {
  it.each(CORES)('shows the requests in the log of a server on %s', async (core) => {
    const directory = await kept(core, '/one', '/two');
    const { code, stdout } = await run(['log', directory, '--core', core, '--json']);
    expect(code).toBe(0);
    const numbers = lines(stdout).map((line) => Number(JSON.parse(line).number));
    expect(numbers).toEqual([...numbers].sort((a, b) => a - b));
    for (const path of ['/one', '/two']) {
      expect(stdout).toContain(`"request":{"type":"create","xid":1,"body":{"path":"${path}"`);
    }
    const later = await run(['log', directory, '--from', '3']);
    expect(lines(later.stdout)[0]).toMatch(/: batch 3, \d+ bytes/);
  });

  it('finds damage, and says where', async () => {
    const directory = await kept('zab', '/one');
    expect((await run(['log', directory, '--check'])).code).toBe(0);
    const name = (await readdir(directory)).find((each) => each.startsWith('log-')) ?? '';
    const bytes = await readFile(join(directory, name));
    bytes[60] = (bytes[60] ?? 0) ^ 1;
    await writeFile(join(directory, name), bytes);
    const { code, stdout } = await run(['log', directory, '--check']);
    expect(code).toBe(1);
    expect(stdout).toMatch(new RegExp(`problem: ${directory}/${name} at offset 40: expected`));
  });

  it('compares two logs batch by batch', async () => {
    const directory = await kept('zab', '/one');
    const copy = join(await emptyFolder(), 'copy');
    await cp(directory, copy, { recursive: true });
    const same = await run(['log', directory, '--compare', copy]);
    expect([same.code, JSON.parse(same.stdout).difference]).toEqual([0, null]);
    const other = await run(['log', directory, '--compare', await kept('zab', '/other')]);
    expect(other.code).toBe(1);
    expect(JSON.parse(other.stdout).difference.number).toBeGreaterThan(0);
  });

  it("shows and compares Apache's", async () => {
    const shown = await run(['log', APACHE]);
    expect(lines(shown.stdout)).toHaveLength(28);
    expect(shown.stdout).toMatch(/zxid 0x18 .* setData \{"path":"\/app","data":\{"text":"four"\}/);
    const checked = await run(['log', LAST_LOG, '--check']);
    expect(checked.stdout).toBe(`${LAST_LOG}: 6 transactions, the last is 0x1c\n`);
    const compared = await run(['log', APACHE, '--compare', FIRST_LOG]);
    expect([compared.code, compared.stdout]).toEqual([
      0,
      '22 transactions are in both, and are the same\n',
    ]);
  });

  it('says of something else what it takes', async () => {
    const folder = await emptyFolder();
    const { code, stderr } = await run(['log', folder]);
    expect(code).toBe(1);
    expect(stderr).toContain(`error: ${folder} is no data of a server: name a directory with`);
  });
});

describe('menagerie snapshot', () => {
  it.each(CORES)('shows the tree of a server on %s', async (core) => {
    const directory = await kept(core, '/one');
    const { stdout } = await run(['snapshot', directory, '--core', core, '--json']);
    const znodes = lines(stdout).map((line): unknown => JSON.parse(line));
    expect(znodes).toContainEqual(
      expect.objectContaining({
        path: '/one',
        data: { text: 'some data' },
        acl: [{ perms: 31, id: { scheme: 'world', id: 'anyone' } }],
        stat: expect.objectContaining({ version: 0, czxid: expect.stringMatching(/^0x1/) }),
      }),
    );
  });

  it('says of ours that it needs the core, and when it is another one', async () => {
    const directory = await kept('zab', '/one');
    const without = await run(['snapshot', directory]);
    expect([without.code, without.stderr]).toEqual([
      2,
      `error: the data in ${directory} can be read only by the core that wrote it: name it with --core zab, raft or paxos\n`,
    ]);
  });

  it('finds the log where it is apart, and takes another one for a copy', async () => {
    const [directory, logDirectory] = [await emptyFolder(), await emptyFolder()];
    const server = await startServer({ core: 'zab', directory, logDirectory, clientPort: 0 });
    await create(server.clientPort, '/one', 'some data');
    await server.close();
    for (const path of [directory, logDirectory]) {
      expect((await run(['snapshot', path, '--core', 'zab'])).stdout).toContain('/one "some data"');
      expect((await run(['log', path, '--check'])).stdout).toContain(`${logDirectory}/log-`);
    }
    const copy = join(await emptyFolder(), 'copy');
    await rename(logDirectory, copy);
    const lost = await run(['snapshot', directory, '--core', 'zab']);
    expect([lost.code, lost.stderr]).toEqual([
      1,
      expect.stringContaining(`${logDirectory}: expected a directory, found none.`),
    ]);
    const found = await run(['snapshot', directory, '--core', 'zab', '--logs', copy]);
    expect(found.stdout).toContain('/one "some data"');
  });

  it('compares trees across formats', async () => {
    const there = join(await emptyFolder(), 'ours');
    await run(['import', APACHE, there]);
    const same = await run(['snapshot', there, '--core', 'zab', '--compare', APACHE]);
    expect([same.code, same.stdout]).toEqual([0, '16 znodes, the same on both sides\n']);
    const snapshot = join(APACHE, 'version-2/snapshot.16');
    const before = await run(['snapshot', there, '--core', 'zab', '--compare', snapshot]);
    expect(before.code).toBe(1);
    expect(before.stdout).toMatch(/^only left: {2}\/later "x"/m);
    expect(before.stdout).toMatch(/^only right: \/deep\/er\/est ""/m);
    expect(before.stdout).toMatch(/^left: {2}\{"path":"\/app".*\nright: \{"path":"\/app"/m);
  });
});

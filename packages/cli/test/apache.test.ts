import { copyFile, mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Tree } from '@menagerie/znode';
import { expect, it } from 'vitest';
import { treeIn } from '../src/apache/data-dir.ts';
import { entriesIn } from '../src/apache/log.ts';
import { snapshotIn } from '../src/apache/snapshot.ts';
import { APACHE, FIRST_LOG, LAST_LOG, SNAPSHOT } from './helpers/apache.ts';
import { emptyFolder } from './helpers/folder.ts';

const silent = (): void => {};

it('the tree of snapshot and logs has the digest that Apache noted behind its last transaction', async () => {
  const replay = await treeIn(APACHE, null, silent);
  const { sessions, lastZxid } = replay;
  const tree = Tree.of({ znodes: replay.znodes(), sessions, lastZxid });
  const last = [...entriesIn(LAST_LOG, await readFile(LAST_LOG))].at(-1);
  expect(tree.digest).toBe(last?.entry.digest?.treeDigest);
  expect(lastZxid).toBe(last?.entry.header.zxid);
  // Of the sessions one was not closed.
  expect(sessions).toHaveLength(1);
});

it('every transaction in the log leaves the tree with the digest that Apache noted', async () => {
  const empty = snapshotIn('', await readFile(join(APACHE, 'version-2/snapshot.0')));
  const folder = await emptyFolder();
  await mkdir(join(folder, 'version-2'));
  await copyFile(join(APACHE, 'version-2/snapshot.0'), join(folder, 'version-2/snapshot.0'));
  const replay = await treeIn(folder, null, silent);
  expect([...replay.znodes()]).toHaveLength(empty.znodes.length);
  let compared = 0;
  for (const { entry } of entriesIn(FIRST_LOG, await readFile(FIRST_LOG))) {
    replay.apply(entry);
    if (entry.digest === null) continue;
    const { sessions, lastZxid } = replay;
    const tree = Tree.of({ znodes: replay.znodes(), sessions, lastZxid });
    expect(tree.digest, `after 0x${lastZxid.toString(16)}`).toBe(entry.digest.treeDigest);
    compared += 1;
  }
  expect(compared).toBe(22);
});

it('a snapshot says its digest, and what is flipped in it is found', async () => {
  const bytes = await readFile(SNAPSHOT);
  const { znodes, sessions, digest } = snapshotIn(SNAPSHOT, bytes);
  const tree = Tree.of({ znodes, sessions, lastZxid: digest?.zxid ?? 0n });
  expect(tree.digest).toBe(digest?.value);
  for (let at = 0; at < bytes.length; at += 1) {
    // The database's number and the slash behind a sum are nobody's business.
    if ((at >= 8 && at < 16) || isSlash(bytes, at)) continue;
    const flipped = Uint8Array.from(bytes);
    flipped[at] = (flipped[at] ?? 0) ^ 1;
    expect(() => snapshotIn(SNAPSHOT, flipped), `byte ${at}`).toThrow(SNAPSHOT);
  }
});

/** Behind the two sums stands a slash with its length, which says nothing. */
function isSlash(bytes: Uint8Array, at: number): boolean {
  return [0, 1, 2, 3, 4].some((back) => {
    const from = at - back;
    return from > 1000 && Buffer.from(bytes.subarray(from, from + 5)).equals(SLASH);
  });
}

const SLASH = Buffer.from([0, 0, 0, 1, 0x2f]);

it('a torn last entry ends a log, and is told of', async () => {
  const bytes = await readFile(FIRST_LOG);
  const whole = [...entriesIn(FIRST_LOG, bytes)];
  const last = whole.at(-1)?.offset ?? 0;
  const end = bytes.findLastIndex((byte) => byte !== 0) + 1;
  for (let size = last + 1; size < end; size += 1) {
    const told: string[] = [];
    const found = [...entriesIn(FIRST_LOG, bytes.subarray(0, size), (each) => told.push(each))];
    expect(found).toHaveLength(whole.length - 1);
    if (size >= last + 12) expect(told).toEqual([expect.stringContaining(`at ${last}`)]);
  }
});

it('a flipped byte in the middle of a log is damage, with file and offset', async () => {
  const bytes = await readFile(FIRST_LOG);
  const [, second, third] = [...entriesIn(FIRST_LOG, bytes)];
  for (let at = second?.offset ?? 0; at < (third?.offset ?? 0); at += 1) {
    const flipped = Uint8Array.from(bytes);
    flipped[at] = (flipped[at] ?? 0) ^ 1;
    expect(() => [...entriesIn(FIRST_LOG, flipped)], `byte ${at}`).toThrow(
      `${FIRST_LOG} at ${second?.offset}`,
    );
  }
});

it('a snapshot that is broken is passed over for the one before it', async () => {
  const folder = join(await emptyFolder(), 'version-2');
  await mkdir(folder);
  for (const name of ['snapshot.0', 'log.1', 'log.17']) {
    await copyFile(join(APACHE, 'version-2', name), join(folder, name));
  }
  await writeFile(join(folder, 'snapshot.16'), 'broken');
  const told: string[] = [];
  const replay = await treeIn(folder, null, (each) => told.push(each));
  const sound = await treeIn(APACHE, null, silent);
  expect([...replay.znodes()]).toEqual([...sound.znodes()]);
  expect(told).toEqual([expect.stringContaining('snapshot.16 at')]);
});

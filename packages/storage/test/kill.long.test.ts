import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { nodeFiles } from '@menagerie/storage/node';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openLedger } from './helpers/ledger.ts';

const KILLS = 36;
const child = join(import.meta.dirname, 'helpers', 'appending-child.ts');
let root = '';

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'menagerie-kill-'));
});

afterAll(() => rm(root, { recursive: true, force: true }));

function start(directory: string): ChildProcess {
  return spawn(
    process.execPath,
    ['--import', 'tsx', '--conditions=@menagerie/source', child, directory],
    { stdio: ['ignore', 'pipe', 'inherit'], cwd: import.meta.dirname },
  );
}

/** Lets it append until it has said so much, and kills it; what it had said by then. */
async function runAndKill(
  directory: string,
  lines: number,
): Promise<{ opened: number; durable: number }> {
  const process = start(directory);
  const said = { opened: -1, durable: 0 };
  let heard = 0;
  if (process.stdout === null) throw new Error('no standard output');
  for await (const line of createInterface({ input: process.stdout })) {
    const [what, number] = line.split(' ');
    if (what === 'opened') said.opened = Number(number);
    if (what === 'durable') said.durable = Number(number);
    heard += 1;
    // All that it said before it died is read still.
    if (heard === lines) process.kill('SIGKILL');
  }
  if (process.exitCode === null && process.signalCode === null) await once(process, 'exit');
  expect(process.signalCode).toBe('SIGKILL');
  return said;
}

describe('a process that is killed with -9', () => {
  it('finds all that it was told durable, without a gap, and nothing twice', async () => {
    const directory = join(root, 'killed');
    let durable = 0;
    for (let kill = 0; kill < KILLS; kill += 1) {
      const said = await runAndKill(directory, 1 + ((kill * 7) % 23));
      // The ledger of the child refuses a gap or a batch twice, and the test fails by its exit.
      expect(said.opened).toBeGreaterThanOrEqual(durable);
      durable = Math.max(said.opened, said.durable);
    }
    const { store, ledger } = await openLedger(await nodeFiles(directory));
    expect(ledger.applied).toBeGreaterThanOrEqual(durable);
    expect(ledger.applied).toBeGreaterThan(KILLS);
    expect(store.snapshot).not.toBeNull();
    await store.close();
  });

  it('keeps others out while it lives, and leaves no lock behind', async () => {
    const directory = join(root, 'locked');
    const process = start(directory);
    if (process.stdout === null) throw new Error('no standard output');
    await once(createInterface({ input: process.stdout }), 'line');
    const refused = openLedger(await nodeFiles(directory));
    await expect(refused).rejects.toMatchObject({ code: 'locked' });
    await expect(refused).rejects.toThrow(`process ${process.pid} has it open`);
    process.kill('SIGKILL');
    await once(process, 'exit');
    const { store } = await openLedger(await nodeFiles(directory));
    await store.close();
  });
});

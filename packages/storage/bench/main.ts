import { spawnSync } from 'node:child_process';
import { mkdtemp, open, readdir, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openStore, type StoreOptions } from '@menagerie/storage';
import { nodeFiles } from '@menagerie/storage/node';
import { helpIfAsked } from '../../../scripts/help.ts';
import { benchSnapshot } from './snapshot.ts';

helpIfAsked(`Usage: npm run bench:storage

Appending beside a file that is appended to and synced for each batch, and opening a log of a million
batches beside reading its bytes. Medians, and ratios of the same run: the disk decides the rest.
`);

const ROUNDS = 5;
const SECONDS = 1;
const MILLION = 1_000_000;
const BATCH_BYTES = 200;
const IDENTITY = new Uint8Array(16).fill(7);

const median = (numbers: readonly number[]): number =>
  numbers.toSorted((a, b) => a - b)[numbers.length >> 1] ?? 0;

const millis = (): number => performance.now();

async function inDirectory<T>(work: (directory: string) => Promise<T>): Promise<T> {
  const directory = await mkdtemp(join(tmpdir(), 'menagerie-bench-'));
  try {
    return await work(directory);
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
}

/** Batches a second with so many clients, each of which waits for its batch to be durable. */
function storeRate(
  clients: number,
  bytes: number,
  options: Partial<StoreOptions> = {},
): Promise<number> {
  return inDirectory(async (directory) => {
    const batch = new Uint8Array(bytes).fill(1);
    let isOver = false;
    let done = 0;
    const { store } = await openStore({
      files: await nodeFiles(directory),
      identity: IDENTITY,
      ...options,
      onDurable: (number) => {
        const released = number - done;
        done = number;
        for (let i = 0; i < released && !isOver; i += 1) store.append(batch);
      },
    });
    const began = millis();
    for (let i = 0; i < clients; i += 1) store.append(batch);
    await new Promise((resolve) => setTimeout(resolve, SECONDS * 1000));
    const rate = (done / (millis() - began)) * 1000;
    isOver = true;
    await store.close();
    return rate;
  });
}

/** Batches a second, each appended and synced by itself. */
function plainRate(bytes: number): Promise<number> {
  return inDirectory(async (directory) => {
    const file = await open(join(directory, 'log'), 'a');
    const batch = new Uint8Array(bytes).fill(1);
    const began = millis();
    let done = 0;
    while (millis() - began < SECONDS * 1000) {
      await file.appendFile(batch);
      await file.datasync();
      done += 1;
    }
    const rate = (done / (millis() - began)) * 1000;
    await file.close();
    return rate;
  });
}

async function benchAppending(): Promise<void> {
  const kinds = [
    { name: 'plain appendFile + fdatasync', clients: 1, run: plainRate },
    ...[1, 16, 256, 4096].map((clients) => ({
      name: `store, ${clients} batches under way`,
      clients,
      run: (bytes: number) => storeRate(clients, bytes),
    })),
    {
      name: 'store, 1 batch, no space in advance',
      clients: 1,
      run: (bytes: number) => storeRate(1, bytes, { preallocateBytes: 0 }),
    },
  ];
  for (const bytes of [BATCH_BYTES, 4096]) {
    const rates = kinds.map((): number[] => []);
    // In turn, so that what else the machine does falls on all alike.
    for (let round = 0; round < ROUNDS; round += 1) {
      for (const [i, { run }] of kinds.entries()) rates[i]?.push(await run(bytes));
    }
    console.log(`batches of ${bytes} bytes, medians of ${ROUNDS}`);
    const plain = median(rates[0] ?? []);
    for (const [i, { name }] of kinds.entries()) {
      const rate = median(rates[i] ?? []);
      const megabytes = ((rate * bytes) / 1e6).toFixed(1);
      const ratio = (rate / plain).toFixed(2);
      console.log(
        `  ${name}: ${Math.round(rate)} a second, ${megabytes} MB/s, ${ratio} times plain`,
      );
    }
  }
}

async function fill(directory: string): Promise<void> {
  const { store } = await openStore({ files: await nodeFiles(directory), identity: IDENTITY });
  const batch = new Uint8Array(BATCH_BYTES).fill(5);
  while (store.last < MILLION) {
    for (let i = 0; i < 10_000; i += 1) store.append(batch);
    await store.flush();
  }
  await store.close();
}

/** Every byte once, a MiB at a time, and nothing done with them. */
async function plainRead(directory: string): Promise<number> {
  const began = millis();
  const piece = new Uint8Array(1 << 20);
  for (const name of await readdir(directory)) {
    const file = await open(join(directory, name));
    while ((await file.read(piece, 0, piece.length)).bytesRead > 0) continue;
    await file.close();
  }
  return millis() - began;
}

/** In a process of its own, whose memory tells. */
async function recover(directory: string): Promise<void> {
  const began = millis();
  let batches = 0;
  const { store } = await openStore({
    files: await nodeFiles(directory),
    identity: IDENTITY,
    onBatch: () => {
      batches += 1;
    },
  });
  const took = millis() - began;
  await store.close();
  // In KiB on Linux.
  const peakMiB = process.resourceUsage().maxRSS / 1024;
  console.log(JSON.stringify({ batches, took, peakMiB }));
}

async function benchRecovery(): Promise<void> {
  await inDirectory(async (directory) => {
    await fill(directory);
    const empty = join(directory, 'empty');
    const logs = (await readdir(directory)).filter((name) => name.startsWith('log-'));
    const sizes = await Promise.all(logs.map((name) => stat(join(directory, name))));
    const megabytes = sizes.reduce((sum, { size }) => sum + size, 0) / 1e6;
    const times: number[] = [];
    const peaks: number[] = [];
    const bases: number[] = [];
    const plain: number[] = [];
    for (let round = 0; round < ROUNDS; round += 1) {
      plain.push(await plainRead(directory));
      const full = inProcess(directory);
      if (full.batches !== MILLION) throw new Error(`${full.batches} batches came back`);
      times.push(full.took);
      peaks.push(full.peakMiB);
      bases.push(inProcess(empty).peakMiB);
      await rm(empty, { recursive: true });
    }
    const seconds = median(times) / 1000;
    console.log(`opening ${MILLION} batches of ${BATCH_BYTES} bytes (${megabytes.toFixed(0)} MB)`);
    console.log(`  ${seconds.toFixed(2)} s, ${(megabytes / seconds).toFixed(0)} MB/s`);
    console.log(`  ${(median(times) / median(plain)).toFixed(1)} times as long as only reading it`);
    const [peak, base] = [median(peaks), median(bases)];
    console.log(
      `  peak ${peak.toFixed(0)} MiB; of a process with an empty log ${base.toFixed(0)} MiB`,
    );
  });
}

function inProcess(directory: string): { batches: number; took: number; peakMiB: number } {
  const args = [...process.execArgv, import.meta.filename, 'recover', directory];
  const { stdout, stderr } = spawnSync(process.execPath, args, { encoding: 'utf8' });
  if (stdout === '') throw new Error(stderr);
  return JSON.parse(stdout) as { batches: number; took: number; peakMiB: number };
}

const [, , command, directory] = process.argv;
if (command === 'recover' && directory !== undefined) await recover(directory);
else {
  await benchAppending();
  await benchRecovery();
  await benchSnapshot();
}

import { randomBytes } from 'node:crypto';
import { mkdir, readdir } from 'node:fs/promises';
import type { Shape } from '@menagerie/contract';
import {
  type CoreName,
  decodeImage,
  encodeImage,
  foldBatch,
  imageSlices,
  joinSlices,
  type Kernel,
  Ledger,
  paxosKernel,
  raftKernel,
  zabKernel,
} from '@menagerie/server';
import { checkStore, openStore, readLog, readSnapshotOf, StorageError } from '@menagerie/storage';
import { nodeFiles } from '@menagerie/storage/node';
import type { Tree } from '@menagerie/znode';
import { type KeptPlaces, keptPlaces } from './kept-places.ts';
import { Trees } from './trees.ts';

/** The disk of a server that does not exist yet. */
export interface PlantOptions {
  readonly core: CoreName;
  /** Has to be empty, or not there. */
  readonly directory: string;
  /** Which of how many it is, from 0. */
  readonly self: number;
  readonly servers: number;
  readonly tree: Tree;
}

/**
 * Makes the disk of a server that begins with a tree: all servers of an ensemble with the same one.
 *
 * @throws RangeError for a directory that has something in it, StorageError
 */
export async function plantTree(options: PlantOptions): Promise<void> {
  await withKernel(options.core, (kernel) => plant(kernel, options));
}

/**
 * The tree on the disk of a server: as its log leaves it, whose last writes may not be committed.
 * Changes nothing; the server may run.
 *
 * @param logDirectory where its log is, if neither there nor where it was at the last start
 * @throws StorageError for damage, and for a log and trees that do not belong together; ContractError
 * for the disk of another core
 */
export async function keptTree(
  core: CoreName,
  directory: string,
  logDirectory: string | null = null,
): Promise<Tree> {
  const places = await keptPlaces(directory, logDirectory);
  return await withKernel(core, (kernel) => kept(kernel, places));
}

function withKernel<T>(
  core: CoreName,
  act: <S extends Shape>(kernel: Kernel<S>) => Promise<T>,
): Promise<T> {
  switch (core) {
    case 'zab':
      return act(zabKernel);
    case 'raft':
      return act(raftKernel);
    case 'paxos':
      return act(paxosKernel);
  }
}

function blankOf<S extends Shape>(kernel: Kernel<S>, servers: number, self: number): S['image'] {
  const { protocol } = kernel;
  const config = kernel.config({ servers, observers: [], silenceMs: 500 });
  // Of its own: a blank image may share parts with others.
  return decodeImage(protocol, encodeImage(protocol, protocol.blank(config, self, 0)));
}

async function plant<S extends Shape>(kernel: Kernel<S>, options: PlantOptions): Promise<void> {
  const { directory, servers, self, tree } = options;
  await mkdir(directory, { recursive: true });
  const names = await readdir(directory);
  if (names.length > 0) {
    throw new RangeError(`${directory} is not empty, it has ${names[0]}: name a new directory`);
  }
  const ledger = new Ledger({});
  ledger.tree = tree;
  ledger.opening = Number(tree.lastZxid >> 32n);
  // What the image begins behind.
  ledger.reach(1);
  const image = kernel.planted(blankOf(kernel, servers, self), ledger.index);
  const files = await nodeFiles(directory);
  const { store } = await openStore({
    files,
    identity: randomBytes(16),
    onBatch: () => {},
  });
  try {
    await new Promise<void>((resolve, reject) => {
      const trees = new Trees(files, {
        progress: () => {},
        note: (text) => reject(new Error(text)),
      });
      trees.keep(
        ledger.index,
        () => ledger.snapshot(),
        () => resolve(),
      );
    });
    // A snapshot stands for batches: this one for one that says nothing.
    const number = store.append(Uint8Array.of(0));
    await store.writeSnapshot(number ?? 1, imageSlices(kernel, image));
  } finally {
    await store.close();
  }
}

async function kept<S extends Shape>(kernel: Kernel<S>, places: KeptPlaces): Promise<Tree> {
  const { protocol } = kernel;
  const files = await nodeFiles(places.log);
  const { snapshots } = await checkStore(files);
  const newest = snapshots.findLast(({ isWhole }) => isWhole) ?? null;
  let image = blankOf(kernel, 1, 0);
  if (newest !== null) {
    const chunks: Uint8Array[] = [];
    for await (const chunk of readSnapshotOf(files, newest.through)) chunks.push(chunk.slice());
    image = joinSlices(protocol, new Uint8Array(Buffer.concat(chunks)));
  }
  for await (const { kind, bytes } of readLog(files, { from: (newest?.through ?? 0) + 1 })) {
    if (kind === 'batch') foldBatch(protocol, image, bytes);
  }
  const { through, entries } = kernel.contents(image);
  const ledger = new Ledger({});
  const trees = new Trees(await nodeFiles(places.trees), { progress: () => {}, note: () => {} });
  const restored = await trees.restore(ledger.restorer());
  if (restored !== null) ledger.become(restored);
  if (through > ledger.index) throw apart(places, through, ledger.index);
  for (const { index, data } of entries) if (ledger.reach(index)) ledger.apply(data, () => {});
  return ledger.tree;
}

function apart({ log, trees }: KeptPlaces, through: number, has: number): StorageError {
  return new StorageError('corrupt', {
    file: trees,
    offset: null,
    expected: `a tree through index ${through}, behind which the log in ${log} begins`,
    found: has === 0 ? 'none' : `one through ${has}`,
    remedy: 'Name a log and trees of one server, as they were at one time.',
  });
}

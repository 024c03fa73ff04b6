import type { Shape } from '@menagerie/contract';
import {
  type Clock,
  type Disk,
  decodeImage,
  encodeImage,
  foldBatch,
  imageSlices,
  joinSlices,
  type Kernel,
  LedgerRestorer,
  type Restored,
  type TreeShelf,
} from '@menagerie/server';
import { openStore, type Store, type StoreState } from '@menagerie/storage';
import type { TreeOptions } from '@menagerie/znode';
import { bindPlaces, checkPlaces } from './apart.ts';
import { every } from './clock.ts';
import { type DiskFiles, type DiskOptions, diskFilesOf } from './disk-files.ts';
import { KnownDisks } from './known-disks.ts';
import type { Layout } from './layout.ts';
import type { Space } from './options.ts';
import { Trees } from './trees.ts';
import type { World } from './world.ts';

/** A disk, and what was on it. */
export interface OpenedDisk<S extends Shape> extends Disk {
  readonly image: S['image'];
  /** Drawn when the disk was new, in hex; `null` for none. */
  readonly identity: string | null;
  /** The disks of other servers. */
  readonly known: KnownDisks;
  /** The number of the last batch. */
  readonly last: number;
  readonly shelf: TreeShelf;
  readonly restored: Restored | null;
  /** Puts an image in the place of the batches through a number. */
  compact(through: number, image: S['image']): void;
  close(): Promise<void>;
}

/** Who hears of a disk. */
export interface DiskListener {
  /** After so long a disk that was full is asked whether there is room again. */
  readonly retryMs: number;
  /** All batches through this number survive a crash. */
  durable(number: number): void;
  /** It takes nothing for now, or again. */
  full(isFull: boolean): void;
  /** It never takes anything again. */
  failed(): void;
  /** So much of what was on it is read. Called often. */
  progress(what: 'log' | 'tree', doneBytes: number, totalBytes: number): void;
  /** Something that a person should know, in a sentence. */
  note(text: string): void;
}

/** Where a disk is, in which world, and what trees on it are like. */
export interface DiskPlace {
  readonly world: Pick<World, 'clock' | 'entropy'>;
  readonly options: DiskOptions;
  readonly space: Space;
  readonly tree: TreeOptions;
}

/** The disk of a server that has never run, as an incarnation. */
export function blankDisk<S extends Shape>(
  kernel: Kernel<S>,
  { ensemble, self }: Layout,
  incarnation: number,
): S['image'] {
  const { protocol } = kernel;
  const blank = protocol.blank(kernel.config(ensemble), self, incarnation);
  // Of its own: a blank image may share parts with others.
  return decodeImage(protocol, encodeImage(protocol, blank));
}

/** Whether nothing is on a disk. */
export function isBlank({ last, restored }: Pick<OpenedDisk<Shape>, 'last' | 'restored'>): boolean {
  return last === 0 && restored === null;
}

/** @throws StorageError, ZnodeError for a tree that is damaged, and RangeError for half a place */
export async function openDisk<S extends Shape>(
  kernel: Kernel<S>,
  blankOf: (incarnation: number) => S['image'],
  { world, options, space, tree }: DiskPlace,
  listener: DiskListener,
): Promise<OpenedDisk<S>> {
  const files = await diskFilesOf(options);
  const known = await KnownDisks.open(files?.log ?? null);
  const blank = blankOf(known.incarnation ?? 0);
  if (files === null) return { known, ...withoutDisk(blank, listener) };
  const found = await inFiles(kernel, blank, { world, files, space, tree }, listener);
  try {
    known.beside(found.identity, isBlank(found));
  } catch (error) {
    await found.close();
    throw error;
  }
  return { known, ...found };
}

async function inFiles<S extends Shape>(
  kernel: Kernel<S>,
  blank: S['image'],
  { world, files, space, tree }: Omit<DiskPlace, 'options'> & { readonly files: DiskFiles },
  listener: DiskListener,
): Promise<Omit<OpenedDisk<S>, 'known'> & { readonly identity: string }> {
  const { protocol } = kernel;
  let image = blank;
  let heed: (state: StoreState) => void = () => {};
  await checkPlaces(files);
  const { directory } = files.log;
  const { store, notes } = await openStore({
    ...space,
    files: files.log,
    identity: world.entropy(16),
    onSnapshot: async (_info, chunks) => {
      image = joinSlices(protocol, await joined(chunks));
    },
    onBatch: (_number, batch) => foldBatch(protocol, image, batch),
    onProgress: (done, total) => listener.progress('log', done, total),
    onDurable: (number) => listener.durable(number),
    onState: (state) => heed(state),
  });
  for (const { message } of notes) listener.note(message);
  const trees = new Trees(files.trees, listener);
  const restored = await bindPlaces(files, store.identity)
    .then(() => trees.clean())
    .then(() => trees.restore(new LedgerRestorer(tree)))
    .catch(async (error: unknown) => {
      await store.close();
      throw error;
    });
  const keeper = new StateKeeper(world.clock, store, directory, listener);
  heed = (state) => keeper.heed(state);
  // A disk may be full from the beginning; whoever listens is not there yet.
  world.clock.after(0, () => keeper.heed(store.state));
  let writing = false;
  return {
    image,
    identity: Buffer.from(store.identity).toString('hex'),
    last: store.last,
    shelf: trees,
    restored,
    append: (batch) => store.append(batch) ?? refusal(store.state),
    compact: (through, folded) => {
      // The next one makes up for it.
      if (writing) return;
      writing = true;
      const written = store.writeSnapshot(through, imageSlices(kernel, folded));
      void written
        .then(async ({ type }) => {
          if (type === 'written') await trees.purge();
          if (type === 'no-space') listener.note(noSpaceFor(directory, through));
        })
        .catch((error: unknown) => {
          // The log goes on without it; the store says in its state if it cannot.
          listener.note(`${directory}: no snapshot was written: ${String(error)}`);
        })
        .finally(() => {
          writing = false;
        });
    },
    close: async () => {
      keeper.stop();
      await trees.close();
      await store.close();
    },
  };
}

function refusal({ type }: StoreState): 'full' | 'failed' {
  return type === 'read-only' ? 'full' : 'failed';
}

function noSpaceFor(directory: string, through: number): string {
  return `${directory}: there is no room for a snapshot through batch ${through}.`;
}

/** Tells of a store that is full, and asks it now and then whether it still is. */
class StateKeeper {
  readonly #clock: Clock;
  readonly #store: Store;
  readonly #directory: string;
  readonly #listener: DiskListener;
  #retry: () => void = () => {};
  #isFull = false;

  constructor(clock: Clock, store: Store, directory: string, listener: DiskListener) {
    this.#clock = clock;
    this.#store = store;
    this.#directory = directory;
    this.#listener = listener;
  }

  heed(state: StoreState): void {
    switch (state.type) {
      case 'read-only':
        this.#fill(state.freeBytes, state.reserveBytes);
        break;
      case 'open':
        this.#empty();
        break;
      case 'failed':
        this.stop();
        this.#listener.note(state.error.message);
        this.#listener.failed();
        break;
      case 'closed':
        this.stop();
    }
  }

  stop(): void {
    this.#retry();
  }

  #fill(freeBytes: number, reserveBytes: number): void {
    if (this.#isFull) return;
    this.#isFull = true;
    const free = `${freeBytes} bytes are free of the ${reserveBytes} that it needs`;
    this.#listener.note(`${this.#directory}: the disk is full, ${free}. Nothing can be written.`);
    this.#listener.full(true);
    const { retryMs } = this.#listener;
    this.#retry = every(this.#clock, retryMs, () => void this.#store.retry());
  }

  #empty(): void {
    if (!this.#isFull) return;
    this.#isFull = false;
    this.stop();
    this.#listener.note(`${this.#directory}: there is room again.`);
    this.#listener.full(false);
  }
}

/** Nothing survives anyway. */
const NO_SHELF: TreeShelf = { keep: (_index, _chunks, done) => setImmediate(() => done(true)) };

function withoutDisk<S extends Shape>(
  image: S['image'],
  listener: DiskListener,
): Omit<OpenedDisk<S>, 'known'> {
  let last = 0;
  return {
    image,
    identity: null,
    last,
    shelf: NO_SHELF,
    restored: null,
    append: () => {
      last += 1;
      const number = last;
      setImmediate(() => listener.durable(number));
      return number;
    },
    compact: () => {},
    close: () => Promise.resolve(),
  };
}

async function joined(chunks: AsyncIterable<Uint8Array>): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  for await (const chunk of chunks) parts.push(chunk.slice());
  return Buffer.concat(parts);
}

import { randomBytes } from 'node:crypto';
import { mkdir } from 'node:fs/promises';
import type { Protocol, Shape } from '@menagerie/contract';
import { type Disk, decodeImage, encodeImage, foldBatch } from '@menagerie/server';
import { openStore } from '@menagerie/storage';
import { nodeFiles } from '@menagerie/storage/node';

/** A disk, and what was on it. */
export interface OpenedDisk<S extends Shape> extends Disk {
  readonly image: S['image'];
  /** The number of the last batch. */
  readonly last: number;
  /** Puts an image in the place of the batches through a number. */
  compact(through: number, image: S['image']): void;
  close(): Promise<void>;
}

/** @throws StorageError */
export async function openDisk<S extends Shape>(
  protocol: Protocol<S>,
  blank: S['image'],
  directory: string | null,
  onDurable: (number: number) => void,
): Promise<OpenedDisk<S>> {
  // Of its own: a blank image may share parts with others.
  const copied = decodeImage(protocol, encodeImage(protocol, blank));
  return directory === null
    ? withoutDisk(copied, onDurable)
    : await inDirectory(protocol, copied, directory, onDurable);
}

async function inDirectory<S extends Shape>(
  protocol: Protocol<S>,
  blank: S['image'],
  directory: string,
  onDurable: (number: number) => void,
): Promise<OpenedDisk<S>> {
  await mkdir(directory, { recursive: true });
  let image = blank;
  const { store } = await openStore({
    files: await nodeFiles(directory),
    identity: randomBytes(16),
    onSnapshot: async (_info, chunks) => {
      image = decodeImage(protocol, await joined(chunks));
    },
    onBatch: (_number, batch) => foldBatch(protocol, image, batch),
    onDurable,
  });
  let writing = false;
  return {
    image,
    last: store.last,
    append: (batch) => store.append(batch),
    compact: (through, folded) => {
      // The next one makes up for it.
      if (writing) return;
      writing = true;
      const written = store.writeSnapshot(through, [encodeImage(protocol, folded)]);
      // The log goes on without it; the store says in its state if it cannot.
      void written
        .catch(() => null)
        .finally(() => {
          writing = false;
        });
    },
    close: () => store.close(),
  };
}

function withoutDisk<S extends Shape>(
  image: S['image'],
  onDurable: (number: number) => void,
): OpenedDisk<S> {
  let last = 0;
  return {
    image,
    last,
    append: () => {
      last += 1;
      const number = last;
      setImmediate(() => onDurable(number));
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

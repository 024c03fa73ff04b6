import { StorageError } from '@menagerie/storage';
import type { SimulatedDisk } from '@menagerie/storage/testing';
import { type Opened, openLedger } from './ledger.ts';

/** Opens a disk, and gives the refusal for what is in the way. */
export async function tryOpen(disk: SimulatedDisk): Promise<Opened | StorageError> {
  try {
    return await openLedger(disk);
  } catch (error) {
    if (error instanceof StorageError) return error;
    throw error;
  }
}

/** The same disk with a file that was changed. */
export function changed(
  disk: SimulatedDisk,
  name: string,
  change: (content: Uint8Array) => Uint8Array,
): SimulatedDisk {
  const copy = disk.copy();
  copy.put(name, change(copy.contentOf(name)));
  return copy;
}

export function flipped(disk: SimulatedDisk, name: string, at: number, mask = 1): SimulatedDisk {
  return changed(disk, name, (content) => {
    content[at] = (content[at] ?? 0) ^ mask;
    return content;
  });
}

/** Names and bytes of everything, to see that nothing was changed. */
export async function everythingOn(disk: SimulatedDisk): Promise<Record<string, string>> {
  const all: Record<string, string> = {};
  for (const name of await disk.list()) all[name] = disk.contentOf(name).join(' ');
  return all;
}

import { crc32c } from '../crc32c.ts';
import type { Files, OpenFile } from '../files.ts';
import { encodeHeader, HEADER_BYTES } from '../format/header.ts';
import { PART, snapshotName } from '../format/names.ts';
import { viewOf } from '../format/numbers.ts';
import { seedOf } from '../format/record.ts';
import { syncOrFail } from '../trouble.ts';
import { FRAME_HEADER_BYTES, SLICE_BYTES } from './frame.ts';

/** A burst of writes that is synced all at once holds up the syncs of the log. */
const SYNC_EVERY_BYTES = 8 << 20;

/** What a snapshot is made of, piece by piece. Where it is cut is not kept. */
export type Chunks = Iterable<Uint8Array> | AsyncIterable<Uint8Array>;

/** What a snapshot stands for, and what may hold it up. */
export interface SnapshotJob {
  readonly through: number;
  readonly identity: Uint8Array;
  readonly chunks: Chunks;
  /** Asked before each slice; `false` gives up. */
  mayGoOn(): boolean;
}

/**
 * Writes a snapshot slice by slice under a temporary name, and gives it its own name once it is
 * whole and durable.
 *
 * @returns its size in bytes, or `null` if it was given up; then nothing is left of it.
 */
export async function writeSnapshot(files: Files, job: SnapshotJob): Promise<number | null> {
  const name = snapshotName(job.through);
  const part = name + PART;
  const file = await files.open(part, 'create');
  let size: number | null = null;
  let isNamed = false;
  try {
    size = await writeSlices(file, job);
    if (size !== null) {
      await syncOrFail(file);
      await files.rename(part, name);
      isNamed = true;
    }
  } finally {
    await file.close();
    if (!isNamed) await files.remove(part).catch(() => {});
  }
  // What is purged on account of this snapshot must not be gone before its name is there to stay.
  if (isNamed) await syncOrFail({ sync: () => files.syncDirectory() });
  return size;
}

async function writeSlices(file: OpenFile, job: SnapshotJob): Promise<number | null> {
  await file.write(encodeHeader('snapshot', { number: job.through, identity: job.identity }), 0);
  const frame = new Uint8Array(FRAME_HEADER_BYTES + SLICE_BYTES);
  let length = 0;
  let end = HEADER_BYTES;
  let synced = 0;
  let chain = seedOf(job.identity);

  const flush = async (): Promise<void> => {
    const total = FRAME_HEADER_BYTES + length;
    const view = viewOf(frame);
    view.setUint32(4, length, true);
    chain = crc32c(frame, 4, total, chain);
    view.setUint32(0, chain, true);
    await file.write(frame.subarray(0, total), end);
    end += total;
    length = 0;
    if (end - synced < SYNC_EVERY_BYTES) return;
    await syncOrFail(file);
    synced = end;
  };

  for await (const chunk of job.chunks) {
    for (let from = 0; from < chunk.length; ) {
      if (!job.mayGoOn()) return null;
      const slice = chunk.subarray(from, from + SLICE_BYTES - length);
      frame.set(slice, FRAME_HEADER_BYTES + length);
      length += slice.length;
      from += slice.length;
      if (length === SLICE_BYTES) await flush();
    }
  }
  if (length > 0) await flush();
  // A frame of nothing is the end: a snapshot that was cut off between two frames lacks it.
  await flush();
  return end;
}

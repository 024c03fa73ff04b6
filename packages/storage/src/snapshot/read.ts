import { crc32c } from '../crc32c.ts';
import type { Files } from '../files.ts';
import { checkHeader, HEADER_BYTES } from '../format/header.ts';
import { snapshotName } from '../format/names.ts';
import { seedOf } from '../format/record.ts';
import { corrupt } from '../recovery/damage.ts';
import { Window } from '../window.ts';
import { FRAME_HEADER_BYTES, SLICE_BYTES } from './frame.ts';

/**
 * The bytes of a snapshot, slice by slice; each is a view that is valid until the next is asked for.
 *
 * @throws StorageError `corrupt` where it is not whole, possibly after most of it was read.
 */
export async function* readSnapshot(
  files: Files,
  through: number,
  identity: Uint8Array,
): AsyncGenerator<Uint8Array, void, void> {
  const name = snapshotName(through);
  const path = `${files.directory}/${name}`;
  const file = await files.open(name, 'read');
  try {
    const window = new Window(file, await file.size());
    await window.load(0, Math.min(window.size, HEADER_BYTES));
    const header = window.bytes.subarray(0, Math.min(window.size, HEADER_BYTES));
    checkHeader(header, { kind: 'snapshot', path, number: through, identity });
    let chain = seedOf(identity);
    let offset = HEADER_BYTES;
    for (;;) {
      const length = await frameAt(window, offset, path);
      const at = window.at(offset);
      const end = at + FRAME_HEADER_BYTES + length;
      chain = crc32c(window.bytes, at + 4, end, chain);
      const said = window.view.getUint32(at, true);
      if (said !== chain) throw corrupt(path, offset, `checksum ${said}`, String(chain));
      offset += FRAME_HEADER_BYTES + length;
      if (length === 0) break;
      yield window.bytes.subarray(at + FRAME_HEADER_BYTES, end);
    }
    if (offset < window.size) {
      throw corrupt(path, offset, 'the end of the file', `${window.size - offset} bytes more`);
    }
  } finally {
    await file.close();
  }
}

/** Brings a frame into the window; says how long its payload is. */
async function frameAt(window: Window, offset: number, path: string): Promise<number> {
  const has = async (bytes: number): Promise<boolean> =>
    window.has(offset, bytes) || (await window.load(offset, bytes));
  if (!(await has(FRAME_HEADER_BYTES))) {
    throw corrupt(path, offset, 'a frame, or the empty one at the end', 'the end of the file');
  }
  const length = window.view.getUint32(window.at(offset) + 4, true);
  if (length > SLICE_BYTES) {
    throw corrupt(path, offset, `a frame of at most ${SLICE_BYTES} bytes`, `one of ${length}`);
  }
  if (!(await has(FRAME_HEADER_BYTES + length))) {
    throw corrupt(path, offset, `a frame of ${length} bytes`, 'the end of the file in it');
  }
  return length;
}

import { StorageError } from './errors.ts';
import { type Files, FilesError } from './files.ts';
import { checkHeader, encodeHeader, HEADER_BYTES, IDENTITY_BYTES } from './format/header.ts';
import { IDENTITY, numbersIn, PART, segmentName } from './format/names.ts';
import { createSegment } from './log/segment.ts';
import { sizeOf } from './recovery/progress.ts';
import { syncOrFail } from './trouble.ts';

/** The identity that the directory has, or `null` if none was ever made here. */
export async function readIdentity(files: Files): Promise<Uint8Array | null> {
  const bytes = new Uint8Array(HEADER_BYTES);
  const path = `${files.directory}/${IDENTITY}`;
  try {
    const file = await files.open(IDENTITY, 'read');
    const length = await file.read(bytes, 0);
    await file.close();
    const terms = { kind: 'identity', path, number: 0, identity: null } as const;
    return checkHeader(bytes.subarray(0, length), terms).identity;
  } catch (error) {
    if (error instanceof FilesError && error.code === 'missing') return null;
    throw error;
  }
}

/**
 * Makes a new store in an empty directory: the first segment, then the identity. So a directory
 * with an identity has a log, and one without has nothing yet.
 */
export async function createIdentity(files: Files, identity: Uint8Array): Promise<void> {
  if (identity.length !== IDENTITY_BYTES) {
    throw new StorageError('invalid-option', {
      file: null,
      offset: null,
      expected: `an identity of ${IDENTITY_BYTES} bytes`,
      found: `one of ${identity.length}`,
      remedy: 'Draw them at random: crypto.getRandomValues(new Uint8Array(16)).',
    });
  }
  await removeUnfinished(files);
  await (await createSegment(files, 1, identity, 0)).close();
  const part = IDENTITY + PART;
  const file = await files.open(part, 'create');
  try {
    await file.write(encodeHeader('identity', { number: 0, identity }), 0);
    await syncOrFail(file);
  } finally {
    await file.close();
  }
  // The recovery that follows makes this name durable with all others.
  await files.rename(part, IDENTITY);
}

/** Removes the beginnings of a store that was never finished; refuses if there is more. */
async function removeUnfinished(files: Files): Promise<void> {
  const names = await files.list();
  const segments = numbersIn(names, 'segment');
  const snapshots = numbersIn(names, 'snapshot');
  const sizes = await Promise.all(segments.map((first) => sizeOf(files, segmentName(first))));
  if (snapshots.length > 0 || segments.length > 1 || sizes.some((size) => size > HEADER_BYTES)) {
    throw new StorageError('wrong-identity', {
      file: `${files.directory}/${IDENTITY}`,
      offset: null,
      expected: 'the identity of the logs and snapshots that are here',
      found: 'no such file',
      remedy: 'Nothing was changed. Bring the file back, or move everything out of the directory.',
    });
  }
  const begun = [...segments.map(segmentName), IDENTITY + PART];
  for (const name of begun) if (names.includes(name)) await files.remove(name);
}

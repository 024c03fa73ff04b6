import { type Files, FilesError } from '@menagerie/storage';

// Files of a few lines beside a log.

/** What a file has; `null` where there is none. */
export async function contentOf(files: Files, name: string): Promise<Uint8Array | null> {
  try {
    const file = await files.open(name, 'read');
    try {
      const bytes = new Uint8Array(await file.size());
      return bytes.subarray(0, await file.read(bytes, 0));
    } finally {
      await file.close();
    }
  } catch (error) {
    if (error instanceof FilesError && error.code === 'missing') return null;
    throw error;
  }
}

/** Writes a value as JSON: after a crash the file has all of it, or what it had before. Not twice at once. */
export async function writeWhole(files: Files, name: string, value: object): Promise<void> {
  const part = `${name}.part`;
  if ((await files.list()).includes(part)) await files.remove(part);
  const file = await files.open(part, 'create');
  try {
    await file.write(new TextEncoder().encode(`${JSON.stringify(value)}\n`), 0);
    await file.sync();
  } finally {
    await file.close();
  }
  await files.rename(part, name);
  await files.syncDirectory();
}

import type { Files, OpenFile } from '../files.ts';

/** How far a recovery is, in bytes read. */
export class Progress {
  readonly #report: (doneBytes: number, totalBytes: number) => void;
  #done = 0;
  #total = 0;

  constructor(report: (doneBytes: number, totalBytes: number) => void) {
    this.#report = report;
  }

  expect(bytes: number): void {
    this.#total += bytes;
  }

  /** What stands at the edge of two pieces is read twice, so `done` may come to a little more. */
  add(bytes: number): void {
    this.#done += bytes;
    this.#report(Math.min(this.#done, this.#total), this.#total);
  }

  /** The same files; what is read of them is counted. */
  watch(files: Files): Files {
    const open: Files['open'] = async (name, mode) => {
      const file = await files.open(name, mode);
      return mode === 'read' ? this.#watchFile(file) : file;
    };
    return {
      directory: files.directory,
      open,
      list: () => files.list(),
      rename: (from, to) => files.rename(from, to),
      remove: (name) => files.remove(name),
      syncDirectory: () => files.syncDirectory(),
      free: () => files.free(),
      lock: (name) => files.lock(name),
    };
  }

  #watchFile(file: OpenFile): OpenFile {
    return {
      read: async (target, position) => {
        const length = await file.read(target, position);
        this.add(length);
        return length;
      },
      write: (bytes, position) => file.write(bytes, position),
      sync: () => file.sync(),
      truncate: (size) => file.truncate(size),
      size: () => file.size(),
      close: () => file.close(),
    };
  }
}

/** Bytes of a file. */
export async function sizeOf(files: Files, name: string): Promise<number> {
  const file = await files.open(name, 'read');
  try {
    return await file.size();
  } finally {
    await file.close();
  }
}

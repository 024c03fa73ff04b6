import { write as writeAndTell } from 'node:fs';
import type { FileHandle } from 'node:fs/promises';
import { constants, mkdir, open, readdir, rename, statfs, unlink } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import type { Files, Lock, OpenFile, OpenMode } from '../files.ts';
import { asFilesError } from './errors.ts';
import { lockFile } from './lock.ts';

/** `O_EXCL`: a name that is there was not made by this store. */
const FLAGS: Readonly<Record<OpenMode, string>> = { read: 'r', write: 'r+', create: 'wx+' };
/** Each write resolves once it survives a loss of power: one way to another thread, not two. */
const THROUGH = constants.O_WRONLY | constants.O_DSYNC;

/**
 * A directory on disk. It is made, with those above it, if it is not there.
 *
 * On macOS, libuv's fsync and fdatasync are `F_FULLFSYNC`: they reach the medium, not only the
 * drive's cache.
 */
export async function nodeFiles(directory: string): Promise<Files> {
  const root = resolve(directory);
  await asFilesError(mkdir(root, { recursive: true }));
  return new NodeFiles(root);
}

class NodeFiles implements Files {
  readonly directory: string;

  constructor(directory: string) {
    this.directory = directory;
  }

  async open(name: string, mode: OpenMode): Promise<OpenFile> {
    const path = this.#path(name);
    return new NodeFile(path, await asFilesError(open(path, FLAGS[mode], 0o600)));
  }

  list(): Promise<readonly string[]> {
    return asFilesError(readdir(this.directory));
  }

  rename(from: string, to: string): Promise<void> {
    return asFilesError(rename(this.#path(from), this.#path(to)));
  }

  remove(name: string): Promise<void> {
    return asFilesError(unlink(this.#path(name)));
  }

  async syncDirectory(): Promise<void> {
    // Windows opens no directories, and makes names durable with the files.
    if (process.platform === 'win32') return;
    const handle = await asFilesError(open(this.directory, 'r'));
    try {
      await asFilesError(handle.sync());
    } finally {
      await handle.close();
    }
  }

  async free(): Promise<number> {
    const { bavail, bsize } = await asFilesError(statfs(this.directory));
    return bavail * bsize;
  }

  lock(name: string): Promise<Lock> {
    return lockFile(this.#path(name));
  }

  #path(name: string): string {
    return join(this.directory, name);
  }
}

class NodeFile implements OpenFile {
  readonly #path: string;
  readonly #handle: FileHandle;
  /** The same file, of which each write is synced by itself. */
  #through: FileHandle | null = null;
  readonly writeThrough: OpenFile['writeThrough'];

  constructor(path: string, handle: FileHandle) {
    this.#path = path;
    this.#handle = handle;
    // Elsewhere O_DSYNC is not there, or reaches no further than the cache of the drive.
    if (process.platform === 'linux') {
      this.writeThrough = async (bytes, position) => {
        this.#through ??= await asFilesError(open(this.#path, THROUGH));
        await writeAll(this.#through, bytes, position);
      };
    }
  }

  async read(target: Uint8Array, position: number): Promise<number> {
    let done = 0;
    // A read may come back with less than there is.
    while (done < target.length) {
      const part = this.#handle.read(target, done, target.length - done, position + done);
      const { bytesRead } = await asFilesError(part);
      if (bytesRead === 0) break;
      done += bytesRead;
    }
    return done;
  }

  write(bytes: Uint8Array, position: number): Promise<void> {
    return writeAll(this.#handle, bytes, position);
  }

  sync(): Promise<void> {
    // fdatasync leaves out times, not the size, which is needed to read the data back.
    return asFilesError(this.#handle.datasync());
  }

  truncate(size: number): Promise<void> {
    return asFilesError(this.#handle.truncate(size));
  }

  async size(): Promise<number> {
    return (await asFilesError(this.#handle.stat())).size;
  }

  async close(): Promise<void> {
    await this.#through?.close();
    await asFilesError(this.#handle.close());
  }
}

/** A `FileHandle` has one as well, which takes the thread that serves longer: a few percent of a commit. */
const writeTo = promisify(writeAndTell);

async function writeAll(handle: FileHandle, bytes: Uint8Array, position: number): Promise<void> {
  let done = 0;
  // A write may be short, above all on a disk that is filling up; the next one then says so.
  while (done < bytes.length) {
    const part = writeTo(handle.fd, bytes, done, bytes.length - done, position + done);
    done += (await asFilesError(part)).bytesWritten;
  }
}

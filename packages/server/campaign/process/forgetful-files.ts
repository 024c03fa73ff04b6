import { mkdir, open, readdir, readFile, rename, unlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  type Files,
  FilesError,
  type Lock,
  type OpenFile,
  type OpenMode,
} from '@menagerie/storage';
import type { Random } from '../../test/helpers/random.ts';
import { Inode } from './inode.ts';

/** How a forgetful disk is. */
export interface ForgetfulOptions {
  readonly random: Random;
  /** A sync takes up to so long. */
  readonly syncMs: number;
  /** Of what no sync has made durable, so many of a hundred sectors are on the disk all the same. */
  readonly leakPercent: number;
  /** A mistake: says that all is durable, and makes it so some time later, in order. */
  readonly lies: boolean;
}

const NAMES = 'names.json';
const ROOM = 2 ** 40;
/** A disk that lies is behind by so much, for each sync. */
const LATE_MS = 100;

/**
 * A directory that `kill -9` leaves as a loss of power would. What is written stays in the memory of
 * the process until a sync, and so do names, renames and removals until `syncDirectory`.
 *
 * On the real disk each file has a number for its name, and one more file has the names that are
 * durable.
 */
export class ForgetfulFiles implements Files {
  readonly directory: string;
  readonly #options: ForgetfulOptions;
  readonly #names: Map<string, number>;
  readonly #inodes = new Map<number, Inode>();
  #next: number;
  #written = 0;
  /** Of a disk that lies: what it is going to do. */
  #later: Promise<void> = Promise.resolve();

  private constructor(directory: string, options: ForgetfulOptions, names: Map<string, number>) {
    this.directory = directory;
    this.#options = options;
    this.#names = names;
    this.#next = Math.max(0, ...names.values()) + 1;
  }

  /** As the process before this one left it. */
  static async open(directory: string, options: ForgetfulOptions): Promise<ForgetfulFiles> {
    await mkdir(directory, { recursive: true });
    const text = await readFile(join(directory, NAMES), 'utf8').catch(() => '[]');
    const names = new Map<string, number>(JSON.parse(text));
    const kept = new Set([...names.values()].map(fileName));
    for (const file of await readdir(directory)) {
      // Its name was not durable.
      if (file !== NAMES && !kept.has(file)) await unlink(join(directory, file));
    }
    return new ForgetfulFiles(directory, options, names);
  }

  async open(name: string, mode: OpenMode): Promise<OpenFile> {
    const known = this.#names.get(name);
    if (mode === 'create' && known !== undefined)
      throw new FilesError('exists', `${name} is there`);
    if (mode !== 'create' && known === undefined) throw missing(name);
    const number = known ?? this.#next;
    if (known === undefined) {
      this.#next += 1;
      this.#names.set(name, number);
    }
    const inode = this.#inodes.get(number) ?? (await this.#inodeOf(number));
    return {
      read: (target, position) => inode.read(target, position),
      write: (bytes, position) => inode.write(bytes, position),
      truncate: (size) => inode.truncate(size),
      size: async () => inode.size,
      sync: () => {
        const through = inode.changes;
        return this.#sync(() => inode.sync(through));
      },
      // Others may have it open.
      close: async () => {},
    };
  }

  async list(): Promise<readonly string[]> {
    return [...this.#names.keys()];
  }

  async rename(from: string, to: string): Promise<void> {
    const number = this.#names.get(from);
    if (number === undefined) throw missing(from);
    this.#names.delete(from);
    this.#names.set(to, number);
  }

  async remove(name: string): Promise<void> {
    if (!this.#names.delete(name)) throw missing(name);
  }

  syncDirectory(): Promise<void> {
    const text = JSON.stringify([...this.#names]);
    return this.#sync(async () => {
      this.#written += 1;
      const written = join(this.directory, `${NAMES}.${this.#written}`);
      await writeFile(written, text);
      await rename(written, join(this.directory, NAMES));
    });
  }

  async free(): Promise<number> {
    return ROOM;
  }

  /** Whoever starts a process waits until the one before has ended. */
  async lock(): Promise<Lock> {
    return { release: async () => {} };
  }

  async #inodeOf(number: number): Promise<Inode> {
    const { random, leakPercent } = this.#options;
    const file = await open(join(this.directory, fileName(number)), 'a+').then(async (made) => {
      // Only so it is there; writes to a file that is open for appending ignore their place.
      await made.close();
      return open(join(this.directory, fileName(number)), 'r+');
    });
    const { size } = await file.stat();
    const inode = new Inode(file, size, () => random.chance(leakPercent));
    this.#inodes.set(number, inode);
    return inode;
  }

  async #sync(work: () => Promise<void>): Promise<void> {
    const { random, syncMs, lies } = this.#options;
    const wait = random.below(syncMs + 1);
    if (lies) {
      this.#later = this.#later.then(() => passed(LATE_MS)).then(work);
      return;
    }
    if (wait > 0) await passed(wait);
    await work();
  }
}

function passed(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

function fileName(number: number): string {
  return `${number}.file`;
}

function missing(name: string): FilesError {
  return new FilesError('missing', `${name} is not there`);
}

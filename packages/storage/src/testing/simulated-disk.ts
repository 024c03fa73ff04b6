import { type Files, FilesError, type Lock, type OpenFile, type OpenMode } from '../files.ts';
import { Draws } from './draws.ts';
import { Inode, type Survival } from './inode.ts';
import { Names } from './names.ts';

/** What a store asks of a disk that changes something, or makes it durable. */
export interface DiskOperation {
  readonly type: 'create' | 'write' | 'truncate' | 'sync' | 'rename' | 'remove' | 'sync-directory';
  readonly name: string;
}

/** How a simulated disk is. */
export interface SimulatedDiskOptions {
  /** Draws what each crash keeps. Default 0. */
  readonly seed?: number;
  /** What is written as a whole or not at all. Default 512. */
  readonly sectorBytes?: number;
  /** Whether its files have `writeThrough`: a write and a sync, between which all may happen. Default false. */
  readonly writesThrough?: boolean;
  /** Waited for before each operation, so that a test may hold one up. Default: nothing. */
  readonly before?: (operation: DiskOperation) => void | Promise<void>;
}

/**
 * A directory in memory that fails as real ones do. The same seed and the same calls give the same
 * disk.
 *
 * A crash keeps all that was synced, and of the rest what POSIX lets it keep: nothing, all, what
 * came first with the last write torn, or any sectors in any order. A name, a rename or a removal
 * that `syncDirectory` did not make durable may be undone, also where the file was synced.
 */
export class SimulatedDisk implements Files {
  readonly directory = '/simulated';
  /** Bytes that all files may have together. */
  capacityBytes: number = Number.MAX_SAFE_INTEGER;
  readonly #draws: Draws;
  readonly #sectorBytes: number;
  readonly #writesThrough: boolean;
  readonly #before: (operation: DiskOperation) => void | Promise<void>;
  readonly #names = new Names();
  readonly #badReads = new Map<string, number>();
  #operations = 0;
  #powerEndsAt = Infinity;
  #syncsToFail = 0;
  /** Files that were opened before the last crash or kill are of no use. */
  #boot = 0;
  #isLocked = false;

  constructor(options: SimulatedDiskOptions = {}) {
    this.#draws = new Draws(options.seed ?? 0);
    this.#sectorBytes = options.sectorBytes ?? 512;
    this.#writesThrough = options.writesThrough ?? false;
    this.#before = options.before ?? (() => {});
  }

  /** How many operations there were. */
  get operations(): number {
    return this.#operations;
  }

  /** Bytes that all files have together. */
  get bytes(): number {
    return this.#names.bytes();
  }

  /** The power goes during the operation after so many more; from then on everything fails. */
  cutPowerAfter(operations: number): void {
    this.#powerEndsAt = this.#operations + operations;
  }

  /** The power went. What was not synced survives as the seed draws; then the power is back. */
  crash(): void {
    this.kill();
    const survival = this.#drawSurvival();
    this.#names.crash(survival, this.#draws);
    this.#powerEndsAt = Infinity;
  }

  /** The process died: locks and open files go with it, and nothing that was written. */
  kill(): void {
    this.#boot += 1;
    this.#isLocked = false;
  }

  /** The next syncs fail, of files and of the directory; what they were to sync is given up. */
  failSyncs(count: number): void {
    this.#syncsToFail = count;
  }

  /** Reading this byte of a file fails from now on. */
  failReads(name: string, offset: number): void {
    this.#badReads.set(name, offset);
  }

  /** What a process reads from a file now. */
  contentOf(name: string): Uint8Array {
    return this.#inode(name).content.slice();
  }

  /** Puts a file in place, durably. */
  put(name: string, content: Uint8Array): void {
    const inode = new Inode();
    inode.change({ type: 'write', order: 0, position: 0, bytes: content.slice() });
    inode.sync();
    this.#names.put(name, inode);
  }

  /** Another disk with what processes see on this one, all of it durable. */
  copy(options: SimulatedDiskOptions = {}): SimulatedDisk {
    const copy = new SimulatedDisk(options);
    for (const name of this.#names.list()) copy.put(name, this.contentOf(name));
    return copy;
  }

  /**
   * The directory as one process has it: after the next crash or kill it is of no use, whatever
   * the process may have been about to do. The disk itself can be used at any time.
   */
  mount(): Files {
    const boot = this.#boot;
    const alive = async <T>(work: () => Promise<T>): Promise<T> => {
      if (boot !== this.#boot) throw new FilesError('failed', 'the process died');
      return work();
    };
    return {
      directory: this.directory,
      open: (name, mode) => alive(() => this.open(name, mode)),
      list: () => alive(() => this.list()),
      rename: (from, to) => alive(() => this.rename(from, to)),
      remove: (name) => alive(() => this.remove(name)),
      syncDirectory: () => alive(() => this.syncDirectory()),
      free: () => alive(() => this.free()),
      lock: (name) => alive(() => this.lock(name)),
    };
  }

  async open(name: string, mode: OpenMode): Promise<OpenFile> {
    const known = this.#names.get(name);
    if (mode !== 'create') return this.#file(name, this.#inode(name));
    if (known !== null) throw new FilesError('exists', `${name} is there`);
    await this.#begin({ type: 'create', name });
    if (this.#room() <= 0) throw new FilesError('no-space', `no room for ${name}`);
    const inode = new Inode();
    this.#names.link(name, inode, this.#operations);
    this.#mayLosePower();
    return this.#file(name, inode);
  }

  async list(): Promise<readonly string[]> {
    this.#mayLosePower();
    return this.#names.list();
  }

  async rename(from: string, to: string): Promise<void> {
    const inode = this.#inode(from);
    await this.#begin({ type: 'rename', name: from });
    this.#names.rename(from, to, inode, this.#operations);
    this.#mayLosePower();
  }

  async remove(name: string): Promise<void> {
    const inode = this.#inode(name);
    await this.#begin({ type: 'remove', name });
    this.#names.unlink(name, inode, this.#operations);
    this.#mayLosePower();
  }

  async syncDirectory(): Promise<void> {
    await this.#begin({ type: 'sync-directory', name: '' });
    this.#sync(
      () => this.#names.sync(),
      () => this.#names.forgetChanges(),
    );
  }

  async free(): Promise<number> {
    return Math.max(0, this.#room());
  }

  async lock(name: string): Promise<Lock> {
    if (this.#isLocked) throw new FilesError('locked', `another process has ${name}`);
    this.#isLocked = true;
    const boot = this.#boot;
    return {
      release: async () => {
        if (boot === this.#boot) this.#isLocked = false;
      },
    };
  }

  #file(name: string, inode: Inode): OpenFile {
    const boot = this.#boot;
    const begin = async (type: DiskOperation['type']): Promise<void> => {
      if (boot !== this.#boot) throw new FilesError('failed', `the process with ${name} died`);
      await this.#begin({ type, name });
    };
    const write = async (bytes: Uint8Array, position: number): Promise<void> => {
      await begin('write');
      this.#write(inode, bytes.slice(), position);
    };
    const sync = async (): Promise<void> => {
      await begin('sync');
      this.#sync(
        () => inode.sync(),
        () => inode.forgetChanges(),
      );
    };
    const writeThrough: OpenFile['writeThrough'] = async (bytes, position) => {
      await write(bytes, position);
      await sync();
    };
    return {
      read: async (target, position) => this.#read(name, inode, target, position),
      size: async () => inode.content.length,
      close: async () => {},
      write,
      truncate: async (size) => {
        await begin('truncate');
        inode.change({ type: 'truncate', order: this.#operations, size });
        this.#mayLosePower();
      },
      sync,
      ...(this.#writesThrough ? { writeThrough } : {}),
    };
  }

  #read(name: string, inode: Inode, target: Uint8Array, position: number): number {
    this.#mayLosePower();
    const found = inode.content.subarray(position, position + target.length);
    const bad = this.#badReads.get(name);
    if (bad !== undefined && bad >= position && bad < position + found.length) {
      throw new FilesError('failed', `EIO: cannot read byte ${bad} of ${name}`);
    }
    target.set(found);
    return found.length;
  }

  #write(inode: Inode, bytes: Uint8Array, position: number): void {
    const grows = Math.max(0, position + bytes.length - inode.content.length);
    const tooMuch = Math.max(0, grows - Math.max(0, this.#room()));
    const fits = bytes.subarray(0, bytes.length - tooMuch);
    if (fits.length > 0) {
      inode.change({ type: 'write', order: this.#operations, position, bytes: fits });
    }
    this.#mayLosePower();
    if (tooMuch > 0) throw new FilesError('no-space', 'ENOSPC: no space left on device');
  }

  #sync(done: () => void, forget: () => void): void {
    // It may have got there, and only the answer is lost.
    if (this.#operations >= this.#powerEndsAt && this.#draws.flip()) done();
    this.#mayLosePower();
    if (this.#syncsToFail > 0) {
      this.#syncsToFail -= 1;
      forget();
      throw new FilesError('failed', 'EIO: sync failed');
    }
    done();
  }

  async #begin(operation: DiskOperation): Promise<void> {
    const boot = this.#boot;
    await this.#before(operation);
    if (boot !== this.#boot) throw new FilesError('failed', 'the process died');
    // Of what comes after, nothing was even begun.
    if (this.#operations >= this.#powerEndsAt) this.#mayLosePower();
    this.#operations += 1;
  }

  #mayLosePower(): void {
    if (this.#operations >= this.#powerEndsAt) throw new FilesError('failed', 'the power is off');
  }

  #room(): number {
    return this.capacityBytes - this.#names.bytes();
  }

  #inode(name: string): Inode {
    const inode = this.#names.get(name);
    if (inode === null) throw new FilesError('missing', `${name} is not there`);
    return inode;
  }

  #drawSurvival(): Survival {
    const kinds = ['nothing', 'everything', 'before', 'scattered'] as const;
    const type = kinds[this.#draws.below(kinds.length)] ?? 'nothing';
    if (type === 'before') {
      // What is not synced yet is young.
      return { type, order: this.#operations + 1 - this.#draws.below(8) };
    }
    if (type === 'scattered') return { type, sectorBytes: this.#sectorBytes };
    return { type };
  }
}

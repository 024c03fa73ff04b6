import { type Files, StorageError } from '@menagerie/storage';
import type { DiskSaid } from './peers/hello.ts';
import { contentOf, writeWhole } from './small-files.ts';

/** The file, beside the log. */
export const DISKS = 'disks';

/** A disk that a server came with. */
interface Known {
  readonly identity: string;
  readonly incarnation: number;
}

/** What is known of a server's disks when it comes. */
export type Meeting =
  | {
      readonly type: 'known';
      /** The highest incarnation of another disk of it; `null` for none. */
      readonly others: number | null;
      /** Resolves once this disk is remembered durably; `null` where it is already. */
      readonly written: Promise<void> | null;
    }
  /** Another disk was that server. */
  | { readonly type: 'refused'; readonly reason: string };

/**
 * The disks with which other servers came, and which incarnation this server is. It is as old as the
 * log beside it: who loses one loses the other.
 *
 * A disk is remembered before anything that its server says counts here. So whoever has relied on a
 * disk knows of it, when its server comes with another one.
 */
export class KnownDisks {
  readonly #files: Files | null;
  readonly #known: Map<number, readonly Known[]>;
  #incarnation: number | null;
  /** `null` where no file says it. */
  #isWhole: boolean | null;
  /** The identity of the log beside it; `null` where it has not been written yet. */
  #of: string | null;
  /** The last write, which is under way, or waits for those before it. */
  #written: Promise<void> = Promise.resolve();
  #writing = 0;
  /** What is known is on the disk. */
  #isWritten = true;

  private constructor(files: Files | null, { of, incarnation, isWhole, disks }: Kept = NOTHING) {
    this.#files = files;
    this.#of = of;
    this.#known = new Map(disks);
    this.#incarnation = incarnation;
    this.#isWhole = isWhole;
  }

  /**
   * @param files of the log; `null` for a server that keeps nothing
   * @throws StorageError `corrupt`
   */
  static async open(files: Files | null): Promise<KnownDisks> {
    const bytes = files === null ? null : await contentOf(files, DISKS);
    if (files === null || bytes === null) return new KnownDisks(files);
    try {
      return new KnownDisks(files, keptIn(JSON.parse(new TextDecoder().decode(bytes))));
    } catch (cause) {
      throw new StorageError(
        'corrupt',
        {
          file: `${files.directory}/${DISKS}`,
          offset: null,
          expected: 'JSON with the incarnation of this server and the disks of others',
          found: cause instanceof Error ? cause.message : String(cause),
          remedy:
            'Nothing was changed. Bring the file back; or empty the directory, and start the server as one that has lost its disk.',
        },
        { cause },
      );
    }
  }

  /** Which incarnation this server is; `null` where that was never written down, which is 0 for an old disk. */
  get incarnation(): number | null {
    return this.#incarnation;
  }

  /**
   * The log beside it was read.
   *
   * @param identity of the log, in hex
   * @param isBlank it holds nothing
   * @throws StorageError `wrong-identity` where the file is that of another log
   */
  beside(identity: string, isBlank: boolean): void {
    const foreign = this.#of !== null && this.#of !== identity ? this.#of : null;
    this.#of = identity;
    // A log without the file is that of a release that remembered none, or the file was lost.
    this.#isWhole ??= isBlank;
    if (foreign === null) return;
    // Who lost its log alone has forgotten what it promised, whichever incarnation it was.
    this.#incarnation = null;
    if (isBlank) return;
    throw new StorageError('wrong-identity', {
      file: this.#file,
      offset: null,
      expected: `the disks that the server with log ${identity} has met`,
      found: `those that the one with log ${foreign} has met`,
      remedy:
        'Nothing was changed. Bring the file back that belongs to the log; or empty the directory, and start the server as one that has lost its disk.',
    });
  }

  /** Whether all disks are known that were ever relied on here. */
  get isWhole(): boolean {
    return this.#isWhole === true && (this.#incarnation ?? 0) === 0;
  }

  /** Resolves once that survives a crash. */
  async become(incarnation: number): Promise<void> {
    this.#incarnation = incarnation;
    await this.#write();
  }

  /** A server comes with a disk. @param id the number in `server.N` */
  meet(id: number, said: DiskSaid): Meeting {
    const { identity, incarnation } = said;
    const reason = this.objection(id, said);
    if (reason !== null) return { type: 'refused', reason };
    const known = this.#known.get(id) ?? [];
    const before = known.find((disk) => disk.identity === identity) ?? null;
    const rest = known.filter((disk) => disk !== before);
    // A new one that was another incarnation before has lost that alone.
    const replaced = incarnation === null && (before?.incarnation ?? 0) > 0 ? known : rest;
    const others = highestOf(replaced);
    // One that does not know yet whether it is the first is the first, where nobody else was.
    const claimed = incarnation ?? (others === null ? 0 : null);
    if (claimed === null) return { type: 'known', others, written: null };
    if (before?.incarnation !== claimed) {
      this.#known.set(id, [...rest, { identity, incarnation: claimed }]);
      return { type: 'known', others, written: this.#write() };
    }
    if (this.#isWritten) return { type: 'known', others, written: null };
    // The last one may have failed: there was no room for it.
    return { type: 'known', others, written: this.#writing > 0 ? this.#written : this.#write() };
  }

  /** Why a server cannot have such a disk; `null` where it can. */
  objection(id: number, { identity, incarnation }: DiskSaid): string | null {
    if (incarnation === null) return null;
    const known = this.#known.get(id) ?? [];
    const comes = `server ${id} comes with disk ${identity} as incarnation ${incarnation}`;
    const remedy =
      'bring that one back, or empty the directory, so that it finds out that it is new';
    const before = known.find((disk) => disk.identity === identity);
    if (before !== undefined && incarnation < before.incarnation) {
      return `${comes}, which was ${before.incarnation} and has lost its file ${DISKS}: ${remedy}`;
    }
    const same = known.find((disk) => disk !== before && disk.incarnation === incarnation);
    return same === undefined ? null : `${comes}, which disk ${same.identity} was: ${remedy}`;
  }

  get #file(): string {
    return `${this.#files?.directory ?? ''}/${DISKS}`;
  }

  #write(): Promise<void> {
    const files = this.#files;
    if (files === null) return Promise.resolve();
    this.#isWritten = false;
    this.#writing += 1;
    // What an earlier one failed with was said to who waited for that.
    this.#written = this.#written
      .catch(() => {})
      .then(() => writeWhole(files, DISKS, this.#kept))
      .then(() => {
        // Whatever came meanwhile has a write of its own behind this one.
        this.#isWritten = this.#writing === 1;
      })
      .finally(() => {
        this.#writing -= 1;
      });
    return this.#written;
  }

  get #kept(): object {
    const disks = [...this.#known].toSorted(([one], [other]) => one - other);
    const [of, incarnation, isWhole] = [this.#of, this.#incarnation, this.#isWhole];
    return { of, incarnation, isWhole, disks: Object.fromEntries(disks) };
  }
}

interface Kept {
  readonly of: string | null;
  readonly incarnation: number | null;
  readonly isWhole: boolean | null;
  readonly disks: ReadonlyMap<number, readonly Known[]>;
}

const NOTHING: Kept = { of: null, incarnation: null, isWhole: null, disks: new Map() };

function highestOf(disks: readonly Known[]): number | null {
  return disks.length === 0 ? null : Math.max(...disks.map(({ incarnation }) => incarnation));
}

function keptIn(said: unknown): Kept {
  const { of, incarnation = null, isWhole, disks } = fieldsOf(said);
  if (typeof of !== 'string') throw new RangeError('no identity of the log');
  const known = Object.entries(fieldsOf(disks)).map(([id, list]): [number, readonly Known[]] => {
    if (!Array.isArray(list)) throw new RangeError(`no list of disks of server ${id}`);
    return [numberIn(Number(id)), list.map(knownIn)];
  });
  return {
    of,
    incarnation: incarnation === null ? null : numberIn(incarnation),
    isWhole: isWhole === true,
    disks: new Map(known),
  };
}

function knownIn(said: unknown): Known {
  const { identity, incarnation } = fieldsOf(said);
  if (typeof identity !== 'string') throw new RangeError('a disk without an identity');
  return { identity, incarnation: numberIn(incarnation) };
}

function fieldsOf(said: unknown): Record<string, unknown> {
  if (typeof said !== 'object' || said === null) throw new RangeError('no fields');
  return { ...said };
}

function numberIn(said: unknown): number {
  if (typeof said === 'number' && Number.isSafeInteger(said) && said >= 0) return said;
  throw new RangeError(`${String(said)} is no whole number`);
}

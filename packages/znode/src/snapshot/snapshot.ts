import { ACL, JuteWriter, vector } from '@menagerie/jute';
import * as c from '../store/columns.ts';
import type { Keeper } from '../store/roll.ts';
import type { Store } from '../store/store.ts';
import type { Session } from '../tree/sessions.ts';
import {
  END,
  HEADER,
  SESSIONS,
  type Summary,
  sealed,
  writeStored,
  writeSummary,
  ZNODES,
} from './format.ts';

/** A chunk ends with the znode that takes it over so many bytes, or so many rows. */
const CHUNK_BYTES = 1 << 16;
const CHUNK_ROWS = 4096;
const CHUNK_SESSIONS = 4096;

const list = vector(ACL);

/** A znode as it was when the snapshot began. */
interface Kept {
  readonly image: Int32Array;
  readonly name: string;
  readonly data: Uint8Array | null;
  readonly acl: readonly ACL[];
}

/**
 * The tree as it was at one moment, in chunks, while it goes on changing: of a znode that changes
 * before it was written out, a copy is kept until then. Each chunk is some 64 KiB, or as much as one
 * znode needs. Who stops before the end must call `return`, or copies are made for nothing.
 */
export class Snapshot implements IterableIterator<Uint8Array>, Keeper {
  readonly #store: Store;
  readonly #summary: Summary;
  readonly #sessions: readonly Session[];
  readonly #writer = new JuteWriter({ initialBytes: CHUNK_BYTES + CHUNK_BYTES / 2 });
  readonly #kept = new Map<number, Kept | null>();
  /**
   * Lists by their number here, in the order in which znodes have them. The store keeps each list
   * once, and as long as a znode has it that this has not seen: so no two here are equal.
   */
  readonly #acls = new Map<readonly ACL[], number>();
  readonly #rows: number;
  #next: 'header' | 'sessions' | 'znodes' | 'end' | 'done' = 'header';
  #session = 0;
  #row = 0;

  constructor(store: Store, sessions: readonly Session[], lastZxid: bigint) {
    this.#store = store;
    this.#sessions = sessions;
    this.#rows = store.end;
    this.#summary = {
      lastZxid,
      digest: store.digest.value,
      znodes: store.count,
      sessions: sessions.length,
    };
    store.keepers.add(this);
  }

  /** The zxid of the last command that is in it. */
  get lastZxid(): bigint {
    return this.#summary.lastZxid;
  }

  /** Znodes that it has. */
  get znodes(): number {
    return this.#summary.znodes;
  }

  /** The next chunk, which is nobody else's. */
  next(): IteratorResult<Uint8Array, undefined> {
    switch (this.#next) {
      case 'header':
        this.#next = 'sessions';
        return this.#chunk(HEADER, () => writeSummary(this.#writer, this.#summary));
      case 'sessions':
        if (this.#session < this.#sessions.length) {
          return this.#chunk(SESSIONS, () => this.#writeSessions());
        }
        this.#next = 'znodes';
        return this.next();
      case 'znodes':
        if (this.#row < this.#rows) return this.#chunk(ZNODES, () => this.#writeZnodes());
        this.#next = 'end';
        return this.next();
      case 'end':
        this.return();
        return this.#chunk(END, () => {});
      case 'done':
        return { done: true, value: undefined };
    }
  }

  /** Ends it where it is. */
  return(): IteratorResult<Uint8Array, undefined> {
    this.#next = 'done';
    this.#store.keepers.delete(this);
    this.#kept.clear();
    return { done: true, value: undefined };
  }

  [Symbol.iterator](): this {
    return this;
  }

  keep(row: number): void {
    if (row < this.#row || row >= this.#rows || this.#kept.has(row)) return;
    this.#kept.set(row, this.#store.isLive(row) ? this.#copyOf(row) : null);
  }

  #copyOf(row: number): Kept {
    const store = this.#store;
    const data = store.data(row)?.slice() ?? null;
    return { image: store.rows.image(row), name: store.rows.name(row), data, acl: store.acl(row) };
  }

  #chunk(kind: number, write: () => void): IteratorResult<Uint8Array, undefined> {
    const writer = this.#writer;
    writer.clear();
    writer.begin();
    writer.int(0);
    writer.byte(kind);
    write();
    return { done: false, value: sealed(writer.frame().slice()) };
  }

  #writeSessions(): void {
    const some = this.#sessions.slice(this.#session, this.#session + CHUNK_SESSIONS);
    this.#session += some.length;
    for (const { id, timeoutMs } of some) {
      this.#writer.bool(true);
      this.#writer.long(id);
      this.#writer.int(timeoutMs);
    }
    this.#writer.bool(false);
  }

  #writeZnodes(): void {
    const end = Math.min(this.#rows, this.#row + CHUNK_ROWS);
    while (this.#row < end && this.#writer.length < CHUNK_BYTES) {
      this.#writeRow(this.#row);
      this.#row += 1;
    }
    this.#writer.bool(false);
  }

  #writeRow(row: number): void {
    const kept = this.#kept.get(row);
    this.#kept.delete(row);
    if (kept === null || (kept === undefined && !this.#store.isLive(row))) return;
    const writer = this.#writer;
    const { rows } = this.#store;
    const image = kept?.image ?? rows.view(row);
    writer.bool(true);
    writer.int(row);
    writer.int(image[c.PARENT] ?? c.NONE);
    writer.ustring(kept?.name ?? rows.name(row));
    this.#writeAcl(kept?.acl ?? this.#store.acl(row));
    writeStored(writer, image);
    writer.buffer(kept === undefined ? this.#store.data(row) : kept.data);
  }

  /** The number of a list; with the list itself, where it is the first with that number. */
  #writeAcl(acl: readonly ACL[]): void {
    const known = this.#acls.get(acl);
    const number = known ?? this.#acls.size;
    this.#writer.int(number);
    if (known !== undefined) return;
    this.#acls.set(acl, number);
    list.write(this.#writer, acl);
  }
}

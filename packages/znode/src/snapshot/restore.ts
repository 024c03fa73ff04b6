import { ACL, FrameSplitter, JuteError, JuteReader, vector } from '@menagerie/jute';
import { ZnodeError } from '../errors.ts';
import * as c from '../store/columns.ts';
import type { Core } from '../tree/core.ts';
import {
  END,
  FORMAT_VERSION,
  HEADER,
  HEADER_BYTES,
  isSealed,
  LONGEST_CHUNK,
  MAGIC,
  readStored,
  readSummary,
  SESSIONS,
  type Summary,
  ZNODES,
} from './format.ts';

const list = vector(ACL);

/** Between two moments at which something else may be done. */
const ROWS_AT_ONCE = 4096;

/** Fills an empty core from the chunks of a snapshot, which may be cut anywhere. */
export class Restorer {
  readonly #core: Core;
  readonly #splitter = new FrameSplitter({ maxBytes: LONGEST_CHUNK });
  readonly #reader = new JuteReader(new Uint8Array(), { maxBytes: LONGEST_CHUNK });
  readonly #acls: (readonly ACL[])[] = [];
  #summary: Summary | null = null;
  #ended = false;

  constructor(core: Core) {
    this.#core = core;
    // Until the snapshot brings it: it is the first row that comes.
    core.store.plantRoot(core.settings.seed);
  }

  /**
   * Takes the next bytes. They are not copied, and must not change until all are in.
   *
   * @throws {@link ZnodeError} where they are not those of a snapshot.
   */
  push(bytes: Uint8Array): void {
    try {
      this.#splitter.push(bytes);
      for (let frame = this.#splitter.next(); frame !== null; frame = this.#splitter.next()) {
        this.#take(frame);
      }
      if (this.#summary === null && this.#splitter.waiting > HEADER_BYTES) throw foreign();
    } catch (cause) {
      if (!(cause instanceof JuteError)) throw cause;
      const code = this.#summary === null ? 'not-a-snapshot' : 'snapshot-damaged';
      throw new ZnodeError(code, `the snapshot cannot be read: ${cause.message}`, { cause });
    }
  }

  /**
   * Puts the tree together, some thousand rows at a time. Comes to the zxid of the last command that
   * is in it.
   *
   * @throws {@link ZnodeError} where something is missing, or contradicts what the snapshot says.
   */
  *finish(): Generator<undefined, bigint, undefined> {
    const summary = this.#summary;
    if (summary === null || !this.#ended) {
      throw new ZnodeError('snapshot-incomplete', 'the snapshot ends before its end: take another');
    }
    const { store, sessions } = this.#core;
    yield* this.#hangAll();
    const entered = yield* this.#enterAll();
    mustBe('znodes', store.count, summary.znodes);
    mustBe('znodes below the root', entered, store.count);
    mustBe('sessions', sessions.size, summary.sessions);
    mustBe('digest', store.digest.value, summary.digest);
    return summary.lastZxid;
  }

  #take(frame: Uint8Array): void {
    const reader = this.#reader;
    reader.reset(frame);
    const isWhole = isSealed(frame, reader.int());
    const kind = reader.byte();
    if (this.#summary === null) {
      this.#summary = header(kind, reader);
      if (isWhole) return;
    }
    // Nothing of a chunk is believed before its sum: a row of it would be as far out as it says.
    if (!isWhole) throw damaged('the sum of a chunk is another than it says');
    if (this.#ended) throw damaged('there is something behind its end');
    switch (kind) {
      case SESSIONS:
        while (reader.bool()) this.#readSession();
        break;
      case ZNODES:
        while (reader.bool()) this.#readZnode();
        break;
      case END:
        this.#ended = true;
        break;
      default:
        throw damaged(`there is a chunk of kind ${kind}, which is none`);
    }
  }

  #readSession(): void {
    const id = this.#reader.long();
    this.#core.sessions.put({ id, timeoutMs: this.#reader.int() });
  }

  #readZnode(): void {
    const reader = this.#reader;
    const { store } = this.#core;
    const row = reader.int();
    const parent = reader.int();
    const name = reader.ustring() ?? '';
    this.#open(row, name);
    store.rows.set(row, c.PARENT, parent);
    store.setAcl(row, this.#readAcl());
    readStored(reader, store.rows, row);
    store.setData(row, reader.buffer());
  }

  #open(row: number, name: string): void {
    const { store } = this.#core;
    if (row === c.ROOT) return;
    if (row < 0 || row >= LONGEST_CHUNK || !store.openAt(row, name)) {
      throw damaged(`row ${row} is there twice`);
    }
  }

  #readAcl(): readonly ACL[] {
    const number = this.#reader.int();
    if (number === this.#acls.length) this.#acls.push(list.read(this.#reader) ?? []);
    const acl = this.#acls[number];
    if (acl === undefined) throw damaged(`there is no list ${number} of permissions`);
    return acl;
  }

  /** From the last row to the first: a row comes in front of its siblings. */
  *#hangAll(): Generator<undefined, void, undefined> {
    const { store } = this.#core;
    for (let row = store.end - 1; row > c.ROOT; row -= 1) {
      if (row % ROWS_AT_ONCE === 0) yield;
      if (!store.isLive(row)) continue;
      const parent = store.rows.get(row, c.PARENT);
      if (parent < 0 || !store.isLive(parent)) throw damaged(`row ${row} has no parent`);
      store.hang(row, parent);
    }
  }

  /** Down from the root, for a path goes on from its parent's. Returns how many there are. */
  *#enterAll(): Generator<undefined, number, undefined> {
    const { store } = this.#core;
    const { rows } = store;
    let count = 1;
    store.digest.add(rows, c.ROOT);
    let row = rows.get(c.ROOT, c.FIRST_CHILD);
    while (row !== c.NONE && row !== c.ROOT) {
      store.enter(row);
      count += 1;
      if (count % ROWS_AT_ONCE === 0) yield;
      let next = rows.get(row, c.FIRST_CHILD);
      while (next === c.NONE && row !== c.ROOT) {
        next = rows.get(row, c.NEXT_SIBLING);
        row = rows.get(row, c.PARENT);
      }
      row = next;
    }
    return count;
  }
}

function header(kind: number, reader: JuteReader): Summary {
  if (kind !== HEADER || reader.int() !== MAGIC) throw foreign();
  const version = reader.int();
  if (version !== FORMAT_VERSION) {
    const known = `the snapshot is of version ${version}, and this reads version ${FORMAT_VERSION}`;
    throw new ZnodeError('snapshot-version', `${known}: restore it with what wrote it`);
  }
  return readSummary(reader);
}

function mustBe<T extends number | bigint>(what: string, found: T, said: T): void {
  if (found !== said) throw damaged(`it says ${said} of its ${what}, and they are ${found}`);
}

function foreign(): ZnodeError {
  return new ZnodeError('not-a-snapshot', 'these are not the bytes of a snapshot of a tree');
}

function damaged(problem: string): ZnodeError {
  return new ZnodeError('snapshot-damaged', `the snapshot is damaged: ${problem}; take another`);
}

import type { ACL } from '@menagerie/jute';
import { AclTable } from './acl-table.ts';
import { Arena } from './arena.ts';
import * as c from './columns.ts';
import { Digest, dataCrc, pathCrc, rootCrc } from './digest.ts';
import { FreeRows } from './free-rows.ts';
import { type Journal, journalFrom } from './journal.ts';
import { hashOn, PathIndex } from './path-index.ts';
import { type Keeper, nobody, type Roll } from './roll.ts';
import { pathOf, Rows } from './rows.ts';

/**
 * The znodes: which are there, under whom, with which data. It keeps the counts, the index and the
 * digest; what a change means, and whether it may be, is the business of its callers.
 */
export class Store {
  readonly rows: Rows = new Rows();
  readonly acls: AclTable = new AclTable();
  readonly digest: Digest = new Digest();
  readonly keepers: Set<Keeper> = new Set();
  /** Znodes, the root among them. */
  count = 0;
  /** Bytes of all data. */
  dataBytes = 0;
  /** Code units of the paths of all znodes but the root. */
  pathUnits = 0;
  /** Rows from here on are free. */
  end = 0;
  readonly #arena = new Arena();
  readonly #free = new FreeRows();
  readonly #index = new PathIndex(this.rows);
  #roll: Roll = nobody;
  #journal: Journal | null = null;

  /** Who is told of every znode that comes or goes; before the first comes. */
  tell(roll: Roll): void {
    this.#roll = roll;
  }

  /** The row of a path, or of as much of it; NONE where there is none. The root's is also empty. */
  find(path: string, end: number = path.length): number {
    if (end === 0 || (end === 1 && path.startsWith('/'))) return c.ROOT;
    return this.#index.find(hashOn(this.rows.get(c.ROOT, c.HASH), path, 0, end), path, end);
  }

  /** The row of a child of which the whole path is given. */
  findChild(parent: number, path: string, slash: number): number {
    const hash = hashOn(this.rows.get(parent, c.HASH), path, slash, path.length);
    return this.#index.find(hash, path, path.length);
  }

  /** Opens a row for the root, which has no parent. */
  plantRoot(seed: number): void {
    this.#take(c.ROOT, '');
    this.rows.set(c.ROOT, c.HASH, seed | 0);
    this.rows.set(c.ROOT, c.PATH_CRC, rootCrc);
    this.rows.set(c.ROOT, c.PARENT, c.NONE);
    this.rows.set(c.ROOT, c.FLAGS, c.LIVE | c.ENTERED);
  }

  /** Takes the lowest free row for a znode. It has nothing yet, and nobody knows of it. */
  open(name: string): number {
    const row = this.#free.take();
    this.#willChange(row);
    this.#openRow(row, name);
    return row;
  }

  /** Takes a row that a snapshot names, if it is free. */
  openAt(row: number, name: string): boolean {
    if (this.isLive(row)) return false;
    this.#take(row, name);
    return true;
  }

  isLive(row: number): boolean {
    return (this.rows.get(row, c.FLAGS) & c.LIVE) !== 0;
  }

  /** Hangs a row below its parent: the path is known from here on. */
  hang(row: number, parent: number): void {
    const { rows } = this;
    const first = rows.get(parent, c.FIRST_CHILD);
    this.#remember(parent);
    if (first !== c.NONE) {
      this.#remember(first);
      rows.set(first, c.PREVIOUS_SIBLING, row);
    }
    rows.set(row, c.PARENT, parent);
    rows.set(row, c.NEXT_SIBLING, first);
    rows.set(parent, c.FIRST_CHILD, row);
    rows.add(parent, c.CHILDREN, 1);
  }

  /** Gives a row that hangs its place in the index, its digest, and its name on the rolls. */
  enter(row: number): void {
    const { rows } = this;
    const parent = rows.get(row, c.PARENT);
    const name = rows.name(row);
    const system = parent === c.ZOOKEEPER || (rows.get(parent, c.FLAGS) & c.SYSTEM) !== 0;
    const hash = hashOn(rows.get(parent, c.HASH), '/', 0, 1);
    rows.set(row, c.FLAGS, c.LIVE | c.ENTERED | (system ? c.SYSTEM : 0));
    rows.set(row, c.HASH, hashOn(hash, name, 0, name.length));
    rows.set(row, c.PATH_CRC, pathCrc(rows.get(parent, c.PATH_CRC), name));
    this.#setDataCrc(row, this.data(row));
    this.digest.add(rows, row);
    this.#index.insert(row);
    this.#countUp(parent, 1, name);
    this.#roll.enter(row);
  }

  /** Takes a znode without children away. */
  remove(row: number): void {
    const { rows } = this;
    const parent = rows.get(row, c.PARENT);
    this.#willChange(row);
    this.#roll.leave(row);
    this.#index.remove(row);
    this.digest.remove(rows, row);
    this.#dropData(row);
    this.#dropAcl(rows.get(row, c.ACL));
    this.#unhang(row, parent);
    this.#countUp(parent, -1, rows.name(row));
    this.#closeRow(row);
  }

  /** To be called before columns of a znode change that its digest or a snapshot has. */
  change(row: number): void {
    this.#willChange(row);
    this.digest.remove(this.rows, row);
  }

  /** To be called behind it. */
  changed(row: number): void {
    this.digest.add(this.rows, row);
  }

  /** The data of a znode: a view that is good until they change. */
  data(row: number): Uint8Array | null {
    const length = this.rows.get(row, c.LENGTH);
    return length < 0 ? null : this.#arena.view(this.rows.get(row, c.DATA), length);
  }

  /** Replaces the data, between `change` and `changed` or before `enter`. */
  setData(row: number, data: Uint8Array | null): void {
    const { rows } = this;
    this.#dropData(row);
    const handle = data === null ? 0 : this.#arena.put(data);
    const length = data === null ? -1 : data.length;
    this.#journal?.newData.push({ id: handle, length });
    rows.set(row, c.DATA, handle);
    rows.set(row, c.LENGTH, length);
    if ((rows.get(row, c.FLAGS) & c.ENTERED) !== 0) this.#setDataCrc(row, data);
    this.dataBytes += Math.max(length, 0);
  }

  /** Replaces the access control list of a znode. */
  setAcl(row: number, acl: readonly ACL[]): void {
    const before = this.rows.get(row, c.ACL);
    const id = this.acls.acquire(acl);
    this.#journal?.newAcls.push(id);
    this.rows.set(row, c.ACL, id);
    this.#dropAcl(before);
  }

  acl(row: number): readonly ACL[] {
    return this.acls.list(this.rows.get(row, c.ACL));
  }

  /** The path of a znode. */
  path(row: number): string {
    return pathOf(this.rows, row);
  }

  /** From here on changes can be undone. */
  begin(): void {
    this.#journal = journalFrom(this);
  }

  /** Keeps the changes since `begin`. */
  commit(): void {
    const journal = this.#journal;
    this.#journal = null;
    if (journal === null) return;
    for (const { id, length } of journal.oldData) this.#arena.give(id, length);
    for (const id of journal.oldAcls) this.acls.release(id);
  }

  /** Undoes the changes since `begin`. */
  rollback(): void {
    const journal = this.#journal;
    this.#journal = null;
    if (journal === null) return;
    this.#undo(journal);
    for (const { id, length } of journal.newData) this.#arena.give(id, length);
    for (const id of journal.newAcls) this.acls.release(id);
    this.digest.high = journal.digest.high;
    this.digest.low = journal.digest.low;
    this.dataBytes = journal.dataBytes;
    this.pathUnits = journal.pathUnits;
  }

  #undo({ before }: Journal): void {
    for (const row of before.keys()) {
      if (row === c.ROOT || !this.isLive(row)) continue;
      this.#roll.leave(row);
      this.#index.remove(row);
      this.#free.give(row);
      this.count -= 1;
    }
    for (const [row, { image, name }] of before) this.rows.putImage(row, image, name);
    for (const row of before.keys()) {
      if (row === c.ROOT || !this.isLive(row)) continue;
      this.#free.takeRow(row);
      this.#index.insert(row);
      this.count += 1;
      this.end = Math.max(this.end, row + 1);
      this.#roll.enter(row);
    }
    this.#lowerEnd();
  }

  #willChange(row: number): void {
    for (const keeper of this.keepers) keeper.keep(row);
    this.#remember(row);
  }

  #remember(row: number): void {
    const before = this.#journal?.before;
    if (before === undefined || before.has(row)) return;
    before.set(row, { image: this.rows.image(row), name: this.rows.name(row) });
  }

  #take(row: number, name: string): void {
    this.#free.takeRow(row);
    this.#openRow(row, name);
  }

  #openRow(row: number, name: string): void {
    const { rows } = this;
    rows.open(row, name);
    rows.set(row, c.FIRST_CHILD, c.NONE);
    rows.set(row, c.NEXT_SIBLING, c.NONE);
    rows.set(row, c.PREVIOUS_SIBLING, c.NONE);
    rows.set(row, c.CHAIN, c.NONE);
    rows.set(row, c.ACL, c.NONE);
    rows.set(row, c.LENGTH, -1);
    rows.set(row, c.FLAGS, c.LIVE);
    this.count += 1;
    this.end = Math.max(this.end, row + 1);
  }

  #closeRow(row: number): void {
    this.rows.close(row);
    this.#free.give(row);
    this.count -= 1;
    this.#lowerEnd();
  }

  /** What is not there any more must not show in a snapshot, as it would not in a restored tree's. */
  #lowerEnd(): void {
    while (!this.isLive(this.end - 1)) this.end -= 1;
  }

  #unhang(row: number, parent: number): void {
    const { rows } = this;
    const next = rows.get(row, c.NEXT_SIBLING);
    const previous = rows.get(row, c.PREVIOUS_SIBLING);
    this.#remember(parent);
    if (previous === c.NONE) {
      rows.set(parent, c.FIRST_CHILD, next);
    } else {
      this.#remember(previous);
      rows.set(previous, c.NEXT_SIBLING, next);
    }
    if (next !== c.NONE) {
      this.#remember(next);
      rows.set(next, c.PREVIOUS_SIBLING, previous);
    }
    rows.add(parent, c.CHILDREN, -1);
  }

  /** One znode more or less below a parent, and its path. */
  #countUp(parent: number, by: 1 | -1, name: string): void {
    const { rows } = this;
    let units = 1 + name.length;
    for (let at = parent; at !== c.NONE; at = rows.get(at, c.PARENT)) {
      this.#remember(at);
      rows.add(at, c.DESCENDANTS, by);
      if (at !== c.ROOT) units += 1 + rows.name(at).length;
    }
    this.pathUnits += by * units;
  }

  #dropData(row: number): void {
    const id = this.rows.get(row, c.DATA);
    const length = this.rows.get(row, c.LENGTH);
    this.dataBytes -= Math.max(length, 0);
    if (this.#journal === null) this.#arena.give(id, length);
    else this.#journal.oldData.push({ id, length });
  }

  #setDataCrc(row: number, data: Uint8Array | null): void {
    this.rows.set(row, c.DATA_CRC, dataCrc(this.rows.get(row, c.PATH_CRC), data));
  }

  #dropAcl(id: number): void {
    if (this.#journal === null) this.acls.release(id);
    else this.#journal.oldAcls.push(id);
  }
}

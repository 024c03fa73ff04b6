import type { Violation } from '@menagerie/contract';
import type { SharedSpace, Visitor } from '../space.ts';
import { Climb } from './climb.ts';
import { Gate, shareGate } from './gate.ts';
import { type BoardMemory, shareBoard } from './shared-board.ts';
import { type SharedMemory, SharedTable, shareMemory, taken } from './shared-table.ts';

/** States that a thread takes from a list at a time. */
const CHUNK = 64;

// Words of the head. Those of each thread follow.
const STOP = 0;
const OVER = 1;
const DEPTH = 2;
const THREADS = 3;
/** States of the thread's list at this level. */
const SIZE = 0;
/** How many of them are taken. */
const TAKEN = 1;
/** States of its list at the next level. */
const NEXT_SIZE = 2;
const OF_THREAD = 3;

/** What threads that search together share. */
export interface CrewMemory {
  readonly threads: number;
  readonly table: SharedMemory;
  readonly board: BoardMemory;
  readonly gate: SharedArrayBuffer;
  readonly head: SharedArrayBuffer;
  /** For each thread the indices of the states that it keeps for this level, and for the next. */
  readonly lists: readonly (readonly [SharedArrayBuffer, SharedArrayBuffer])[];
}

/**
 * @param capacity states, at most; memory is reserved for them, and used as they come
 * @throws ExplorerError `out-of-memory`
 */
export function shareCrewMemory(threads: number, capacity: number): CrewMemory {
  return {
    threads,
    table: shareMemory(capacity),
    board: shareBoard(),
    gate: shareGate(threads),
    head: new SharedArrayBuffer((THREADS + threads * OF_THREAD) * 4),
    lists: Array.from({ length: threads }, () => [
      new SharedArrayBuffer(capacity * 4),
      new SharedArrayBuffer(capacity * 4),
    ]),
  };
}

/** About how many states have been seen: threads take room for some before they need it. */
export function seen({ table }: CrewMemory): number {
  return taken(table);
}

/** What one thread has done. */
export interface Share {
  readonly distinct: number;
  readonly generated: number;
  readonly expanded: number;
  /** Steps to the state that is farthest from the starts. */
  readonly depth: number;
  /** Bytes of the table, which is everybody's. */
  readonly bytes: number;
  readonly full: boolean;
  readonly found: { readonly violation: Violation; readonly path: readonly number[] } | null;
}

/**
 * One thread of a breadth-first search that several do together. Each keeps the states that it was
 * the first to see, in its own numbers; the table of what was seen, and lists of who keeps what,
 * are shared. A level is done by all before the next begins, so the first violation is one of the
 * nearest. Who has done its own list goes on with another's: it walks there by the path in the
 * table.
 */
export class Crew<Step> implements Visitor {
  readonly #space: SharedSpace<Step>;
  readonly #self: number;
  readonly #threads: number;
  readonly #table: SharedTable;
  readonly #climb: Climb;
  readonly #gate: Gate;
  readonly #head: Int32Array;
  #lists: readonly Int32Array[];
  #nextLists: readonly Int32Array[];
  /** Of the own list at this level, how many states have left the space. */
  #passed = 0;
  /** States that it keeps for the next level; others hear of it at the end of this one. */
  #kept = 0;
  #generated = 0;
  #expanded = 0;
  #found: Share['found'] = null;

  constructor(space: SharedSpace<Step>, self: number, memory: CrewMemory) {
    this.#space = space;
    this.#self = self;
    this.#threads = memory.threads;
    this.#table = new SharedTable(memory.table);
    this.#climb = new Climb(this.#table);
    this.#gate = new Gate(memory.threads, memory.gate);
    this.#head = new Int32Array(memory.head);
    this.#lists = memory.lists.map(([list]) => new Int32Array(list));
    this.#nextLists = memory.lists.map(([, list]) => new Int32Array(list));
  }

  /** Searches with the others until all is seen, a property breaks, or the table is full. */
  run(): Share {
    if (this.#self === 0) this.#space.begin(this);
    while (this.#nextLevel()) {
      for (let i = 0; i < this.#threads; i += 1) this.#doList((this.#self + i) % this.#threads);
    }
    return {
      distinct: this.#table.added,
      generated: this.#generated,
      expanded: this.#expanded,
      depth: Atomics.load(this.#head, DEPTH) - 1,
      bytes: this.#table.bytes,
      full: this.#table.isFull,
      found: this.#found,
    };
  }

  foresee(high: number, low: number): void {
    this.#table.foresee(high, low);
  }

  offer(high: number, low: number, parent: number, action: number): number {
    this.#generated += 1;
    const index = this.#table.add(high, low, parent, action);
    if (index < 0) return -1;
    const list = this.#nextLists[this.#self];
    if (list !== undefined) list[this.#kept] = index;
    this.#kept += 1;
    return index;
  }

  violated(violation: Violation, parent: number, action: number): void {
    const before = parent < 0 ? [] : this.#table.pathTo(parent);
    this.#found ??= { violation, path: action < 0 ? before : [...before, action] };
    Atomics.store(this.#head, STOP, 1);
  }

  /** Waits for the others, and turns the lists. @returns whether there is another level */
  #nextLevel(): boolean {
    this.#head[this.#place(this.#self, NEXT_SIZE)] = this.#kept;
    this.#kept = 0;
    this.#gate.meet(() => {
      let size = 0;
      for (let thread = 0; thread < this.#threads; thread += 1) {
        const next = this.#head[this.#place(thread, NEXT_SIZE)] ?? 0;
        this.#head[this.#place(thread, SIZE)] = next;
        this.#head[this.#place(thread, TAKEN)] = 0;
        size += next;
      }
      if (size > 0) this.#head[DEPTH] = (this.#head[DEPTH] ?? 0) + 1;
      if (size === 0 || this.#head[STOP] === 1) this.#head[OVER] = 1;
    });
    this.#table.refresh();
    [this.#lists, this.#nextLists] = [this.#nextLists, this.#lists];
    this.#passed = 0;
    return Atomics.load(this.#head, OVER) === 0;
  }

  /** Looks at the states of a list that nobody has taken. */
  #doList(owner: number): void {
    const size = this.#head[this.#place(owner, SIZE)] ?? 0;
    const taken = this.#place(owner, TAKEN);
    for (;;) {
      const from = Atomics.add(this.#head, taken, CHUNK);
      if (from >= size) break;
      this.#doChunk(owner, from, Math.min(from + CHUNK, size));
    }
    if (owner === this.#self) this.#passTo(size);
  }

  #doChunk(owner: number, from: number, to: number): void {
    const own = owner === this.#self;
    if (own) this.#passTo(from);
    for (let at = from; at < to; at += 1) {
      if (!this.#goesOn()) return;
      if (own) this.#space.expand(this);
      else this.#expandOf(this.#lists[owner]?.[at] ?? 0);
      this.#expanded += 1;
    }
    if (own) this.#passed = to;
  }

  /** Lets the table grow where it must. @returns false if the search is over */
  #goesOn(): boolean {
    if (this.#gate.isAsked) this.#pause();
    while (this.#table.isCrowded) {
      if (!this.#gate.alone(() => this.#table.grow())) this.#gate.yield();
      this.#table.refresh();
    }
    if (this.#table.isFull) Atomics.store(this.#head, STOP, 1);
    return Atomics.load(this.#head, STOP) === 0;
  }

  #pause(): void {
    this.#gate.yield();
    this.#table.refresh();
  }

  #expandOf(index: number): void {
    const path = this.#climb.to(index, this.#head[DEPTH] ?? 0);
    this.#space.expandAt(path, index, this);
  }

  /** Forgets own states that others have taken. */
  #passTo(end: number): void {
    for (; this.#passed < end; this.#passed += 1) this.#space.skip();
  }

  #place(thread: number, word: number): number {
    return THREADS + thread * OF_THREAD + word;
  }
}

import { type Shape, type Sight, Words } from '@menagerie/contract';
import type { Cell } from './cell.ts';
import { Interner } from './interner.ts';
import { Rows } from './rows.ts';
import type { Seen } from './seen.ts';

/** What properties may see of the servers beside that of a step, as numbers: there are far fewer than cells. */
export class Marks<S extends Shape> {
  /** `null` where some property may see all of a server: its mark is the number of its cell then. */
  readonly #sights: readonly Sight<S>[] | null;
  readonly #all = new Interner();
  /** The fingerprint of each mark: of what is seen, which is the same in all threads. */
  readonly sums: Rows = new Rows(2);
  readonly #ofCell: (number | undefined)[] = [];
  readonly #words = new Words();
  /** Of each server of the world at hand. Reused. */
  readonly #here: Int32Array;

  /** @param sights of each property; `undefined` for all of a server */
  constructor(sights: readonly (Sight<S> | undefined)[], servers: number) {
    const given = sights.flatMap((sight) => (sight === undefined ? [] : [sight]));
    this.#sights = given.length === sights.length ? given : null;
    this.#here = new Int32Array(servers);
  }

  /** Whether there are {@link sums}: no mark is the number of a cell. */
  get haveSums(): boolean {
    return this.#sights !== null;
  }

  /** The mark of each server; 0 for that whose turn it is, which a step says all of. */
  of({ server, numbers, cells }: Seen<S>): Int32Array {
    for (let id = 0; id < this.#here.length; id += 1) {
      const number = numbers[id] ?? 0;
      this.#here[id] = id === server ? 0 : (this.#ofCell[number] ?? this.#find(number, cells(id)));
    }
    return this.#here;
  }

  #find(number: number, cell: Cell<S> | null): number {
    const mark = this.#sights === null ? number : this.#intern(this.#sights, cell);
    this.#ofCell[number] = mark;
    return mark;
  }

  #intern(sights: readonly Sight<S>[], cell: Cell<S> | null): number {
    this.#words.clear();
    if (cell !== null) {
      const { server: id, state, image } = cell;
      for (const sight of sights) {
        const from = this.#words.length;
        sight({ id, state, image }, this.#words);
        this.#words.push(this.#words.length - from);
      }
    }
    const found = this.#all.find(this.#words);
    if (found >= 0) return found;
    const { high, low } = this.#words.fingerprint();
    this.sums.add([high, low]);
    return this.#all.add(this.#words);
  }
}

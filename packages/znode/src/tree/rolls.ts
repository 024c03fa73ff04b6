import { longOf } from '../longs.ts';
import * as c from '../store/columns.ts';
import type { Roll } from '../store/roll.ts';
import type { Store } from '../store/store.ts';
import { lifetimeOf } from './owners.ts';
import { LIMITS, quotaTargetOf } from './quota-paths.ts';

const NOBODY: ReadonlySet<number> = new Set();

/** The znodes that somebody must find without a search: all of it follows from the tree. */
export class Rolls implements Roll {
  readonly containers: Set<number> = new Set();
  readonly ttls: Set<number> = new Set();
  /** The rows of quota limits, by the path that they limit. */
  readonly quotas: Map<string, number> = new Map();
  /** How many ephemerals there are. */
  ephemeralCount = 0;
  readonly #ephemerals = new Map<bigint, Set<number>>();
  readonly #store: Store;

  constructor(store: Store) {
    this.#store = store;
  }

  /** The rows of the ephemerals of a session, in no order that is promised. */
  ephemeralsOf(session: bigint): ReadonlySet<number> {
    return this.#ephemerals.get(session) ?? NOBODY;
  }

  /** Sessions that have ephemerals. */
  owners(): IterableIterator<bigint> {
    return this.#ephemerals.keys();
  }

  enter(row: number): void {
    const { rows } = this.#store;
    switch (lifetimeOf(rows, row)) {
      case 'persistent':
        break;
      case 'container':
        this.containers.add(row);
        break;
      case 'ttl':
        this.ttls.add(row);
        break;
      case 'ephemeral': {
        const session = this.#ownerOf(row);
        const rowsOfIt = this.#ephemerals.get(session);
        if (rowsOfIt === undefined) this.#ephemerals.set(session, new Set([row]));
        else rowsOfIt.add(row);
        this.ephemeralCount += 1;
        break;
      }
    }
    const target = this.#quotaTarget(row);
    if (target !== null) this.quotas.set(target, row);
  }

  leave(row: number): void {
    switch (lifetimeOf(this.#store.rows, row)) {
      case 'persistent':
        break;
      case 'container':
        this.containers.delete(row);
        break;
      case 'ttl':
        this.ttls.delete(row);
        break;
      case 'ephemeral': {
        const session = this.#ownerOf(row);
        const rowsOfIt = this.#ephemerals.get(session);
        rowsOfIt?.delete(row);
        if (rowsOfIt?.size === 0) this.#ephemerals.delete(session);
        this.ephemeralCount -= 1;
        break;
      }
    }
    const target = this.#quotaTarget(row);
    if (target !== null) this.quotas.delete(target);
  }

  #ownerOf(row: number): bigint {
    const { rows } = this.#store;
    return longOf(rows.get(row, c.OWNER), rows.get(row, c.OWNER + 1));
  }

  #quotaTarget(row: number): string | null {
    const { rows } = this.#store;
    if ((rows.get(row, c.FLAGS) & c.SYSTEM) === 0 || rows.name(row) !== LIMITS) return null;
    return quotaTargetOf(this.#store.path(row));
  }
}

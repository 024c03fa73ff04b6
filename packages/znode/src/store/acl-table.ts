import type { ACL } from '@menagerie/jute';

interface Entry {
  readonly acl: readonly ACL[];
  readonly key: string;
  uses: number;
}

/** Access control lists, each kept once however many znodes have it. */
export class AclTable {
  readonly #entries: (Entry | null)[] = [];
  readonly #free: number[] = [];
  readonly #byKey = new Map<string, number>();
  // Most creates name the same list object or an equal one as the create before.
  #lastKey = '';
  #lastId = -1;

  /** The number of a list, with one more use of it. */
  acquire(acl: readonly ACL[]): number {
    const key = aclKey(acl);
    const id = key === this.#lastKey ? this.#lastId : this.#byKey.get(key);
    const entry = id === undefined ? undefined : this.#entries[id];
    if (id === undefined || entry === undefined || entry === null) return this.#add(acl, key);
    entry.uses += 1;
    this.#lastKey = key;
    this.#lastId = id;
    return id;
  }

  /** One use less. A list that nobody uses is forgotten. */
  release(id: number): void {
    const entry = this.#entries[id];
    if (entry === undefined || entry === null) return;
    entry.uses -= 1;
    if (entry.uses > 0) return;
    this.#entries[id] = null;
    this.#free.push(id);
    this.#byKey.delete(entry.key);
    if (this.#lastId === id) this.#lastKey = '';
  }

  list(id: number): readonly ACL[] {
    return this.#entries[id]?.acl ?? [];
  }

  #add(acl: readonly ACL[], key: string): number {
    const id = this.#free.pop() ?? this.#entries.length;
    this.#entries[id] = { acl: acl.map(copyOf), key, uses: 1 };
    this.#byKey.set(key, id);
    return id;
  }
}

function copyOf({ perms, id: { scheme, id } }: ACL): ACL {
  return { perms, id: { scheme, id } };
}

/** Equal lists, and only they, have equal keys: lengths tell where a text ends. */
export function aclKey(acl: readonly ACL[]): string {
  let key = '';
  for (const { perms, id } of acl) {
    key += `${perms},${id.scheme?.length ?? -1},${id.id?.length ?? -1},${id.scheme},${id.id};`;
  }
  return key;
}

import { EventType, WatcherType } from '@menagerie/jute';
import type { Change, Identity } from '@menagerie/znode';
import { naiveMay } from './naive.ts';

type Kind = 'data' | 'child' | 'stays' | 'deep';

interface Watch {
  readonly connection: number;
  readonly path: string;
  readonly kind: Kind;
}

const parentOf = (path: string) => path.slice(0, path.lastIndexOf('/')) || '/';

/** Watches in one list, gone through from end to end for everything. */
export class NaiveWatches {
  #list: Watch[] = [];
  readonly #identities: (connection: number) => readonly Identity[];

  constructor(identities: (connection: number) => readonly Identity[]) {
    this.#identities = identities;
  }

  get count(): number {
    return this.#list.length;
  }

  add(connection: number, path: string, kind: Kind): void {
    const isThere = this.#list.some(
      (it) => it.connection === connection && it.path === path && it.kind === kind,
    );
    if (!isThere) this.#list.push({ connection, path, kind });
  }

  leave(connection: number): void {
    this.#list = this.#list.filter((it) => it.connection !== connection);
  }

  remove(connection: number, path: string, type: number): boolean {
    const kinds: Readonly<Record<number, Kind>> = {
      [WatcherType.children]: 'child',
      [WatcherType.data]: 'data',
      [WatcherType.persistent]: 'stays',
      [WatcherType.persistentRecursive]: 'deep',
    };
    const before = this.#list.length;
    this.#list = this.#list.filter(
      (it) =>
        it.connection !== connection ||
        it.path !== path ||
        (type !== WatcherType.any && it.kind !== kinds[type]),
    );
    return this.#list.length < before;
  }

  fire(changes: readonly Change[]): [number, number, string][] {
    const told: [number, number, string][] = [];
    for (const { type, path, acl, parentAcl } of changes) {
      const own = {
        created: EventType.nodeCreated,
        deleted: EventType.nodeDeleted,
        dataChanged: EventType.nodeDataChanged,
      }[type];
      const once: readonly Kind[] = type === 'deleted' ? ['data', 'child'] : ['data'];
      const hears = (it: Watch) =>
        it.kind === 'deep'
          ? path === it.path || path.startsWith(it.path === '/' ? '/' : `${it.path}/`)
          : it.path === path && (it.kind === 'stays' || once.includes(it.kind));
      this.#tell(told, hears, own, path, acl);
      if (type === 'dataChanged') continue;
      const parent = parentOf(path);
      const hearsOfChildren = (it: Watch) =>
        it.path === parent && (it.kind === 'child' || it.kind === 'stays');
      this.#tell(told, hearsOfChildren, EventType.nodeChildrenChanged, parent, parentAcl);
    }
    return told;
  }

  #tell(
    told: [number, number, string][],
    hears: (it: Watch) => boolean,
    type: number,
    path: string,
    acl: Change['acl'],
  ): void {
    const who = new Set(this.#list.filter(hears).map(({ connection }) => connection));
    this.#list = this.#list.filter((it) => !hears(it) || it.kind === 'stays' || it.kind === 'deep');
    for (const connection of who) {
      if (naiveMay(acl, 1, this.#identities(connection))) told.push([connection, type, path]);
    }
  }
}

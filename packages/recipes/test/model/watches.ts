import type { ModelTree } from './tree.ts';

/** Of a watch that tells again and again: of a znode, or of it and of all below it. */
export type StayingKind = 'persistent' | 'recursive';

/** Whoever is told of a change. */
export interface ModelWatch {
  readonly seat: number;
  readonly path: string;
  /** The first three tell once. */
  readonly kind: 'data' | 'exist' | 'child' | StayingKind;
  readonly id: number;
}

/** What a client is told of a change. */
export interface ModelEvent {
  readonly seat: number;
  readonly id: number;
  readonly type: 'created' | 'deleted' | 'data-changed' | 'children-changed';
  readonly path: string;
  /** By a watch that stays: lost with its connection, for a server keeps no such event. */
  readonly stays?: true;
}

/** With one more watch, unless it is there. Between those of two seats there is no order to be known. */
export function watched(
  tree: ModelTree,
  seat: number,
  path: string,
  kind: ModelWatch['kind'],
  id: number | null,
): ModelTree {
  if (id === null) return tree;
  const same = (each: ModelWatch): boolean =>
    each.seat === seat && each.path === path && each.kind === kind && each.id === id;
  if (tree.watches.some(same)) return tree;
  const watches = [...tree.watches, { seat, path, kind, id }];
  return { ...tree, watches: watches.sort((a, b) => a.seat - b.seat) };
}

/** Without some watches. */
export function unwatched(tree: ModelTree, goes: (watch: ModelWatch) => boolean): ModelTree {
  return { ...tree, watches: tree.watches.filter((watch) => !goes(watch)) };
}

/** Whether a watch is one that a server knows for a connection only, and tells of nothing missed. */
export function isStaying({ kind }: ModelWatch): boolean {
  return kind === 'persistent' || kind === 'recursive';
}

/** Tells all whom a change concerns, and forgets those who are told once. */
export function fire(
  tree: ModelTree,
  path: string,
  type: ModelEvent['type'],
  kinds: readonly ModelWatch['kind'][],
): { readonly tree: ModelTree; readonly events: readonly ModelEvent[] } {
  const concerned = tree.watches.filter((watch) => concerns(watch, path, type, kinds));
  if (concerned.length === 0) return { tree, events: [] };
  const told = new Map<string, ModelEvent>();
  for (const watch of concerned) {
    const { seat, id } = watch;
    const event = { seat, id, type, path };
    // Watching in two ways is being told once.
    told.set(`${seat} ${id}`, isStaying(watch) ? { ...event, stays: true } : event);
  }
  return {
    tree: unwatched(tree, (watch) => concerned.includes(watch) && !isStaying(watch)),
    events: [...told.values()],
  };
}

function concerns(
  watch: ModelWatch,
  path: string,
  type: ModelEvent['type'],
  kinds: readonly ModelWatch['kind'][],
): boolean {
  switch (watch.kind) {
    case 'recursive':
      // Children that come and go are events of their own there.
      return type !== 'children-changed' && `${path}/`.startsWith(`${watch.path}/`);
    case 'persistent':
      return path === watch.path;
    case 'data':
    case 'exist':
    case 'child':
      return path === watch.path && kinds.includes(watch.kind);
  }
}

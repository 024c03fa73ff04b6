import {
  fire,
  type ModelEvent,
  type ModelWatch,
  type StayingKind,
  unwatched,
  watched,
} from './watches.ts';

/** A znode of a modelled tree. */
export interface ModelZnode {
  readonly czxid: number;
  readonly version: number;
  /** The seat whose session it goes with; `null` for one that stays. */
  readonly owner: number | null;
  readonly data: string | null;
  readonly container: boolean;
  /** The number that the next sequential child gets. */
  readonly next: number;
  /** Of one that goes by itself so many ticks after it was set last. */
  readonly life?: { readonly ticks: number; readonly age: number };
}

/** All that the servers know, as a value. */
export interface ModelTree {
  /** Counts what is created, for a recipe sees no other numbers: of those the order is all that counts. */
  readonly zxid: number;
  readonly znodes: Readonly<Record<string, ModelZnode>>;
  readonly watches: readonly ModelWatch[];
}

/** What is asked of the tree. A multi is all or nothing. */
export type ModelRequest =
  | {
      readonly type: 'create';
      readonly path: string;
      readonly data: string | null;
      readonly ephemeral: boolean;
      readonly sequential: boolean;
      readonly container: boolean;
      /** For one that goes by itself. */
      readonly ticks?: number;
    }
  | { readonly type: 'delete'; readonly path: string; readonly version: number }
  | {
      readonly type: 'set';
      readonly path: string;
      readonly data: string | null;
      readonly version: number;
    }
  | { readonly type: 'check'; readonly path: string; readonly version: number }
  | { readonly type: 'multi'; readonly ops: readonly ModelRequest[] }
  | { readonly type: 'get'; readonly path: string; readonly watch: number | null }
  | { readonly type: 'exists'; readonly path: string; readonly watch: number | null }
  | { readonly type: 'getChildren'; readonly path: string; readonly watch: number | null }
  | {
      readonly type: 'addWatch';
      readonly path: string;
      readonly kind: StayingKind;
      readonly watch: number;
    }
  | { readonly type: 'removeWatch'; readonly watch: number }
  | { readonly type: 'sync' };

/** Of a stat, what recipes look at. */
export interface ModelStat {
  readonly czxid: number;
  readonly version: number;
  readonly owner: number | null;
  readonly children: number;
}

/** What came of a request. */
export type ModelReply =
  | {
      readonly type: 'done';
      readonly path?: string;
      readonly data?: string | null;
      readonly stat?: ModelStat | null;
      readonly children?: readonly string[];
      readonly results?: readonly ModelReply[];
    }
  | {
      readonly type: 'failed';
      readonly code: 'no-node' | 'node-exists' | 'bad-version' | 'not-empty';
      readonly index?: number;
    };

/** A request's reply, the tree behind it, and whom it tells. */
export interface Carried {
  readonly tree: ModelTree;
  readonly reply: ModelReply;
  readonly events: readonly ModelEvent[];
}

/** Whether asking twice is not asking once. */
export function changes({ type }: ModelRequest): boolean {
  return type === 'create' || type === 'delete' || type === 'set' || type === 'multi';
}

/** A tree of these containers, that were there before everything. */
export function treeOf(
  paths: readonly string[],
  data: Readonly<Record<string, string>> = {},
): ModelTree {
  const made = ['/', ...paths].map((path): [string, ModelZnode] => [
    path,
    {
      czxid: 0,
      version: 0,
      owner: null,
      data: data[path] ?? null,
      container: path !== '/',
      next: 0,
    },
  ]);
  return { zxid: 0, znodes: Object.fromEntries(made), watches: [] };
}

export function childrenOf(tree: ModelTree, path: string): string[] {
  const prefix = path === '/' ? '/' : `${path}/`;
  return Object.keys(tree.znodes)
    .filter((each) => each !== '/' && each.startsWith(prefix))
    .map((each) => each.slice(prefix.length))
    .filter((name) => !name.includes('/'))
    .sort();
}

function parentOf(path: string): string {
  return path.slice(0, Math.max(1, path.lastIndexOf('/')));
}

function statOf(tree: ModelTree, path: string): ModelStat | null {
  const znode = tree.znodes[path];
  if (znode === undefined) return null;
  const { czxid, version, owner } = znode;
  return { czxid, version, owner, children: childrenOf(tree, path).length };
}

/** Carries a request out for a seat. */
export function carryOut(tree: ModelTree, seat: number, request: ModelRequest): Carried {
  const refuse = (code: (ModelReply & { type: 'failed' })['code']): Carried => ({
    tree,
    reply: { type: 'failed', code },
    events: [],
  });
  switch (request.type) {
    case 'sync':
      return { tree, reply: { type: 'done' }, events: [] };
    case 'create':
      return create(tree, seat, request, refuse);
    case 'delete': {
      const znode = tree.znodes[request.path];
      if (znode === undefined) return refuse('no-node');
      if (request.version !== -1 && request.version !== znode.version) return refuse('bad-version');
      if (childrenOf(tree, request.path).length > 0) return refuse('not-empty');
      return { ...remove(tree, request.path), reply: { type: 'done' } };
    }
    case 'set': {
      const znode = tree.znodes[request.path];
      if (znode === undefined) return refuse('no-node');
      if (request.version !== -1 && request.version !== znode.version) return refuse('bad-version');
      const { life } = znode;
      const changed = {
        ...znode,
        data: request.data,
        version: znode.version + 1,
        ...(life === undefined ? {} : { life: { ...life, age: 0 } }),
      };
      const set = {
        ...tree,
        znodes: { ...tree.znodes, [request.path]: changed },
      };
      const fired = fire(set, request.path, 'data-changed', ['data', 'exist']);
      return { ...fired, reply: { type: 'done', stat: statOf(set, request.path) } };
    }
    case 'check': {
      const znode = tree.znodes[request.path];
      if (znode === undefined) return refuse('no-node');
      if (request.version !== -1 && request.version !== znode.version) return refuse('bad-version');
      return { tree, reply: { type: 'done' }, events: [] };
    }
    case 'multi':
      return multi(tree, seat, request.ops);
    case 'get': {
      const { path } = request;
      const znode = tree.znodes[path];
      if (znode === undefined) return refuse('no-node');
      return {
        tree: watched(tree, seat, path, 'data', request.watch),
        reply: { type: 'done', data: znode.data, stat: statOf(tree, path) },
        events: [],
      };
    }
    case 'exists': {
      const { path } = request;
      const stat = statOf(tree, path);
      const kind = stat === null ? 'exist' : 'data';
      const reply = { type: 'done', stat } as const;
      return { tree: watched(tree, seat, path, kind, request.watch), reply, events: [] };
    }
    case 'addWatch': {
      const { path, kind, watch } = request;
      return { tree: watched(tree, seat, path, kind, watch), reply: { type: 'done' }, events: [] };
    }
    case 'removeWatch':
      return {
        tree: unwatched(tree, (watch) => watch.seat === seat && watch.id === request.watch),
        reply: { type: 'done' },
        events: [],
      };
    case 'getChildren': {
      const { path } = request;
      if (tree.znodes[path] === undefined) return refuse('no-node');
      return {
        tree: watched(tree, seat, path, 'child', request.watch),
        reply: { type: 'done', children: childrenOf(tree, path), stat: statOf(tree, path) },
        events: [],
      };
    }
  }
}

/** A session is over: its ephemeral znodes go, and its watches. */
export function endSession(tree: ModelTree, seat: number): Omit<Carried, 'reply'> {
  let left = unwatched(tree, (watch) => watch.seat === seat);
  const events: ModelEvent[] = [];
  for (const path of Object.keys(tree.znodes).sort()) {
    if (tree.znodes[path]?.owner !== seat) continue;
    const removed = remove(left, path);
    left = removed.tree;
    events.push(...removed.events);
  }
  return { tree: left, events };
}

/** A tick later. */
export function aged(tree: ModelTree): ModelTree {
  const znodes = Object.entries(tree.znodes).map(([path, znode]): [string, ModelZnode] => {
    const { life } = znode;
    if (life === undefined || life.age === life.ticks) return [path, znode];
    return [path, { ...znode, life: { ...life, age: life.age + 1 } }];
  });
  return { ...tree, znodes: Object.fromEntries(znodes) };
}

/** Removes a znode: for the container that the server finds empty, too. */
export function remove(tree: ModelTree, path: string): Omit<Carried, 'reply'> {
  const { [path]: _, ...znodes } = tree.znodes;
  const own = fire({ ...tree, znodes }, path, 'deleted', ['data', 'exist', 'child']);
  const above = fire(own.tree, parentOf(path), 'children-changed', ['child']);
  return { tree: above.tree, events: [...own.events, ...above.events] };
}

function create(
  tree: ModelTree,
  seat: number,
  request: ModelRequest & { type: 'create' },
  refuse: (code: 'no-node' | 'node-exists') => Carried,
): Carried {
  const parent = parentOf(request.path);
  const above = tree.znodes[parent];
  if (above === undefined) return refuse('no-node');
  const number = String(above.next).padStart(10, '0');
  const path = request.sequential ? request.path + number : request.path;
  if (tree.znodes[path] !== undefined) return refuse('node-exists');
  const zxid = tree.zxid + 1;
  const made: ModelTree = {
    ...tree,
    zxid,
    znodes: {
      ...tree.znodes,
      // Only sequential children are looked at here, and what nobody looks at makes no worlds.
      [parent]: { ...above, next: request.sequential ? above.next + 1 : above.next },
      [path]: {
        czxid: zxid,
        version: 0,
        owner: request.ephemeral ? seat : null,
        data: request.data,
        container: request.container,
        next: 0,
        ...(request.ticks === undefined ? {} : { life: { ticks: request.ticks, age: 0 } }),
      },
    },
  };
  const own = fire(made, path, 'created', ['data', 'exist']);
  const all = fire(own.tree, parent, 'children-changed', ['child']);
  return {
    tree: all.tree,
    reply: { type: 'done', path, stat: statOf(made, path) },
    events: [...own.events, ...all.events],
  };
}

function multi(tree: ModelTree, seat: number, ops: readonly ModelRequest[]): Carried {
  let at = tree;
  const events: ModelEvent[] = [];
  const results: ModelReply[] = [];
  for (const [index, op] of ops.entries()) {
    const carried = carryOut(at, seat, op);
    if (carried.reply.type === 'failed') {
      return { tree, reply: { ...carried.reply, index }, events: [] };
    }
    at = carried.tree;
    events.push(...carried.events);
    results.push(carried.reply);
  }
  return { tree: at, reply: { type: 'done', results }, events };
}

import { findZnode, type Tree } from './tree.ts';

/**
 * A one-shot watch, as the tree stood when it was armed. The event is due as soon as the tree
 * differs from that, and it stays due until the client takes it.
 */
export type Watch =
  /** On a znode: fires when it is removed. `czxid` tells it from a later one of the same path. */
  | { readonly type: 'znode'; readonly path: string; readonly czxid: number }
  /** On the children of a znode: fires when one is made or removed. */
  | { readonly type: 'children'; readonly path: string; readonly changes: number };

/** `null` where there is no such znode, and nothing to watch. */
export function watchZnode(tree: Tree, path: string): Watch | null {
  const znode = findZnode(tree, path);
  return znode === null ? null : { type: 'znode', path, czxid: znode.czxid };
}

/** `null` where there is no such znode, and nothing to watch. */
export function watchChildren(tree: Tree, path: string): Watch | null {
  const znode = findZnode(tree, path);
  return znode === null ? null : { type: 'children', path, changes: znode.made + znode.removed };
}

/** Whether the event is due: the tree differs from what it was when the watch was armed. */
export function hasFired(tree: Tree, watch: Watch): boolean {
  const znode = findZnode(tree, watch.path);
  switch (watch.type) {
    case 'znode':
      return znode?.czxid !== watch.czxid;
    case 'children':
      return znode === null || znode.made + znode.removed !== watch.changes;
  }
}

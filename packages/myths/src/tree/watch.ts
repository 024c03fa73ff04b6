import type { Words } from '@menagerie/contract';
import { encodeText, find, type Tree } from './tree.ts';

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
  const znode = find(tree, path);
  return znode === null ? null : { type: 'znode', path, czxid: znode.czxid };
}

export function watchChildren(tree: Tree, path: string): Watch | null {
  const znode = find(tree, path);
  return znode === null ? null : { type: 'children', path, changes: znode.made + znode.removed };
}

export function hasFired(tree: Tree, watch: Watch): boolean {
  const znode = find(tree, watch.path);
  switch (watch.type) {
    case 'znode':
      return znode?.czxid !== watch.czxid;
    case 'children':
      return znode === null || znode.made + znode.removed !== watch.changes;
  }
}

export function encodeWatch(watch: Watch, words: Words): void {
  words.push(watch.type === 'znode' ? 0 : 1);
  words.push(watch.type === 'znode' ? watch.czxid : watch.changes);
  encodeText(watch.path, words);
}

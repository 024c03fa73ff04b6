import type { Words } from '@menagerie/contract';

/** A register in the tree. */
export interface Znode {
  readonly path: string;
  /** The session that made it. */
  readonly session: number;
  /** Whether it goes with that session. */
  readonly ephemeral: boolean;
  /** The transaction that made it: grows over the whole tree, and never falls back. */
  readonly czxid: number;
  /** Children ever made below it, of any kind. The next sequence number. */
  readonly made: number;
  /** Children ever removed from below it. */
  readonly removed: number;
}

/** All znodes, by path, and the number of the last transaction. Never changed, only replaced. */
export interface Tree {
  readonly znodes: readonly Znode[];
  readonly zxid: number;
}

/** Why an operation had no effect, as ZooKeeper has it. */
export type ZnodeError = 'no-node' | 'node-exists' | 'not-empty' | 'no-children-for-ephemerals';

/** How a znode is made: by whom, for how long, and with what name. */
export interface CreateOptions {
  readonly session: number;
  readonly ephemeral: boolean;
  /** Whether the server appends ten digits. */
  readonly sequential: boolean;
}

/** What came of an operation that writes. `path` is that of the znode in question. */
export type Written =
  | { readonly type: 'done'; readonly tree: Tree; readonly path: string }
  | { readonly type: 'refused'; readonly error: ZnodeError };

/** A tree with persistent znodes at these paths, parents first, made before anybody came. */
export function treeOf(paths: readonly string[]): Tree {
  return paths.reduce<Tree>(
    (tree, path) => {
      const written = createZnode(tree, path, { session: -1, ephemeral: false, sequential: false });
      return written.type === 'done' ? written.tree : tree;
    },
    { znodes: [], zxid: 0 },
  );
}

/** `null` where there is no such znode. */
export function findZnode(tree: Tree, path: string): Znode | null {
  return tree.znodes.find((znode) => znode.path === path) ?? null;
}

/** Names of the children, sorted as strings, or `null` where there is no such znode. */
export function childrenOf(tree: Tree, path: string): readonly string[] | null {
  if (path !== '/' && findZnode(tree, path) === null) return null;
  return tree.znodes
    .filter((znode) => parentOf(znode.path) === path)
    .map((znode) => nameOf(znode.path));
}

/** Makes a znode below one that exists. A number of its parent is used up, sequential or not. */
export function createZnode(tree: Tree, path: string, options: CreateOptions): Written {
  const above = parentOf(path);
  const parent = findZnode(tree, above);
  if (above !== '/' && parent === null) return { type: 'refused', error: 'no-node' };
  if (parent?.ephemeral === true) return { type: 'refused', error: 'no-children-for-ephemerals' };
  const full = options.sequential ? `${path}${sequence(parent?.made ?? 0)}` : path;
  if (findZnode(tree, full) !== null) return { type: 'refused', error: 'node-exists' };
  const zxid = tree.zxid + 1;
  const { session, ephemeral } = options;
  const znode = { path: full, session, ephemeral, czxid: zxid, made: 0, removed: 0 };
  const older = tree.znodes.map((each) =>
    each.path === above ? { ...each, made: each.made + 1 } : each,
  );
  return { type: 'done', tree: { znodes: sorted([...older, znode]), zxid }, path: full };
}

/** Removes a znode that has no children. */
export function removeZnode(tree: Tree, path: string): Written {
  if (findZnode(tree, path) === null) return { type: 'refused', error: 'no-node' };
  if (childrenOf(tree, path)?.length !== 0) return { type: 'refused', error: 'not-empty' };
  const above = parentOf(path);
  const znodes = tree.znodes
    .filter((each) => each.path !== path)
    .map((each) => (each.path === above ? { ...each, removed: each.removed + 1 } : each));
  return { type: 'done', tree: { znodes, zxid: tree.zxid + 1 }, path };
}

/** Removes what went with a session, in one transaction. */
export function expireSession(tree: Tree, session: number): Tree {
  const gone = tree.znodes.filter((znode) => znode.ephemeral && znode.session === session);
  const left = gone.reduce<Tree>((each, { path }) => {
    const written = removeZnode(each, path);
    return written.type === 'done' ? written.tree : each;
  }, tree);
  return { znodes: left.znodes, zxid: tree.zxid + 1 };
}

export function parentOf(path: string): string {
  const end = path.lastIndexOf('/');
  return end <= 0 ? '/' : path.slice(0, end);
}

/** All paths above one, the highest first. */
export function ancestorsOf(path: string): readonly string[] {
  const above = parentOf(path);
  return above === '/' ? [] : [...ancestorsOf(above), above];
}

export function nameOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

export function encodeTree(tree: Tree, words: Words): void {
  words.push(tree.zxid);
  words.push(tree.znodes.length);
  for (const znode of tree.znodes) {
    encodeText(znode.path, words);
    words.push(znode.session);
    words.push(znode.ephemeral ? 1 : 0);
    words.push(znode.czxid);
    words.push(znode.made);
    words.push(znode.removed);
  }
}

export function encodeText(text: string, words: Words): void {
  words.push(text.length);
  for (let i = 0; i < text.length; i += 1) words.push(text.charCodeAt(i));
}

/** Ten digits, so that the order of the strings is that of the numbers. */
function sequence(number: number): string {
  return String(number).padStart(10, '0');
}

function sorted(znodes: readonly Znode[]): readonly Znode[] {
  return znodes.toSorted((a, b) => (a.path < b.path ? -1 : 1));
}

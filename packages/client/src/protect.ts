import { afterUnknown, isKeeperError, KeeperError } from './errors.ts';
import { childOf, nameOf, parentOf } from './path.ts';
import type { CallOptions, Created, CreateMode, ZooKeeper } from './zookeeper.ts';

/** What {@link createProtected} goes by. */
export interface Protection {
  /** Nobody else's. */
  readonly id: string;
  readonly create: (path: string) => Promise<Created>;
  readonly zookeeper: Pick<ZooKeeper, 'sync' | 'getChildren' | 'exists'>;
  readonly options: CallOptions;
}

/** What the name of a protected znode begins with: as in Curator. */
const MARK = '_c_';

/** The name that was asked for, of a znode that was created with `protect`. */
export function unprotectedName(name: string): string {
  return name.replace(/^_c_[0-9a-f-]{36}-/, '');
}

/**
 * Creates a znode, and exactly one: where the connection is lost before the answer, it looks for the
 * name among the children, behind a sync, before it tries again. A session has one owner, and writes
 * of an earlier connection cannot follow: so what is not there then never will be.
 */
export async function createProtected(
  path: string,
  { id, create, zookeeper, options }: Protection,
): Promise<Created> {
  const parent = parentOf(path);
  const place = { operation: 'create', path };
  if (parent === null) throw new KeeperError('bad-path', 'the root is there already', { place });
  const prefix = `${MARK}${id}-`;
  const find = async (): Promise<Created | null> => {
    await zookeeper.sync(parent, options);
    const { children } = await zookeeper.getChildren(parent, options);
    const name = children.find((child) => child.startsWith(prefix));
    if (name === undefined) return null;
    const found = childOf(parent, name);
    const stat = await zookeeper.exists(found, options);
    return stat === null ? null : { path: found, stat };
  };
  for (;;) {
    try {
      return await create(childOf(parent, prefix + nameOf(path)));
    } catch (error) {
      if (!isKeeperError(error, 'connection-loss')) throw error;
      if (error.effect === 'not-applied') continue;
    }
    const found = await find().catch((error: unknown) => {
      throw isKeeperError(error) ? afterUnknown(error) : error;
    });
    if (found !== null) return found;
  }
}

/** Creates what is missing above a path. */
export async function createParents(
  zookeeper: Pick<ZooKeeper, 'create'>,
  path: string,
  options: CallOptions & { readonly mode: CreateMode },
): Promise<void> {
  const parent = parentOf(path);
  if (parent === null) return;
  const { mode, signal } = options;
  const create = async (): Promise<void> => {
    await zookeeper.create(parent, null, { mode, ...(signal === undefined ? {} : { signal }) });
  };
  try {
    await create();
  } catch (error) {
    if (isKeeperError(error, 'node-exists')) return;
    if (!isKeeperError(error, 'no-node')) throw error;
    await createParents(zookeeper, parent, options);
    await create().catch((again: unknown) => {
      // Somebody else was quicker.
      if (!isKeeperError(again, 'node-exists')) throw again;
    });
  }
}

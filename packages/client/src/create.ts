import type { Stat } from '@menagerie/jute';
import type { Caller } from './caller.ts';
import { isKeeperError } from './errors.ts';
import { createOp } from './multi.ts';
import { createParents, createProtected } from './protect.ts';
import type { World } from './world.ts';
import type { Created, CreateOptions, Data, ZooKeeper } from './zookeeper.ts';

/** Creates a znode, with what its options ask for around the request. */
export function create(
  caller: Caller,
  zookeeper: ZooKeeper,
  path: string,
  data: Data,
  options: CreateOptions,
): Promise<Created> {
  const { parents, protect = false } = options;
  const attempt = (): Promise<Created> =>
    protect
      ? createProtected(path, {
          id: randomId(caller.parts.world),
          create: (named) => createOnce(caller, named, data, options),
          zookeeper,
          options,
        })
      : createOnce(caller, path, data, options);
  if (parents === undefined) return attempt();
  return attempt().catch(async (error: unknown) => {
    if (!isKeeperError(error, 'no-node')) throw error;
    await createParents(zookeeper, path, { ...options, mode: parents });
    return attempt();
  });
}

function createOnce(
  caller: Caller,
  path: string,
  data: Data,
  options: CreateOptions,
): Promise<Created> {
  const { chroot } = caller.parts;
  const place = { operation: 'create', path };
  const read = (body: { readonly path: string | null; readonly stat: Stat }): Created => ({
    path: chroot.inner(body.path ?? ''),
    stat: body.stat,
  });
  try {
    const op = createOp({ ...options, type: 'create', path, data }, chroot);
    if (op.type === 'createTTL') {
      return caller.call('createTTL', place, options, () => ({ body: op.body, read }));
    }
    const { type, body } = op;
    return caller.call(type, place, options, () => ({ body, read }));
  } catch (error) {
    return Promise.reject(error);
  }
}

/** As a UUID of version 4. */
function randomId(world: World): string {
  return 'xxxxxxxx-xxxx-4xxx-yxxx-xxxxxxxxxxxx'.replaceAll(/[xy]/g, (letter) => {
    const digit = Math.floor(world.random() * 16);
    return (letter === 'x' ? digit : (digit & 3) | 8).toString(16);
  });
}

import type { ModelProperty } from '@menagerie/checker';
import type { World } from './world.ts';

/** That no process is dead, its session expired, and a znode of it still there. */
export function nothingIsLeft<Local>(): ModelProperty<World<Local>> {
  return {
    name: 'nothing is left of the dead',
    kind: 'always',
    holds: ({ tree, clients }) =>
      !clients.some(
        ({ running, connected, session }) =>
          !running && !connected && tree.znodes.some((znode) => znode.session === session),
      ),
  };
}

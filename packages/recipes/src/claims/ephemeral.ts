import { type Created, type Data, isKeeperError, type Signal } from '@menagerie/client';
import { RecipeError } from '../errors.ts';
import type { Keeper } from '../keeper.ts';
import { unlessMissing } from '../reading.ts';
import { unlessAborted } from '../signals.ts';

/** A znode of a certain name, for this session. */
export interface EphemeralParts {
  readonly keeper: Keeper;
  readonly path: string;
  readonly data: Data;
}

/**
 * Creates an ephemeral znode; `null` where it is there, and not by this attempt. Where an answer was
 * lost the znode may be this attempt's, and it is that which comes back.
 *
 * Two of one session at the same time cannot be told apart then.
 */
export async function createUnlessTaken(parts: EphemeralParts): Promise<Created | null> {
  const { keeper, path, data } = parts;
  let isUnsure = false;
  for (;;) {
    try {
      return await keeper.create(path, data, { mode: 'ephemeral', parents: 'container' });
    } catch (error) {
      if (isKeeperError(error, 'node-exists')) break;
      // The server removes a container that is empty: between the parent and the znode, too.
      if (!isKeeperError(error, 'connection-loss', 'no-node')) throw error;
      isUnsure ||= error.effect === 'unknown';
    }
  }
  if (!isUnsure) return null;
  const found = await unlessMissing(keeper.get(path));
  return found?.stat.ephemeralOwner === keeper.sessionId ? { path, stat: found.stat } : null;
}

/**
 * Creates an ephemeral znode, and waits where somebody else has it: after a restart that is one's own
 * old session, which ends with its timeout.
 *
 * Given up while its create is under way it may be there all the same: whoever gives up deletes it.
 */
export async function createEphemeral(
  parts: EphemeralParts & { readonly signal: Signal | null },
): Promise<Created> {
  const { keeper, path, signal } = parts;
  for (;;) {
    if (signal?.aborted === true) throw new RecipeError('aborted', path, 'given up', signal.reason);
    const created = await createUnlessTaken(parts);
    if (created !== null) return created;
    let heard = (): void => {};
    const changed = new Promise<void>((resolve) => {
      heard = resolve;
    });
    const found = await unlessMissing(keeper.get(path, { watch: () => heard() }));
    if (found?.stat.ephemeralOwner === 0n) {
      throw new RecipeError('bad-data', path, 'a znode of that name is there to stay');
    }
    if (found !== null) await unlessAborted(changed, signal, path);
  }
}

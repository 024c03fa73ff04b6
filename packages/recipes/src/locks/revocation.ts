import { decodeText, isKeeperError, type WatchEvent } from '@menagerie/client';
import { RecipeError } from '../errors.ts';
import type { Grant } from '../grant.ts';
import type { Keeper } from '../keeper.ts';
import { aborter, type LossSignal } from '../signals.ts';

/** What stands in a claim whose owner is asked to give it back: as with Curator. */
const REVOKE = '__REVOKE__';

/**
 * Asks whoever has a claim to give it back, by its path: that of a `Grant`, or of a `Contender`.
 *
 * **Guarantee.** None: it is a request, and whoever holds may not listen. The only way to take
 * something away is to end a session, and to refuse late effects by the token.
 *
 * **Source.** ZooKeeper Recipes, Recoverable Shared Locks; Curator's `Revoker`, whose requests and
 * ours are the same.
 */
export async function revoke(keeper: Keeper, path: string): Promise<void> {
  try {
    await keeper.set(path, REVOKE);
  } catch (error) {
    // Given back already.
    if (!isKeeperError(error, 'no-node')) throw error;
  }
}

/** A signal that is aborted, with code `revoked`, once somebody asks for what is granted. */
export function revocationOf(keeper: Keeper, grant: Grant): LossSignal {
  const revoked = aborter();
  const look = async (): Promise<void> => {
    try {
      const { data } = await keeper.get(grant.path, { watch });
      if (data === null || decodeText(data) !== REVOKE) return;
      revoked.abort(new RecipeError('revoked', grant.path, 'somebody asks for it'));
    } catch {
      // The znode or the session is gone: the grant's own signal says so.
    }
  };
  const watch = (event: WatchEvent): void => {
    if (event.type === 'data-changed' && grant.held) void look();
  };
  void look();
  return revoked.signal;
}

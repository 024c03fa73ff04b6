import { type Data, isKeeperError } from '@menagerie/client';
import type { Cache, WatchingKeeper } from '../caches/cache.ts';
import { type ChildrenState, childrenCache } from '../caches/children-cache.ts';
import { createEphemeral } from '../claims/ephemeral.ts';
import { isOver, persist } from '../claims/persist.ts';
import { isRecipeError, RecipeError } from '../errors.ts';
import type { Keeper } from '../keeper.ts';
import type { WaitOptions } from '../locks/mutex.ts';
import { aborter, type LossSignal, unlessAborted } from '../signals.ts';

/** Being one of a group. */
export interface Membership extends AsyncDisposable {
  readonly path: string;
  /** Fencing token: greater than that of everybody who had the name before. */
  readonly token: bigint;
  /** Aborted when it is left, when the session is over, and when somebody else deletes the znode. */
  readonly signal: LossSignal;
  /** Shows something else. */
  update(data: Data): Promise<void>;
  /** Leaves. Resolves once that is certain; twice is once. */
  leave(): Promise<void>;
}

/** @internal */
export interface OwnMembership extends Membership {
  /** Leaves by something that deletes the znode. */
  leaveBy(act: () => Promise<void>): Promise<void>;
}

/**
 * Joins a group under a name, for as long as the session lives.
 *
 * **Guarantee.** One has a name at a time. Who dies is gone after the session's timeout.
 *
 * **Failure.** Where another session has the name this waits: after a restart it is one's own old
 * session. What others see may be a moment old.
 *
 * **Source.** ZooKeeper Recipes, Group Membership; znodes as with Curator's `GroupMember`; kazoo's
 * `Party` counts those whose names have `__party__` in them.
 */
export async function joinGroup(
  keeper: Keeper,
  group: string,
  name: string,
  data: Data = null,
  { signal = null }: { readonly signal?: WaitOptions['signal'] | null } = {},
): Promise<Membership> {
  const path = `${group}/${name}`;
  const joining = createEphemeral({ keeper, path, data, signal });
  try {
    const { stat } = await unlessAborted(joining, signal, path);
    return memberOf(keeper, path, stat.czxid);
  } catch (error) {
    // Behind the answer: it may have joined all the same.
    void joining.then(({ stat }) => remove(keeper, path, stat.czxid)).catch(() => {});
    throw error;
  }
}

/** @internal An ephemeral znode of this session, as a membership. */
export function memberOf(keeper: Keeper, path: string, token: bigint): OwnMembership {
  const lost = aborter();
  const stop = keeper.onState((state) => {
    if (state.type !== 'expired' && state.type !== 'closed') return;
    end(new RecipeError('session-over', path, 'the session is over', state.error));
  });
  const end = (reason: RecipeError): void => {
    stop();
    lost.abort(reason);
  };
  const look = async (): Promise<void> => {
    try {
      const watch = (): void => {
        if (!lost.signal.aborted) void look();
      };
      await keeper.get(path, { watch });
    } catch (error) {
      if (!isKeeperError(error, 'no-node') || lost.signal.aborted) return;
      end(new RecipeError('claim-gone', path, 'somebody else has deleted it'));
    }
  };
  void look();
  let leaving: Promise<void> | null = null;
  const leaveBy = (act: () => Promise<void>): Promise<void> => {
    end(new RecipeError('released', path, 'it has left'));
    // Where somebody else has deleted the znode, whoever has the name now is another.
    leaving ??= isRecipeError(lost.signal.reason, 'claim-gone') ? Promise.resolve() : act();
    return leaving;
  };
  const leave = (): Promise<void> => leaveBy(() => remove(keeper, path, token));
  return {
    path,
    token,
    signal: lost.signal,
    update: async (data) => {
      await persist(() => keeper.set(path, data));
    },
    leave,
    leaveBy,
    [Symbol.asyncDispose]: leave,
  };
}

/** Deletes the znode that a transaction has made, and none that has its name by now. */
async function remove(keeper: Keeper, path: string, token: bigint): Promise<void> {
  let isUnsure = false;
  try {
    await persist(async () => {
      // A delete without an answer may have been heard, and the name be somebody else's since.
      if (isUnsure && (await keeper.get(path)).stat.czxid !== token) return;
      isUnsure = true;
      await keeper.delete(path);
    });
  } catch (error) {
    if (!isKeeperError(error, 'no-node') && !isOver(error)) throw error;
  }
}

/** Who is in a group, as it is. */
export function groupOf(keeper: WatchingKeeper, group: string): Promise<Cache<ChildrenState>> {
  return childrenCache(keeper, group);
}

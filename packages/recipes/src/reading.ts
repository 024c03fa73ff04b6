import { isKeeperError } from '@menagerie/client';
import type { Keeper } from './keeper.ts';

/** `null` where there is no such znode. */
export async function unlessMissing<T>(reading: Promise<T>): Promise<T | null> {
  try {
    return await reading;
  } catch (error) {
    if (isKeeperError(error, 'no-node')) return null;
    throw error;
  }
}

/** The names below a znode; none where it is missing. */
export async function namesBelow(
  keeper: Pick<Keeper, 'getChildren'>,
  path: string,
): Promise<readonly string[]> {
  return (await unlessMissing(keeper.getChildren(path)))?.children ?? [];
}

import { isKeeperError, type KeeperError } from './errors.ts';

/** What became of a request, told apart by `type`. */
export type Outcome<T> =
  | { readonly type: 'applied'; readonly value: T }
  /** Certainly nothing changed. */
  | { readonly type: 'not-applied'; readonly error: KeeperError }
  /** It happened or did not: only the tree can tell. */
  | { readonly type: 'unknown'; readonly error: KeeperError };

/** What became of a request. Rejects only with what is no {@link KeeperError}. */
export async function outcomeOf<T>(request: Promise<T>): Promise<Outcome<T>> {
  try {
    return { type: 'applied', value: await request };
  } catch (error) {
    if (!isKeeperError(error)) throw error;
    return { type: error.effect, error };
  }
}

import { isKeeperError } from '@menagerie/client';

/**
 * Asks until there is an answer: for requests that do the same twice as once. A request without a
 * connection waits for one, so this goes round once for each connection that breaks; it ends with the
 * session at the latest.
 */
export async function persist<T>(act: () => Promise<T>): Promise<T> {
  for (;;) {
    try {
      return await act();
    } catch (error) {
      if (!isKeeperError(error, 'connection-loss')) throw error;
    }
  }
}

/** Whether nothing more can be done, as the session is over. */
export function isOver(error: unknown): boolean {
  return isKeeperError(error, 'session-expired', 'closed');
}

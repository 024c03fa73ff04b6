import { isKeeperError } from '@menagerie/client';

/** Does something until there is an answer. That others were quicker is well. */
export async function surely(act: () => Promise<unknown>): Promise<void> {
  for (;;) {
    try {
      await act();
      return;
    } catch (error) {
      if (isKeeperError(error, 'no-node', 'node-exists', 'not-empty')) return;
      if (!isKeeperError(error, 'connection-loss')) throw error;
    }
  }
}

import { JuteError } from '@menagerie/jute';

/** The error that a run throws, which must be a JuteError. */
export function juteErrorOf(run: () => unknown): JuteError {
  try {
    run();
  } catch (error) {
    if (error instanceof JuteError) return error;
    throw error;
  }
  throw new Error('nothing was thrown');
}

import type { ServerId, Violation } from '@menagerie/contract';
import { ExplorerError } from '../errors.ts';

/** More messages under way to one server than this, and actions get numbers beyond 16 bits. */
export const MOST_FLIGHTS = 2048;

/** A core that threw broke an invariant of its own; the simulator says it in the same words. */
export function thrown(
  server: ServerId,
  { input, error }: { readonly input: string; readonly error: unknown },
): Violation {
  const message = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  return {
    property: 'No Exception',
    clause: 'threw',
    values: { input, message },
    servers: [server],
    sentence: `Server ${server} threw on ${input}: ${message}`,
  };
}

/** A scope in which messages pile up. */
export function flooded(scope: string): ExplorerError {
  return new ExplorerError(
    'invalid-scope',
    scope,
    `more than ${MOST_FLIGHTS} messages are under way to one server at once`,
    'Use smaller budgets, or the sticky network, in which equal messages are one',
  );
}

import type { ServerId, Violation } from '@menagerie/contract';

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

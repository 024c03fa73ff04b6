import { idsOf, type Property, type Shape, type Violation } from '@menagerie/contract';
import { NO_EXCEPTION, PROGRESS } from './property-watch.ts';
import type { Outlook } from './scheduler/pace.ts';
import type { CoreFailure } from './world/core-failure.ts';

/** What a healed run that is over did not show. */
export function finalViolation<S extends Shape>(
  outlook: Outlook,
  unsettled: readonly string[],
  properties: readonly Property<S>[],
): Violation[] {
  if (!outlook.required) return [];
  const servers = idsOf(outlook.healed);
  const names = servers.join(', ');
  const violations: Violation[] = unsettled.map((property) => {
    const says = properties.find(({ name }) => name === property)?.says ?? property;
    const sentence = `Servers ${names} healed, and in the end this does not hold: ${says}`;
    return { property, clause: 'not-in-the-end', values: {}, servers, sentence };
  });
  if (!outlook.progressed) {
    const sentence = `Servers ${names} healed and suffice to go on, and yet no write succeeded.`;
    const clause = 'no-write-succeeded';
    violations.unshift({ property: PROGRESS, clause, values: {}, servers, sentence });
  }
  return violations;
}

/** More messages in flight than any sound protocol sends: each must have bred more than one. */
const STORM = 5000;
/** More steps at one virtual time than anything that ends takes. */
const STANDSTILL = 20_000;

/**
 * Sees a run that would never end: a storm of messages that breed messages, or servers that keep
 * themselves busy while time stands still.
 *
 * @param inFlight messages in flight
 * @param still steps taken at the present virtual time
 */
export function endlessViolation(inFlight: number, still: number): Violation | null {
  const [clause, count, what] =
    inFlight > STORM
      ? [
          'message-storm',
          inFlight,
          `${inFlight} messages are in flight: they breed more than arrive`,
        ]
      : ['time-stands-still', still, `${still} steps were taken without time going on`];
  if (inFlight <= STORM && still <= STANDSTILL) return null;
  return { property: PROGRESS, clause, values: { count }, servers: [], sentence: `${what}.` };
}

/** A core that threw broke an invariant of its own. */
export function exceptionViolation({ server, input, error }: CoreFailure): Violation {
  const message = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  return {
    property: NO_EXCEPTION,
    clause: 'threw',
    values: { input, message },
    servers: [server],
    sentence: `Server ${server} threw on ${input}: ${message}`,
  };
}

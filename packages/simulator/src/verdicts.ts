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

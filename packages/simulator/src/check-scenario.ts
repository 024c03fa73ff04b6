import type { Shape, Subject } from '@menagerie/contract';
import type { Decision } from './decision.ts';
import { SimulatorError } from './errors.ts';
import type { Act, Scenario } from './scenario.ts';

/**
 * Refuses a scenario whose parts do not fit each other: of another protocol, or with acts and
 * decisions on servers that do not exist.
 *
 * @throws SimulatorError naming the place, the value and the remedy
 */
export function checkScenario<S extends Shape>(subject: Subject<S>, scenario: Scenario<S>): void {
  const { name } = subject.protocol;
  if (scenario.protocol !== name) {
    throw new SimulatorError(
      'unknown-protocol',
      'protocol',
      `the scenario is of "${scenario.protocol}", not of "${name}"`,
      `Open it with the protocol that it names`,
    );
  }
  const { servers } = scenario.config;
  if (!Number.isInteger(servers) || servers < 1 || servers > 31) {
    throw new SimulatorError(
      'invalid-scenario',
      'config.servers',
      `${servers} servers cannot be simulated`,
      'Use a whole number from 1 to 31',
    );
  }
  let earlier = 0;
  for (const [i, { act, afterStep }] of scenario.interventions.entries()) {
    checkPlace(act, servers, `interventions[${i}].act`);
    if (afterStep < earlier) {
      throw new SimulatorError(
        'invalid-scenario',
        `interventions[${i}].afterStep`,
        `${afterStep} comes before the ${earlier} of the intervention ahead of it`,
        'List the interventions in the order in which they happen',
      );
    }
    earlier = afterStep;
  }
  for (const [i, { decision }] of scenario.decisions.entries()) {
    checkPlace(decision, servers, `decisions[${i}].decision`);
  }
}

/** Refuses an act or a decision that names a server that does not exist, or a link to itself. */
export function checkPlace<S extends Shape>(
  place: Act<S> | Decision<S>,
  servers: number,
  path: string,
): void {
  const check = (id: number, field: string): void => {
    if (Number.isInteger(id) && id >= 0 && id < servers) return;
    throw new SimulatorError(
      'invalid-scenario',
      `${path}.${field}`,
      `there is no server ${id}`,
      `Use 0 to ${servers - 1}: config.servers is ${servers}`,
    );
  };
  if ('server' in place) {
    check(place.server, 'server');
    return;
  }
  check(place.from, 'from');
  check(place.to, 'to');
  if ((place.type === 'cut' || place.type === 'mend') && place.from === place.to) {
    throw new SimulatorError(
      'invalid-scenario',
      `${path}.to`,
      `server ${place.to} has no link to itself`,
      'Name two servers',
    );
  }
}

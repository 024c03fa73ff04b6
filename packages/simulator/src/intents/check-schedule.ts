import type { Shape } from '@menagerie/contract';
import { SimulatorError } from '../errors.ts';
import type { Intent, Part, Schedule } from './intent.ts';

/**
 * Checks what can be known before the run: that the servers are as many as the schedule says, that
 * those named by number are among them, and that no link leads from a part to itself.
 *
 * @throws SimulatorError `invalid-scenario`
 */
export function checkSchedule(config: Shape['config'], schedule: Schedule): void {
  const { servers, intents } = schedule;
  if (config.servers !== servers) {
    throw invalid(
      'config.servers',
      `the schedule is for ${servers} servers, the configuration for ${config.servers}`,
      'Give a configuration with as many servers as the schedule',
    );
  }
  for (const [nth, { intent }] of intents.entries()) {
    for (const part of partsOf(intent)) {
      if (part.type !== 'server' || (part.server >= 0 && part.server < servers)) continue;
      const last = servers - 1;
      throw invalid(`intents[${nth}]`, `there is no server ${part.server}`, `Use 0 to ${last}`);
    }
    if (intent.type !== 'cut' && intent.type !== 'mend') continue;
    if (!isSame(intent.from, intent.to)) continue;
    const problem = 'the link leads from a server to itself';
    throw invalid(`intents[${nth}]`, problem, 'Name two different servers');
  }
}

function partsOf(intent: Intent): readonly Part[] {
  switch (intent.type) {
    case 'write':
    case 'read':
      return [intent.to];
    case 'crash':
    case 'recover':
    case 'pause':
    case 'resume':
      return [intent.who];
    case 'isolate':
      return intent.who;
    case 'cut':
    case 'mend':
      return [intent.from, intent.to];
    case 'heal':
      return [];
  }
}

function isSame(a: Part, b: Part): boolean {
  if (a.type === 'leader') return b.type === 'leader';
  if (a.type === 'server') return b.type === 'server' && a.server === b.server;
  return a.type === b.type && a.nth === b.nth;
}

function invalid(path: string, problem: string, remedy: string): SimulatorError {
  return new SimulatorError('invalid-scenario', path, problem, remedy);
}

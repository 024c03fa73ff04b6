import type {
  Exploration,
  PersistenceMode,
  Scope,
  ScopeCommand,
  Shape,
  StartStep,
  Subject,
} from '@menagerie/contract';
import type { Decision, Scenario } from '@menagerie/simulator';
import { lengthOf } from './hunt.ts';
import { Stage, type StageWorld } from './stage.ts';

/** A decision of a run, and what it is among the steps of a scope's start. */
export interface Noted<S extends Shape> {
  readonly decision: Decision<S>;
  /** None for what happens at once in a scope, or is nothing to it. */
  readonly steps: readonly StartStep<S>[];
  /** Whether a reader counts it as an event. */
  readonly counts: boolean;
}

/**
 * A part of a run, from one of its decisions to its end, as a scope: what happened before is the
 * start, and what happened in it are the budgets. So what the run does is among what the scope
 * allows, but for links that were cut, paused servers and clocks: there a message just stays away,
 * and timers need no time.
 */
export function scopeOf<S extends Shape>(
  { scopes }: Exploration<S>,
  { config, mutant }: Scenario<S>,
  noted: readonly Noted<S>[],
  from: number,
  persistence: PersistenceMode,
): Scope<S> {
  const rest = noted.slice(from).map(({ decision }) => decision);
  const timeouts: Partial<Record<S['timer'], number>> = {};
  const commands: ScopeCommand<S>[] = [];
  const count = (type: Decision<S>['type']): number =>
    rest.filter((decision) => decision.type === type).length;
  for (const decision of rest) {
    if (decision.type === 'fire') timeouts[decision.timer] = (timeouts[decision.timer] ?? 0) + 1;
    if (decision.type === 'command') {
      commands.push({ command: decision.command, to: 1 << decision.server });
    }
  }
  const wipes = count('wipe');
  return {
    name: `the run from decision ${from} on, ${persistence} disks`,
    config,
    budgets: {
      timeouts,
      crashes: Math.max(0, count('crash') - wipes),
      wipes,
    },
    commands,
    // Where some message came twice, any may: to count copies would be to tell far more worlds apart.
    network: count('duplicate') > 0 ? 'sticky' : 'bag',
    persistence,
    off: [],
    start: noted
      .slice(0, from)
      .flatMap(({ steps }) => steps)
      .filter(({ type }) => type !== 'sync' || persistence === 'asynchronous'),
    // What a mistake listens to is not dead.
    keepsIgnored: scopes.some(
      ({ kills, keepsIgnored = false }) => keepsIgnored && kills.includes(mutant ?? ''),
    ),
    kills: [],
    reaches: [],
  };
}

/** Plays a run, and notes what each of its decisions is to a scope. */
export function noteRun<S extends Shape>(
  subject: Subject<S>,
  scenario: Scenario<S>,
  property: string,
): readonly Noted<S>[] {
  const decisions = scenario.decisions.map(({ decision }) => decision);
  const noted: Noted<S>[] = [];
  new Stage(subject, scenario, property).improvise(scenario.config, (world) => {
    const decision = decisions[noted.length];
    if (decision === undefined) return null;
    const wish = { decision, about: null };
    const counts = lengthOf([wish]).events > 0;
    noted.push({ decision, counts, steps: stepsOf(world, decisions.slice(noted.length)) });
    return wish;
  });
  return noted;
}

/** @param ahead the decision, and those that come after it */
function stepsOf<S extends Shape>(
  world: StageWorld<S>,
  [decision, ...later]: readonly Decision<S>[],
): readonly StartStep<S>[] {
  if (decision === undefined) return [];
  switch (decision.type) {
    case 'fire':
      return [{ type: 'fire', server: decision.server, timer: decision.timer }];
    case 'command':
      return [{ type: 'command', server: decision.server, command: decision.command }];
    case 'sync': {
      const { server, batches } = decision;
      const written = Math.min(batches, world.servers[server]?.unsynced.length ?? 0);
      return Array.from({ length: written }, () => ({ type: 'sync', server }));
    }
    case 'crash': {
      const { server } = decision;
      const next = later.find((each) => 'server' in each && each.server === server);
      return [{ type: next?.type === 'wipe' ? 'wipe' : 'crash', server }];
    }
    case 'deliver': {
      const { from, to, nth, copy } = decision;
      // What a server sends to itself arrives at once.
      if (from === to) return [];
      const flights = world.network.between(from, to);
      const flight = flights.find((each) => each.nth === nth && each.copy === copy);
      if (flight === undefined) return [];
      const { type } = flight.message;
      const past = flights.filter((each) => each.nth < nth && each.message.type === type).length;
      return [{ type: 'deliver', from, to, message: type, past }];
    }
    case 'drop':
    case 'duplicate':
    case 'recover':
    case 'wipe':
    case 'pause':
    case 'resume':
    case 'skew':
    case 'cut':
    case 'mend':
      return [];
  }
}

import type { Shape } from '@menagerie/contract';
import { checkPlace } from './check-scenario.ts';
import { SimulatorError } from './errors.ts';
import type { Act, Scenario } from './scenario.ts';
import { decisionOf } from './scheduler/acts.ts';
import { FIRST_REQUEST } from './scheduler/requests.ts';
import { instant } from './scheduler/work.ts';
import type { Simulation } from './simulation.ts';
import type { Refusal } from './world/refusal.ts';

/**
 * A simulation that goes on from where the given one stands, with an act of a person next. The
 * given one stays as it is.
 *
 * @throws SimulatorError `impossible-act` or `invalid-scenario`
 */
export function intervened<S extends Shape>(
  simulation: Simulation<S>,
  act: Act<S>,
  at: number,
): Simulation<S> {
  checkPlace(act, simulation.scenario.config.servers, 'act');
  checkPossible(simulation, act);
  const { scenario } = simulation;
  if (scenario.decisions.length > 0) return intoScript(simulation, act, instant(at));
  const interventions = [
    ...scenario.interventions.slice(0, simulation.consumed),
    { afterStep: simulation.steps, at: instant(at), act },
  ];
  return simulation.branch({ ...scenario, interventions });
}

/** An act within a list of decisions becomes one of them; what it makes impossible is skipped. */
function intoScript<S extends Shape>(
  simulation: Simulation<S>,
  act: Act<S>,
  at: number,
): Simulation<S> {
  const { scenario, consumed } = simulation;
  const past = scenario.decisions.slice(0, consumed);
  let future = scenario.decisions.slice(consumed);
  const branchWith = (ahead: typeof future): Simulation<S> => {
    const changed: Scenario<S> = { ...scenario, decisions: [...past, ...ahead] };
    return simulation.branch(changed);
  };
  if (act.type !== 'reschedule') {
    const request = FIRST_REQUEST.person + consumed;
    return branchWith([{ at, decision: decisionOf(act, simulation.world, request) }, ...future]);
  }
  const { from, to, nth, copy } = act;
  const dueAt = instant(Math.max(act.dueAt, at));
  future = future.filter(({ decision: other }) => {
    if (other.type !== 'deliver' && other.type !== 'drop') return true;
    return other.from !== from || other.to !== to || other.nth !== nth || other.copy !== copy;
  });
  const place = future.findIndex((other) => other.at > dueAt);
  const moved = { at: dueAt, decision: { type: 'deliver', from, to, nth, copy } as const };
  future.splice(place < 0 ? future.length : place, 0, moved);
  return branchWith(future);
}

function checkPossible<S extends Shape>({ world }: Simulation<S>, act: Act<S>): void {
  if (act.type === 'reschedule') {
    if (world.network.find(act) === undefined) throw impossible(act.type, 'no-such-message');
    if (act.from === act.to) throw impossible(act.type, 'own-message');
    return;
  }
  const refusal = world.refusal(decisionOf(act, world, 0));
  if (refusal !== null) throw impossible(act.type, refusal);
}

function impossible(act: string, refusal: Refusal): SimulatorError {
  const [problem, remedy] = REASONS[refusal];
  return new SimulatorError('impossible-act', 'act', `cannot ${act}: ${problem}`, remedy);
}

const REASONS: Readonly<Record<Refusal, readonly [problem: string, remedy: string]>> = {
  'no-such-server': ['there is no such server', 'Name a server of the configuration'],
  'no-such-message': ['no such message is in flight', 'Choose a message that is under way then'],
  'own-message': [
    'what a server sends to itself is neither lost nor late',
    'Choose a message between two servers',
  ],
  'own-link': ['a server has no link to itself', 'Name two servers'],
  crashed: ['the server is crashed', 'Let it recover first'],
  'not-crashed': ['the server is not crashed', 'Crash it first'],
  paused: ['the server is paused', 'Let it resume first'],
  'not-paused': ['the server is not paused', 'Pause it first'],
  cut: ['the link is cut', 'Mend it first'],
  'already-cut': ['the link is cut already', 'Choose a link that is whole'],
  'not-cut': ['the link is not cut', 'Choose a link that is cut'],
  'not-armed': ['the timer is not armed', 'Choose a timer that is armed then'],
  'nothing-unsynced': [
    'everything written is durable already',
    'Choose a moment with unsynced batches',
  ],
  'bad-rate': ['a clock cannot run at this rate', 'Use a number above 0, at most 1000'],
};

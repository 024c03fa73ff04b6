import type { ServerId } from '@menagerie/contract';
import { decided, deliver, send } from '../step.ts';
import { chooseNext, forget, leaveIfOutside, meetNewEra } from './choosing.ts';
import { closedEras } from './eras.ts';
import { voteAt } from './log.ts';
import type { PaxosMessageOf } from './messages.ts';
import { goOn } from './proposing.ts';
import { follow } from './roles.ts';
import { valueSchema } from './schemas/state.ts';
import { ownEra, type PaxosStep, write } from './step.ts';
import { tellFrom } from './telling.ts';
import type { Snapshot, Value } from './types.ts';

// How a server that fell behind comes to know what is chosen.

export function askToLearn(step: PaxosStep, to: ServerId): void {
  send(step, to, { type: 'learn', from: step.state.chosen + 1 });
}

export function onChosen(
  step: PaxosStep,
  from: ServerId,
  { snapshot, from: first, values, more }: PaxosMessageOf<'chosen'>,
): void {
  const { state } = step;
  const before = state.chosen;
  const whole = learnAll(step, snapshot, first, values);
  const learned = state.chosen > before;
  if (state.role.type === 'leader' && learned) goOn(step, state.role, before);
  // Who asks on for each answer, old ones and copies too, soon asks for the same many times at once.
  if (!whole || (more && learned)) askToLearn(step, from);
}

/** Two servers compare how far they know. */
export function onAnnounce(
  step: PaxosStep,
  from: ServerId,
  { chosen }: PaxosMessageOf<'announce'>,
): void {
  if (chosen > step.state.chosen) askToLearn(step, from);
  else tellFrom(step, from, chosen + 1);
}

/** Takes over what is chosen. @returns whether there was no gap before it */
export function learnAll(
  step: PaxosStep,
  snapshot: Snapshot | null,
  from: number,
  values: readonly Value[],
): boolean {
  const { state } = step;
  if (snapshot !== null && snapshot.through > state.chosen) install(step, snapshot);
  const last = from + values.length - 1;
  if (last <= state.chosen) return true;
  if (from > state.chosen + 1) return false;
  compareWithOwn(step, from, values);
  while (state.chosen < last) {
    const fresh = upToChange(values, state.chosen + 1 - from);
    write(step, { type: 'learn', from: state.chosen + 1, values: fresh });
    for (let left = fresh.length; left > 0; left -= 1) chooseNext(step);
  }
  return true;
}

/** From a position on, through the first value that sets the configuration: votes end there. */
function upToChange(values: readonly Value[], at: number): readonly Value[] {
  const change = values.findIndex(({ type }, i) => i >= at && type === 'reconfigure');
  return values.slice(at, change < 0 ? values.length : change + 1);
}

function install(step: PaxosStep, snapshot: Snapshot): void {
  const { state, config } = step;
  const { through } = snapshot;
  // Slots that it proposes in are chosen without its knowing what: others have led since.
  if (state.role.type === 'leader' && state.role.flights.length > 0) follow(step, null);
  const { role } = state;
  const votesStay = closedEras(config, snapshot.eras) === ownEra(step);
  if (role.type !== 'follower') {
    if (votesStay) forget(role.reported, through);
    else role.reported = [];
  }
  write(step, { type: 'install', snapshot, votesStay });
  state.chosen = through;
  state.eras = [...snapshot.eras];
  deliver(step, { type: 'snapshot', snapshot });
  meetNewEra(step);
  leaveIfOutside(step);
}

/** Before the votes are overwritten: another value than the proposed one is that of a later leader. */
function compareWithOwn(step: PaxosStep, from: number, values: readonly Value[]): void {
  const { state, rules } = step;
  if (state.role.type !== 'leader') return;
  const same = state.role.flights.every((_, at) => {
    const slot = state.chosen + 1 + at;
    const told = values[slot - from];
    const own = voteAt(state.persistent, slot)?.value;
    return told === undefined || (own !== undefined && valueSchema.equals(told, own));
  });
  if (!decided(step, 'isOwnProposal', rules.isOwnProposal(same))) follow(step, null);
}

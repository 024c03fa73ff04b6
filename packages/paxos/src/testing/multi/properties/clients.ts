import {
  defineProperty,
  type Input,
  list,
  type Property,
  record,
  type Schema,
  server,
  u32,
  u53,
  type Violation,
} from '@menagerie/contract';
import { linearizableReads as readsOf, violated } from '@menagerie/contract/testing';
import type { PaxosShape } from '../../../multi/messages.ts';
import { valueSchema } from '../../../multi/schemas/state.ts';
import type { Value } from '../../../multi/types.ts';
import { type PaxosHappening, sameValue, shown } from '../views.ts';

type PaxosInput = Input<PaxosShape>;

const reads = 'Linearizable Reads';

/** Reads of mode `local` promise nothing, and are not looked at. */
export const linearizableReads: Property<PaxosShape> = readsOf<PaxosShape, number>({
  name: reads,
  source: 'Paxos Made Live §5.2; Herlihy and Wing, 1990',
  says: 'A read sees every write, and everything that any read saw, that was answered before it was asked for.',
  killedBy: ['P-23', 'P-52'],
  place: u32,
  origin: 0,
  compare: (a, b) => a - b,
  promises: (command) => command.type === 'read' && command.mode !== 'local',
  told: (answer) => {
    if (answer.type === 'committed') return { type: 'written', place: answer.slot };
    return answer.type === 'read' ? { type: 'read', place: answer.slot, by: answer.by } : null;
  },
  tell: ({ server, place: slot, floor, by: mode }) =>
    violated(
      reads,
      'stale-read',
      [server],
      { server, slot, floor, mode },
      `Server ${server} answered a read from slot ${slot}, though slot ${floor} had been answered before the read was asked for.`,
    ),
});

interface Wishes {
  /** Writes that wait for their answer. */
  open: { request: number; server: number; value: Value }[];
  /** `values[i]` was the first that any server delivered in slot i + 1. */
  values: Value[];
}

const wishes: Schema<Wishes> = record({
  open: list(record({ request: u53, server, value: valueSchema })),
  values: list(valueSchema),
});

export const answersAreTrue: Property<PaxosShape> = defineProperty<PaxosShape, Wishes>({
  name: 'Answers Are True',
  source: 'Paxos Made Simple §3; Herlihy and Wing, 1990',
  kind: 'always',
  says: 'A write that is answered as committed is what was chosen in the slot that the answer names.',
  killedBy: ['P-62'],
  ghost: wishes,
  start: () => ({ open: [], values: [] }),
  observe: (ghost, happening) => {
    if (happening.type === 'crash') {
      ghost.open = ghost.open.filter((write) => write.server !== happening.server);
      return null;
    }
    if (happening.type === 'answered') return judge(ghost, happening);
    if (happening.type === 'durable') return null;
    if (happening.type === 'step' && happening.input.type === 'command') {
      ask(ghost, happening.server, happening.input);
    }
    for (const effect of happening.effects) {
      if (effect.type !== 'deliver' || effect.output.type !== 'entry') continue;
      const { slot, value } = effect.output;
      ghost.values[slot - 1] ??= value;
    }
    return null;
  },
});

function ask(
  { open }: Wishes,
  by: number,
  { request, command }: Extract<PaxosInput, { readonly type: 'command' }>,
): void {
  if (command.type === 'propose') {
    open.push({ request, server: by, value: { type: 'data', data: command.data } });
  } else if (command.type === 'reconfigure') {
    const value = { type: 'reconfigure', membership: command.membership } as const;
    open.push({ request, server: by, value });
  }
}

function judge(
  ghost: Wishes,
  { server: by, request, answer }: Extract<PaxosHappening, { readonly type: 'answered' }>,
): Violation | null {
  const wish = ghost.open.find((write) => write.request === request);
  ghost.open = ghost.open.filter((write) => write !== wish);
  if (wish === undefined || answer.type !== 'committed') return null;
  const chosen = ghost.values[answer.slot - 1];
  if (chosen !== undefined && sameValue(chosen, wish.value)) return null;
  const values = {
    server: by,
    slot: answer.slot,
    wish: shown(wish.value),
    chosen: chosen === undefined ? 'nothing' : shown(chosen),
  };
  return violated(
    'Answers Are True',
    'not-chosen',
    [by],
    values,
    `Server ${by} answered that ${values.wish} is committed in slot ${values.slot}, where ${values.chosen} was chosen.`,
  );
}

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
import type { PaxosAnswer, PaxosShape } from '../../../multi/messages.ts';
import { valueSchema } from '../../../multi/schemas/state.ts';
import type { Value } from '../../../multi/types.ts';
import { violated } from '../../violated.ts';
import { type PaxosHappening, sameValue, shown } from '../views.ts';

type PaxosInput = Input<PaxosShape>;

interface Knowledge {
  /** Highest slot that any client was told about, by a write or by a read. */
  told: number;
  /** Reads under way; `floor` is what every client could know to have happened when each began. */
  open: { request: number; server: number; floor: number }[];
}

const knowledge: Schema<Knowledge> = record({
  told: u32,
  open: list(record({ request: u53, server, floor: u32 })),
});

/** Reads of mode `local` promise nothing, and are not looked at. */
export const linearizableReads: Property<PaxosShape> = defineProperty<PaxosShape, Knowledge>({
  name: 'Linearizable Reads',
  source: 'Paxos Made Live §5.2; Herlihy and Wing, 1990',
  kind: 'always',
  says: 'A read sees every write, and everything that any read saw, that was answered before it was asked for.',
  killedBy: ['P-23', 'P-52'],
  ghost: knowledge,
  start: () => ({ told: 0, open: [] }),
  observe: (ghost, happening) => {
    if (happening.type === 'crash') {
      ghost.open = ghost.open.filter((read) => read.server !== happening.server);
    } else if (happening.type === 'step') {
      const { input } = happening;
      if (input.type !== 'command' || input.command.type !== 'read') return null;
      if (input.command.mode === 'local') return null;
      ghost.open.push({ request: input.request, server: happening.server, floor: ghost.told });
    } else if (happening.type === 'answered') {
      return answered(ghost, happening.server, happening.request, happening.answer);
    }
    return null;
  },
});

function answered(
  ghost: Knowledge,
  by: number,
  request: number,
  answer: PaxosAnswer,
): Violation | null {
  if (answer.type === 'committed') ghost.told = Math.max(ghost.told, answer.slot);
  const at = ghost.open.findIndex((read) => read.request === request);
  const read = ghost.open[at];
  if (read === undefined) return null;
  ghost.open.splice(at, 1);
  if (answer.type !== 'read') return null;
  if (answer.slot >= read.floor) {
    ghost.told = Math.max(ghost.told, answer.slot);
    return null;
  }
  return violated(
    'Linearizable Reads',
    'stale-read',
    [by],
    { server: by, slot: answer.slot, floor: read.floor, mode: answer.by },
    `Server ${by} answered a read from slot ${answer.slot}, though slot ${read.floor} had been answered before the read was asked for.`,
  );
}

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

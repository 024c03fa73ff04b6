import type { Intent, Part, Schedule, ScheduledIntent } from './intent.ts';
import { primaryOrderStory } from './primary-order.ts';

const leader: Part = { type: 'leader' };
const struck: Part = { type: 'struck', nth: 0 };

function after(afterMs: number, intent: Intent): ScheduledIntent {
  return { afterMs, intent };
}

function writes(count: number, everyMs: number): ScheduledIntent[] {
  return Array.from({ length: count }, () => after(everyMs, { type: 'write', to: leader }));
}

/** The link on which the leader hears one of the others. */
function deaf(nth: number): Intent {
  return { type: 'cut', from: { type: 'other', nth }, to: leader };
}

const usual = { servers: 5, delayMin: 10, delayMax: 20, seed: 1, restMs: 2000 } as const;

/** The name of a built-in schedule. */
export type ScheduleName =
  | 'calm'
  | 'leader-crash'
  | 'leader-cut-off'
  | 'minority-cut-off'
  | 'leader-deaf'
  | 'primary-order';

/** Stories in which protocols can be compared: equal links, equal faults, equal clients. */
export const schedules: Readonly<Record<ScheduleName, Schedule>> = {
  calm: {
    ...usual,
    title: 'A leader that stays: ten writes and a read',
    intents: [
      after(1000, { type: 'write', to: leader }),
      ...writes(9, 100),
      after(100, { type: 'read', to: leader }),
    ],
  },
  'leader-crash': {
    ...usual,
    title: 'The leader crashes with a write under way, and comes back',
    intents: [
      after(1000, { type: 'write', to: leader }),
      after(500, { type: 'write', to: leader }),
      after(5, { type: 'crash', who: leader }),
      ...writes(5, 100),
      after(0, { type: 'recover', who: struck }),
      ...writes(5, 100),
    ],
  },
  'leader-cut-off': {
    ...usual,
    title: 'The leader is cut off from all others, and the cut heals',
    intents: [
      after(1000, { type: 'write', to: leader }),
      after(500, { type: 'isolate', who: [leader] }),
      after(1500, { type: 'write', to: leader }),
      ...writes(4, 100),
      after(500, { type: 'heal' }),
      ...writes(5, 200),
    ],
  },
  'minority-cut-off': {
    ...usual,
    title: 'Two who do not lead are cut off, and the cut heals',
    intents: [
      after(1000, { type: 'write', to: leader }),
      after(500, {
        type: 'isolate',
        who: [
          { type: 'other', nth: 0 },
          { type: 'other', nth: 1 },
        ],
      }),
      ...writes(5, 200),
      after(500, { type: 'heal' }),
      ...writes(5, 200),
    ],
  },
  'leader-deaf': {
    ...usual,
    title: 'The leader hears nobody, but is heard; and the links mend',
    intents: [
      after(1000, { type: 'write', to: leader }),
      after(500, deaf(0)),
      ...[1, 2, 3].map((nth) => after(0, deaf(nth))),
      after(1500, { type: 'write', to: leader }),
      ...writes(4, 100),
      after(500, { type: 'heal' }),
      ...writes(5, 200),
    ],
  },
  'primary-order': primaryOrderStory(5),
};

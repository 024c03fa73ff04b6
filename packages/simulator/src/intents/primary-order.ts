import type { Intent, Part, Schedule, ScheduledIntent } from './intent.ts';

const leader: Part = { type: 'leader' };
const first: Part = { type: 'struck', nth: 0 };
const second: Part = { type: 'struck', nth: 1 };
const third: Part = { type: 'struck', nth: 2 };

const write: Intent = { type: 'write', to: leader };

/**
 * The run by which Junqueira, Reed and Serafini show that Paxos does not keep the order of a
 * primary's proposals (Zab: High-performance broadcast for primary-backup systems, DSN 2011,
 * Section I), for any protocol with leaders, and with whoever comes to lead.
 *
 * The first primary proposes A and then B, which may depend on A, and reaches nobody. The second
 * hears of neither, proposes C, and reaches nobody either. The third hears of both, goes on from
 * there, and proposes D. Then everybody is back. A, B, C and D are the writes 1 to 4.
 *
 * Paxos delivers C, B, D: C in the first slot, where its ballot is the higher one, and B in the
 * second. That is B without A.
 *
 * @param servers at least 3: with fewer no majority is left for the second primary
 */
export function primaryOrderStory(servers: number): Schedule {
  return {
    title: 'Three primaries: A and B, then C, then D',
    servers,
    delayMin: 10,
    delayMax: 20,
    seed: 1,
    restMs: 2000,
    intents: [
      ...alone(100, 2),
      ...alone(0, 1),
      // What was under way to the others is lost by now: a link takes 20 ms at most.
      after(30, { type: 'heal' }),
      after(0, { type: 'isolate', who: bareMajority(servers) }),
      after(0, { type: 'recover', who: first }),
      after(0, { type: 'recover', who: second }),
      after(0, write),
      after(100, { type: 'crash', who: leader }),
      after(0, { type: 'heal' }),
      after(0, { type: 'recover', who: third }),
    ],
  };
}

/** A leader writes what goes no further than its own disk, and crashes. */
function alone(settleMs: number, writes: number): ScheduledIntent[] {
  return [
    after(settleMs, { type: 'isolate', who: [leader] }),
    ...Array.from({ length: writes }, () => after(10, write)),
    after(20, { type: 'crash', who: leader }),
  ];
}

/** Those that have crashed, and no more others than a majority needs: it cannot do without one of the two. */
function bareMajority(servers: number): Part[] {
  const others = Math.floor(servers / 2) + 1 - 2;
  return [
    first,
    second,
    ...Array.from({ length: others }, (_, nth): Part => ({ type: 'spared', nth })),
  ];
}

function after(afterMs: number, intent: Intent): ScheduledIntent {
  return { afterMs, intent };
}

import type { Explored, Recipes } from '../../model/check.ts';
import type { Program } from '../../model/replay.ts';
import { type Budget, PROMISES, type Scope } from '../../model/world.ts';

const latch =
  (clients: number, budget: Partial<Budget> = {}) =>
  ({ LeaderLatch }: Recipes): Scope => ({
    programs: Array.from(
      { length: clients },
      (): Program =>
        async ({ keeper, signal, granted, effect }) => {
          const term = await new LeaderLatch(keeper, '/latch').lead({ signal });
          granted(term);
          await effect(term.token);
          await term.release();
        },
    ),
    there: ['/latch'],
    budget,
  });

export const leaderLatch: Explored = {
  name: 'the leader latch',
  looks: [
    { says: 'two candidates, one session ended', scope: latch(2, { expiries: 1 }), worlds: 745 },
  ],
  longLooks: [
    { says: 'two candidates, one connection lost', scope: latch(2, { cuts: 1 }), worlds: 1989 },
    { says: 'three candidates', scope: latch(3), worlds: 3223 },
    { says: 'two candidates, one crash', scope: latch(2, { crashes: 1 }), worlds: 435 },
    {
      says: 'three candidates, one connection lost',
      scope: latch(3, { cuts: 1 }),
      worlds: 123_493,
    },
    {
      says: 'three candidates, one session ended',
      scope: latch(3, { expiries: 1 }),
      worlds: 58_882,
    },
    { says: 'three candidates, one crash', scope: latch(3, { crashes: 1 }), worlds: 24_487 },
  ],
  mistakes: [
    {
      says: 'everybody who stands leads (the article’s election)',
      file: 'elections/leader-latch.ts',
      from: 'const ahead = oneAtATime;',
      to: 'const ahead = () => null;',
      scope: latch(2),
      withThree: latch(3),
      breaks: PROMISES.exclusion,
    },
    {
      says: 'the last leads who has come (turns the other way round)',
      file: 'claims/sequence.ts',
      from: '(a.sequence - b.sequence) | 0',
      to: '(b.sequence - a.sequence) | 0',
      scope: latch(2),
      withThree: latch(3),
      breaks: PROMISES.exclusion,
    },
  ],
};

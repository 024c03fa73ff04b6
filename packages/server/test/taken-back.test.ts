import { expect, it } from 'vitest';
import { type Kernel, zabKernel } from '../src/index.ts';
import { SimulatedEnsemble } from './helpers/simulated.ts';

type Zab = typeof zabKernel extends Kernel<infer S> ? S : never;

const JOINING = [3, 4] as const;

it('a server that comes back with a membership that nobody else has serves again', () => {
  let proposer: number | null = null;
  const kernel: Kernel<Zab> = {
    ...zabKernel,
    moveTo: (state, target, there) => {
      const move = zabKernel.moveTo(state, target, there);
      const { role, self } = state;
      const isTaken =
        role.type === 'leading' &&
        JOINING.every((place) => role.learners[place]?.stage.type === 'synced');
      if (move.type === 'command' && isTaken && proposer === null) {
        proposer = self;
        world.cut([self]);
      }
      return move;
    },
  };
  const world = new SimulatedEnsemble(kernel, 3, 1, 5);
  const { servers, time } = world;
  const serves = (place: number): boolean => servers[place]?.member?.serves === true;
  expect(world.open()).toBe(true);
  const leader = servers.findIndex(({ member }) => member?.role.type === 'leading');
  const others = [0, 1, 2].filter((place) => place !== leader);
  for (const place of JOINING) servers[place]?.start();
  world.reconfigure([leader, ...JOINING], () => {});
  expect(time.runUntil(() => proposer !== null, 60_000)).toBe(true);
  expect(proposer).toBe(leader);

  // Until it is on the disk there, and nowhere else.
  time.runUntil(() => false, 20);
  for (const place of [leader, ...JOINING]) servers[place]?.crash();
  world.cut([]);
  const isReplaced = (): boolean =>
    others.some((place) => servers[place]?.member?.role.type === 'leading') && others.every(serves);
  expect(time.runUntil(isReplaced, 60_000)).toBe(true);

  servers[leader]?.start();
  expect(time.runUntil(() => serves(leader), 60_000)).toBe(true);
  for (const place of JOINING) servers[place]?.start();
  const isSettled = (): boolean =>
    world.rosters.plan === null && world.allServe && world.states().length === 1;
  expect(time.runUntil(isSettled, 60_000)).toBe(true);
});

import type { Shape } from '@menagerie/contract';
import { expect, it } from 'vitest';
import { type Kernel, paxosKernel, zabKernel } from '../src/index.ts';
import { SimulatedEnsemble } from './helpers/simulated.ts';

/** Less than the silence after which a leader is missed, which is 200 ms. */
const SOON_MS = 150;

/** Whether another leads soon after the leader has ended. */
function another<S extends Shape>(kernel: Kernel<S>, seed: number, saysSo: boolean): boolean {
  const world = new SimulatedEnsemble(kernel, 3, seed);
  expect(world.open()).toBe(true);
  expect(world.time.runUntil(() => world.allServe, 10_000)).toBe(true);
  const at = world.servers.findIndex(({ member }) => member?.role.type === 'leading');
  const leader = world.servers[at];
  const successor = (at + 1) % 3;
  if (saysSo) leader?.member?.sayFarewell(successor);
  leader?.crash();
  const leads = (): boolean =>
    world.servers.some(({ member }) => member?.role.type === 'leading' && member.serves);
  return world.time.runUntil(leads, SOON_MS);
}

function suite<S extends Shape>(kernel: Kernel<S>): void {
  it(`a leader on ${kernel.name} that ends is not waited for`, () => {
    const seeds = Array.from({ length: 10 }, (_, at) => at + 1);
    const soon = seeds.filter((seed) => another(kernel, seed, true));
    // A message may be lost like every other.
    expect(soon.length).toBeGreaterThanOrEqual(8);
    expect(seeds.filter((seed) => another(kernel, seed, false))).toEqual([]);
  });
}

suite(zabKernel);
suite(paxosKernel);

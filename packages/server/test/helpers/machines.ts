import type { CoreName } from '@menagerie/server';
import { expect } from 'vitest';
import { Machine } from '../simulation/machine.ts';
import { Network } from '../simulation/network.ts';
import { Timeline } from '../simulation/timeline.ts';

/** Three whole servers in simulated time, of which one leads and the others follow. */
export async function settledThree(core: CoreName, seed: number, silenceMs: number) {
  const timeline = new Timeline(seed);
  const network = new Network(timeline);
  const parts = { core, servers: 3, options: { silenceMs }, log: () => {} };
  const machines = [0, 1, 2].map((self) => new Machine(network, parts, self));
  for (const machine of machines) machine.start();
  const leaders = (): Machine[] => machines.filter(({ role }) => role === 'leading');
  const isSettled = (): boolean =>
    leaders().length === 1 && machines.every(({ role }) => role !== 'looking');
  expect(await timeline.runUntil(isSettled, 100 * silenceMs), `seed ${seed}`).toBe(true);
  const [leader] = leaders();
  if (leader === undefined) throw new Error('nobody leads');
  return { timeline, network, machines, leader, leaders };
}

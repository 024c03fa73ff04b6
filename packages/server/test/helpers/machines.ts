import type { CoreName } from '@menagerie/server';
import { expect } from 'vitest';
import { type EnsembleParts, Machine } from '../simulation/machine.ts';
import { Network } from '../simulation/network.ts';
import { Timeline } from '../simulation/timeline.ts';

export interface SettledOptions
  extends Partial<Pick<EnsembleParts, 'log' | 'options' | 'servers' | 'observers'>> {}

/** Whole servers in simulated time, three unless more are wanted, which have not been started. */
export function machinesOf(core: CoreName, seed: number, silenceMs: number, more: SettledOptions) {
  const timeline = new Timeline(seed);
  const network = new Network(timeline);
  const { log = () => {}, options, servers = 3, observers = 0 } = more;
  const parts = { core, servers, observers, options: { silenceMs, ...options }, log };
  const machines = Array.from({ length: servers }, (_, self) => new Machine(network, parts, self));
  return { timeline, network, machines };
}

/** The same, of which one leads and the others follow. */
export async function settled(
  core: CoreName,
  seed: number,
  silenceMs: number,
  more: SettledOptions = {},
) {
  const { timeline, network, machines } = machinesOf(core, seed, silenceMs, more);
  for (const machine of machines) machine.start();
  const leaders = (): Machine[] => machines.filter(({ role }) => role === 'leading');
  const isSettled = (): boolean =>
    leaders().length === 1 && machines.every(({ role }) => role !== 'looking' && role !== null);
  expect(await timeline.runUntil(isSettled, 100 * silenceMs), `seed ${seed}`).toBe(true);
  const [leader] = leaders();
  if (leader === undefined) throw new Error('nobody leads');
  return { timeline, network, machines, leader, leaders };
}

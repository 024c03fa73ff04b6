import type { Shape } from '@menagerie/contract';
import { expect, it } from 'vitest';
import { type Kernel, paxosKernel, raftKernel, zabKernel } from '../src/index.ts';
import { type Aged, SimulatedEnsemble } from './helpers/simulated.ts';

const SEEDS = Number(process.env['SEEDS'] ?? 60);
const STEPS = 60;

/** A log with more places than 32 bits count, and zxids that run out again and again. */
const AGED: Aged = { begunAt: 2 ** 32 - 50, mostOfAnOpening: 20 };

function suite<S extends Shape>(kernel: Kernel<S>, seeds: number, age: string, aged: Aged): void {
  it(`members on ${kernel.name} that crash and are cut off lose nothing that was answered${age}`, () => {
    let answered = 0;
    for (let seed = 1; seed <= seeds; seed += 1) {
      const servers = seed % 3 === 0 ? 5 : 3;
      const world = new SimulatedEnsemble(kernel, servers, seed, servers, aged);
      expect(world.open(), `seed ${seed}`).toBe(true);
      for (let step = 0; step < STEPS; step += 1) disturb(world);
      world.cut([]);
      for (const server of world.servers) if (server.member === null) server.start();
      const agreed = (): boolean => world.allServe && world.states().length === 1;
      const agree = world.time.runUntil(agreed, 120_000);
      expect(agree, `seed ${seed}: ${world.states().join('; ')}`).toBe(true);
      const lost = world.answered.filter((path) => !world.has(path));
      expect(lost, `seed ${seed}`).toEqual([]);
      expect(
        world.rows.filter((row) => hasGap(world, row)),
        `seed ${seed}`,
      ).toEqual([]);
      answered += world.answered.length;
    }
    expect(answered).toBeGreaterThan(seeds * 100);
    console.log(`${kernel.name}: ${answered} writes answered in ${seeds} runs${age}`);
  });
}

/** A moment in which something happens, most often a few writes. */
function disturb<S extends Shape>(world: SimulatedEnsemble<S>): void {
  const { time, servers } = world;
  const at = Math.floor(time.random() * servers.length);
  const server = servers[at];
  const chance = time.random();
  if (chance < 0.08) server?.crash();
  else if (chance < 0.2 && server?.member === null) server.start();
  else if (chance < 0.26) world.cut([at]);
  else if (chance < 0.34) world.cut([]);
  for (let i = 0; i < 3; i += 1) world.createSome();
  if (chance > 0.95) losePower(world);
  const end = time.now() + time.random() * 250;
  time.runUntil(() => time.now() >= end, 300);
}

/** All servers at once, a little after the writes were sent. */
function losePower<S extends Shape>({ time, servers }: SimulatedEnsemble<S>): void {
  const end = time.now() + time.random() * 12;
  time.runUntil(() => time.now() >= end, 20);
  for (const server of servers) server.crash();
  for (const server of servers) server.start();
}

/** Whether something that a client asked for later is there without what it asked for before. */
function hasGap<S extends Shape>(world: SimulatedEnsemble<S>, row: readonly string[]): boolean {
  const there = row.map((path) => world.has(path));
  return there.lastIndexOf(true) !== there.filter((has) => has).length - 1;
}

function suites<S extends Shape>(kernel: Kernel<S>): void {
  suite(kernel, SEEDS, '', {});
  suite(kernel, Math.ceil(SEEDS / 3), ', however long they have run', AGED);
}

suites(raftKernel);
suites(zabKernel);
suites(paxosKernel);

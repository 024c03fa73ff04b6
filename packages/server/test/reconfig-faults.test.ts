import type { Shape } from '@menagerie/contract';
import { expect, it } from 'vitest';
import { type Kernel, paxosKernel, raftKernel, rosterText, zabKernel } from '../src/index.ts';
import { SimulatedEnsemble } from './helpers/simulated.ts';

const SEEDS = Number(process.env['SEEDS'] ?? 15);
const FIRST = Number(process.env['SEED'] ?? 1);
const STEPS = 50;
const PLACES = 7;

/** What became of all plans. */
interface Tally {
  planned: number;
  answered: number;
  concluded: number;
}

function suite<S extends Shape>(kernel: Kernel<S>): void {
  it(`an ensemble on ${kernel.name} whose members change while they crash and are cut off loses nothing`, () => {
    const tally: Tally = { planned: 0, answered: 0, concluded: 0 };
    for (let seed = FIRST; seed < FIRST + SEEDS; seed += 1) {
      const world = new SimulatedEnsemble(kernel, 3, seed, PLACES);
      expect(world.open(), `seed ${seed}`).toBe(true);
      for (let step = 0; step < STEPS; step += 1) disturb(world, tally);
      world.cut([]);
      for (const server of world.servers) if (server.member === null) server.start();
      const isSettled = (): boolean =>
        world.rosters.plan === null && world.allServe && world.states().length === 1;
      const agree = world.time.runUntil(isSettled, 240_000);
      expect(agree, `seed ${seed}: ${world.states().join('; ')}`).toBe(true);
      const lost = world.answered.filter((path) => !world.has(path));
      expect(lost, `seed ${seed}`).toEqual([]);
      const { active } = world.rosters;
      const known = world.belonging.map(({ member }) => member?.ledger.rosters.active ?? null);
      expect(active, `seed ${seed}`).not.toBeNull();
      if (active === null) continue;
      expect(new Set(known.map((each) => each && rosterText(each))).size, `seed ${seed}`).toBe(1);
      tally.answered += world.answered.length;
      tally.concluded += Number(active.version !== 1n << 32n);
    }
    expect(tally.planned).toBeGreaterThan(SEEDS);
    expect(tally.concluded).toBeGreaterThan(SEEDS / 2);
    console.log(
      `${kernel.name}: ${tally.answered} writes answered and ${tally.planned} changes of the members begun in ${SEEDS} runs`,
    );
  });
}

/** A moment in which something happens, most often a few writes. */
function disturb<S extends Shape>(world: SimulatedEnsemble<S>, tally: Tally): void {
  const { time, servers } = world;
  const at = Math.floor(time.random() * servers.length);
  const server = servers[at];
  const chance = time.random();
  if (chance < 0.08) server?.crash();
  else if (chance < 0.24 && server?.member === null) server.start();
  else if (chance < 0.28) world.cut([at]);
  else if (chance < 0.36) world.cut([]);
  else if (chance < 0.52) change(world, tally);
  for (let i = 0; i < 2; i += 1) world.createSome();
  const end = time.now() + time.random() * 400;
  time.runUntil(() => time.now() >= end, 500);
}

/** Other servers are to vote, of which most run. */
function change<S extends Shape>(world: SimulatedEnsemble<S>, tally: Tally): void {
  const { time, servers } = world;
  const drawn = [...servers.keys()].filter(() => time.random() < 0.5);
  if (drawn.length === 0) return;
  for (const place of drawn) {
    const server = servers[place];
    if (server?.member === null && time.random() < 0.8) server.start();
  }
  world.reconfigure(drawn, (error) => {
    if (error === 0) tally.planned += 1;
  });
}

suite(raftKernel);
suite(zabKernel);
suite(paxosKernel);

import type { Shape } from '@menagerie/contract';
import { expect, it } from 'vitest';
import { type Kernel, paxosKernel, raftKernel, zabKernel } from '../src/index.ts';
import { SimulatedEnsemble } from './helpers/simulated.ts';

const MOST = 25;

function suite<S extends Shape>(kernel: Kernel<S>): void {
  it(`a leader on ${kernel.name} begins the next epoch before its zxids run out, and nobody notices`, () => {
    const world = new SimulatedEnsemble(kernel, 3, 1, 3, { mostOfAnOpening: MOST });
    expect(world.open()).toBe(true);
    world.losses = 0;
    const leaders = new Set<number | null>();
    let mostCommands = 0;
    for (let asked = 0; asked < 100; asked += 1) {
      world.createSome();
      const { length } = world.rows.flat();
      const isServed = world.time.runUntil(() => world.answered.length === length, 20_000);
      expect(isServed, `${world.answered.length} of ${length} answered`).toBe(true);
      for (const { member } of world.servers) {
        leaders.add(member?.ledger.leader ?? null);
        const zxid = member?.ledger.zxid ?? 0n;
        mostCommands = Math.max(mostCommands, Number(BigInt.asUintN(32, zxid)));
      }
      expect(world.allServe).toBe(true);
    }
    expect(leaders.size).toBe(1);
    expect(mostCommands).toBeLessThan(2 * MOST);
    const opening = world.servers[0]?.member?.ledger.opening ?? 0;
    expect(opening).toBeGreaterThan(3);
    expect(opening).toBeLessThan(2 + world.answered.length / MOST);
  });
}

suite(raftKernel);
suite(zabKernel);
suite(paxosKernel);

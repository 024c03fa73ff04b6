import { raftSubject } from '@menagerie/raft/testing';
import { createSimulation, drawScenario } from '@menagerie/simulator';
import { describe, expect, it } from 'vitest';
import { checkLinearizability, historyOf, registerModel, type Verdict } from '../../src/index.ts';
import { raftRegister } from './helpers/raft-register.ts';

const SEEDS = 100;

function judge(seed: number, mutant: string | null): { verdict: Verdict; operations: number } {
  const scenario = drawScenario(raftSubject, seed, { mutant });
  const simulation = createSimulation(raftSubject, scenario, { trace: true });
  const events = [...simulation.takeEvents()];
  while (simulation.step() !== null) events.push(...simulation.takeEvents());
  const history = historyOf(events, raftRegister());
  return { verdict: checkLinearizability(registerModel, history), operations: history.length };
}

describe('Raft as a register', () => {
  it(`is linearizable in ${SEEDS} random runs`, () => {
    let operations = 0;
    let held = 0;
    for (let seed = 0; seed < SEEDS; seed += 1) {
      const judged = judge(seed, null);
      operations += judged.operations;
      expect(judged.verdict.type, `seed ${seed}`).not.toBe('violated');
      if (judged.verdict.type === 'holds') held += 1;
    }
    // Where many requests were never answered the search may meet its bound, and says so.
    expect(held).toBeGreaterThan(SEEDS * 0.95);
    console.log(`${operations} operations in ${SEEDS} runs`);
  });

  it.each([
    ['R-28', 'reads before a new leader knows what is committed'],
    ['R-29', 'reads without asking whether it still leads'],
  ])('is not, where %s %s', (mutant) => {
    for (let seed = 0; seed < SEEDS; seed += 1) {
      const { verdict } = judge(seed, mutant);
      if (verdict.type !== 'violated') continue;
      console.log(`${mutant}, seed ${seed}: ${verdict.counterexample.sentence}`);
      expect(verdict.counterexample.operations.length).toBeLessThan(10);
      return;
    }
    expect.fail(`${mutant} survived ${SEEDS} seeds`);
  });
});

import {
  checkLinearizability,
  checkSequentialConsistency,
  historyOf,
  type Operation,
  pictureOf,
  pictureToSvg,
  registerModel,
} from '@menagerie/checker';
import type { HistoryReader, Shape, Subject } from '@menagerie/contract';
import type { RegisterOperation } from '@menagerie/contract/testing';
import { paxosRegister, paxosSubject } from '@menagerie/paxos/testing';
import { raftRegister, raftSubject } from '@menagerie/raft/testing';
import { zabRegister, zabSubject } from '@menagerie/zab/testing';
import { describe, expect, it } from 'vitest';
import { traceOf } from './helpers/random-runs.ts';

const SEEDS = 50;

type Register<S extends Shape> = () => HistoryReader<S, RegisterOperation, string | null>;

/** The reads of a history that were answered with a value. */
function readsOf(history: readonly Operation<RegisterOperation, string | null>[]): number {
  return history.filter(
    ({ input, outcome }) => input.type === 'read' && outcome.type === 'ok' && outcome.output,
  ).length;
}

function judge<S extends Shape>(subject: Subject<S>, register: Register<S>): void {
  it(`${subject.protocol.name} is linearizable in ${SEEDS} random runs`, () => {
    let operations = 0;
    let reads = 0;
    let held = 0;
    for (let seed = 0; seed < SEEDS; seed += 1) {
      const history = historyOf(traceOf(subject, seed), register());
      const verdict = checkLinearizability(registerModel, history);
      operations += history.length;
      reads += readsOf(history);
      expect(verdict.type, `seed ${seed}`).not.toBe('violated');
      if (verdict.type === 'holds') held += 1;
    }
    // Where many requests were never answered the search may meet its bound, and says so.
    expect(held).toBeGreaterThan(SEEDS * 0.9);
    console.log(`${operations} operations, ${reads} reads of a value, ${held} of ${SEEDS} judged`);
    expect(reads).toBeGreaterThan(SEEDS);
  });
}

describe('reads that promise linearizability', () => {
  judge(raftSubject, raftRegister);
  judge(paxosSubject, paxosRegister);
  judge(zabSubject, zabRegister);
});

function findsMistake<S extends Shape>(
  subject: Subject<S>,
  register: Register<S>,
  mutant: string,
): void {
  const { mistake } = subject.mutants.find(({ id }) => id === mutant) ?? { mistake: 'unknown' };
  it(`${mutant}: ${mistake}`, () => {
    for (let seed = 0; seed < 10 * SEEDS; seed += 1) {
      const history = historyOf(traceOf(subject, seed, mutant), register());
      const verdict = checkLinearizability(registerModel, history);
      if (verdict.type !== 'violated') continue;
      console.log(`${mutant}, seed ${seed}: ${verdict.counterexample.sentence}`);
      expect(verdict.counterexample.operations.length).toBeLessThan(10);
      return;
    }
    expect.fail(`${mutant} survived ${10 * SEEDS} seeds`);
  });
}

describe('a mistake in reads shows in what clients see', () => {
  findsMistake(raftSubject, raftRegister, 'R-28');
  findsMistake(raftSubject, raftRegister, 'R-29');
  findsMistake(paxosSubject, paxosRegister, 'P-23');
  findsMistake(zabSubject, zabRegister, 'Z-26');
});

describe("Zab's local reads", () => {
  /** Requests of a run: with more, the search meets its bound here and there. */
  const MOST = 40;
  const RUNS = 200;
  /** Clients that write, and read what any server has, in turns. */
  const subject: typeof zabSubject = {
    ...zabSubject,
    drawCommand: (draw, nth, world) => {
      const leaders = world.servers.filter(({ state }) => state?.role.type === 'leading');
      const anyone = draw('server', world.servers.length);
      if (nth > MOST) return null;
      if (draw('read', 2) === 0) {
        return { server: anyone, command: { type: 'read', mode: 'local' } };
      }
      const server = leaders[draw('leader', Math.max(1, leaders.length))]?.id ?? anyone;
      return { server, command: zabSubject.write(nth) };
    },
  };
  const traces = Array.from({ length: RUNS }, (_, seed) => traceOf(subject, seed));
  const histories = traces.map((trace) => historyOf(trace, zabRegister(['local']), 'sessions'));

  it('are not linearizable, and a picture shows why', () => {
    for (const [seed, history] of histories.entries()) {
      const verdict = checkLinearizability(registerModel, history);
      if (verdict.type !== 'violated') continue;
      console.log(`seed ${seed}: ${verdict.counterexample.sentence}`);
      const picture = pictureToSvg(pictureOf(registerModel, history, verdict));
      expect(picture).toContain('<title');
      for (const operation of verdict.counterexample.operations) {
        const { input } = history[operation] ?? { input: { type: 'read' } };
        expect(picture).toContain(input.type === 'read' ? 'reads' : 'writes');
      }
      return;
    }
    expect.fail(`none of ${RUNS} runs shows it`);
  });

  it('are sequentially consistent for each session, in every run', () => {
    for (const [seed, history] of histories.entries()) {
      const verdict = checkSequentialConsistency(registerModel, history);
      expect(verdict.type, `seed ${seed}`).toBe('holds');
    }
    const reads = histories.map(readsOf).reduce((a, b) => a + b, 0);
    console.log(`${reads} reads of a value in ${RUNS} runs`);
    expect(reads).toBeGreaterThan(5 * RUNS);
  });

  it('go back in time for a client that stays with a server through its restart', () => {
    // Without the news that servers came back no session ends.
    const violated = traces.filter((trace) => {
      const unbroken = trace.filter(({ body }) => body.type !== 'recovered');
      const history = historyOf(unbroken, zabRegister(['local']), 'sessions');
      return checkSequentialConsistency(registerModel, history).type === 'violated';
    });
    console.log(`${violated.length} of ${RUNS} runs`);
    expect(violated.length).toBeGreaterThan(0);
  });
});

import type { Subject } from '@menagerie/contract';
import { describe, expect, it } from 'vitest';
import {
  Campaign,
  createSimulation,
  drawScenario,
  mergeSummaries,
  parseScenario,
  printScenario,
} from '../src/index.ts';
import { play } from './helpers/play.ts';
import { registerSubject } from './toys/register-subject.ts';
import type { RegisterShape } from './toys/register-types.ts';
import { calm } from './toys/scenarios.ts';

/** The first seed below the limit whose run violates something. */
function firstViolation(mutant: string | null, limit: number, subject = registerSubject) {
  const campaign = new Campaign(subject, { mutant });
  for (let seed = 0; seed < limit; seed += 1) {
    const report = campaign.run(seed);
    if (report.violation !== null) return { seed, report, campaign };
  }
  return null;
}

/** The toy with its protocol replaced. */
function withProtocol(parts: Partial<Subject<RegisterShape>['protocol']>): Subject<RegisterShape> {
  const protocol = { ...registerSubject.protocol, ...parts };
  return { ...registerSubject, protocol };
}

// A busy machine may be ten times slower than an idle one.
describe('a campaign', () => {
  it('finds nothing in the sound toy and reaches what it must', () => {
    const campaign = new Campaign(registerSubject);
    for (let seed = 0; seed < 80; seed += 1) campaign.run(seed);
    const summary = campaign.summary();
    expect(summary.violations).toBe(0);
    expect(summary.unreached).toEqual([]);
    expect(summary.healed).toBeGreaterThan(70);
    expect(summary.runTwice).toBe(5);
  });

  it.each(['T-01', 'T-02', 'T-04'])('finds mistake %s', (mutant) => {
    const found = firstViolation(mutant, 200);
    const breaks = registerSubject.mutants.find(({ id }) => id === mutant)?.breaks ?? [];
    expect([...breaks, 'Progress']).toContain(found?.report.violation?.property);
  });

  it('gives a scenario that plays the violation again', () => {
    const found = firstViolation('T-02', 400);
    if (found === null) throw new Error('T-02 survived');
    const file = printScenario(found.report.scenario, registerSubject);
    const simulation = createSimulation(registerSubject, parseScenario(file, [registerSubject]));
    play(simulation);
    expect(simulation.violation).toEqual(found.report.violation);
    expect(simulation.hash()).toBe(found.report.hash);
  });

  it('draws every parameter from the seed', () => {
    const a = drawScenario(registerSubject, 17);
    expect(drawScenario(registerSubject, 17)).toEqual(a);
    const many = Array.from({ length: 60 }, (_, seed) => drawScenario(registerSubject, seed));
    const sizes = new Set(many.map(({ config }) => config.servers));
    expect(sizes).toEqual(new Set([3, 4, 5, 6, 7]));
    for (const kind of [
      'crashEvery',
      'pauseEvery',
      'partitionEvery',
      'wipeEvery',
      'drift',
    ] as const) {
      const values = many.map(({ plan }) => plan.faults[kind]);
      expect(values.filter((value) => value === 0).length).toBeGreaterThan(10);
      expect(new Set(values.filter((value) => value > 0)).size).toBeGreaterThan(8);
    }
  });

  it('adds up to the same, however the seeds are dealt out', () => {
    const run = (seeds: readonly number[]) => {
      const campaign = new Campaign(registerSubject, { coverage: true });
      for (const seed of seeds) campaign.run(seed);
      return campaign.summary();
    };
    const parts = mergeSummaries([run([0, 1, 2]), run([3, 4, 5, 6])]);
    const whole = mergeSummaries([run([0, 1, 2, 3, 4, 5, 6])]);
    expect(parts).toEqual(whole);
  });

  it('shows which events met which roles under which faults', () => {
    const campaign = new Campaign(registerSubject, { coverage: true });
    for (let seed = 0; seed < 30; seed += 1) campaign.run(seed);
    const { coverage, steps } = campaign.summary();
    const row = (kind: string, role: string) =>
      coverage.find((each) => each.kind === kind && each.role === role);
    expect(row('deliver store', 'backup')?.counts.every((count) => count > 0)).toBe(true);
    expect(row('deliver stored', 'primary')).toBeDefined();
    expect(row('deliver store', 'primary')).toBeUndefined();
    expect(row('fire retry', 'primary')).toBeDefined();
    expect(row('crash', 'backup')).toBeDefined();
    const total = coverage.reduce((sum, { counts }) => sum + Math.max(...counts), 0);
    expect(total).toBeLessThanOrEqual(steps);
  });
});

describe('a run that is made twice: zoo K-08', () => {
  it('shows a core that keeps something outside of its state', () => {
    let calls = 0;
    const subject = withProtocol({
      recover: (config, self, image, sink) => {
        calls += 1;
        const state = registerSubject.protocol.recover(config, self, image, sink);
        state.beats = calls;
        return state;
      },
    });
    const campaign = new Campaign(subject);
    expect(() => campaign.run(0)).toThrow(/^seed 0: two runs differ: .* Look for a clock/);
  });

  it('shows a core whose order of sending depends on something unordered', () => {
    // Stands for a set whose order of iteration is not fixed.
    let turned = false;
    const subject = withProtocol({
      step: (config, state, input, sink) => {
        const effects: Parameters<typeof sink.push>[0][] = [];
        const collect = { push: (e: (typeof effects)[number]) => effects.push(e), note: () => {} };
        registerSubject.protocol.step(config, state, input, collect);
        turned = !turned;
        for (const effect of turned ? effects : effects.reverse()) sink.push(effect);
      },
    });
    const campaign = new Campaign(subject, { runTwiceEvery: 1 });
    expect(() => {
      for (let seed = 0; seed < 20; seed += 1) campaign.run(seed);
    }).toThrow('two runs differ');
  });
});

describe('a core that throws', () => {
  it('is a violation with its message, not the end of the campaign', () => {
    const subject = withProtocol({
      step: (config, state, input, sink) => {
        if (input.type === 'timeout' && state.beats > 3) throw new Error('a broken invariant');
        registerSubject.protocol.step(config, state, input, sink);
      },
    });
    const found = firstViolation(null, 3, subject);
    expect(found?.report.violation).toMatchObject({
      property: 'No Exception',
      sentence: expect.stringContaining('threw on timeout: Error: a broken invariant'),
    });
  });
});

describe('a crash that kept unsynced writes', () => {
  it('would hide a mistake that is found because it does not', () => {
    // T-03 counts the primary's own copy before it is durable: only a crash that loses it tells.
    const properties = registerSubject.properties.filter(({ name }) => name === 'Written Survives');
    const subject = { ...registerSubject, properties };
    const found = (keep: number): boolean => {
      const { plan } = calm();
      const disk = { syncMin: 40, syncMax: 60, keep };
      const network = { ...plan.network, delayMin: 1, delayMax: 3 };
      const faults = { ...plan.faults, crashEvery: 150, lastMin: 5, lastMax: 50 };
      const clients = { commandEvery: 10 };
      for (let seed = 0; seed < 10; seed += 1) {
        const parts = { network, disk, faults, clients, faultyMs: 5000, healedMs: 0 };
        const scenario = calm({ seed, mutant: 'T-03', plan: { ...plan, ...parts } });
        const simulation = createSimulation(subject, scenario);
        play(simulation);
        if (simulation.violation !== null) return true;
      }
      return false;
    };
    expect(found(0)).toBe(true);
    expect(found(1)).toBe(false);
  });
});

describe('a run that would never end', () => {
  it('is ended where messages breed messages', () => {
    const subject = withProtocol({
      step: (config, state, input, sink) => {
        registerSubject.protocol.step(config, state, input, sink);
        if (input.type !== 'message') return;
        const { from: to, message } = input;
        for (let i = 0; i < 2; i += 1) sink.push({ type: 'send', to, message, gated: false });
      },
    });
    const { violation } = new Campaign(subject, { runTwiceEvery: 0 }).run(1);
    expect(violation).toMatchObject({ property: 'Progress', clause: 'message-storm' });
    expect(violation?.values['count']).toBeLessThan(5010);
  });

  it('is ended where time stands still', () => {
    const subject = withProtocol({
      step: (_config, { self }, input, sink) => {
        if (input.type === 'command') return;
        const message = { type: 'stored', version: 0 } as const;
        sink.push({ type: 'send', to: self, message, gated: false });
      },
    });
    const { violation } = new Campaign(subject, { runTwiceEvery: 0 }).run(1);
    expect(violation).toMatchObject({ property: 'Progress', clause: 'time-stands-still' });
  });
});

import { idsOf } from '@menagerie/contract';
import { describe, expect, it } from 'vitest';
import {
  type Act,
  createRecording,
  createSimulation,
  type Decision,
  type Plan,
} from '../src/index.ts';
import { play } from './helpers/play.ts';
import { registerSubject } from './toys/register-subject.ts';
import type { RegisterShape } from './toys/register-types.ts';
import { calm, stormy } from './toys/scenarios.ts';

type Timed = { readonly at: number; readonly decision: Decision<RegisterShape> };

const busy: Plan = {
  ...calm().plan,
  clients: { commandEvery: 20 },
  faultyMs: 4000,
};

function run(parts: Parameters<typeof calm>[0]): readonly Timed[] {
  return play(createSimulation(registerSubject, calm({ plan: busy, ...parts })));
}

/** How often per thousand a message got lost. */
function lossRate(decisions: readonly Timed[]): number {
  const lost = decisions.filter(({ decision }) => decision.type === 'drop').length;
  const arrived = decisions.filter(
    ({ decision }) => decision.type === 'deliver' && decision.from !== decision.to,
  ).length;
  return (1000 * lost) / (lost + arrived);
}

describe('a schedule', () => {
  it('is the same for the same seed, and another for another', () => {
    const a = createSimulation(registerSubject, stormy(3));
    const b = createSimulation(registerSubject, stormy(3));
    const c = createSimulation(registerSubject, stormy(3, { seed: 4 }));
    expect(play(a)).toEqual(play(b));
    play(c);
    expect(a.hash()).toBe(b.hash());
    expect(a.trail).toBe(b.trail);
    expect(a.trail).not.toBe(c.trail);
  });

  it('never changes what a scenario means', () => {
    // Every link that was ever shared rests on this: no engine and no change may move these runs.
    const faults = { ...busy.faults, crashEvery: 400, pauseEvery: 500, partitionEvery: 600 };
    const network = { ...busy.network, straggle: 0.1, loss: 0.05, duplicate: 0.05 };
    const plan = {
      ...busy,
      network,
      faults: { ...faults, wipeEvery: 900, drift: 0.1, oneWay: 0.5, lastMin: 5, lastMax: 300 },
      healedMs: 2000,
    };
    const ends = [1, 2, 3].map((seed) => {
      const simulation = createSimulation(registerSubject, calm({ seed, plan }));
      play(simulation);
      return [simulation.steps, simulation.at, simulation.hash()];
    });
    expect(ends).toMatchInlineSnapshot(`
      [
        [
          760,
          4109.288,
          "752d02b32df5607f",
        ],
        [
          709,
          4183.857,
          "aabec3ee898894e0",
        ],
        [
          704,
          4269.738,
          "45af41da09e7c60d",
        ],
      ]
    `);
  });

  it('delays within the bounds of the plan, and ten times as long for stragglers', () => {
    const delays = (straggle: number): number[] => {
      const network = { ...busy.network, delayMin: 10, delayMax: 20, straggle };
      const sent = new Map<string, number>();
      const simulation = createSimulation(registerSubject, calm({ plan: { ...busy, network } }));
      const seen: number[] = [];
      for (;;) {
        const decision = simulation.step();
        if (decision === null) return seen;
        for (const to of [1, 2]) {
          for (const { nth, sentAt } of simulation.world.network.between(0, to)) {
            sent.set(`${to} ${nth}`, sentAt);
          }
        }
        if (decision.type !== 'deliver' || decision.from !== 0 || decision.to === 0) continue;
        const sentAt = sent.get(`${decision.to} ${decision.nth}`) ?? Number.NaN;
        seen.push(simulation.at - sentAt);
      }
    };
    const even = delays(0);
    expect(even.length).toBeGreaterThan(100);
    expect(Math.min(...even)).toBeGreaterThanOrEqual(9.999);
    expect(Math.max(...even)).toBeLessThanOrEqual(20.001);
    const straggling = delays(0.3);
    expect(Math.max(...straggling)).toBeGreaterThan(60);
    expect(Math.max(...straggling)).toBeLessThanOrEqual(200.001);
  });

  it('loses and doubles as many messages as the plan says', () => {
    const network = { ...busy.network, loss: 0.2, duplicate: 0.1 };
    const decisions = run({ plan: { ...busy, network, faultyMs: 20_000 } });
    expect(lossRate(decisions)).toBeGreaterThan(150);
    expect(lossRate(decisions)).toBeLessThan(250);
    const doubled = decisions.filter(({ decision }) => decision.type === 'duplicate').length;
    const copies = decisions.filter(
      ({ decision }) => 'copy' in decision && decision.copy > 0,
    ).length;
    expect(doubled).toBeGreaterThan(20);
    expect(copies).toBeGreaterThanOrEqual(doubled);
    expect(lossRate(run({}))).toBe(0);
  });

  it('crashes, pauses, cuts and wipes only where the plan says so', () => {
    const kinds = (plan: Plan): Set<string> => new Set(run({ plan }).map((d) => d.decision.type));
    const faults = { ...busy.faults, lastMin: 10, lastMax: 100 };
    expect(kinds(busy)).toEqual(new Set(['fire', 'command', 'sync', 'deliver']));
    expect(kinds({ ...busy, faults: { ...faults, crashEvery: 200 } })).toContain('recover');
    expect(kinds({ ...busy, faults: { ...faults, pauseEvery: 200 } })).toContain('resume');
    expect(kinds({ ...busy, faults: { ...faults, partitionEvery: 200 } })).toContain('mend');
    expect(kinds({ ...busy, faults: { ...faults, wipeEvery: 200 } })).toContain('wipe');
    expect(kinds({ ...busy, faults: { ...faults, drift: 0.1 } })).toContain('skew');
  });

  it('cuts both ways unless the plan asks for one', () => {
    const cuts = (oneWay: number): number => {
      const faults = { ...busy.faults, partitionEvery: 300, oneWay, lastMin: 10, lastMax: 50 };
      const simulation = createSimulation(
        registerSubject,
        calm({ plan: { ...busy, faults, faultyMs: 10_000 } }),
      );
      let lopsided = 0;
      for (let decision = simulation.step(); decision !== null; decision = simulation.step()) {
        if (decision.type !== 'cut') continue;
        // The cuts of one partition come at one time: look once the next thing happens.
        const { at } = simulation;
        while (simulation.at === at && simulation.step() !== null) {}
        const { network } = simulation.world;
        for (let a = 0; a < 3; a += 1) {
          for (let b = 0; b < a; b += 1)
            if (network.isCut(a, b) !== network.isCut(b, a)) lopsided += 1;
        }
      }
      return lopsided;
    };
    expect(cuts(0)).toBe(0);
    expect(cuts(1)).toBeGreaterThan(5);
  });

  it('never wipes so many disks that the others cannot go on', () => {
    for (let seed = 0; seed < 30; seed += 1) {
      const faults = { ...busy.faults, wipeEvery: 100, lastMin: 10, lastMax: 50 };
      const wiped = new Set(
        run({ seed, plan: { ...busy, faults } }).flatMap(({ decision }) =>
          decision.type === 'wipe' ? [decision.server] : [],
        ),
      );
      // Of three, a majority must stay, and the toy cannot lose its primary.
      expect(wiped.size).toBeLessThanOrEqual(1);
      expect(wiped.has(0)).toBe(false);
    }
  });

  it('turns a client to the server that the answer names', () => {
    const write = { type: 'command', server: 2, command: { type: 'write', value: 9 } } as const;
    const interventions = [{ afterStep: 0, at: 5, act: write }];
    const simulation = createSimulation(registerSubject, calm({ interventions }));
    while (simulation.at < 200) simulation.step();
    const [request] = simulation.requests();
    expect(request).toMatchObject({ request: 1, server: 0, invokedAt: 5 });
    expect(request?.answer).toEqual({ type: 'written', version: 1 });
  });
});

describe('one event more or less', () => {
  const key = (d: Decision<RegisterShape>): string =>
    d.type === 'deliver' ? `${d.from}>${d.to} ${d.nth}.${d.copy}` : '';
  const times = (decisions: readonly Timed[]): Map<string, number> =>
    new Map(
      decisions.flatMap(({ at, decision }) => (key(decision) === '' ? [] : [[key(decision), at]])),
    );

  it('shifts no other draw', () => {
    // An answer that comes when the majority is complete already: without it nothing else may move.
    const before = run({});
    const arrival = (from: number, nth: number): number =>
      before.findIndex(({ decision }) => key(decision) === `${from}>0 ${nth}.0`);
    const spare = Array.from({ length: 20 }, (_, nth) => nth).find(
      (nth) => arrival(1, nth) < arrival(2, nth),
    );
    const victim = arrival(2, spare ?? 0);
    const { decision } = before[victim] ?? {};
    if (decision?.type !== 'deliver') throw new Error('no answer of server 2 arrived');
    const { from, to, nth, copy } = decision;
    const act = { type: 'drop', from, to, nth, copy } as const;
    const after = run({ interventions: [{ afterStep: victim - 1, at: 0, act }] });
    const old = times(before);
    const fresh = times(after);
    expect(fresh.has(key(decision))).toBe(false);
    fresh.forEach((at, name) => {
      expect([name, old.get(name)]).toEqual([name, at]);
    });
    expect(fresh.size).toBe(old.size - 1);
  });

  it('shifts no command of the clients and no fault', () => {
    const plan = { ...busy, faults: { ...busy.faults, crashEvery: 300, lastMax: 700 } };
    const commandTimes = (decisions: readonly Timed[]): number[] =>
      decisions.flatMap(({ at, decision }) =>
        decision.type === 'command' && decision.request >= 100_000 && decision.request < 900_000
          ? [decision.request]
          : decision.type === 'crash'
            ? [at]
            : [],
      );
    const act = { type: 'command', server: 1, command: { type: 'read' } } as const;
    const before = commandTimes(run({ plan }));
    const after = commandTimes(run({ plan, interventions: [{ afterStep: 3, at: 0, act }] }));
    expect(before.length).toBeGreaterThan(20);
    expect(after).toEqual(before);
  });
});

describe('a healed run', () => {
  const plan: Plan = { ...busy, healedMs: 5000 };

  it('ends early once a write got through', () => {
    const simulation = createSimulation(registerSubject, calm({ plan }));
    play(simulation);
    expect(simulation.violation).toBeNull();
    expect(simulation.outlook).toMatchObject({ required: true, progressed: true });
    expect(simulation.at).toBeLessThan(5000);
  });

  it('cuts off the servers that do not heal', () => {
    for (let seed = 0; seed < 10; seed += 1) {
      const simulation = createSimulation(
        registerSubject,
        calm({ seed, plan, config: { servers: 5 } }),
      );
      play(simulation);
      const { healed } = simulation.outlook;
      for (let a = 0; a < 5; a += 1) {
        for (let b = 0; b < 5; b += 1) {
          if (a === b) continue;
          const both = ((healed >> a) & (healed >> b) & 1) === 1;
          const either = (((healed >> a) | (healed >> b)) & 1) === 1;
          if (either) expect(simulation.world.network.isCut(a, b)).toBe(!both);
        }
      }
    }
  });

  it('must go on whatever a person does to the others, and need not where those that healed are meant', () => {
    const at = plan.faultyMs + 1;
    const config = { servers: 5 };
    const required = (act: Act<RegisterShape>): boolean => {
      const interventions = [{ afterStep: 0, at, act }];
      const simulation = createSimulation(registerSubject, calm({ plan, config, interventions }));
      play(simulation);
      return simulation.outlook.required;
    };
    const untouched = createSimulation(registerSubject, calm({ plan, config }));
    play(untouched);
    const { healed } = untouched.outlook;
    const inside = idsOf(healed)[0] ?? -1;
    const outside = idsOf(~healed & 0b11111)[0] ?? -1;
    expect(required({ type: 'crash', server: outside, keep: 0 })).toBe(true);
    expect(required({ type: 'crash', server: inside, keep: 0 })).toBe(false);
    expect(required({ type: 'mend', from: outside, to: inside })).toBe(true);
    expect(required({ type: 'mend', from: inside, to: outside })).toBe(false);
    expect(required({ type: 'cut', from: inside, to: outside })).toBe(true);
  });

  it('loses, doubles and delays nothing any more, but for what was under way', () => {
    const network = { ...plan.network, loss: 0.5, duplicate: 0.3, straggle: 0.5 };
    const counts = { before: 0, after: 0, sentAfter: 0 };
    for (let seed = 0; seed < 20; seed += 1) {
      const scenario = calm({ seed, plan: { ...plan, network, faultyMs: 500 } });
      const recording = createRecording(registerSubject, scenario);
      while (recording.extend({ steps: 1000 }) > 0) {}
      for (const { at, body, causes } of recording.events) {
        if (body.type === 'sent' && at > 500) counts.sentAfter += 1;
        if (body.type !== 'duplicated' && (body.type !== 'dropped' || body.why !== 'loss'))
          continue;
        const sentAt = recording.event(causes[0] ?? 0).at;
        counts[sentAt > 500 ? 'after' : 'before'] += 1;
      }
    }
    expect(counts.before).toBeGreaterThan(50);
    expect(counts.sentAfter).toBeGreaterThan(50);
    expect(counts.after).toBe(0);
  });

  it('violates Progress where no write gets through', () => {
    // T-04 never sends again what was lost.
    const network = { ...plan.network, loss: 0.6 };
    const lossy = { ...plan, network };
    const sound = createSimulation(registerSubject, calm({ plan: lossy }));
    const mutant = createSimulation(registerSubject, calm({ plan: lossy, mutant: 'T-04' }));
    play(sound);
    play(mutant);
    expect(sound.violation).toBeNull();
    expect(mutant.violation?.property).toBe('Progress');
    expect(mutant.at).toBeCloseTo(9000, -2);
  });

  it('promises nothing once a person interferes', () => {
    const act = { type: 'crash', server: 0, keep: 0 } as const;
    const interventions = [{ afterStep: 0, at: 4010, act }];
    const simulation = createSimulation(registerSubject, calm({ plan, interventions }));
    play(simulation);
    expect(simulation.outlook.required).toBe(false);
    expect(simulation.violation).toBeNull();
  });
});

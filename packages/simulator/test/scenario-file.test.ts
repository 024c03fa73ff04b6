import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type Act,
  type Decision,
  parseScenario,
  printScenario,
  protocolOfLink,
  protocolOfScenario,
  type Scenario,
  SimulatorError,
  scenarioFromLink,
  scenarioToLink,
} from '../src/index.ts';
import { registerSubject } from './toys/register-subject.ts';
import type { RegisterShape } from './toys/register-types.ts';
import { calm, stormy } from './toys/scenarios.ts';

const subjects = [registerSubject];

const server = fc.integer({ min: 0, max: 2 });
const count = fc.integer({ min: 0, max: 100_000 });
const ms = fc.integer({ min: 0, max: 100_000_000 }).map((us) => us / 1000);
const link = fc
  .tuple(server, fc.integer({ min: 1, max: 2 }))
  .map(([from, by]) => ({ from, to: (from + by) % 3 }));
const name = fc
  .tuple(link, count, fc.integer({ min: 0, max: 3 }))
  .map(([ends, nth, copy]) => ({ ...ends, nth, copy }));
const command = fc.oneof(
  fc.record({ type: fc.constant('write' as const), value: count }),
  fc.constant({ type: 'read' as const }),
);
const timer = fc.constantFrom('retry' as const, 'beat' as const);
const rate = fc.integer({ min: 1, max: 30_000 }).map((n) => n / 10_000);

const common = [
  ...(['recover', 'wipe', 'pause', 'resume'] as const).map((type) =>
    server.map((id) => ({ type, server: id })),
  ),
  ...(['cut', 'mend'] as const).map((type) => link.map((ends) => ({ type, ...ends }))),
  ...(['drop', 'duplicate'] as const).map((type) => name.map((of) => ({ type, ...of }))),
  fc.record({ type: fc.constant('skew' as const), server, rate }),
  fc.record({ type: fc.constant('fire' as const), server, timer }),
];
const act: fc.Arbitrary<Act<RegisterShape>> = fc.oneof(
  ...common,
  fc.record({ type: fc.constant('crash' as const), server, keep: count }),
  fc.record({ type: fc.constant('sync' as const), server }),
  fc.record({ type: fc.constant('command' as const), server, command }),
  fc.tuple(name, ms).map(([of, dueAt]) => ({ type: 'reschedule' as const, ...of, dueAt })),
);
const decision: fc.Arbitrary<Decision<RegisterShape>> = fc.oneof(
  ...common,
  fc.record({ type: fc.constant('crash' as const), server, keep: count, torn: fc.boolean() }),
  fc.record({ type: fc.constant('sync' as const), server, batches: count }),
  fc.record({ type: fc.constant('command' as const), server, request: count, command }),
  name.map((of) => ({ type: 'deliver' as const, ...of })),
);
const scenario: fc.Arbitrary<Scenario<RegisterShape>> = fc
  .record({
    seed: fc.integer({ min: 0, max: 0xffff_ffff }),
    title: fc.string(),
    mutant: fc.constantFrom(null, 'T-01'),
    interventions: fc.array(fc.record({ afterStep: count, at: ms, act })),
    decisions: fc.array(fc.record({ at: ms, decision })),
  })
  .map((parts) =>
    stormy(parts.seed, {
      ...parts,
      interventions: parts.interventions.sort((a, b) => a.afterStep - b.afterStep),
    }),
  );

function problem(run: () => unknown): SimulatorError {
  try {
    run();
  } catch (error) {
    if (error instanceof SimulatorError) return error;
    throw error;
  }
  throw new Error('nothing was thrown');
}

describe('a scenario file', () => {
  it('gives back exactly what was written', () => {
    fc.assert(
      fc.property(scenario, (given) => {
        expect(parseScenario(printScenario(given, registerSubject), subjects)).toEqual(given);
      }),
    );
  });

  it('names its protocol before it is read as a whole', () => {
    expect(protocolOfScenario(printScenario(calm(), registerSubject))).toBe('register');
  });

  /** A scenario file with one value put in a place. */
  function withValue(path: readonly (string | number)[], value: unknown): string {
    const interventions = [
      { afterStep: 3, at: 1, act: { type: 'pause', server: 1 } },
      { afterStep: 4, at: 2, act: { type: 'command', server: 1, command: { type: 'read' } } },
      { afterStep: 5, at: 2, act: { type: 'fire', server: 1, timer: 'beat' } },
    ] as const;
    const json: unknown = JSON.parse(printScenario(calm({ interventions }), registerSubject));
    let place = json as Record<string | number, unknown>;
    for (const key of path.slice(0, -1)) place = place[key] as typeof place;
    const last = path.at(-1) ?? '';
    if (value === undefined) delete place[last];
    else place[last] = value;
    return JSON.stringify(json);
  }

  it.each<[readonly (string | number)[], unknown, string, string]>([
    [['sed'], 1, 'sed', 'there is no such field. Remove it'],
    [['plan', 'network', 'los'], 0, 'plan.network.los', 'there is no such field'],
    [['interventions', 0, 'act', 'keep'], 1, 'interventions[0].act.keep', 'there is no such field'],
    [['seed'], -1, 'seed', 'expected >=0, found -1'],
    [['seed'], 'one', 'seed', 'expected number, found "one"'],
    [['seed'], undefined, 'seed', 'expected "seed", found nothing'],
    [['plan', 'network', 'loss'], 1.5, 'plan.network.loss', 'expected <=1, found 1.5'],
    [['format'], 'menagerie-scenario/2', 'format', '"menagerie-scenario/1"'],
    [['protocol'], 'pbft', 'protocol', '"pbft" is not known here. Use one of register'],
    [['protocol'], 7, 'protocol', 'the scenario names no protocol'],
    [['mutant'], 'T-99', 'mutant', 'has no mutant "T-99". Use null or one of T-01, T-02'],
    [['config', 'servers'], 'x', 'config.servers', 'expected a whole number'],
    [['config', 'colour'], 1, 'config.colour', 'expected only the fields servers'],
    [['config', 'servers'], 99, 'config.servers', '99 servers cannot be simulated'],
    [['interventions', 0, 'act', 'type'], 'explode', 'interventions[0].act.type', '"explode"'],
    [['interventions', 0, 'act', 'server'], 5, 'interventions[0].act.server', 'no server 5'],
    [
      ['interventions', 1, 'act', 'command', 'type'],
      'sing',
      'interventions[1].act.command.type',
      '"sing"',
    ],
    [
      ['interventions', 2, 'act', 'timer'],
      'tea',
      'interventions[2].act.timer',
      'one of retry, beat',
    ],
    [['interventions', 2, 'afterStep'], 1, 'interventions[2].afterStep', 'in the order'],
  ])('with %j as %j is refused by place, value and remedy', (path, value, place, message) => {
    const error = problem(() => parseScenario(withValue(path, value), subjects));
    expect(error.path).toBe(place);
    expect(error.message).toContain(message);
    expect(error.message).toContain(error.remedy);
  });

  it('that is no JSON, or nothing of ours, is refused', () => {
    expect(problem(() => parseScenario('{', subjects)).message).toContain('the file is not JSON');
    for (const text of ['null', '[]', '3', '{}']) {
      expect(problem(() => parseScenario(text, subjects)).code).toBe('invalid-scenario');
    }
  });
});

describe('a link', () => {
  const base = 'http://localhost:3000/lab/?t=4#old';

  it('gives back exactly what was put in', () => {
    fc.assert(
      fc.property(scenario, (given) => {
        const made = scenarioToLink(base, given, registerSubject);
        expect(made).toMatch(/^http:\/\/localhost:3000\/lab\/\?t=4#r=1\.[\w-]+$/);
        expect(scenarioFromLink(made, subjects)).toEqual(given);
        expect(scenarioFromLink(made.slice(made.indexOf('#')), subjects)).toEqual(given);
      }),
      { numRuns: 50 },
    );
  });

  it('names its protocol', () => {
    expect(protocolOfLink(scenarioToLink(base, calm(), registerSubject))).toBe('register');
  });

  it('is never taken for another scenario after a change of any one character', () => {
    const made = scenarioToLink('', stormy(9), registerSubject);
    const from = made.indexOf('.') + 1;
    fc.assert(
      fc.property(
        fc.integer({ min: from, max: made.length - 2 }),
        fc.constantFrom('A', 'B', 'y', 'z', '0', '9', '-', '_'),
        (at, letter) => {
          fc.pre(made[at] !== letter);
          const changed = made.slice(0, at) + letter + made.slice(at + 1);
          expect(problem(() => scenarioFromLink(changed, subjects)).code).toBe('broken-link');
        },
      ),
      { numRuns: 200 },
    );
  });

  it('that was cut off says so, wherever', () => {
    const made = scenarioToLink('', stormy(9), registerSubject);
    for (let length = made.indexOf('.') + 1; length < made.length - 1; length += 1) {
      const error = problem(() => scenarioFromLink(made.slice(0, length), subjects));
      expect(error.message).toContain('it was cut off');
    }
  });

  it.each([
    ['http://localhost/lab/', 'it holds no scenario'],
    ['#r=AAAA', 'it names no version'],
    ['#r=2.AAAA', 'it is of version 2, and this program reads version 1'],
    ['#r=1.AA*A', '"*" cannot stand in it'],
    ['#r=1.', 'it was cut off'],
    [`${scenarioToLink('', calm(), registerSubject)}AAAA`, 'a character of it was changed'],
  ])('%s is refused: %s', (text, message) => {
    const error = problem(() => scenarioFromLink(text, subjects));
    expect(error.code).toBe('broken-link');
    expect(error.message).toContain(message);
  });

  it('holds two hundred interventions in two thousand characters', () => {
    // What a person does: some of everything, close to each other in time, on messages nearby.
    const sample = fc.sample(act, { numRuns: 200, seed: 5 });
    let step = 0;
    const interventions = sample.map((each, i) => {
      step += i % 40;
      const at = Math.round(step * 7300) / 1000;
      const near = 'nth' in each ? { ...each, nth: (step + i) >> 3, copy: 0 } : each;
      const dated = near.type === 'reschedule' ? { ...near, dueAt: at + (i % 50) } : near;
      const small = dated.type === 'crash' ? { ...dated, keep: i % 2 } : dated;
      const plain =
        small.type === 'skew' ? { ...small, rate: [0.5, 0.9, 1, 1.1, 2][i % 5] ?? 1 } : small;
      const written =
        plain.type === 'command' && plain.command.type === 'write'
          ? { ...plain, command: { type: 'write' as const, value: i } }
          : plain;
      return { afterStep: step, at, act: written };
    });
    const made = scenarioToLink('', calm({ interventions }), registerSubject);
    expect(scenarioFromLink(made, subjects).interventions).toEqual(interventions);
    expect(made.length).toBeLessThanOrEqual(2000);
  });

  it('made once opens for ever', () => {
    // Whoever changes the format keeps reading this one.
    const interventions = [
      { afterStep: 2, at: 12.5, act: { type: 'cut', from: 0, to: 1 } },
      { afterStep: 2, at: 13, act: { type: 'command', server: 1, command: { type: 'read' } } },
    ] as const;
    const given = calm({ interventions, title: 'kept', mutant: 'T-02' });
    expect(scenarioToLink('', given, registerSubject)).toMatchInlineSnapshot(
      `"#r=1.AAAAdhPH2GZNjsEKwkAMRP8l51GysfXQ7_AW9iAYRLyU3UWQ0n83cUspQ5hJeAlRKvZ81WaFQLcTi9vb5kZYqFr5WKk0XVYkqApjYGzKUMEVfB497VPXyAxhDsAreeq0JkEa_mvRJgnQK3Jnw4-XunSh9p2NJv_0_qA1O5R_"`,
    );
  });
});

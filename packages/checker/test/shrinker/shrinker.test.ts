import { defineProperty, type Monitor, record, type Subject, u32 } from '@menagerie/contract';
import { raftSubject } from '@menagerie/raft/testing';
import {
  createSimulation,
  type Decision,
  drawScenario,
  type TimedDecision,
} from '@menagerie/simulator';
import { describe, expect, it } from 'vitest';
import { findMistake } from '../../../simulator/test/helpers/mistakes.ts';
import { Shrinker, shrink } from '../../src/index.ts';

type RaftShape = typeof raftSubject extends Subject<infer S> ? S : never;

const MAX_REPLAYS = 2000;
const { scenario, violation } = findMistake('R-46');
const { property } = violation;

describe('a shrinker', () => {
  it('gives the same for the same run', () => {
    const shrinkOnce = () => shrink(raftSubject, scenario, property, { maxReplays: MAX_REPLAYS });
    expect(shrinkOnce()).toEqual(shrinkOnce());
  });

  it('can be stopped at any time, and the run so far breaks the property', () => {
    const shrinker = new Shrinker(raftSubject, scenario, property);
    for (let slice = 0; slice < 5; slice += 1) {
      const { now, before } = shrinker.progress;
      expect(now.events).toBeLessThanOrEqual(before.events);
      const { violation, scenario } = shrinker.result();
      expect(violation.property).toBe(property);
      expect(scenario.decisions).toHaveLength(now.decisions);
      expect(shrinker.advance(20)).toBe(true);
    }
  });

  it('plays no more runs than it may', () => {
    const { replays, phase } = shrink(raftSubject, scenario, property, { maxReplays: 50 });
    expect(phase).toBe('done');
    // An attempt that succeeds is played by the sound protocol too.
    expect(replays).toBeLessThanOrEqual(52);
  });

  it('shrinks a list of decisions as well as a run from a seed', () => {
    const { scenario: short } = shrink(raftSubject, scenario, property, { maxReplays: 300 });
    const { now, before } = shrink(raftSubject, short, property, { maxReplays: 300 });
    expect(before.decisions).toBe(short.decisions.length);
    expect(now.events).toBeLessThanOrEqual(before.events);
  });

  it('counts neither syncs nor what servers send to themselves as events', () => {
    const { scenario: short, now } = shrink(raftSubject, scenario, property, { maxReplays: 300 });
    const events = short.decisions.filter(
      ({ decision }) =>
        decision.type !== 'sync' && !('from' in decision && decision.from === decision.to),
    );
    expect(now).toEqual({ events: events.length, decisions: short.decisions.length });
  });

  it('says in the title what it shows', () => {
    const { scenario: short, now } = shrink(raftSubject, scenario, property, { maxReplays: 300 });
    expect(short.title).toBe(`R-46 violates ${property} in ${now.events} events`);
  });

  it('refuses a run that does not break the property', () => {
    const sound = drawScenario(raftSubject, 1);
    expect(() => shrink(raftSubject, sound, property)).toThrow(/no violation of .* to shrink/);
    expect(() => shrink(raftSubject, scenario, 'Progress')).toThrow(/Progress/);
  });
});

describe('a search from elsewhere', () => {
  const best = shrink(raftSubject, scenario, property, { maxReplays: 20_000 });

  it('is taken where it is shorter', () => {
    const few = { maxReplays: 200 };
    const alone = shrink(raftSubject, scenario, property, few);
    expect(alone.now.events).toBeGreaterThan(best.now.events);
    const search = () => best.scenario;
    const helped = shrink(raftSubject, scenario, property, { ...few, search });
    expect(helped.now).toEqual(best.now);
  });

  it('is not taken where it does not break the property', () => {
    const found = shrink(raftSubject, scenario, property, {
      maxReplays: MAX_REPLAYS,
      search: (known) => ({ ...known, decisions: known.decisions.slice(0, 1) }),
    });
    expect(found.violation.property).toBe(property);
  });
});

/** The decisions that a list leads to: those that are enabled. */
function playedOf(decisions: readonly TimedDecision<RaftShape>[]): Decision<RaftShape>[] {
  const simulation = createSimulation(raftSubject, { ...scenario, decisions });
  const played: Decision<RaftShape>[] = [];
  for (;;) {
    const decision = simulation.step();
    if (decision === null) return played;
    played.push(decision);
  }
}

function isSubsequence<T>(short: readonly T[], long: readonly T[]): boolean {
  let at = 0;
  for (const each of long) if (at < short.length && Object.is(short[at], each)) at += 1;
  return at === short.length;
}

describe('leaving out a decision', () => {
  const recorded: TimedDecision<RaftShape>[] = [];
  const simulation = createSimulation(raftSubject, scenario);
  for (let decision = simulation.step(); decision !== null; decision = simulation.step()) {
    recorded.push({ at: simulation.at, decision });
  }

  it('puts no other in its place: zoo K-09', () => {
    const all = recorded.map(({ decision }) => decision);
    for (const [i] of recorded.entries()) {
      const rest = recorded.filter((_, other) => other !== i);
      expect(isSubsequence(playedOf(rest), all)).toBe(true);
    }
  });

  it('would, were it the draws of a seed that are left out', () => {
    // The mistake: a run is kept as numbers, each of which chooses among what is enabled.
    const all = drawn(Array.from({ length: 40 }, (_, i) => (i * 7919) % 101));
    const shifted = drawn(
      Array.from({ length: 40 }, (_, i) => (i * 7919) % 101).filter((_, i) => i !== 3),
    );
    const left = all.map((decision) => JSON.stringify(decision));
    const texts = shifted.map((decision) => JSON.stringify(decision));
    let at = 0;
    for (const each of left) if (each === texts[at]) at += 1;
    expect(at).toBeLessThan(texts.length);
  });
});

/** Decisions chosen by numbers: the n-th message in flight, or else the n-th timer. */
function drawn(numbers: readonly number[]): Decision<RaftShape>[] {
  const simulation = createSimulation(raftSubject, {
    ...scenario,
    decisions: [{ at: 0, decision: { type: 'resume', server: 0 } }],
  });
  const { world } = simulation;
  return numbers.flatMap((number) => {
    const enabled: Decision<RaftShape>[] = world.servers.flatMap(({ id: server, timers }) => [
      ...timers.map(({ timer }) => ({ type: 'fire', server, timer }) as const),
      ...world.servers.flatMap(({ id: to }) =>
        world.network
          .between(server, to)
          .map(({ nth, copy }) => ({ type: 'deliver', from: server, to, nth, copy }) as const),
      ),
    ]);
    const decision = enabled[number % enabled.length];
    if (decision === undefined || world.apply(decision) !== null) return [];
    return [decision];
  });
}

describe('a run that the sound protocol breaks as well', () => {
  const real = raftSubject.properties.find(({ name }) => name === property);
  if (real === undefined) throw new Error(`there is no ${property}`);
  /** What any schedule can break that lets a timer fire at once. */
  const patience = defineProperty<RaftShape, { steps: number }>({
    ...real,
    kind: 'always',
    ghost: record({ steps: u32 }),
    start: () => ({ steps: 0 }),
    observe: (ghost, happening, world) => {
      if (happening.type !== 'step') return null;
      ghost.steps += 1;
      const state = world.servers[happening.server]?.state ?? null;
      if (ghost.steps > 1 || state?.role.type !== 'candidate') return null;
      return { property, clause: 'hasty', values: {}, servers: [], sentence: 'Too early.' };
    },
  });
  const either = (a: Monitor<RaftShape>, b: Monitor<RaftShape>): Monitor<RaftShape> => ({
    observe: (happening, world) => a.observe(happening, world) ?? b.observe(happening, world),
    holds: (world) => a.holds(world) && b.holds(world),
    clone: () => either(a.clone(), b.clone()),
    renamed: (by) => either(a.renamed(by), b.renamed(by)),
    encode: (words) => {
      a.encode(words);
      b.encode(words);
    },
  });
  const start = (config: RaftShape['config']) => either(real.start(config), patience.start(config));
  const subject: Subject<RaftShape> = { ...raftSubject, properties: [{ ...real, start }] };

  it('is not taken for a shorter one: the mistake must be to blame', () => {
    const { scenario: short, violation } = shrink(subject, scenario, property, {
      maxReplays: 3000,
    });
    expect(violation.clause).not.toBe('hasty');
    const sound = createSimulation(subject, { ...short, mutant: null });
    while (sound.step() !== null) {}
    expect(sound.violation).toBeNull();
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type Act,
  createRecording,
  createSimulation,
  type Recording,
  SimulatorError,
  TRACE_KINDS,
} from '../src/index.ts';
import { play } from './helpers/play.ts';
import { registerSubject } from './toys/register-subject.ts';
import type { RegisterShape } from './toys/register-types.ts';
import { calm, stormy } from './toys/scenarios.ts';

function recorded(seed = 2, steps = 700): Recording<RegisterShape> {
  const recording = createRecording(registerSubject, stormy(seed, { mutant: 'T-04' }));
  recording.extend({ steps });
  return recording;
}

/** The hash after each step of a plain run. */
function hashes(recording: Recording<RegisterShape>): string[] {
  const simulation = createSimulation(registerSubject, recording.scenario);
  const all = [simulation.hash()];
  while (all.length <= recording.steps && simulation.step() !== null) all.push(simulation.hash());
  return all;
}

describe('a recording', () => {
  it('shows every moment of the run as it was, in any order of asking', () => {
    const recording = recorded();
    const expected = hashes(recording);
    expect(recording.steps).toBeGreaterThan(400);
    const step = fc.integer({ min: 0, max: recording.steps });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 20 }), (steps) => {
        for (const each of steps) expect(recording.momentAt(each).hash).toBe(expected[each]);
      }),
    );
  });

  it('gives moments that never change any more', () => {
    const recording = recorded();
    const moment = recording.momentAt(100);
    const before = structuredClone(moment);
    recording.momentAt(101);
    recording.momentAt(163);
    recording.extend({ steps: 100 });
    expect(moment).toEqual(before);
  });

  it('grows by steps or up to a virtual time, and ends with the run', () => {
    const recording = createRecording(
      registerSubject,
      calm({ plan: { ...calm().plan, faultyMs: 500 } }),
    );
    expect(recording.extend({ steps: 10 })).toBe(10);
    recording.extend({ untilMs: 300 });
    expect(recording.until).toBeGreaterThanOrEqual(300);
    expect(recording.ended).toBe(false);
    recording.extend({ untilMs: 10_000 });
    expect(recording.ended).toBe(true);
    expect(recording.extend({ steps: 1 })).toBe(0);
  });

  it('finds the step at a time, and the step of an event', () => {
    const recording = recorded();
    for (const [i, { at }] of recording.decisions.entries()) {
      const step = recording.stepAt(at);
      expect(step).toBeGreaterThanOrEqual(i + 1);
      expect(recording.decisions[step]?.at ?? Number.POSITIVE_INFINITY).toBeGreaterThan(at);
    }
    expect(recording.stepAt(-1)).toBe(0);
    for (const step of [0, 1, 64, 350, recording.steps]) {
      for (const { id } of recording.eventsBetween(step, step)) {
        expect(recording.stepOfEvent(id)).toBe(step);
        expect(recording.event(id).id).toBe(id);
      }
    }
  });

  it('traces every event with causes that lie before it', () => {
    const recording = recorded();
    for (const [i, { id, causes }] of recording.events.entries()) {
      expect(id).toBe(i);
      for (const cause of causes) {
        expect(cause).toBeGreaterThanOrEqual(0);
        expect(cause).toBeLessThan(id);
      }
    }
  });

  it.each([
    ['received', 'sent'],
    ['timeout', 'armed'],
    ['recovered', 'crashed'],
    ['resumed', 'paused'],
    ['synced', 'wrote'],
    ['duplicated', 'sent'],
  ])('names as the first cause of %s what is %s', (effect, cause) => {
    let seen = 0;
    for (let seed = 0; seed < 40 && seen < 3; seed += 1) {
      const recording = recorded(seed, 500);
      for (const { body, causes, at } of recording.events) {
        if (body.type !== effect || (effect === 'recovered' && at === 0)) continue;
        const first = recording.event(causes[0] ?? -1).body.type;
        // A copy is received because it was duplicated; who was wiped recovers from that.
        if (first === 'duplicated' || first === 'wiped') continue;
        expect(first).toBe(cause);
        seen += 1;
      }
    }
    expect(seen).toBeGreaterThan(0);
  });

  it('names as a cause of a gated send the sync that released it', () => {
    const recording = recorded();
    const released = recording.events.filter(({ body, causes }) => {
      if (body.type !== 'sent') return false;
      return causes.some((cause) => recording.event(cause).body.type === 'synced');
    });
    expect(released.length).toBeGreaterThan(10);
  });

  it('lays the whole trace out in columns', () => {
    const recording = recorded();
    const columns = recording.columns();
    expect(columns.length).toBe(recording.events.length);
    for (const { id, at, body, causes } of recording.events) {
      expect(columns.at[id]).toBe(at);
      expect(TRACE_KINDS[columns.kind[id] ?? 99]).toBe(body.type);
      expect(columns.cause[id]).toBe(causes[0] ?? -1);
      if (body.type === 'sent') expect(columns.peer[id]).toBe(body.to);
      if (body.type === 'received') expect(columns.peer[id]).toBe(body.from);
    }
  });

  it('shows requests, timers and messages with their times', () => {
    const recording = recorded();
    const moment = recording.momentAt(300);
    expect(moment.requests.length).toBeGreaterThan(0);
    for (const { dueAt, sentAt } of moment.messages) expect(dueAt).toBeGreaterThanOrEqual(sentAt);
    for (const { status, timers } of moment.servers) {
      for (const { dueAt, armedAt } of timers) {
        expect(dueAt).toBeGreaterThan(armedAt);
        if (status === 'up') expect(dueAt).toBeGreaterThanOrEqual(moment.at);
      }
    }
  });

  it('refuses a step or an event that it does not hold', () => {
    const recording = recorded(2, 10);
    expect(() => recording.momentAt(11)).toThrow(SimulatorError);
    expect(() => recording.momentAt(-1)).toThrow('step -1 is not recorded. Use 0 to 10');
    expect(() => recording.event(1_000_000)).toThrow('is not recorded');
  });

  it('goes on after a violation, and says where each property was violated', () => {
    for (let seed = 0; seed < 60; seed += 1) {
      const recording = createRecording(registerSubject, stormy(seed, { mutant: 'T-02' }));
      recording.extend({ steps: 2000 });
      if (recording.violation === null) continue;
      const moment = recording.momentAt(recording.steps);
      const found = moment.properties.find(({ status }) => status === 'violated');
      expect(found?.violation).toEqual(recording.violation);
      expect(recording.event(found?.violatedAt ?? -1).body.type).toBe('violated');
      const step = recording.stepOfEvent(found?.violatedAt ?? -1);
      expect(step).toBeLessThan(recording.steps);
      expect(recording.momentAt(step - 1).properties.some((p) => p.status === 'violated')).toBe(
        false,
      );
      return;
    }
    throw new Error('no seed violates anything');
  });
});

describe('a replay of the decisions', () => {
  it('goes through the same worlds without a seed', () => {
    for (let seed = 0; seed < 12; seed += 1) {
      const recording = recorded(seed, 600);
      const replay = createSimulation(
        registerSubject,
        calm({ config: recording.scenario.config, decisions: recording.decisions, mutant: 'T-04' }),
      );
      const expected = hashes(recording);
      for (let step = 1; replay.step() !== null; step += 1) {
        expect(replay.hash()).toBe(expected[step]);
      }
      expect(replay.steps).toBe(recording.steps);
      expect(replay.at).toBe(recording.until);
    }
  });

  it('knows when messages and timers are due', () => {
    const recording = recorded(2, 400);
    const replay = createRecording(
      registerSubject,
      calm({ decisions: recording.decisions, mutant: 'T-04' }),
    );
    replay.extend({ steps: 400 });
    const dues = (of: Recording<RegisterShape>): unknown =>
      of.momentAt(200).messages.map(({ from, to, nth, dueAt }) => [from, to, nth, dueAt]);
    expect(dues(replay)).toEqual(dues(recording));
  });

  it('skips what is not enabled', () => {
    const simulation = createSimulation(
      registerSubject,
      calm({
        decisions: [
          { at: 1, decision: { type: 'recover', server: 1 } },
          { at: 2, decision: { type: 'deliver', from: 0, to: 1, nth: 5, copy: 0 } },
          { at: 3, decision: { type: 'crash', server: 1, keep: 0, torn: false } },
        ],
      }),
    );
    expect(play(simulation)).toEqual([
      { at: 3, decision: { type: 'crash', server: 1, keep: 0, torn: false } },
    ]);
  });
});

describe('a branch', () => {
  const crash: Act<RegisterShape> = { type: 'crash', server: 2, keep: 0 };

  it('shares the past, has the act done, and leaves the old future alone', () => {
    const recording = recorded();
    const before = hashes(recording);
    const step = 333;
    const up = recording.momentAt(step).servers.find(({ status }) => status === 'up');
    const branch = recording.intervene(step, { ...crash, server: up?.id ?? 0 });
    branch.extend({ steps: 200 });
    for (const each of [0, 100, 320, step]) {
      expect(branch.momentAt(each).hash).toBe(before[each]);
      expect(branch.momentAt(each).events).toEqual(recording.momentAt(each).events);
    }
    expect(branch.momentAt(step).servers[1]?.state).toEqual(
      recording.momentAt(step).servers[1]?.state,
    );
    expect(branch.momentAt(step + 1).servers[up?.id ?? 0]?.status).toBe('crashed');
    expect(branch.parent).toBe(recording);
    expect(branch.branchedAt).toBe(step);
    expect(recording.steps).toBe(before.length - 1);
    expect(hashes(recording)).toEqual(before);
    expect(recording.momentAt(recording.steps).hash).toBe(before.at(-1));
  });

  it('is what its scenario gives from the beginning', () => {
    let branch = recorded(5, 300).intervene(120, { type: 'cut', from: 0, to: 1 });
    branch.extend({ steps: 100 });
    branch = branch.intervene(200, { type: 'skew', server: 1, rate: 1.25 });
    branch.extend({ steps: 300 });
    const again = createRecording(registerSubject, branch.scenario);
    again.extend({ steps: branch.steps });
    expect(again.decisions).toEqual(branch.decisions);
    expect(again.events).toEqual(branch.events);
    expect(again.columns()).toEqual(branch.columns());
  });

  it('of a branch forgets later interventions of the one it leaves', () => {
    const one = recorded(5, 300).intervene(100, { type: 'cut', from: 0, to: 1 });
    const two = one.intervene(50, { type: 'cut', from: 0, to: 2 });
    expect(two.scenario.interventions.map(({ afterStep }) => afterStep)).toEqual([50]);
    expect(one.scenario.interventions.map(({ afterStep }) => afterStep)).toEqual([100]);
  });

  it('moves a message in time without a step of its own', () => {
    const write: Act<RegisterShape> = {
      type: 'command',
      server: 0,
      command: { type: 'write', value: 3 },
    };
    let recording = createRecording(registerSubject, calm());
    recording = recording.intervene(0, write, 5);
    recording.extend({ steps: 1 });
    const { messages, step } = recording.momentAt(2);
    const message = messages.find(({ to }) => to === 1);
    expect(message).toBeDefined();
    const name = { from: 0, to: 1, nth: message?.nth ?? 0, copy: 0 };
    const branch = recording.intervene(2, { type: 'reschedule', ...name, dueAt: 300 });
    expect(branch.steps).toBe(step);
    const moved = branch.momentAt(2).messages.find(({ to }) => to === 1);
    expect(moved?.dueAt).toBe(300);
    branch.extend({ untilMs: 400 });
    const arrivals = branch.decisions.flatMap(({ at, decision }) =>
      decision.type === 'deliver' && decision.to === 1 ? [[decision.nth, at]] : [],
    );
    expect(arrivals[0]).toEqual([name.nth, 300]);
    const again = createRecording(registerSubject, branch.scenario);
    again.extend({ steps: branch.steps });
    expect(again.decisions).toEqual(branch.decisions);
  });

  it('numbers the requests of a person apart from those of the plan', () => {
    const plan = { ...calm().plan, clients: { commandEvery: 50 } };
    const recording = createRecording(registerSubject, calm({ plan }));
    recording.extend({ steps: 200 });
    const branch = recording.intervene(20, {
      type: 'command',
      server: 1,
      command: { type: 'read' },
    });
    branch.extend({ steps: 400 });
    const ids = branch.momentAt(branch.steps).requests.map(({ request }) => request);
    const old = recording.momentAt(200).requests.map(({ request }) => request);
    expect(ids).toContain(1);
    for (const id of old) expect(ids).toContain(id);
  });

  it('within a list of decisions puts the act among them and skips what it makes impossible', () => {
    const { decisions } = recorded(2, 300);
    const replay = createRecording(registerSubject, calm({ decisions, mutant: 'T-04' }));
    replay.extend({ steps: 300 });
    const victim = replay.momentAt(150).servers.find(({ status }) => status === 'up')?.id ?? 0;
    const branch = replay.intervene(150, { type: 'crash', server: victim, keep: 0 });
    expect(branch.decisions[150]?.decision).toMatchObject({ type: 'crash', server: victim });
    branch.extend({ steps: 1000 });
    expect(branch.steps).toBeLessThan(301);
    expect(branch.momentAt(150).hash).toBe(replay.momentAt(150).hash);
    const again = createSimulation(registerSubject, branch.scenario);
    play(again);
    expect(again.hash()).toBe(branch.momentAt(branch.steps).hash);
  });
});

describe('an act', () => {
  const at = (act: Act<RegisterShape>) => () =>
    createRecording(registerSubject, calm()).intervene(0, act);

  it.each<[Act<RegisterShape>, string]>([
    [{ type: 'crash', server: 9, keep: 0 }, 'act.server: there is no server 9. Use 0 to 2'],
    [
      { type: 'recover', server: 1 },
      'act: cannot recover: the server is not crashed. Crash it first',
    ],
    [{ type: 'wipe', server: 1 }, 'the server is not crashed'],
    [{ type: 'resume', server: 1 }, 'the server is not paused'],
    [{ type: 'mend', from: 0, to: 1 }, 'the link is not cut'],
    [{ type: 'cut', from: 1, to: 1 }, 'server 1 has no link to itself'],
    [{ type: 'cut', from: 0, to: 7 }, 'act.to: there is no server 7'],
    [{ type: 'fire', server: 1, timer: 'retry' }, 'the timer is not armed'],
    [{ type: 'sync', server: 1 }, 'everything written is durable already'],
    [{ type: 'skew', server: 1, rate: 0 }, 'a clock cannot run at this rate'],
    [{ type: 'drop', from: 0, to: 1, nth: 0, copy: 0 }, 'no such message is in flight'],
    [
      { type: 'reschedule', from: 0, to: 1, nth: 4, copy: 0, dueAt: 9 },
      'cannot reschedule: no such message is in flight. Choose a message that is under way then',
    ],
  ])('that cannot be done says why and what to do: %o', (act, message) => {
    expect(at(act)).toThrow(message);
    expect(at(act)).toThrow(SimulatorError);
  });

  it('of a scenario whose run has changed is skipped, not fatal', () => {
    const interventions = [
      { afterStep: 0, at: 1, act: { type: 'drop', from: 0, to: 1, nth: 77, copy: 0 } },
      { afterStep: 0, at: 2, act: { type: 'pause', server: 2 } },
    ] as const;
    const simulation = createSimulation(registerSubject, calm({ interventions }));
    expect(simulation.step()).toEqual({ type: 'pause', server: 2 });
    expect(simulation.refusal).toBe('no-such-message');
  });
});

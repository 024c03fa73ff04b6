import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRecording, createSimulation } from '../src/index.ts';
import { Queue } from '../src/scheduler/queue.ts';
import { play } from './helpers/play.ts';
import { registerSubject } from './toys/register-subject.ts';
import type { RegisterShape } from './toys/register-types.ts';
import { calm } from './toys/scenarios.ts';

describe('the queue', () => {
  it('gives what is due by time, then rank, then age', () => {
    const entry = fc.record({
      at: fc.integer({ min: 0, max: 20 }),
      rank: fc.constantFrom(0 as const, 1 as const),
    });
    fc.assert(
      fc.property(fc.array(entry), (entries) => {
        const queue = new Queue<RegisterShape>();
        for (const { at, rank } of entries) queue.push(at, rank, { type: 'judge' });
        const popped: { at: number; rank: number; order: number }[] = [];
        for (let next = queue.pop(); next !== undefined; next = queue.pop()) popped.push(next);
        const sorted = [...popped].sort(
          (a, b) => a.at - b.at || a.rank - b.rank || a.order - b.order,
        );
        expect(popped).toHaveLength(entries.length);
        expect(popped).toEqual(sorted);
      }),
    );
  });
});

/** When the own timer of a server fired, in virtual milliseconds. */
function beats(
  interventions: ReturnType<typeof calm>['interventions'],
  server: number,
  until = 2000,
): number[] {
  const scenario = calm({ interventions });
  const simulation = createSimulation(registerSubject, scenario);
  const times: number[] = [];
  while (simulation.at < until) {
    const decision = simulation.step();
    if (decision === null) break;
    if (decision.type === 'fire' && decision.server === server && decision.timer === 'beat') {
      times.push(simulation.at);
    }
  }
  return times;
}

const gaps = (times: readonly number[]): number[] =>
  times.slice(1).map((time, i) => time - (times[i] ?? 0));

describe('a clock', () => {
  it('draws the length of each arming from the span', () => {
    const lengths = gaps(beats([], 1));
    expect(Math.min(...lengths)).toBeGreaterThanOrEqual(50);
    expect(Math.max(...lengths)).toBeLessThanOrEqual(100);
    expect(new Set(lengths).size).toBeGreaterThan(10);
  });

  it('at twice the rate makes a timer run half as long', () => {
    const right = beats([], 1);
    const fast = beats([{ afterStep: 0, at: 0, act: { type: 'skew', server: 1, rate: 2 } }], 1);
    for (const [i, time] of fast.slice(0, right.length).entries()) {
      expect(time).toBeCloseTo((right[i] ?? 0) / 2, 1);
    }
    expect(beats([{ afterStep: 0, at: 0, act: { type: 'skew', server: 1, rate: 2 } }], 2)).toEqual(
      beats([], 2),
    );
  });

  it('stretches what is left of a timer when its rate changes on the way', () => {
    const [due = 0] = beats([], 1);
    const at = Math.floor(due / 2);
    const [later] = beats([{ afterStep: 0, at, act: { type: 'skew', server: 1, rate: 0.5 } }], 1);
    expect(later).toBeCloseTo(at + (due - at) * 2, 2);
  });

  it('changes no draw of any other arming', () => {
    const act = { type: 'skew', server: 1, rate: 2 } as const;
    const right = gaps(beats([], 1, 4000));
    const fast = gaps(beats([{ afterStep: 0, at: 0, act }], 1, 2000));
    for (const [i, gap] of fast.entries()) expect(gap).toBeCloseTo((right[i] ?? 0) / 2, 1);
  });
});

describe('a paused server', () => {
  // Server 1 is paused, then gets a message, then its timer becomes due, then it resumes.
  const interventions = [
    { afterStep: 0, at: 1, act: { type: 'pause', server: 1 } },
    {
      afterStep: 0,
      at: 2,
      act: { type: 'command', server: 0, command: { type: 'write', value: 5 } },
    },
    { afterStep: 0, at: 3, act: { type: 'command', server: 1, command: { type: 'read' } } },
    { afterStep: 0, at: 400, act: { type: 'resume', server: 1 } },
  ] as const;

  it('takes no input until it resumes', () => {
    const recording = createRecording(registerSubject, calm({ interventions }));
    recording.extend({ untilMs: 399 });
    const early = recording.decisions.filter(({ at, decision }) => {
      const server = 'server' in decision ? decision.server : 'to' in decision ? decision.to : -1;
      return at > 1 && at < 400 && server === 1;
    });
    expect(early).toEqual([]);
    expect(recording.momentAt(recording.steps).servers[1]?.status).toBe('paused');
  });

  it('learns of its lateness first: due timers fire before the messages that waited', () => {
    const recording = createRecording(registerSubject, calm({ interventions }));
    recording.extend({ untilMs: 420 });
    const first = recording.decisions
      .filter(({ at, decision }) => at === 400 && decision.type !== 'resume')
      .map(({ decision }) => decision.type);
    expect(first[0]).toBe('fire');
    expect(first).toContain('deliver');
    expect(first.lastIndexOf('fire')).toBeLessThan(first.indexOf('deliver'));
  });

  it('learns of its lateness before a message that comes in the very instant', () => {
    const [pause, write, , resume] = interventions;
    let recording = createRecording(registerSubject, calm({ interventions: [pause, write] }));
    const isUnderWay = (): boolean =>
      recording.momentAt(recording.steps).messages.some(({ to, nth }) => to === 1 && nth === 0);
    while (!isUnderWay()) recording.extend({ steps: 1 });
    const name = { from: 0, to: 1, nth: 0, copy: 0 };
    recording = recording.intervene(recording.steps, { type: 'reschedule', ...name, dueAt: 400 });
    const scenario = recording.scenario;
    recording = createRecording(registerSubject, {
      ...scenario,
      interventions: [...scenario.interventions, { ...resume, afterStep: recording.steps }],
    });
    recording.extend({ untilMs: 401 });
    const types = recording.decisions
      .filter(({ at, decision }) => at === 400 && decision.type !== 'resume')
      .map(({ decision }) => decision.type);
    expect(types.slice(0, 2)).toEqual(['fire', 'deliver']);
  });

  it('gets what waited in the order in which it came', () => {
    const value = { type: 'write', value: 6 } as const;
    const second = {
      afterStep: 0,
      at: 200,
      act: { type: 'command', server: 0, command: value },
    } as const;
    const [pause, first, read, resume] = interventions;
    const more = [pause, first, read, second, resume];
    const recording = createRecording(registerSubject, calm({ interventions: more }));
    recording.extend({ untilMs: 401 });
    const nths = recording.decisions.flatMap(({ at, decision }) =>
      at === 400 && decision.type === 'deliver' && decision.to === 1 ? [decision.nth] : [],
    );
    expect(nths.length).toBeGreaterThan(1);
    expect(nths).toEqual([...nths].sort((a, b) => a - b));
  });

  it('that crashes loses what waited', () => {
    const crash = { afterStep: 0, at: 399, act: { type: 'crash', server: 1, keep: 0 } } as const;
    const parts = { interventions: [...interventions.slice(0, 3), crash] };
    const simulation = createSimulation(registerSubject, calm(parts));
    const decisions = play(simulation, 60).filter(({ at }) => at === 399);
    expect(decisions.map(({ decision }) => decision.type)).toContain('drop');
    expect(simulation.world.servers[1]?.state).toBeNull();
  });
});

describe('a disk in time', () => {
  it('syncs everything written before the sync began, and later writes with the next', () => {
    const write = (at: number) =>
      ({
        afterStep: 0,
        at,
        act: { type: 'command', server: 0, command: { type: 'write', value: at } },
      }) as const;
    const plan = { ...calm().plan, disk: { syncMin: 10, syncMax: 10, keep: 0 } };
    const recording = createRecording(registerSubject, calm({ plan, interventions: [write(1)] }));
    recording.extend({ untilMs: 60 });
    const syncs = recording.decisions.filter(({ decision }) => decision.type === 'sync');
    expect(syncs[0]?.at).toBe(11);
  });
});

import { describe, expect, test } from 'vitest';
import { Courses } from '../src/controller/courses.ts';
import type { LabWorker } from '../src/model/run.ts';

const nothing = () => Promise.reject(new Error('not asked for here'));

function asked(): { readonly courses: Courses; readonly steps: number[] } {
  const steps: number[] = [];
  const worker: LabWorker = {
    open: nothing,
    mutants: nothing,
    extend: nothing,
    act: nothing,
    inspect: nothing,
    message: nothing,
    explain: nothing,
    lines: nothing,
    linesOf: nothing,
    share: nothing,
    milestones: nothing,
    frames: (_branch, wanted) => {
      steps.push(...wanted);
      return Promise.resolve([]);
    },
  };
  const courses = new Courses(worker);
  const count = 1000;
  const each = Array.from({ length: count }, (_, i) => i);
  courses.reset({
    firstStep: 0,
    stepAt: Float64Array.from(each),
    stepEvents: Int32Array.from(each, () => 0),
    kind: new Uint8Array(0),
    at: new Float64Array(0),
    server: new Int8Array(0),
    peer: new Int8Array(0),
    messageKind: new Uint8Array(0),
    epoch: new Int32Array(0),
    cause: new Int32Array(0),
    marks: [],
    lanes: [],
    ended: false,
  });
  return { courses, steps };
}

describe('playing', () => {
  test('asks ahead for the next step at any speed, or time would stand still before it', () => {
    for (const speed of [1, 4, 16]) {
      const { courses, steps } = asked();
      courses.askAhead(0, 100, 100, speed);
      expect(steps[0]).toBe(101);
      expect(new Set(steps).size).toBe(steps.length);
    }
  });

  test('asks for no more frames than a second can show', () => {
    const { courses, steps } = asked();
    courses.askAhead(0, 100, 100, 16);
    expect(steps.length).toBeLessThan(100);
    expect(steps.at(-1)).toBeGreaterThan(700);
  });

  test('asks for no frame twice', () => {
    const { courses, steps } = asked();
    courses.askAhead(0, 100, 100, 16);
    const before = steps.length;
    courses.askAhead(0, 100, 100, 16);
    expect(steps.length).toBe(before);
  });
});

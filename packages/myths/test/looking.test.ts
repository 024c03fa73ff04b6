import { articleLock, lookFor, MythsError, worldModel } from '@menagerie/myths';
import { expect, it } from 'vitest';

it('gives up beyond its bound, and says what to do', () => {
  const seats = ['A', 'B', 'C'].map((name, i) => ({ name, pid: i, lock: 'foo' }));
  const model = worldModel(articleLock(seats), { names: ['A', 'B', 'C'], made: ['/locks'] }, []);
  expect(() => lookFor(model, { maxStates: 100 })).toThrow(MythsError);
  expect(() => lookFor(model, { maxStates: 100 })).toThrow(
    'the article’s lock has more than 100 states. Look at fewer processes, or allow fewer faults.',
  );
});

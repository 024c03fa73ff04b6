import { type TraceEvent, Tracer } from '@menagerie/server';
import { expect, it } from 'vitest';

const role = { type: 'role', part: 'leader', epoch: 1, leader: 0 } as const;

function tracer(self = 0) {
  return new Tracer({ self, servers: 3, wallClock: () => 5 });
}

it('an event is made for those who have room, and counted for all others', () => {
  const heard: TraceEvent[] = [];
  let missed = 0;
  let made = 0;
  const listener = {
    hasRoom: false,
    hear: (e: TraceEvent) => heard.push(e),
    missed: () => (missed += 1),
  };
  const one = tracer();
  const end = one.listen(listener);
  const make = () => {
    made += 1;
    return role;
  };
  one.note(make);
  expect([made, missed, heard.length]).toEqual([0, 1, 0]);
  listener.hasRoom = true;
  one.note(make);
  expect([made, missed, heard.length]).toEqual([1, 1, 1]);
  // The one that nobody saw has a number all the same.
  expect(heard[0]?.clock).toEqual([5002, 0, 0]);
  end();
  expect(one.on).toBe(false);
});

it('what a message brings came to pass before, and its own number never goes back', () => {
  const one = tracer(1);
  const first = one.note(() => role);
  one.merge([7, 3, 9]);
  one.merge([6, 0, 9]);
  expect(one.note(() => role)).toEqual([7, (first[1] ?? 0) + 1, 9]);
});

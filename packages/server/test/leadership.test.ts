import { expect, it } from 'vitest';
import { Leadership } from '../src/member/leadership.ts';
import { Ledger } from '../src/member/ledger.ts';

/** A leadership in a time that goes on when it is told to. */
function leadership() {
  const due: (() => void)[] = [];
  const openings: bigint[] = [];
  const is = { leader: true };
  let drawn = 0;
  const made = new Leadership({
    clock: {
      now: () => 0,
      after: (_ms, act) => {
        due.push(act);
        return () => void due.splice(due.indexOf(act), 1);
      },
    },
    ledger: new Ledger({}),
    self: 0,
    isLeader: () => is.leader,
    entropy: (bytes) => new Uint8Array(bytes).fill((drawn += 1)),
    members: '',
    mostWishes: 10,
    propose: (_wishes, seal) => void openings.push(seal.leadership),
  });
  return { made, due, openings, is };
}

it('proposes an opening that was refused again, another one, and not before time has passed', () => {
  const { made, due, openings } = leadership();
  made.open();
  made.refused();
  made.open();
  expect(openings.length).toBe(1);
  due.shift()?.();
  expect(openings.length).toBe(2);
  expect(openings[1]).not.toBe(openings[0]);
  made.open();
  expect(openings.length).toBe(2);
});

it('proposes none once it no longer leads', () => {
  const { made, due, openings, is } = leadership();
  made.open();
  made.refused();
  is.leader = false;
  due.shift()?.();
  expect(openings.length).toBe(1);
  made.refused();
  made.end();
  expect(due).toEqual([]);
});

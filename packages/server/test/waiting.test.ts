import { expect, it } from 'vitest';
import type { Settled } from '../src/member/ledger.ts';
import { ProposalKind, type Wish, wish } from '../src/member/proposal.ts';
import { Waiting } from '../src/member/waiting.ts';

const SELF = 1;
const BOOT = 7;
const asked = wish(ProposalKind.sync);

function settledAs(delivered: Wish): Settled {
  return { wish: delivered, isVoid: false, isMoved: false, applied: null };
}

/** Wishes under way, and what each came to. */
function underWay(count: number) {
  const waiting = new Waiting(SELF, BOOT);
  const told: [which: number, isKnown: boolean][] = [];
  const wishes = Array.from({ length: count }, (_, which) =>
    waiting.add(asked, (settled) => told.push([which, settled !== null])),
  );
  const deliver = (delivered: Wish | undefined): void => {
    if (delivered !== undefined) waiting.settle(delivered, settledAs(delivered));
  };
  return { waiting, told, wishes, deliver };
}

it('tells who waits in the order of delivery, each once', () => {
  const { told, wishes, deliver } = underWay(3);
  for (const each of [...wishes, ...wishes]) deliver(each);
  expect(told).toEqual([
    [0, true],
    [1, true],
    [2, true],
  ]);
});

it('knows nothing of those that were passed over, and waits on for those behind', () => {
  const { waiting, told, wishes, deliver } = underWay(4);
  deliver(wishes[2]);
  expect(told).toEqual([
    [0, false],
    [1, false],
    [2, true],
  ]);
  expect(wishes.map(({ serial }) => waiting.has(serial))).toEqual([false, false, false, true]);
});

it('takes nothing of another server, or of another start, for its own', () => {
  const { told, wishes, deliver } = underWay(1);
  for (const each of wishes) {
    deliver({ ...each, origin: SELF + 1 });
    deliver({ ...each, boot: BOOT + 1 });
    deliver({ ...each, serial: each.serial + 1 });
  }
  expect(told).toEqual([]);
});

it('tells the right one also where somebody who is told asks for more', () => {
  const waiting = new Waiting(SELF, BOOT);
  const told: string[] = [];
  const note = (who: string) => (settled: Settled | null) => {
    told.push(`${who} ${settled === null ? 'lost' : 'settled'}`);
    if (settled === null) waiting.add(asked, note(`${who} again`));
  };
  waiting.add(asked, note('first'));
  const second = waiting.add(asked, note('second'));
  waiting.settle(second, settledAs(second));
  expect(told).toEqual(['first lost', 'second settled']);
  waiting.loseAll();
  expect(told.slice(2)).toEqual(['first again lost']);
});

import type { Model } from '@menagerie/checker';
import { expect, it } from 'vitest';
import { count, encodeTree, replaced } from './count.ts';

// Five philosophers in the manner of Chandy and Misra: forks are handed over, and cleaned for it.

const SEATS = 5;
const LOOP = 0;
const EAT = 1;
const THINK = 2;

interface Fork {
  readonly holder: number;
  readonly clean: boolean;
}

interface State {
  readonly forks: readonly Fork[];
  readonly at: readonly number[];
  readonly hungry: readonly boolean[];
}

const right = (seat: number): number => (seat + 1) % SEATS;
const left = (seat: number): number => (seat + SEATS - 1) % SEATS;

/** Hands over one dirty fork, the left one first, if there is any. */
function handOver(forks: readonly Fork[], seat: number): readonly Fork[] {
  const isDirty = (fork: number): boolean => forks[fork]?.holder === seat && !forks[fork].clean;
  if (isDirty(seat)) return replaced(forks, seat, { holder: left(seat), clean: true });
  if (isDirty(right(seat)))
    return replaced(forks, right(seat), { holder: right(seat), clean: true });
  return forks;
}

/** Judged before anything is handed over in the same step. */
function canEat(forks: readonly Fork[], seat: number): boolean {
  return [seat, right(seat)].every((fork) => forks[fork]?.holder === seat && forks[fork].clean);
}

const diningPhilosophers: Model<State> = {
  name: 'dining philosophers',
  starts: () => [
    {
      forks: Array.from({ length: SEATS }, (_, fork) => ({
        holder: fork === 1 ? 0 : fork,
        clean: false,
      })),
      at: new Array<number>(SEATS).fill(LOOP),
      hungry: new Array<boolean>(SEATS).fill(true),
    },
  ],
  successors: ({ forks, at, hungry }, next) => {
    for (let seat = 0; seat < SEATS; seat += 1) {
      switch (at[seat]) {
        case LOOP: {
          const forward = hungry[seat] !== true ? THINK : canEat(forks, seat) ? EAT : LOOP;
          next('loop', { forks: handOver(forks, seat), at: replaced(at, seat, forward), hungry });
          break;
        }
        case EAT: {
          const soiled = forks.map((fork, i) =>
            i === seat || i === right(seat) ? { ...fork, clean: false } : fork,
          );
          next('eat', {
            forks: soiled,
            at: replaced(at, seat, LOOP),
            hungry: replaced(hungry, seat, false),
          });
          break;
        }
        default:
          next('think', {
            forks,
            at: replaced(at, seat, LOOP),
            hungry: replaced(hungry, seat, true),
          });
      }
    }
  },
  encode: ({ forks, at, hungry }, words) => {
    const bit = (value: boolean): number => (value ? 1 : 0);
    encodeTree(
      [forks.map(({ holder, clean }) => [holder, bit(clean)]), at, hungry.map(bit)],
      words,
    );
  },
  properties: [
    {
      name: 'neighbours do not eat at once',
      kind: 'always',
      holds: ({ at }) => at.every((each, seat) => each !== EAT || at[right(seat)] !== EAT),
    },
  ],
};

it('finds the 67 states of five dining philosophers', () => {
  const { status, distinct, generated, states } = count(diningPhilosophers);
  expect({ status, distinct, generated, states }).toEqual({
    status: 'exhausted',
    distinct: 67,
    generated: 336,
    states: 29,
  });
});

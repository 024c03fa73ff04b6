import type { Model } from '@menagerie/checker';
import { expect, it } from 'vitest';
import { count, encodeTree, replaced } from './count.ts';

// Dijkstra, EWD 840: a token goes round a ring to find out whether everybody has stopped.

const NODES = 3;

interface State {
  readonly active: readonly boolean[];
  readonly black: readonly boolean[];
  readonly token: number;
  readonly tokenBlack: boolean;
}

const patterns: readonly (readonly boolean[])[] = Array.from({ length: 1 << NODES }, (_, bits) =>
  Array.from({ length: NODES }, (_unused, i) => ((bits >> i) & 1) === 1),
);

const terminationDetection: Model<State> = {
  name: 'EWD 840',
  starts: () =>
    patterns.flatMap((active) =>
      patterns.flatMap((black) =>
        Array.from({ length: NODES }, (_, token) => ({ active, black, token, tokenBlack: true })),
      ),
    ),
  successors: (state, next) => {
    const { active, black, token, tokenBlack } = state;
    if (token === 0 && (tokenBlack || black[0] === true)) {
      next('probe', {
        active,
        black: replaced(black, 0, false),
        token: NODES - 1,
        tokenBlack: false,
      });
    }
    if (token > 0 && (active[token] !== true || black[token] === true || tokenBlack)) {
      next('pass', {
        active,
        black: replaced(black, token, false),
        token: token - 1,
        tokenBlack: tokenBlack || black[token] === true,
      });
    }
    for (let i = 0; i < NODES; i += 1) {
      if (active[i] !== true) continue;
      for (let j = 0; j < NODES; j += 1) {
        if (i === j) continue;
        const stained = j > i ? replaced(black, i, true) : black;
        next('send', { ...state, active: replaced(active, j, true), black: stained });
      }
      next('stop', { ...state, active: replaced(active, i, false) });
    }
  },
  encode: ({ active, black, token, tokenBlack }, words) => {
    const bit = (value: boolean): number => (value ? 1 : 0);
    encodeTree([active.map(bit), black.map(bit), token, bit(tokenBlack)], words);
  },
  properties: [
    {
      name: 'detected only when all have stopped',
      kind: 'always',
      holds: ({ active, black, token, tokenBlack }) => {
        const detected = token === 0 && !tokenBlack && black[0] !== true && active[0] !== true;
        return !detected || !active.includes(true);
      },
    },
  ],
};

it('finds the 302 states of termination detection on a ring of three', () => {
  const { status, distinct } = count(terminationDetection);
  expect({ status, distinct }).toEqual({ status: 'exhausted', distinct: 302 });
});

import { expect, it } from 'vitest';
import { type Rounds, requireSameStates, summaryOf, tableOf } from '../../bench/peers/table.ts';

function roundsOf(name: string, distinct: number, processor: readonly number[]): Rounds {
  const generated = 2 * distinct;
  return {
    tool: { name },
    rounds: processor.map((each) => ({ distinct, generated, seconds: 2 * each, processor: each })),
  };
}

const ours = roundsOf('Ours', 1000, [0.4, 9, 0.5]);

it('shows medians, rates by seconds of processors, and how much faster ours is', () => {
  const slow = roundsOf('Slow', 1000, [2, 1, 30]);
  const [, , first, second, ...rest] = tableOf([{ model: 'M', ours, peers: [slow] }]).split('\n');
  expect(first).toBe(
    '| M | Slow | 1,000 | 2,000 | 4.00 | 2.00 | 500 | 1,000 | 4.0 times as fast |',
  );
  expect(second).toBe('| M | Ours | 1,000 | 2,000 | 1.00 | 0.50 | 2,000 | 4,000 |  |');
  expect(rest).toEqual([]);
});

it('tells no speed of what was over before a clock could tell', () => {
  const short = roundsOf('Short', 1000, [0.01]);
  const table = tableOf([{ model: 'M', ours, peers: [short] }]);
  expect(table).toContain('| Short | 1,000 | 2,000 | 0.02 | 0.01 | – | – | too short to tell |');
});

it('says where ours is not ahead, and where nobody knows', () => {
  const peers = [
    roundsOf('Slow', 1000, [2]),
    roundsOf('Quick', 1000, [0.4]),
    roundsOf('Even', 1000, [0.5]),
    roundsOf('Short', 1000, [0.01]),
  ];
  expect(summaryOf([{ model: 'M', ours, peers }])).toBe(
    [
      'By seconds of processors Menagerie is ahead in 1 of 4 comparisons.',
      'Not ahead of Quick on M; Even on M.',
      'Too short to tell: Short on M.',
    ].join('\n'),
  );
  expect(summaryOf([{ model: 'M', ours, peers: peers.slice(0, 1) }])).toBe(
    'By seconds of processors Menagerie is ahead in 1 of 1 comparisons.',
  );
});

it('refuses to compare tools that did not find the same states, and says which and how many', () => {
  expect(() => requireSameStates('M', [ours, roundsOf('Same', 1000, [1, 2])])).not.toThrow();
  expect(() => requireSameStates('M', [ours, roundsOf('Other', 1001, [1])])).toThrow(
    'M: Ours finds 1,000 distinct states and Other 1,001.',
  );
});

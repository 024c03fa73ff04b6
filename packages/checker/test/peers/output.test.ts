import { expect, it } from 'vitest';
import { PeerError } from '../../bench/peers/errors.ts';
import { processorSeconds } from '../../bench/peers/processes.ts';
import { numberOf, readResult } from '../../bench/peers/result.ts';
import { readTlc } from '../../bench/peers/tlc-output.ts';

/** As TLC words it, with numbers that no model has. */
function tlcSays(counts: string, finished: string): string {
  return [
    'TLC2 Version 2.99 of 1 January 2031 (rev: abc1234)',
    'Progress(3) at 2031-01-01 00:00:01: 70 states generated, 20 distinct states found, 5 states left on queue.',
    'Model checking completed. No error has been found.',
    counts,
    `Finished in ${finished} at (2031-01-01 00:00:09)`,
  ].join('\n');
}

const COUNTS = '1,234,567 states generated, 89,012 distinct states found, 0 states left on queue.';

function codeOf(action: () => unknown): string {
  try {
    action();
  } catch (error) {
    if (error instanceof PeerError) return error.code;
    throw error;
  }
  return 'nothing thrown';
}

it('reads the version of TLC, its counts at the end, and the time that it took', () => {
  expect(readTlc(tlcSays(COUNTS, '07s'))).toEqual({
    version: '2.99, revision abc1234',
    distinct: 89_012,
    generated: 1_234_567,
    seconds: 7,
  });
});

it('reads a time in hours, minutes and thousandths of a second', () => {
  const secondsOf = (text: string): number => readTlc(tlcSays(COUNTS, text)).seconds;
  expect([secondsOf('932ms'), secondsOf('01min 02s'), secondsOf('2h 03min')]).toEqual([
    0.932,
    62,
    2 * 3600 + 3 * 60,
  ]);
});

it('takes no count from a search that TLC has not finished, or that found an error', () => {
  const unfinished = tlcSays(COUNTS.replace('0 states left', '5 states left'), '07s');
  const wrong = tlcSays(COUNTS, '07s').replace('No error has been found', 'Invariant is violated');
  const broken = tlcSays(COUNTS, '07s').replace('Finished', 'Ended');
  for (const output of [unfinished, wrong, broken, '']) {
    expect(codeOf(() => readTlc(output))).toBe('unreadable-output');
  }
});

it("adds up what the shell's children took, minutes included, not what the shell itself took", () => {
  expect(processorSeconds('noise\n0m9.00s 0m9.00s\n1m2.50s 0m0.25s\n')).toBe(62.75);
  expect(codeOf(() => processorSeconds('real 3'))).toBe('unreadable-output');
});

it('reads the counts in the last line of a program, and says what is missing there', () => {
  const result = readResult('building\n{"distinct":3,"seconds":1.5e-3}\n');
  expect([numberOf(result, 'distinct'), numberOf(result, 'seconds')]).toEqual([3, 0.0015]);
  expect(() => numberOf(result, 'generated')).toThrow('"generated" is missing');
  for (const output of ['', 'none', '7', 'null']) {
    expect(codeOf(() => readResult(output))).toBe('unreadable-output');
  }
});

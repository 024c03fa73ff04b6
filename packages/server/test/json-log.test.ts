import { expect, it } from 'vitest';
import { jsonLog } from '../src/node/json-log.ts';

function logged(least: 'info' | 'silent'): { lines: string[]; log: ReturnType<typeof jsonLog> } {
  const lines: string[] = [];
  return { lines, log: jsonLog(least, (line) => lines.push(line)) };
}

it('writes what is severe enough, a line of JSON each', () => {
  const { lines, log } = logged('info');
  log.debug({}, 'not this');
  log.info({ peer: 1 }, 'this');
  log.fatal({}, 'and this');
  expect(lines.every((line) => line.endsWith('\n'))).toBe(true);
  const [first, second] = lines.map((line): unknown => JSON.parse(line));
  expect(first).toEqual({ level: 30, time: expect.any(Number), peer: 1, msg: 'this' });
  expect(second).toMatchObject({ level: 60, msg: 'and this' });
  const quiet = logged('silent');
  quiet.log.fatal({}, 'nobody is told');
  expect(quiet.lines).toEqual([]);
});

it('says what an error is and where it comes from, and what JSON has no number for', () => {
  const { lines, log } = logged('info');
  const cause = new RangeError('too much');
  const err = Object.assign(new Error('it failed', { cause }), { code: 'EFULL' });
  log.error({ err, zxid: 2n ** 60n }, 'no');
  expect(JSON.parse(lines.join(''))).toMatchObject({
    err: {
      type: 'Error',
      message: 'it failed',
      code: 'EFULL',
      stack: expect.stringContaining('json-log.test.ts'),
      cause: { type: 'RangeError', message: 'too much' },
    },
    zxid: '1152921504606846976',
  });
});

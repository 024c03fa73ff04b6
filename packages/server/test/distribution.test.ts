import { Distribution } from '@menagerie/server';
import { describe, expect, it } from 'vitest';

describe('a distribution', () => {
  it('knows how many there were, how much, and the extremes', () => {
    const measured = new Distribution();
    expect([measured.min, measured.max, measured.average, measured.quantile(0.5)]).toEqual([
      0, 0, 0, 0,
    ]);
    for (const value of [3, 1, 2]) measured.note(value);
    expect(measured).toMatchObject({ count: 3, sum: 6, min: 1, max: 3, average: 2 });
    measured.reset();
    expect(measured).toMatchObject({ count: 0, sum: 0, min: 0, max: 0 });
    expect(measured.quantile(0.99)).toBe(0);
  });

  it('is right to a sixteenth in every quantile, from hundredths to an hour of milliseconds', () => {
    for (const scale of [0.01, 0.1, 1, 37, 1000, 3600]) {
      const measured = new Distribution();
      for (let at = 1; at <= 1000; at += 1) measured.note(at * scale);
      for (const quantile of [0.5, 0.9, 0.95, 0.99, 0.999] as const) {
        const right = Math.ceil(quantile * 1000) * scale;
        const found = measured.quantile(quantile);
        expect(found, `${quantile} of ${scale}`).toBeGreaterThanOrEqual(right - 0.01);
        expect(found, `${quantile} of ${scale}`).toBeLessThanOrEqual((right * 17) / 16 + 0.01);
      }
    }
  });
});

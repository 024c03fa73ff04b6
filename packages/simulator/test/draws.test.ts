import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createDraw, drawUnit, drawWord, Purpose, textKey } from '../src/draw.ts';

const word = fc.integer({ min: 0, max: 0xffff_ffff });
const key = fc.integer({ min: 0, max: 1_000_000 });

describe('draws', () => {
  it('depend on seed, purpose and keys, and on nothing else', () => {
    fc.assert(
      fc.property(word, key, key, key, (seed, a, b, c) => {
        const first = drawWord(seed, Purpose.delay, a, b, c);
        drawWord(seed, Purpose.loss, a, b, c);
        drawUnit(seed + 1, Purpose.delay, c, b, a);
        expect(drawWord(seed, Purpose.delay, a, b, c)).toBe(first);
      }),
    );
  });

  it('differ where the seed, the purpose or any one key differs', () => {
    const base = drawWord(1, Purpose.delay, 2, 3, 4);
    expect(drawWord(2, Purpose.delay, 2, 3, 4)).not.toBe(base);
    expect(drawWord(1, Purpose.loss, 2, 3, 4)).not.toBe(base);
    expect(drawWord(1, Purpose.delay, 3, 3, 4)).not.toBe(base);
    expect(drawWord(1, Purpose.delay, 2, 4, 4)).not.toBe(base);
    expect(drawWord(1, Purpose.delay, 2, 3, 5)).not.toBe(base);
    expect(drawWord(1, Purpose.delay, 3, 2, 4)).not.toBe(base);
  });

  it('are spread evenly over neighbouring keys', () => {
    const buckets = Array.from({ length: 16 }, () => 0);
    const count = 160_000;
    for (let nth = 0; nth < count; nth += 1) {
      const bucket = Math.floor(drawUnit(7, Purpose.delay, 3, nth, 0) * 16);
      buckets[bucket] = (buckets[bucket] ?? 0) + 1;
    }
    // Chi-squared with 15 degrees of freedom: 37.7 is passed once in a thousand.
    const expected = count / 16;
    const chi = buckets.reduce((sum, n) => sum + (n - expected) ** 2 / expected, 0);
    expect(chi).toBeLessThan(37.7);
  });

  it('of a subject stay below their bound and do not depend on the order of asking', () => {
    fc.assert(
      fc.property(word, fc.string(), fc.integer({ min: 1, max: 1000 }), (seed, name, bound) => {
        const draw = createDraw(seed, Purpose.command, 3);
        const value = draw(name, bound);
        expect(value).toBeGreaterThanOrEqual(0);
        expect(value).toBeLessThan(bound);
        const again = createDraw(seed, Purpose.command, 3);
        again(`${name}?`, bound);
        expect(again(name, bound)).toBe(value);
      }),
    );
  });

  it('never change what a seed means', () => {
    // Whoever changes these numbers breaks every link that was ever shared.
    expect(drawWord(1, Purpose.delay, 2, 3, 4)).toMatchInlineSnapshot(`2452690421`);
    expect(drawWord(0xffff_ffff, Purpose.heal, 0, 0, 0)).toMatchInlineSnapshot(`4046947306`);
    expect(textKey('election')).toMatchInlineSnapshot(`1476896282`);
  });
});

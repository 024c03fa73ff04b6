import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  along,
  crossedLinks,
  dueAfterDrag,
  enclosed,
  isLasso,
  linksAcross,
  pathBetween,
  progress,
  project,
  ringLayout,
} from '../src/stage/geometry.ts';

const layout = ringLayout(5, 900, 500);

describe('the ring', () => {
  test('keeps servers and clients on the stage, whatever its size', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 3, max: 9 }),
        fc.integer({ min: 360, max: 1600 }),
        fc.integer({ min: 320, max: 1000 }),
        (count, width, height) => {
          const { servers, clients, radius } = ringLayout(count, width, height);
          for (const { x, y } of servers) {
            expect(x - radius).toBeGreaterThanOrEqual(0);
            expect(x + radius).toBeLessThanOrEqual(width);
            expect(y - radius).toBeGreaterThanOrEqual(0);
            expect(y + radius).toBeLessThanOrEqual(height);
          }
          for (const { x } of clients) {
            expect(x).toBeGreaterThan(20);
            expect(x).toBeLessThan(width - 20);
          }
        },
      ),
    );
  });

  test('has the first server at the top', () => {
    const tops = layout.servers.map(({ y }) => y);
    expect(Math.min(...tops)).toBe(layout.servers[0]?.y);
  });
});

describe('a message on its way', () => {
  test('is as far as time is', () => {
    expect(progress(100, 120, 105)).toBe(0.25);
    expect(progress(100, 120, 90)).toBe(0);
    expect(progress(100, 120, 500)).toBe(1);
  });

  test('is found again at the place where it is drawn', () => {
    const path = pathBetween(layout, 0, 2);
    const { part, aside } = project(path, along(path, 0.3));
    expect(part).toBeCloseTo(0.3);
    expect(aside).toBeCloseTo(0);
  });

  test('lies, after a drag, where it was let go', () => {
    const now = 110;
    const due = dueAfterDrag(100, 120, now, 0.25);
    expect(progress(100, due, now)).toBeCloseTo(0.25);
  });

  test('never arrives in the past', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0, max: 20, noNaN: true }),
        fc.double({ min: -1, max: 3, noNaN: true }),
        (since, part) => {
          expect(dueAfterDrag(100, 120, 100 + since, part)).toBeGreaterThanOrEqual(100 + since);
        },
      ),
    );
  });
});

describe('a stroke', () => {
  const [s1, , s3] = layout.servers;
  const middle = { x: ((s1?.x ?? 0) + (s3?.x ?? 0)) / 2, y: ((s1?.y ?? 0) + (s3?.y ?? 0)) / 2 };

  test('across a link names it, and the other way round its other direction', () => {
    const stroke = [
      { x: middle.x - 8, y: middle.y + 3 },
      { x: middle.x + 8, y: middle.y - 3 },
    ];
    const there = crossedLinks(stroke, layout);
    const back = crossedLinks(stroke.toReversed(), layout);
    expect(there).toHaveLength(1);
    expect(back).toEqual(there.map(({ from, to }) => ({ from: to, to: from })));
  });

  test('that closes is a lasso round the servers inside', () => {
    const { x, y } = layout.servers[1] ?? { x: 0, y: 0 };
    const round = Array.from({ length: 40 }, (_, i) => ({
      x: x + 70 * Math.cos(i / 6.2),
      y: y + 70 * Math.sin(i / 6.2),
    }));
    expect(isLasso(round)).toBe(true);
    expect(enclosed(round, layout)).toEqual([1]);
    expect(isLasso(round.slice(0, 12))).toBe(false);
  });

  test('round a group cuts what leads out of it, both ways', () => {
    expect(linksAcross([0], 3)).toEqual([
      { from: 0, to: 1 },
      { from: 1, to: 0 },
      { from: 0, to: 2 },
      { from: 2, to: 0 },
    ]);
  });
});

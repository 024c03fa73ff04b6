import { describe, expect, test } from 'vitest';
import { History, type HistoryChunk, kindCode, type Mark } from '../src/model/history.ts';

const mark = (type: Mark['type'], step: number): Mark => ({
  type,
  step,
  at: step * 10,
  event: step,
  server: 0,
  value: 1,
});

/** One event a step, ten milliseconds apart, on alternating servers. */
function chunk(firstStep: number, steps: number, parts: Partial<HistoryChunk> = {}): HistoryChunk {
  const each = Array.from({ length: steps }, (_, i) => firstStep + i);
  return {
    firstStep,
    stepAt: Float64Array.from(each, (step) => step * 10),
    stepEvents: Int32Array.from(each, (step) => step + 1),
    kind: Uint8Array.from(each, () => kindCode('sent')),
    at: Float64Array.from(each, (step) => step * 10),
    server: Int8Array.from(each, (step) => step % 2),
    peer: Int8Array.from(each, () => 1),
    messageKind: Uint8Array.from(each, () => 0),
    epoch: Int32Array.from(each, () => 1),
    cause: Int32Array.from(each, () => -1),
    marks: [],
    lanes: [],
    ended: false,
    ...parts,
  };
}

describe('a history', () => {
  test('grows by chunks that follow, and by no others', () => {
    const history = new History();
    history.append(chunk(0, 2000));
    history.append(chunk(2000, 500));
    history.append(chunk(1000, 500));
    expect(history.lastStep).toBe(2499);
    expect(history.lastAt).toBe(24_990);
  });

  test('finds the step of a time and of an event', () => {
    const history = new History();
    history.append(chunk(0, 100));
    expect(history.stepBy(305)).toBe(30);
    expect(history.stepBy(-1)).toBe(0);
    expect(history.stepOf(42)).toBe(42);
    expect(history.eventsOf(42)).toEqual({ from: 42, to: 43 });
  });

  test('walks along one server', () => {
    const history = new History();
    history.append(chunk(0, 100));
    expect(history.stepOn(1, 10, 1)).toBe(11);
    expect(history.stepOn(1, 11, 1)).toBe(13);
    expect(history.stepOn(1, 11, -1)).toBe(9);
    expect(history.stepOn(7, 11, 1)).toBeNull();
  });

  test('jumps between turning points, over acts', () => {
    const history = new History();
    const marks = [mark('election', 10), mark('act', 20), mark('violation', 30)];
    history.append(chunk(0, 100, { marks }));
    expect(history.turningPoint(10, 1)?.step).toBe(30);
    expect(history.turningPoint(30, -1)?.step).toBe(10);
    expect(history.violationIn(10, 29)).toBeNull();
    expect(history.violationIn(10, 30)?.step).toBe(30);
  });

  test('joins a message with its arrival, and forgets an arrival that a branch has not', () => {
    const history = new History();
    const cause = Int32Array.from({ length: 100 }, (_, i) => (i === 60 ? 40 : -1));
    const kind = Uint8Array.from({ length: 100 }, (_, i) =>
      kindCode(i === 60 ? 'received' : 'sent'),
    );
    history.append(chunk(0, 100, { cause, kind }));
    expect(history.arrival.items[40]).toBe(60);
    const fork = history.fork(50);
    expect(fork.lastStep).toBe(50);
    expect(fork.events).toBe(51);
    expect(fork.arrival.items[40]).toBe(-1);
  });
});

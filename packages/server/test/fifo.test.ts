import { expect, it } from 'vitest';
import { Fifo } from '../src/fifo.ts';

/** More than are left behind before the rest moves up. */
const MANY = 1000;

it('gives what came first, however many come and go meanwhile', () => {
  const fifo = new Fifo<number>();
  let next = 0;
  for (let i = 0; i < MANY; i += 1) {
    fifo.push(i * 2);
    fifo.push(i * 2 + 1);
    expect(fifo.first()).toBe(next);
    expect(fifo.shift()).toBe(next);
    next += 1;
    expect(fifo.size).toBe(i + 1);
  }
  for (; next < MANY * 2; next += 1) expect(fifo.shift()).toBe(next);
  expect(fifo.size).toBe(0);
});

it('has nothing first while nothing waits', () => {
  const fifo = new Fifo<string>();
  expect(fifo.first()).toBeUndefined();
  expect(fifo.shift()).toBeUndefined();
  fifo.push('one');
  fifo.shift();
  expect(fifo.first()).toBeUndefined();
  expect(fifo.size).toBe(0);
});

it('gives up all that waits at once, in order, and begins anew', () => {
  const fifo = new Fifo<number>();
  for (let i = 0; i < 5; i += 1) fifo.push(i);
  fifo.shift();
  expect(fifo.drain()).toEqual([1, 2, 3, 4]);
  expect(fifo.drain()).toEqual([]);
  fifo.push(9);
  expect(fifo.shift()).toBe(9);
});

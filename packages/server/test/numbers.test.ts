import { expect, it } from 'vitest';
import { numberAfter } from '../src/client/numbers.ts';

it('numbers connections one after the other', () => {
  expect(numberAfter(0, new Set())).toBe(1);
  expect(numberAfter(7, new Set([1, 7]))).toBe(8);
});

it('begins again where an int ends, past whoever is still there', () => {
  expect(numberAfter(2 ** 31 - 2, new Set())).toBe(2 ** 31 - 1);
  expect(numberAfter(2 ** 31 - 1, new Set([1, 2, 4]))).toBe(3);
});

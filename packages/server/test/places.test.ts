import { expect, it } from 'vitest';
import { Places } from '../src/node/peers/places.ts';

const at = (port: number) => ({ host: '127.0.0.1', port });

it('looks for a peer that moves at both of its addresses in turn', () => {
  const places = new Places(new Map([[1, at(1)]]));
  places.update(new Map([[1, at(2)]]));
  expect(places.isMoving(1)).toBe(true);
  expect([places.next(1), places.next(1), places.next(1)]).toEqual([at(2), at(1), at(2)]);
});

it('looks for it at the new one alone once it was reached there, though told of it again meanwhile', () => {
  const places = new Places(new Map([[1, at(1)]]));
  places.update(new Map([[1, at(2)]]));
  const tried = places.next(1);
  places.update(new Map([[1, at(2)]]));
  places.reached(1, tried ?? at(0));
  expect(places.isMoving(1)).toBe(false);
  expect([places.next(1), places.next(1)]).toEqual([at(2), at(2)]);
});

it('is still moving where it was reached at the old one', () => {
  const places = new Places(new Map([[1, at(1)]]));
  places.update(new Map([[1, at(2)]]));
  places.reached(1, at(1));
  expect(places.isMoving(1)).toBe(true);
});

it('looks nowhere for one that is there no more', () => {
  const places = new Places(new Map([[1, at(1)]]));
  places.update(new Map());
  expect(places.next(1)).toBe(null);
});

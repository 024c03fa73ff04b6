import {
  ContractError,
  checkQuorumSystem,
  committedIndex,
  findDisjointQuorums,
  flexible,
  grid,
  idsOf,
  isQuorum,
  joint,
  majority,
  minimalQuorums,
  most,
  type QuorumSystem,
  serversOf,
  sizeOf,
  voteResult,
  weighted,
} from '@menagerie/contract';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

const set = fc.nat({ max: 0x7f });
const systems: fc.Arbitrary<QuorumSystem> = fc.oneof(
  set.map(majority),
  fc.array(fc.nat({ max: 3 }), { minLength: 1, maxLength: 7 }).map(weighted),
  fc.tuple(set, set).map(([a, b]) => joint(majority(a), majority(b))),
  fc.tuple(set, set, set).map((parts) => most(...parts.map(majority))),
  fc.tuple(set, fc.nat({ max: 7 }), fc.nat({ max: 7 })).map(([m, r, w]) => flexible(m, r, w)),
  fc.constant(
    grid([
      [0, 1],
      [2, 3],
      [4, 5],
    ]),
  ),
);

describe('quorum systems', () => {
  it('a majority of 2f + 1 and of 2f + 2 members outlives f crashes', () => {
    for (const [members, tolerated] of [
      [1, 0],
      [2, 0],
      [3, 1],
      [4, 1],
      [5, 2],
      [6, 2],
      [7, 3],
    ] as const) {
      const system = majority((1 << members) - 1);
      const smallest = Math.min(...minimalQuorums(system, 'write').map(sizeOf));
      expect(members - smallest).toBe(tolerated);
    }
  });

  it('of three groups of three, two majorities of two groups are enough, and all such sets meet', () => {
    const groups = [serversOf(0, 1, 2), serversOf(3, 4, 5), serversOf(6, 7, 8)].map(majority);
    const quorums = minimalQuorums(most(...groups), 'write');
    expect(quorums).toHaveLength(27);
    expect(new Set(quorums.map(sizeOf))).toEqual(new Set([4]));
    expect(findDisjointQuorums(most(...groups))).toBeNull();
    expect(isQuorum(most(...groups), 'write', serversOf(0, 1, 2, 3, 6))).toBe(false);
  });

  it('a superset of a quorum is a quorum', () => {
    fc.assert(
      fc.property(systems, set, set, (system, some, more) => {
        if (isQuorum(system, 'write', some))
          expect(isQuorum(system, 'write', some | more)).toBe(true);
      }),
    );
  });

  it('a vote is lost exactly when no further grant can win it', () => {
    fc.assert(
      fc.property(systems, set, set, (system, granted, refusedOrGranted) => {
        const refused = refusedOrGranted & ~granted;
        const best = isQuorum(system, 'read', 0x7f & ~refused);
        expect(voteResult(system, 'read', granted, refused) !== 'lost').toBe(best);
      }),
    );
  });

  it('the committed index is the best that a quorum holds', () => {
    const indexes = fc.array(fc.nat({ max: 5 }), { minLength: 7, maxLength: 7 });
    fc.assert(
      fc.property(systems, indexes, (system, at) => {
        const holders = (index: number): number =>
          at.reduce((mask, held, id) => (held >= index ? mask | (1 << id) : mask), 0);
        let best = 0;
        for (let index = 1; index <= 5; index += 1) {
          if (isQuorum(system, 'write', holders(index))) best = index;
        }
        const found = committedIndex(system, (id) => at[id] ?? 0);
        expect(found).toBe(isQuorum(system, 'write', 0) ? Number.POSITIVE_INFINITY : best);
      }),
    );
  });

  it('finds quorums that do not meet, and none where there are none', () => {
    expect(findDisjointQuorums(majority(0b11111))).toBeNull();
    expect(findDisjointQuorums(weighted([3, 1, 1]))).toBeNull();
    expect(findDisjointQuorums(flexible(0b1111, 3, 2))).toBeNull();
    expect(
      findDisjointQuorums(
        grid([
          [0, 1],
          [2, 3],
        ]),
      ),
    ).toBeNull();
    const found = findDisjointQuorums(flexible(0b1111, 2, 2));
    expect(found).not.toBeNull();
    expect((found?.read ?? 0) & (found?.write ?? 0)).toBe(0);
  });

  it('finds quorums that do not meet exactly where some read quorum misses a write quorum', () => {
    const row = fc.array(fc.nat({ max: 6 }), { minLength: 2, maxLength: 2 });
    const grids = fc.array(row, { minLength: 1, maxLength: 3 }).map(grid);
    fc.assert(
      fc.property(fc.oneof(systems, grids), (system) => {
        const missed = minimalQuorums(system, 'read').some((read) =>
          minimalQuorums(system, 'write').some((write) => (read & write) === 0),
        );
        const found = findDisjointQuorums(system);
        expect(found !== null).toBe(missed);
        if (found === null) return;
        expect(found.read & found.write).toBe(0);
        expect(isQuorum(system, 'read', found.read)).toBe(true);
        expect(isQuorum(system, 'write', found.write)).toBe(true);
      }),
    );
  });

  it('needs no more for the largest systems than for small ones, but where they are made of others', () => {
    const all = 0x7fff_ffff;
    const rows = [0, 6, 12, 18, 24].map((first) => [0, 1, 2, 3, 4, 5].map((at) => first + at));
    for (const system of [majority(all), weighted(new Array(31).fill(1)), grid(rows)]) {
      expect(findDisjointQuorums(system)).toBeNull();
    }
    expect(findDisjointQuorums(flexible(all, 16, 16))).toBeNull();
    expect(findDisjointQuorums(flexible(all, 16, 15))).toEqual({
      read: 0xffff,
      write: 0x7fff_0000,
    });
  });

  it('refuses systems that cannot work, and says why', () => {
    expect(() => checkQuorumSystem(flexible(0b1111, 2, 2))).toThrow(/does not meet/);
    expect(() => checkQuorumSystem(flexible(0b11, 3, 1))).toThrow(/no read quorum/);
    expect(() => checkQuorumSystem(weighted([0, 0]))).toThrow(ContractError);
    expect(() => serversOf(31)).toThrow(/server 31/);
  });

  it('a set names its servers in ascending order', () => {
    expect(idsOf(serversOf(4, 0, 30))).toEqual([0, 4, 30]);
  });
});

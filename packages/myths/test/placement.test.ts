import {
  everywhere,
  hash,
  hashRing,
  loads,
  MythsError,
  modulo,
  type QuorumMistake,
  quorumMutants,
  quorumStore,
  relocation,
  ringStore,
  type StoreFailures,
  type StoreScope,
} from '@menagerie/myths';
import { describe, expect, it } from 'vitest';
import { expectNone, lookInStore, stepsTo, story } from './helpers/plays.ts';

const servers = ['srv0', 'srv1', 'srv2', 'srv3'];
const three = servers.slice(0, 3);
const keys = Array.from({ length: 1000 }, (_, i) => `/k/${i}`);

/** The recorded run H1: SHA-256, 1,000 keys, 100 virtual nodes, three servers and then four. */
describe('a thousand keys, when a fourth server joins', () => {
  it('move by 738 with the hash modulo the servers, most of them between old ones', () => {
    expect(relocation(keys, modulo(three), modulo(servers))).toEqual({
      moved: 738,
      copied: 738,
      copiedToOld: 502,
    });
  });

  it('move by 234 on a ring, all to the newcomer', () => {
    expect(relocation(keys, hashRing(three), hashRing(servers))).toEqual({
      moved: 234,
      copied: 234,
      copiedToOld: 0,
    });
    expect(loads(keys, three, hashRing(three))).toEqual([312, 306, 382]);
    expect(loads(keys, servers, hashRing(servers))).toEqual([231, 235, 300, 234]);
  });

  it('move not at all where every server has everything, and all are copied', () => {
    expect(relocation(keys, everywhere(three), everywhere(servers))).toEqual({
      moved: 0,
      copied: 1000,
      copiedToOld: 0,
    });
  });

  it('are spread badly by few virtual nodes', () => {
    const spread = (virtualNodes: number) =>
      loads(keys, servers, hashRing(servers, { virtualNodes }));
    expect(spread(1)).toEqual([433, 220, 155, 192]);
    expect(spread(10)).toEqual([234, 202, 306, 258]);
  });
});

describe('placement', () => {
  it('hashes to the first eight bytes of SHA-256', () => {
    // FIPS 180-4 test vector: abc gives ba7816bf 8f01cfea …
    expect(hash('abc')).toBe(0xba78_16bf_8f01_cfean);
  });

  it('keeps copies on different servers, clockwise, the owner first', () => {
    const owners = hashRing(servers, { copies: 3 }).ownersOf('/k/2');
    expect(new Set(owners).size).toBe(3);
    expect(hashRing(servers).ownersOf('/k/2')).toEqual(owners.slice(0, 1));
    expect(hashRing(servers, { copies: 9 }).ownersOf('/k/2').toSorted()).toEqual(servers);
  });

  it.each([modulo, hashRing, everywhere])('needs a server: %o', (placement) => {
    expect(() => placement([])).toThrow(MythsError);
    expect(() => placement([])).toThrow('There are no servers. Name at least one');
  });
});

const writer = (name: string, value: string) =>
  ({ name, errand: { type: 'write', value } }) as const;
const reader = (name: string) => ({ name, errand: { type: 'read' } }) as const;
const oneWriter: StoreScope = {
  servers,
  members: 3,
  clients: [writer('W', 'x'), reader('R'), reader('Q')],
};
const twoWriters: StoreScope = {
  servers,
  members: 3,
  clients: [writer('V', 'x'), writer('W', 'y')],
};

describe('a ring taken for agreement', () => {
  const ring = (copies: number) => ringStore(servers, '/k/2', copies);

  it('loses an acknowledged write with one server, with copies and without', () => {
    for (const copies of [1, 2]) {
      expect(story(lookInStore(ring(copies), { ...oneWriter, crashes: 1 }, ['lostWrite']))).toEqual(
        ['W writes x at srv0, and the write is acknowledged.', 'srv0 crashes.'],
      );
    }
  });

  it('lets a reader find nothing after the write was acknowledged', () => {
    expect(story(lookInStore(ring(1), oneWriter, ['staleRead']))).toEqual([
      'W writes x at srv0, and the write is acknowledged.',
      'The operator lets srv3 join.',
      'R learns that the servers are srv0, srv1, srv2, srv3.',
      'R reads nothing at srv3, and is done reading.',
    ]);
  });

  it('forgets the last write of a client that has not heard of the newcomer', () => {
    expect(story(lookInStore(ring(1), twoWriters, ['forgottenWrite']))).toEqual([
      'V writes x at srv0, and the write is acknowledged.',
      'The operator lets srv3 join.',
      'srv0 sends a copy of x to srv3.',
      'W writes y at srv0, and the write is acknowledged.',
    ]);
  });

  it('has two readers differ for ever once two writers have crossed', () => {
    const finding = lookInStore(ring(2), { ...twoWriters, members: 4 }, ['disagreement']);
    expect(story(finding)).toEqual([
      'V writes x at srv3, and the write is acknowledged.',
      'W writes y at srv3, and the write is acknowledged.',
      'W writes y at srv0.',
      'V writes x at srv0.',
    ]);
  });
});

describe('a majority', () => {
  it('has none of these failures, though one server crashes and one joins', () => {
    const written = lookInStore(quorumStore(servers, 3), { ...oneWriter, crashes: 1 }, [
      'lostWrite',
      'staleRead',
    ]);
    expect(expectNone(written)).toMatchObject({ states: 18_234, depth: 14 });
    const crossed = lookInStore(quorumStore(servers, 3), { ...twoWriters, crashes: 1 }, [
      'forgottenWrite',
      'disagreement',
    ]);
    expect(expectNone(crossed)).toMatchObject({ states: 2412, depth: 10 });
  });

  it('bears the loss of a minority, and no more', () => {
    const finding = lookInStore(quorumStore(servers, 3), { ...oneWriter, crashes: 2 }, [
      'lostWrite',
    ]);
    expect(story(finding)).toEqual([
      'W reads nothing at srv0.',
      'W reads nothing at srv1.',
      'W writes x at srv0.',
      'W writes x at srv1, and the write is acknowledged.',
      'srv0 crashes.',
      'srv1 crashes.',
    ]);
  });

  it.each<[QuorumMistake, keyof StoreFailures, StoreScope, number]>([
    ['oneIsEnough', 'lostWrite', { ...oneWriter, crashes: 1 }, 3],
    ['oneIsEnough', 'staleRead', oneWriter, 3],
    ['oneIsEnough', 'disagreement', twoWriters, 5],
    ['lastComesLast', 'disagreement', twoWriters, 9],
    ['lastComesLast', 'forgottenWrite', twoWriters, 9],
    ['tiesStay', 'disagreement', twoWriters, 9],
    ['readAndRun', 'staleRead', oneWriter, 7],
  ])('with the mistake %s shows %s', (mistake, failure, scope, steps) => {
    const { rules } = quorumMutants[mistake];
    expect(stepsTo(lookInStore(quorumStore(servers, 3, rules), scope, [failure]))).toBe(steps);
    expectNone(lookInStore(quorumStore(servers, 3), scope, [failure]));
  });
});

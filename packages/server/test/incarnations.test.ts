import { SimulatedDisk } from '@menagerie/storage/testing';
import { expect, it } from 'vitest';
import { Incarnations } from '../src/node/incarnations.ts';
import { KnownDisks } from '../src/node/known-disks.ts';
import { layoutOf } from '../src/node/layout.ts';
import type { Recall } from '../src/node/peers/hello.ts';
import { until } from './helpers/ensemble.ts';
import { Time } from './helpers/world.ts';

const OWN = 'dd'.repeat(16);
const KNEW: Recall = { others: 0, memory: 'whole', isNew: false };

/** One of three servers, and what it does, in order. */
async function incarnations(disk: SimulatedDisk, isBlank: boolean) {
  const time = new Time(1);
  const known = await KnownDisks.open(disk.mount());
  known.beside(OWN, isBlank);
  const did: string[] = [];
  const is = { voter: false, empty: isBlank };
  const say = (_fields: object, text: string): void => void did.push(text);
  const peers = [1, 2, 3].map((port) => ({ host: 'somewhere', port }));
  const server = new Incarnations({
    layout: layoutOf({ peers, self: 0 }, 500),
    log: { debug: say, info: say, warn: say, error: say },
    clock: { now: () => time.now(), after: (ms, act) => time.after(ms, act) },
    disk: { identity: OWN, known, isBlank },
    random: () => 0,
    start: (incarnation, isNew) => void did.push(`starts as ${incarnation}, ${isNew}`),
    votes: () => is.voter,
    isEmpty: () => is.empty,
    greetAnew: () => void did.push('greets anew'),
  });
  return { server, did, is, time };
}

it('a server says which incarnation it is once that is written down, and only then begins', async () => {
  const disk = new SimulatedDisk();
  const { server, did, is, time } = await incarnations(disk, true);
  server.begin();
  expect(server.own).toEqual({ identity: OWN, incarnation: null });
  disk.capacityBytes = 0;
  server.recalled(1, KNEW);
  await until(() => did.length > 0);
  expect(did.splice(0)).toEqual([
    'which incarnation this server is could not be written down: tried again',
  ]);
  expect(server.own).toEqual({ identity: OWN, incarnation: null });
  disk.capacityBytes = Number.MAX_SAFE_INTEGER;
  time.runUntil(() => false, 5000);
  await until(() => did.length > 0);
  expect(did.splice(0)).toEqual([
    'others knew another disk of this server: it is a new incarnation, without a vote',
    'greets anew',
    'starts as 1, true',
  ]);
  expect(server.own).toEqual({ identity: OWN, incarnation: 1 });
  expect(server.notice).toContain('it votes once the leader has exchanged it');
  is.voter = true;
  time.runUntil(() => did.length > 0, 5000);
  expect(did).toEqual(['the leader has exchanged the disk of this server: it votes again']);
  expect(server.notice).toBeNull();
});

it('one that has a log says what it is from the beginning, and what it remembers', async () => {
  const disk = new SimulatedDisk();
  const { server, is } = await incarnations(disk, false);
  expect(server.own).toEqual({ identity: OWN, incarnation: 0 });
  // Its log is older than what it remembers: it may have met others before.
  expect(server.acquaint(1, null)).toMatchObject({ recall: { memory: 'partial', isNew: false } });
  is.empty = true;
  expect(server.acquaint(1, null)).toMatchObject({ recall: { memory: 'partial', isNew: true } });
});

it('one that does not know what it is, and replaces another disk, is heard no further', async () => {
  const { server, did } = await incarnations(new SimulatedDisk(), true);
  const [before, now] = ['aa', 'bb'].map((pair) => pair.repeat(16));
  const said = (identity = '', incarnation: number | null = null) => ({ identity, incarnation });
  expect(server.acquaint(1, said(before))).toMatchObject({
    recall: { others: null },
    isMute: false,
  });
  expect(server.acquaint(1, said(now))).toMatchObject({ recall: { others: 0 }, isMute: true });
  expect(server.of(1)).toBeNull();
  expect(server.acquaint(1, said(now, 7))).toMatchObject({ recall: { others: 0 }, isMute: false });
  expect(server.of(1)).toBe(7);
  expect(did).toEqual(['a server came with another disk than before']);
  expect(server.objection(1, said(now, 0))).toContain('which was 7');
});

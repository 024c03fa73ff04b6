import { type PaxosImage, type PaxosRecord, paxos, paxosConfig } from '@menagerie/paxos';
import { describe, expect, it } from 'vitest';
import { LogCluster, textOf } from './helpers/log-cluster.ts';
import { accept, ballot, data, of } from './helpers/messages.ts';

const config = paxosConfig({ servers: 3 });
const { eras } = paxos.blank(config, 0, 0).snapshot;

const votes = (from: number, texts: readonly string[]): PaxosRecord => ({
  type: 'accept',
  ballot: ballot(1),
  from,
  values: texts.map(data),
});

const snapshot = (through: number) => ({ through, eras, data: new Uint8Array(0) });

/** A disk with these records: what it holds as chosen, and the votes after its snapshot. */
function after(...records: readonly PaxosRecord[]) {
  const image: PaxosImage = paxos.blank(config, 0, 0);
  for (const record of records) paxos.fold(image, record);
  const { learned } = image;
  return { learned, votes: image.votes.map((vote) => vote && textOf(vote.value)) };
}

describe('the disk of a server', () => {
  const learn: PaxosRecord = { type: 'learn', from: 1, values: ['a', 'b'].map(data) };

  it('holds what was learned as chosen', () => {
    expect(after(learn)).toEqual({ learned: 2, votes: ['a', 'b'] });
  });

  it('does not forget by an earlier record what it holds as chosen', () => {
    const earlier: PaxosRecord = { type: 'learn', from: 1, values: [data('a')] };
    expect(after(learn, earlier, { type: 'close', through: 1 }).learned).toBe(2);
  });

  it('holds a stop-sign that closes an era as chosen, and no votes behind it', () => {
    const closed = after(votes(1, ['a', 'b', 'c']), { type: 'close', through: 2 });
    expect(closed).toEqual({ learned: 2, votes: ['a', 'b'] });
  });

  it('counts the slots before a stop-sign from its snapshot on', () => {
    const compact: PaxosRecord = { type: 'compact', snapshot: snapshot(2) };
    const records = [votes(1, ['a', 'b', 'c', 'd', 'e']), compact] as const;
    expect(after(...records)).toEqual({ learned: 2, votes: ['c', 'd', 'e'] });
    expect(after(...records, { type: 'close', through: 3 })).toEqual({ learned: 3, votes: ['c'] });
  });

  it.each([
    { votesStay: true, left: ['c'] },
    { votesStay: false, left: [] },
  ])('keeps $left where a snapshot is installed and votesStay is $votesStay', (told) => {
    const { votesStay } = told;
    const install: PaxosRecord = { type: 'install', snapshot: snapshot(2), votesStay };
    expect(after(votes(1, ['a', 'b', 'c']), install)).toEqual({ learned: 2, votes: told.left });
  });
});

describe('a server that starts from its disk', () => {
  it('delivers again what was chosen before a stop-sign, and knows the next configuration', () => {
    const cluster = new LogCluster({ servers: 3 });
    cluster.elect(0);
    cluster.propose(0, 'a');
    cluster.reconfigure(0, of(0b011));
    cluster.run();
    cluster.restart(1);
    expect(cluster.applied(1)).toEqual(['a', 'reconfigure']);
    expect(cluster.state(1).eras.at(-1)).toMatchObject({ number: 1, from: 3 });
  });
});

describe('a command to trim the log (Paxos Made Live §5.5)', () => {
  it('is answered once the snapshot is on the disk', () => {
    const cluster = new LogCluster({ servers: 3 });
    cluster.tell(1, 0, accept(ballot(1), 1, ['a'], 1));
    cluster.server(1).fastDisk = false;
    const request = cluster.compact(1, 1);
    expect(cluster.answers.get(request)).toBeUndefined();
    cluster.sync(1);
    expect(cluster.answers.get(request)).toEqual({ type: 'compacted', slot: 1 });
  });

  it('leaves the configurations that decide slots after it, and no earlier ones', () => {
    const cluster = new LogCluster({ servers: 3 });
    cluster.elect(0);
    for (const members of [0b011, 0b111]) {
      cluster.reconfigure(0, of(members));
      cluster.run();
    }
    const known = () => {
      const { eras: inMemory, persistent } = cluster.state(0);
      const numbers = [inMemory, persistent.snapshot.eras].map((list) =>
        list.map(({ number }) => number),
      );
      return { inMemory: numbers[0], onDisk: numbers[1] };
    };
    cluster.compact(0, 1);
    expect(known()).toEqual({ inMemory: [1, 2], onDisk: [1] });
    cluster.compact(0, 2);
    expect(known()).toEqual({ inMemory: [2], onDisk: [2] });
  });
});

import type { PaxosMessage } from '@menagerie/paxos';
import { describe, expect, it } from 'vitest';
import { LogCluster, textOf } from './helpers/log-cluster.ts';
import { accept, ballot, chosen, data, of } from './helpers/messages.ts';

/** Server 1 follows server 0, and knows these values to be chosen, the first ones by a snapshot. */
function knowing(texts: readonly string[], through = 0): LogCluster {
  const cluster = new LogCluster({ servers: 3, maxBatch: 2 });
  cluster.tell(1, 0, accept(ballot(1), 1, texts, texts.length));
  if (through > 0) cluster.compact(1, through);
  return cluster;
}

/** What server 1 says to server 2, in short. */
function saidTo(cluster: LogCluster, message: PaxosMessage): string[] {
  return cluster.tell(1, 2, message).map(({ to, message: said }) => {
    if (said.type === 'learn') return `${to}: tell me from ${said.from}`;
    if (said.type !== 'chosen') return `${to}: ${said.type}`;
    const { snapshot, from, values, more } = said;
    const first = snapshot === null ? [] : [`snapshot ${snapshot.through}`];
    const parts = [...first, ...values.map(textOf), ...(more ? ['more'] : [])];
    return `${to}: from ${from} ${parts.join(' ')}`;
  });
}

describe('a server that is asked what is chosen', () => {
  it.each([
    { from: 1, through: 0, said: ['2: from 1 a b more'] },
    { from: 2, through: 0, said: ['2: from 2 b c'] },
    { from: 2, through: 2, said: ['2: from 3 snapshot 2 c'] },
    { from: 3, through: 2, said: ['2: from 3 c'] },
    { from: 4, through: 0, said: [] },
  ])('from slot $from on, with a snapshot through $through, says $said', (asked) => {
    const cluster = knowing(['a', 'b', 'c'], asked.through);
    expect(saidTo(cluster, { type: 'learn', from: asked.from })).toEqual(asked.said);
  });
});

describe('a server that hears how far another knows', () => {
  it.each([
    { chosen: 5, does: 'asks', said: ['2: tell me from 4'] },
    { chosen: 3, does: 'says nothing', said: [] },
    { chosen: 1, does: 'tells', said: ['2: from 2 b c'] },
  ])('$does where that is through $chosen, and its own is through 3', (told) => {
    const cluster = knowing(['a', 'b', 'c']);
    expect(saidTo(cluster, { type: 'announce', chosen: told.chosen })).toEqual(told.said);
  });
});

describe('a server that is told what is chosen', () => {
  const [b, c] = [data('b'), data('c')];

  it('delivers it, writes it at once, and asks for no more', () => {
    const cluster = knowing(['a']);
    const records = cluster.written(1, () => {
      expect(saidTo(cluster, chosen(2, [b, c]))).toEqual([]);
    });
    expect(cluster.applied(1)).toEqual(['a', 'b', 'c']);
    expect(records).toEqual([{ type: 'learn', from: 2, values: [b, c] }]);
  });

  it('asks for the rest if there is more', () => {
    const cluster = knowing(['a']);
    expect(saidTo(cluster, { ...chosen(2, [b]), more: true })).toEqual(['2: tell me from 3']);
  });

  it('asks for the rest once, however many copies come', () => {
    const cluster = knowing(['a']);
    saidTo(cluster, { ...chosen(2, [b]), more: true });
    expect(saidTo(cluster, { ...chosen(2, [b]), more: true })).toEqual([]);
  });

  it('asks for what is missing before it', () => {
    const cluster = knowing(['a']);
    expect(saidTo(cluster, chosen(3, [c]))).toEqual(['2: tell me from 2']);
    expect(cluster.applied(1)).toEqual(['a']);
  });

  it('says and writes nothing if it knew', () => {
    const cluster = knowing(['a', 'b']);
    const records = cluster.written(1, () => {
      expect(saidTo(cluster, chosen(1, [data('a'), b]))).toEqual([]);
    });
    expect(records).toEqual([]);
  });

  it('by a snapshot ignores it unless that covers more than it has delivered', () => {
    const cluster = knowing(['a', 'b']);
    const snapshot = { through: 2, eras: cluster.state(1).eras, data: new Uint8Array(0) };
    saidTo(cluster, { ...chosen(3, []), snapshot });
    expect(cluster.applied(1)).toEqual(['a', 'b']);
  });

  it.each([
    { era: 'its own', number: 0, left: ['c'] },
    { era: 'a later', number: 1, left: [] },
  ])('by a snapshot of $era era keeps $left of its votes, and its leader', ({ number, left }) => {
    const cluster = knowing([]);
    cluster.tell(1, 0, accept(ballot(1), 1, ['a', 'b', 'c']));
    const era = { number, from: 1, membership: cluster.membership(of(0b111)) };
    const snapshot = { through: 2, eras: [era], data: new Uint8Array(0) };
    saidTo(cluster, { ...chosen(3, []), snapshot });
    const { persistent, role } = cluster.state(1);
    expect(persistent.votes.map((vote) => vote && textOf(vote.value))).toEqual(left);
    expect(role).toEqual({ type: 'follower', leader: 0 });
  });
});

describe('a server in a later era', () => {
  const base = { era: 0, ballot: ballot(1) } as const;
  const requests: PaxosMessage[] = [
    { ...base, type: 'prepare', from: 1 },
    accept(base.ballot, 1, ['a']),
    { ...base, type: 'heartbeat', chosen: 0, round: 0 },
  ];
  const answers: PaxosMessage[] = [
    { ...base, type: 'accepted', from: 1, count: 1, incarnation: 0 },
    { ...base, type: 'heartbeatAnswer', round: 0, incarnation: 0 },
    { ...base, type: 'refused', promised: base.ballot },
  ];

  function inNextEra(): LogCluster {
    const cluster = knowing([]);
    const membership = cluster.membership(of(0b111));
    cluster.tell(1, 0, chosen(1, [{ type: 'reconfigure', membership }]));
    return cluster;
  }

  it.each(requests)('refuses what one in an earlier era asks of it: $type', (message) => {
    const said = inNextEra().tell(1, 2, message);
    expect(said).toMatchObject([{ to: 2, message: { type: 'refused', era: 1 } }]);
  });

  it.each(answers)('says nothing to what one in an earlier era answers: $type', (message) => {
    expect(inNextEra().tell(1, 2, message)).toEqual([]);
  });
});

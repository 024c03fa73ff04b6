import { PaxosError, type PaxosMessageOf } from '@menagerie/paxos';
import { describe, expect, it } from 'vitest';
import { LogCluster, textOf } from './helpers/log-cluster.ts';
import { accept, ballot } from './helpers/messages.ts';

const low = ballot(1, 0);
const high = ballot(2, 2);

/** Server 1 has voted for these values of server 0, and knows the first ones to be chosen. */
function voter(texts: readonly string[], chosen = 0, through = 0): LogCluster {
  const cluster = new LogCluster({ servers: 3 });
  cluster.tell(1, 0, accept(low, 1, texts, chosen));
  if (through > 0) cluster.compact(1, through);
  return cluster;
}

const prepare = (inBallot = high, from = 1): PaxosMessageOf<'prepare'> => ({
  type: 'prepare',
  era: 0,
  ballot: inBallot,
  from,
});

describe('an acceptor that is asked for a promise (§2.2, phase 1b)', () => {
  it('refuses one below what it promised, and says what that was', () => {
    const cluster = new LogCluster({ servers: 3 });
    cluster.tell(1, 2, prepare(high));
    const refusal = { type: 'refused', era: 0, ballot: low, promised: high };
    expect(cluster.tell(1, 0, prepare(low))).toEqual([{ from: 1, to: 0, message: refusal }]);
    expect(cluster.state(1).persistent.promised).toEqual(high);
  });

  it('gives a promise again without writing it again, and goes on following its leader', () => {
    const cluster = new LogCluster({ servers: 3 });
    cluster.elect(0);
    const written = cluster.written(1, () => cluster.tell(1, 0, prepare(low)));
    expect(written).toEqual([]);
    expect(cluster.letters).toMatchObject([{ to: 0, message: { type: 'promise', ballot: low } }]);
    expect(cluster.state(1).role).toEqual({ type: 'follower', leader: 0 });
  });

  it.each([
    { from: 1, told: { snapshot: 2, from: 3, values: ['c'], votes: ['4 d', '5 e'] } },
    { from: 2, told: { snapshot: 2, from: 3, values: ['c'], votes: ['4 d', '5 e'] } },
    { from: 3, told: { snapshot: null, from: 3, values: ['c'], votes: ['4 d', '5 e'] } },
    { from: 5, told: { snapshot: null, from: 5, values: [], votes: ['5 e'] } },
  ])('tells what is chosen from slot $from on, and its votes for the rest', ({ from, told }) => {
    const cluster = voter(['a', 'b', 'c', 'd', 'e'], 3, 2);
    const [letter] = cluster.tell(1, 2, prepare(high, from));
    if (letter?.message.type !== 'promise') throw new Error('no promise');
    const { snapshot, from: first, values, votes } = letter.message;
    expect({
      snapshot: snapshot?.through ?? null,
      from: first,
      values: values.map(textOf),
      votes: votes.map(({ slot, value }) => `${slot} ${textOf(value)}`),
    }).toEqual(told);
  });
});

describe('an acceptor that is asked for a vote (§2.2, phase 2b)', () => {
  it('says nothing to mere news of what is chosen', () => {
    const cluster = voter(['a']);
    expect(cluster.tell(1, 0, accept(low, 2, [], 1))).toEqual([]);
    expect(cluster.applied(1)).toEqual(['a']);
  });

  it('tells of a vote that it has cast already, and does not write it again', () => {
    const cluster = voter(['a', 'b']);
    const written = cluster.written(1, () => cluster.tell(1, 0, accept(low, 1, ['a', 'b'])));
    expect(written).toEqual([]);
    const vote = { type: 'accepted', ballot: low, from: 1, count: 2 };
    expect(cluster.letters.at(-1)).toMatchObject({ from: 1, to: 0, message: vote });
  });

  it('writes anew where it has voted in a lower ballot', () => {
    const cluster = voter(['a', 'b']);
    cluster.tell(1, 2, accept(high, 2, ['x']));
    expect(cluster.votes(1)).toEqual(['a in 1', 'x in 2']);
  });

  it('votes for what comes after its snapshot, where a proposal begins below', () => {
    const cluster = voter(['a'], 1, 1);
    cluster.tell(1, 0, accept(low, 1, ['a', 'b']));
    expect(cluster.votes(1)).toEqual(['b in 1']);
  });

  it('writes nothing into slots that its snapshot covers, however often it is asked', () => {
    const cluster = voter(['a', 'b'], 1, 1);
    cluster.tell(1, 2, accept(high, 1, ['a', 'b']));
    expect(cluster.votes(1)).toEqual(['b in 2']);
    for (const round of [3, 4]) {
      const again = accept(ballot(round, 2), 1, ['a']);
      expect(cluster.written(1, () => cluster.tell(1, 2, again))).toEqual([]);
    }
  });
});

describe('a leader', () => {
  it('that hears its own ballot from another server stops: its disk was put back', () => {
    const cluster = new LogCluster({ servers: 3 });
    cluster.elect(0);
    const heartbeat = { type: 'heartbeat', era: 0, ballot: low, chosen: 0, round: 0 } as const;
    const hear = (): unknown => cluster.tell(0, 1, heartbeat);
    expect(hear).toThrow(PaxosError);
    expect(hear).toThrow('servers 0 and 0 both use ballot 1.0; was a disk put back');
  });
});

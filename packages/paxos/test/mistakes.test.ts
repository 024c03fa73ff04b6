import type { Protocol } from '@menagerie/contract';
import { type PaxosShape, paxos } from '@menagerie/paxos';
import { paxosZoo } from '@menagerie/paxos/testing';
import { describe, expect, it } from 'vitest';
import { LogCluster, proposals } from './helpers/log-cluster.ts';
import { accept, ballot, chosen, of, promise, voteFor } from './helpers/messages.ts';
import { protocolOf } from './helpers/mistaken.ts';

const mistaken = (id: string): Protocol<PaxosShape> => protocolOf(paxosZoo, id);

describe('the ballot of a vote that is written before its value, with mistake P-20', () => {
  /** Server 1 voted in ballot 1, and is asked to vote for something else in ballot 2. */
  function voting(): LogCluster {
    const cluster = new LogCluster({ servers: 3 }, mistaken('P-20'));
    cluster.tell(1, 0, accept(ballot(1), 1, ['a', 'b']));
    cluster.run(({ to }) => to === 1);
    cluster.drop();
    return cluster;
  }

  it('passes off the old values as votes in the new ballot, where the server crashes between', () => {
    const cluster = voting();
    cluster.tell(1, 2, accept(ballot(2, 2), 1, ['x', 'y']));
    expect(cluster.votes(1)).toEqual(['a in 2', 'b in 2']);
    cluster.restart(1);
    expect(cluster.votes(1)).toEqual(['a in 2', 'b in 2']);
  });

  it('is followed by the value once it is on the disk, and not before', () => {
    const cluster = voting();
    cluster.server(1).fastDisk = false;
    const message = accept(ballot(2, 2), 1, ['x', 'y'], 2);
    expect(cluster.tell(1, 2, message)).toEqual([]);
    expect(cluster.state(1).chosen).toBe(0);
    cluster.sync(1);
    expect(cluster.letters).toEqual([{ from: 1, to: 1, message }]);
    cluster.deliver();
    expect(cluster.votes(1)).toEqual(['x in 2', 'y in 2']);
    expect(cluster.state(1).chosen).toBe(2);
  });
});

describe('a change of the configuration', () => {
  const changeOf = (cluster: LogCluster) =>
    ({ type: 'reconfigure', membership: cluster.membership(of(0b011)) }) as const;

  it.each([
    { protocol: paxos, what: 'only once it is chosen', eras: 1 },
    { protocol: mistaken('P-21'), what: 'when it is accepted, with mistake P-21', eras: 2 },
  ])('is known $what', ({ protocol, eras }) => {
    const cluster = new LogCluster({ servers: 3 }, protocol);
    const change = { ...accept(ballot(1), 1, []), values: [changeOf(cluster)] };
    cluster.tell(1, 0, change);
    expect(cluster.state(1).eras).toHaveLength(eras);
    // What has begun already does not begin again.
    const news = { ...accept(ballot(1), 2, [], 1), era: eras - 1 };
    const closing = cluster.written(1, () => cluster.tell(1, 0, news));
    expect(closing).toHaveLength(2 - eras);
    expect(cluster.state(1)).toMatchObject({ chosen: 1, eras: [{ number: 0 }, { number: 1 }] });
  });

  it.each([
    { protocol: paxos, what: 'thrown away', votes: 1 },
    { protocol: mistaken('P-56'), what: 'kept, with mistake P-56', votes: 3 },
  ])('by a stop-sign has votes behind it $what', ({ protocol, votes }) => {
    const cluster = new LogCluster({ servers: 3 }, protocol);
    cluster.tell(1, 0, accept(ballot(1), 1, ['a', 'b', 'c']));
    cluster.tell(1, 2, chosen(1, [changeOf(cluster)]));
    expect(cluster.votes(1)).toHaveLength(votes);
  });
});

describe('what phase 1 tells of', () => {
  /** A candidate is told of a vote, which it may have cast as well: what it then proposes. */
  function proposed(protocol: Protocol<PaxosShape>, hasVote: boolean): string[] {
    const cluster = new LogCluster({ servers: 3 }, protocol);
    if (hasVote) cluster.tell(2, 0, accept(ballot(1), 1, ['a']));
    else cluster.fire(2, 'election');
    cluster.drop();
    cluster.fire(2, 'election');
    cluster.run(({ from, to }) => from === to);
    const said = cluster.tell(2, 1, promise(ballot(2, 2), [], [voteFor(1, ballot(1), 'a')]));
    return proposals(said.filter(({ to }) => to === 0));
  }

  it.each([
    { protocol: paxos, what: 'whether or not the leader knew of it', known: ['a'], unknown: ['a'] },
    {
      protocol: mistaken('P-16'),
      what: 'only as far as its own log, with mistake P-16',
      known: ['a'],
      unknown: [],
    },
    {
      protocol: mistaken('P-17'),
      what: 'only if it knew of it, with mistake P-17',
      known: ['a'],
      unknown: ['noop'],
    },
  ])('is proposed again $what', ({ protocol, known, unknown }) => {
    const from = (texts: readonly string[]) => texts.map((text) => `0: ${text} from slot 1`);
    expect(proposed(protocol, true)).toEqual(from(known));
    expect(proposed(protocol, false)).toEqual(from(unknown));
  });
});

describe('a quorum of promises', () => {
  it('may be of replaced disks with mistake P-48, but not of servers that gave none', () => {
    const cluster = new LogCluster({ servers: 3 }, mistaken('P-48'));
    cluster.fire(0, 'election');
    cluster.run(({ from, to }) => from === to);
    expect(cluster.leads(0)).toBe(false);
    cluster.tell(0, 1, { ...promise(ballot(1)), incarnation: 7 });
    expect(cluster.leads(0)).toBe(true);
  });
});

describe('a server that hears no leader', () => {
  it.each([
    { protocol: paxos, what: 'campaigns', campaigns: true },
    { protocol: mistaken('P-61'), what: 'waits, with mistake P-61', campaigns: false },
  ])('where it has heard one before, $what', ({ protocol, campaigns }) => {
    const cluster = new LogCluster({ servers: 3 }, protocol);
    cluster.elect(0);
    cluster.fire(1, 'election');
    expect(cluster.state(1).role.type === 'candidate').toBe(campaigns);
  });
});

import type { ServerId } from '@menagerie/contract';
import type { Ballot, SynodMessage } from '@menagerie/paxos';
import { describe, expect, it } from 'vitest';
import { fromText, SynodCluster, toText } from './helpers/synod-cluster.ts';

// Each of the three roles alone: messages come in orders, and as often, as only a network can
// arrange it.

const ballot = (round: number, owner: ServerId = 0): Ballot => ({ round, owner });

function say(cluster: SynodCluster, to: ServerId, from: ServerId, message: SynodMessage): void {
  cluster.input(to, { type: 'message', from, message });
}

describe('an acceptor', () => {
  it('writes a vote once, and tells of it as often as it is asked (§2.2, phase 2b)', () => {
    const cluster = new SynodCluster({ servers: 3 });
    const server = cluster.server(1);
    server.fastDisk = false;
    const accept = { type: 'accept', ballot: ballot(1), value: fromText('x') } as const;
    for (const _ of [1, 2]) say(cluster, 1, 0, accept);
    expect(server.unsynced.length).toBe(1);
    cluster.sync(1);
    const told = cluster.letters.map(({ to, message }) => [message.type, to]);
    const all = [0, 1, 2].map((to) => ['accepted', to]);
    expect(told).toEqual([...all, ...all]);
    say(cluster, 1, 0, { ...accept, ballot: ballot(2) });
    expect(server.unsynced.length).toBe(1);
  });
});

describe('a learner', () => {
  function vote(cluster: SynodCluster, from: ServerId, round: number): void {
    const value = fromText(`round ${round}`);
    say(cluster, 0, from, { type: 'accepted', ballot: ballot(round), value, incarnation: 0 });
  }

  it('counts the votes of each ballot by themselves, in whatever order they come (§2.2)', () => {
    const cluster = new SynodCluster({ servers: 5 });
    for (const round of [2, 3, 1]) vote(cluster, 0, round);
    for (const round of [1, 2, 3]) vote(cluster, 1, round);
    expect(cluster.state(0).tallies.map((tally) => [tally.ballot.round, tally.acceptors])).toEqual([
      [1, 0b11],
      [2, 0b11],
      [3, 0b11],
    ]);
    expect(cluster.learned(0)).toBeNull();
    vote(cluster, 4, 1);
    expect(cluster.learned(0)).toBe('round 1');
  });

  it('learns once, and counts nothing more', () => {
    const cluster = new SynodCluster({ servers: 3 });
    for (const from of [0, 1, 2, 0, 1]) vote(cluster, from, 1);
    expect(cluster.state(0).tallies).toEqual([]);
    expect(cluster.server(0).outputs.map(({ value }) => toText(value))).toEqual(['round 1']);
  });

  it('does not count the vote of a disk that replaced a lost one (§2.5)', () => {
    const cluster = new SynodCluster({ servers: 3 });
    cluster.wipe(1, 1);
    cluster.propose(0, 'x');
    cluster.run(({ to, message }) => message.type !== 'accept' || to !== 2);
    expect(
      cluster.delivered.some(({ from, message }) => from === 1 && message.type === 'accepted'),
    ).toBe(true);
    expect([0, 1, 2].map((id) => cluster.learned(id))).toEqual([null, null, null]);
    cluster.run();
    expect([0, 1, 2].map((id) => cluster.learned(id))).toEqual(['x', 'x', 'x']);
  });
});

describe('a proposer', () => {
  it('tries one ballot for all who wait for it, and tells each of them', () => {
    const cluster = new SynodCluster({ servers: 3 });
    const requests = ['x', 'y'].map((text) => cluster.propose(0, text));
    expect(cluster.letters.map(({ message }) => message)).toEqual(
      [0, 1, 2].map(() => ({ type: 'prepare', ballot: ballot(1) })),
    );
    cluster.run();
    expect(requests.map((request) => cluster.answer(request))).toEqual(['x', 'x']);
  });

  it('tries again until a value is learned, and then no more', () => {
    const cluster = new SynodCluster({ servers: 3 });
    cluster.propose(0, 'x');
    expect([...cluster.server(0).armed.keys()]).toEqual(['retry']);
    cluster.run();
    expect([...cluster.server(0).armed.keys()]).toEqual([]);
  });

  /** Server 0 has given up round 1, and asks for promises in round 2. */
  function inItsSecondRound(): SynodCluster {
    const cluster = new SynodCluster({ servers: 3 });
    cluster.propose(0, 'x');
    cluster.drop();
    cluster.fire(0, 'retry');
    expect(cluster.state(0).proposer).toMatchObject({ type: 'preparing', ballot: ballot(2) });
    return cluster;
  }

  it('does not count promises for a ballot that it has given up (§2.2, phase 2a)', () => {
    const cluster = inItsSecondRound();
    for (const from of [1, 2]) {
      say(cluster, 0, from, { type: 'promise', ballot: ballot(1), accepted: null, incarnation: 0 });
    }
    expect(cluster.state(0).proposer).toMatchObject({ type: 'preparing', promisedBy: 0 });
  });

  it('does not rest for a refusal of a ballot that it has given up (§2.4)', () => {
    const cluster = inItsSecondRound();
    say(cluster, 0, 1, { type: 'refused', ballot: ballot(1), promised: ballot(1, 1) });
    expect(cluster.state(0).proposer).toMatchObject({ type: 'preparing', ballot: ballot(2) });
  });

  it('rests above all that it was refused for (§2.4)', () => {
    const cluster = inItsSecondRound();
    for (const round of [5, 3, 7, 4]) {
      say(cluster, 0, 1, { type: 'refused', ballot: ballot(2), promised: ballot(round, 1) });
    }
    cluster.drop();
    cluster.fire(0, 'retry');
    expect(cluster.state(0).proposer).toMatchObject({ type: 'preparing', ballot: ballot(8) });
  });

  it('keeps the report of the highest ballot where a lower one comes after it (§2.2, P2c)', () => {
    const cluster = new SynodCluster({ servers: 5 });
    cluster.server(0).image.round = 3;
    cluster.restart(0);
    cluster.propose(0, 'own');
    cluster.drop();
    const promise = { type: 'promise', ballot: ballot(4), incarnation: 0 } as const;
    const reports = [
      { ballot: ballot(2, 1), value: fromText('high') },
      { ballot: ballot(1, 1), value: fromText('low') },
      null,
    ];
    reports.forEach((accepted, from) => say(cluster, 0, from, { ...promise, accepted }));
    expect(cluster.letters.map(({ message }) => message)).toEqual(
      [0, 1, 2, 3, 4].map(() => ({ type: 'accept', ballot: ballot(4), value: fromText('high') })),
    );
  });
});

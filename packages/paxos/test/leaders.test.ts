import type { PaxosConfigOptions, PaxosMessageOf } from '@menagerie/paxos';
import { describe, expect, it } from 'vitest';
import { LogCluster, proposals } from './helpers/log-cluster.ts';
import { accepted, ballot, of } from './helpers/messages.ts';

/** A leader; what it said is no more under way. */
function leader(options: PaxosConfigOptions): LogCluster {
  const cluster = new LogCluster(options);
  cluster.elect(0);
  return cluster;
}

const heartbeatAnswer = (round = 1): PaxosMessageOf<'heartbeatAnswer'> => ({
  type: 'heartbeatAnswer',
  era: 0,
  ballot: ballot(round),
  round: 0,
  incarnation: 0,
});

describe('a leader that looks whether it still leads (§2.4)', () => {
  it('goes on while a quorum answers from one check to the next', () => {
    const cluster = leader({ servers: 3 });
    cluster.fire(0, 'quorum');
    expect(cluster.leads(0)).toBe(true);
    cluster.fire(0, 'quorum');
    expect(cluster.leads(0)).toBe(false);
  });

  it('does not count the answers of a disk that replaced a lost one', () => {
    const cluster = leader({ servers: 3 });
    cluster.fire(0, 'quorum');
    cluster.wipe(1, 1);
    cluster.connect(0, 1);
    cluster.heartbeat(0);
    cluster.fire(0, 'quorum');
    expect(cluster.leads(0)).toBe(false);
  });

  it('does not count answers to an earlier ballot of its own', () => {
    const cluster = new LogCluster({ servers: 3 });
    cluster.fire(0, 'election');
    cluster.drop();
    cluster.elect(0);
    cluster.fire(0, 'quorum');
    cluster.tell(0, 1, heartbeatAnswer(1));
    expect(cluster.leader(0).heard).toBe(0);
    cluster.tell(0, 1, heartbeatAnswer(2));
    expect(cluster.leader(0).heard).toBe(0b010);
  });

  it('is not deposed by a refusal that is only about an era that was over', () => {
    const cluster = leader({ servers: 3 });
    const refused = { type: 'refused', era: 0, ballot: ballot(1) } as const;
    cluster.tell(0, 1, { ...refused, promised: ballot(1) });
    expect(cluster.leads(0)).toBe(true);
    cluster.tell(0, 1, { ...refused, promised: ballot(1, 1) });
    expect(cluster.leads(0)).toBe(false);
  });
});

describe('a leader that is answered', () => {
  /** Slots 1 to 4 are in flight, and server 1 has accepted the first ones. */
  function flying(acceptedThrough: number): LogCluster {
    const cluster = leader({ servers: 5, maxBatch: 2 });
    for (const text of ['a', 'b', 'c', 'd']) cluster.propose(0, text);
    cluster.drop();
    if (acceptedThrough > 0) cluster.tell(0, 1, accepted(ballot(1), 1, acceptedThrough));
    return cluster;
  }

  it.each([
    { through: 0, said: ['1: a b from slot 1'] },
    { through: 1, said: ['1: b c from slot 2'] },
    { through: 3, said: ['1: d from slot 4'] },
  ])('sends again a message full of what was not accepted: $said', ({ through, said }) => {
    expect(proposals(flying(through).tell(0, 1, heartbeatAnswer()))).toEqual(said);
  });

  it('sends nothing again where all is accepted', () => {
    expect(flying(4).tell(0, 1, heartbeatAnswer())).toEqual([]);
  });
});

describe('a leader that hears of votes (§2.2, phase 2b)', () => {
  it('does not count one in an earlier ballot of its own', () => {
    const cluster = new LogCluster({ servers: 3 });
    cluster.fire(0, 'election');
    cluster.drop();
    cluster.elect(0);
    cluster.propose(0, 'a');
    cluster.drop();
    cluster.tell(0, 1, accepted(ballot(1), 1, 1));
    expect(cluster.leader(0).flights).toMatchObject([{ acceptedBy: 0 }]);
  });

  it('does not count that of a server which is no acceptor', () => {
    const cluster = leader({ servers: 4, quorums: of(0b0111) });
    cluster.propose(0, 'a');
    cluster.drop();
    cluster.tell(0, 3, accepted(ballot(1), 1, 1));
    expect(cluster.leader(0).flights).toMatchObject([{ acceptedBy: 0 }]);
  });

  it('proposes what waited in messages of at most the configured size', () => {
    const cluster = leader({ servers: 3, window: 3, maxBatch: 2 });
    for (const text of ['a', 'b', 'c', 'd', 'e', 'f']) cluster.propose(0, text);
    cluster.run(({ from, to }) => from === 0 && to === 0);
    const said = cluster.tell(0, 1, accepted(ballot(1), 1, 3));
    expect(proposals(said)).toEqual([
      '1: d e from slot 4',
      '2: d e from slot 4',
      '1: f from slot 6',
      '2: f from slot 6',
    ]);
  });

  it('tells what is chosen with its next proposal, and by itself only if there is none', () => {
    const cluster = leader({ servers: 3, window: 1 });
    for (const text of ['a', 'b']) cluster.propose(0, text);
    cluster.run(({ from, to }) => from === 0 && to === 0);
    const news = (slot: number) => {
      const said = cluster.tell(0, 1, accepted(ballot(1), slot, 1));
      return said.flatMap(({ to, message }) =>
        to === 1 && message.type === 'accept' ? [[message.values.length, message.chosen]] : [],
      );
    };
    expect(news(1)).toEqual([[1, 1]]);
    cluster.run(({ from, to }) => from === 0 && to === 0);
    expect(news(2)).toEqual([[0, 2]]);
  });

  it('answers a read once, and has done with it', () => {
    const cluster = leader({ servers: 3 });
    for (const _ of [1, 2]) cluster.read(0);
    expect(cluster.leader(0).reads).toHaveLength(2);
    cluster.run();
    expect(cluster.leader(0).reads).toEqual([]);
  });
});

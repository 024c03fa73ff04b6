import type { Protocol } from '@menagerie/contract';
import { PaxosError, type SynodShape, synod, synodConfig } from '@menagerie/paxos';
import { synodZoo } from '@menagerie/paxos/testing';
import { describe, expect, it } from 'vitest';
import { protocolOf } from './helpers/mistaken.ts';
import { SynodCluster } from './helpers/synod-cluster.ts';

describe('one value', () => {
  it('is chosen, learned by everybody and told to its client', () => {
    const cluster = new SynodCluster({ servers: 3 });
    const request = cluster.propose(0, 'x');
    cluster.run();
    expect([0, 1, 2].map((id) => cluster.learned(id))).toEqual(['x', 'x', 'x']);
    expect(cluster.answer(request)).toBe('x');
  });

  it('stays chosen: a later proposer proposes it, whatever its own client wished', () => {
    const cluster = new SynodCluster({ servers: 3 });
    cluster.connect(0, 1);
    cluster.propose(0, 'x');
    cluster.run();
    cluster.crash(0);
    cluster.connect(1, 2);
    // Server 1 has forgotten what it learned, but not what it accepted.
    cluster.restart(1);
    const request = cluster.propose(2, 'y');
    cluster.run();
    expect(cluster.answer(request)).toBe('x');
    expect(cluster.violations).toEqual([]);
  });

  it('is that of the highest ballot among those that promises tell of', () => {
    const cluster = new SynodCluster({ servers: 5 });
    cluster.propose(0, 'low');
    cluster.run(({ message }) => message.type === 'prepare' || message.type === 'promise');
    cluster.deliver(({ to, message }) => to === 0 && message.type === 'accept');
    cluster.drop();
    cluster.connect(1, 2, 3);
    cluster.propose(1, 'high');
    cluster.run(({ message }) => message.type === 'prepare' || message.type === 'promise');
    cluster.deliver(({ to, message }) => to === 1 && message.type === 'accept');
    cluster.drop();
    cluster.connect(0, 1, 4);
    const request = cluster.propose(4, 'own');
    cluster.run();
    expect(cluster.answer(request)).toBe('high');
    expect(cluster.violations).toEqual([]);
  });

  it('is chosen by the quorums that are configured', () => {
    const quorums = { type: 'flexible', members: 0b1111, read: 3, write: 2 } as const;
    const cluster = new SynodCluster({ servers: 4, quorums });
    cluster.propose(0, 'x');
    cluster.run(({ message }) => message.type !== 'accept');
    cluster.connect(0, 1);
    cluster.run();
    expect(cluster.learned(0)).toBe('x');
  });

  it('is not proposed by a server that may not, which names one that may', () => {
    const cluster = new SynodCluster({ servers: 3, proposers: 0b010 });
    const request = cluster.propose(0, 'x');
    const answer = { type: 'refused', reason: 'not-a-proposer', proposer: 1 };
    expect(cluster.answers.get(request)).toEqual(answer);
  });

  it('is read only where it was learned', () => {
    const cluster = new SynodCluster({ servers: 3 });
    const early = cluster.command(1, { type: 'read' });
    cluster.propose(0, 'x');
    cluster.run();
    const late = cluster.command(1, { type: 'read' });
    expect([cluster.answer(early), cluster.answer(late)]).toEqual(['nothing-learned', 'x']);
  });
});

describe('a proposer that hears of a higher ballot', () => {
  it('rests, and then tries a round above it', () => {
    const cluster = new SynodCluster({ servers: 3 });
    cluster.propose(2, 'y');
    cluster.run(({ message }) => message.type === 'prepare');
    cluster.drop();
    const request = cluster.propose(0, 'x');
    cluster.run();
    expect(cluster.state(0).proposer).toMatchObject({ type: 'resting', above: 1 });
    cluster.fire(0, 'retry');
    cluster.run();
    expect(cluster.state(0).persistent.round).toBe(2);
    expect(cluster.answer(request)).toBe('x');
  });
});

describe('a ballot that is forgotten', () => {
  /** One ballot, some of its promises held back, and then the same server with another wish. */
  function play(id: string, sound: boolean): SynodCluster {
    const cluster = new SynodCluster({ servers: 3 }, sound ? synod : protocolOf(synodZoo, id));
    cluster.server(0).fastDisk = false;
    cluster.propose(0, 'x');
    if (id !== 'P-30') cluster.sync(0);
    cluster.run(({ to, message }) => to !== 0 && message.type === 'prepare');
    const promises = cluster.letters.filter(({ message }) => message.type === 'promise');
    cluster.run(({ message }) => message.type === 'promise');
    cluster.deliver(({ to, message }) => to === 1 && message.type === 'accept');
    cluster.drop();
    if (id === 'P-41') cluster.wipe(0, 1);
    else cluster.restart(0);
    cluster.server(0).fastDisk = true;
    cluster.propose(0, 'y');
    // The network delivers a second time what it delivered before.
    cluster.letters.unshift(...promises);
    cluster.run();
    return cluster;
  }

  it.each(['P-01', 'P-30', 'P-41'])('is used for two values with mistake %s', (id) => {
    const broken = play(id, false).violations.map(({ property }) => property);
    expect(broken).toContain('OneValuePerBallot');
  });

  it.each(['P-01', 'P-30', 'P-41'])('is never used again without it (%s)', (id) => {
    expect(play(id, true).violations).toEqual([]);
  });
});

describe('an acceptor whose disk was lost', () => {
  /** A value is chosen with its vote, and then asked for without the other acceptor that has it. */
  function play(protocol: Protocol<SynodShape>): SynodCluster {
    const cluster = new SynodCluster({ servers: 3 }, protocol);
    cluster.connect(0, 1);
    cluster.propose(0, 'x');
    cluster.run();
    cluster.wipe(1, 1);
    cluster.connect(1, 2);
    cluster.propose(2, 'y');
    cluster.run();
    return cluster;
  }

  it('counts no more', () => {
    const cluster = play(synod);
    expect(cluster.learned(2)).toBeNull();
    expect(cluster.violations).toEqual([]);
  });

  it('would have two values chosen if it did, with mistake P-34', () => {
    const broken = play(protocolOf(synodZoo, 'P-34')).violations.map(({ property }) => property);
    expect(broken).toContain('Agreement');
  });
});

describe('a configuration', () => {
  it.each([
    ['no servers', { servers: 0 }],
    ['a proposer that does not exist', { servers: 2, proposers: 0b100 }],
    ['nobody who proposes', { servers: 2, proposers: 0 }],
    [
      'quorums that do not meet',
      { servers: 4, quorums: { type: 'flexible', members: 0b1111, read: 2, write: 2 } as const },
    ],
  ])('with %s is refused', (_what, options) => {
    expect(() => synodConfig(options)).toThrow(PaxosError);
  });
});

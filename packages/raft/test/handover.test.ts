import { describe, expect, it } from 'vitest';
import { Cluster, fromText, isOf } from './helpers/cluster.ts';

describe('handing over (§3.10)', () => {
  it('to one that has everything takes one message', () => {
    const cluster = new Cluster({ servers: 3 });
    cluster.elect(0);
    cluster.command(0, { type: 'transferLeadership', to: 1 });
    expect(cluster.letters.map(({ message }) => message.type)).toEqual(['timeoutNow']);
  });

  it('waits for the one that was named, whoever else catches up', () => {
    const cluster = new Cluster({ servers: 3 });
    cluster.elect(0);
    cluster.loses = ({ to }) => to === 1;
    cluster.propose(0, 'x');
    cluster.command(0, { type: 'transferLeadership', to: 1 });
    cluster.run();
    expect(cluster.applied(2)).toEqual(['x']);
    expect(cluster.delivered.filter(isOf('timeoutNow'))).toEqual([]);
  });

  it('is no order any more once the leader has committed its own removal', () => {
    const cluster = new Cluster({ servers: 3 });
    cluster.elect(0);
    cluster.command(0, {
      type: 'changeMembership',
      transition: 'simple',
      changes: [{ type: 'remove', server: 0 }],
    });
    const transfer = cluster.command(0, { type: 'transferLeadership', to: 1 });
    const late = ({ from }: { from: number }): boolean => from !== 1;
    cluster.run(late);
    cluster.run();
    expect(cluster.answers.get(transfer)?.type).toBe('transferred');
    expect(cluster.delivered.filter(isOf('timeoutNow'))).toEqual([]);
    expect(cluster.leaders()).toEqual([]);
  });

  it('to one that leads or campaigns in the term changes nothing', () => {
    const cluster = new Cluster({ servers: 3, preVote: false, checkQuorum: false });
    cluster.fire(0, 'election');
    const order = { type: 'message', from: 1, message: { type: 'timeoutNow', term: 1 } } as const;
    cluster.input(0, order);
    expect(cluster.state(0)).toMatchObject({
      role: { type: 'candidate' },
      persistent: { currentTerm: 1 },
    });
    cluster.run();
    cluster.input(0, order);
    expect(cluster.leader(0).termStart).toBe(1);
    expect(cluster.state(0).persistent.currentTerm).toBe(1);
  });

  it('to one that may not vote changes nothing', () => {
    const cluster = new Cluster({ servers: 3, learners: 0b100 });
    cluster.elect(0);
    cluster.input(2, { type: 'message', from: 0, message: { type: 'timeoutNow', term: 1 } });
    expect(cluster.state(2).role.type).toBe('follower');
  });
});

describe('compaction (§5.1)', () => {
  it('is refused through where the snapshot ends already', () => {
    const cluster = new Cluster({ servers: 3 });
    cluster.elect(0);
    cluster.propose(0, 'x');
    cluster.run();
    const compact = { type: 'compact', through: 2, data: fromText('s') } as const;
    cluster.command(0, compact);
    expect(cluster.answers.get(cluster.command(0, compact))).toMatchObject({
      type: 'refused',
      reason: 'already-compacted',
    });
  });
});

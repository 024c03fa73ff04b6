import { createZab } from '@menagerie/zab';
import { describe, expect, it } from 'vitest';
import { Cluster, isOf } from './helpers/cluster.ts';

describe('an election', () => {
  it('among equals is won by the greatest id', () => {
    const cluster = new Cluster({ servers: 3 });
    expect(cluster.elect(0, 1, 2)).toBe(2);
    cluster.run();
    expect([0, 1].map((id) => cluster.role(id))).toEqual(['learning serving', 'learning serving']);
  });

  it('is won by the most recent history among those that take part', () => {
    const cluster = new Cluster({ servers: 3 });
    cluster.elect(0, 1);
    cluster.propose(1, 'a');
    cluster.run();
    cluster.restart(0);
    cluster.restart(2);
    expect(cluster.elect(0, 2)).toBe(0);
    cluster.run();
    expect(cluster.history(2)).toBe('1.1');
  });

  it('goes by the current epoch before the zxid', () => {
    const cluster = new Cluster({ servers: 3 });
    cluster.elect(0, 1, 2);
    cluster.isolate(2);
    // Alone it logs more than the others will ever have in this epoch.
    for (const text of ['a', 'b', 'c']) cluster.propose(2, text);
    cluster.run();
    for (const id of [0, 1]) cluster.restart(id);
    expect(cluster.elect(0, 1)).toBe(1);
    cluster.run();
    cluster.restart(1);
    cluster.restart(2);
    expect(cluster.elect(1, 2)).toBe(1);
    cluster.run();
    expect(cluster.history(2)).toBe('');
  });

  it('waits for a better vote before it ends', () => {
    const cluster = new Cluster({ servers: 3 });
    cluster.isolate(2);
    cluster.run();
    expect(cluster.server(0).armed.has('finalize')).toBe(true);
    cluster.loses = () => false;
    cluster.fire(2, 'notify');
    cluster.run(isOf('notification'));
    expect(cluster.state(0).role.vote?.leader).toBe(2);
    cluster.fire(0, 'finalize');
    expect(cluster.learning(0).leader).toBe(2);
  });

  it('does not end while no quorum agrees', () => {
    const cluster = new Cluster({ servers: 5 });
    cluster.isolate(0, 1);
    cluster.run();
    expect(cluster.server(0).armed.has('finalize')).toBe(false);
    expect(cluster.server(2).armed.has('finalize')).toBe(true);
  });

  it('takes a server in an older round along', () => {
    const cluster = new Cluster({ servers: 3 });
    cluster.letters = [];
    cluster.state(2).round = 5;
    cluster.fire(0, 'notify');
    cluster.run();
    expect([0, 1, 2].map((id) => cluster.state(id).round)).toEqual([5, 5, 5]);
  });

  it('of one server needs no word of anybody', () => {
    const cluster = new Cluster({ servers: 1 });
    expect(cluster.elect(0)).toBe(0);
    const request = cluster.propose(0, 'a');
    cluster.run();
    expect(cluster.answers.get(request)).toEqual({
      type: 'committed',
      zxid: { epoch: 1, counter: 1 },
    });
  });
});

describe('a late looker', () => {
  it('joins the leader that a quorum follows, though its own vote would be better', () => {
    const cluster = new Cluster({ servers: 3 });
    cluster.elect(0, 1);
    cluster.run();
    cluster.loses = () => false;
    cluster.fire(2, 'notify');
    cluster.run();
    expect(cluster.learning(2)).toMatchObject({ leader: 1, stage: 'serving' });
    expect(cluster.role(1)).toBe('leading broadcast');
  });

  /** Server 4 looks while 0 and 1 still follow 2, which has crashed and begun anew. */
  function orphans(protocol = createZab()): Cluster {
    const cluster = new Cluster({ servers: 5 }, protocol);
    cluster.elect(0, 1, 2, 3);
    cluster.run();
    cluster.crash(3);
    cluster.loses = () => false;
    cluster.letters = [];
    cluster.fire(4, 'notify');
    cluster.run();
    return cluster;
  }

  it('does not take the word of followers for a leader that says nothing', () => {
    const cluster = orphans();
    expect(cluster.role(4)).toBe('looking');
  });

  it('would join the dead where it did (Z-19)', () => {
    const cluster = orphans(createZab({ joinsSettled: (quorumFollows) => quorumFollows }));
    expect(cluster.role(4)).toBe('learning dialling');
    expect(cluster.learning(4).leader).toBe(3);
  });
});

describe('votes of other rounds', () => {
  /** Servers 0 and 1 have heard a vote for 2 of an earlier round; 2 is gone. */
  function agreed(protocol = createZab()): boolean {
    const cluster = new Cluster({ servers: 3 }, protocol);
    cluster.letters = [];
    const vote = { leader: 2, epoch: 0, zxid: { epoch: 0, counter: 0 } };
    const { role } = cluster.state(0);
    if (role.type !== 'looking') throw new Error('not looking');
    role.vote = vote;
    cluster.state(0).round = 4;
    role.heard[1] = { vote, round: 3, state: 'looking' };
    cluster.fire(0, 'notify');
    return cluster.server(0).armed.has('finalize');
  }

  it('do not count', () => {
    expect(agreed()).toBe(false);
  });

  it('would, where they did, end an election that is not over (Z-18)', () => {
    expect(agreed(createZab({ isOfRound: () => true }))).toBe(true);
  });
});

describe('a server that may not lead', () => {
  it('observes whoever leads', () => {
    const cluster = new Cluster({ servers: 4, voters: 0b111 });
    cluster.elect(0, 1, 2, 3);
    cluster.loses = () => false;
    for (const id of [3]) if (cluster.server(id).armed.has('notify')) cluster.fire(id, 'notify');
    cluster.run();
    expect(cluster.role(3)).toBe('learning serving');
    cluster.propose(2, 'a');
    cluster.run();
    expect(cluster.applied(3)).toEqual(['a']);
    expect(cluster.delivered.filter(isOf('inform'))).toHaveLength(1);
  });

  it('is counted nowhere where its weight is 0, and does not stand', () => {
    const cluster = new Cluster({ servers: 3, weights: [1, 1, 0] });
    expect(cluster.state(2).role.vote).toBeNull();
    expect(cluster.elect(0, 1, 2)).toBe(1);
    cluster.run();
    cluster.isolate(0);
    const request = cluster.propose(1, 'a');
    cluster.run();
    expect(cluster.answers.has(request)).toBe(false);
  });
});

import { createRaft } from '@menagerie/raft';
import { describe, expect, it } from 'vitest';
import { Cluster, isOf } from './helpers/cluster.ts';

const plain = { servers: 3, preVote: false, checkQuorum: false };

describe('what must be durable first (§3.8, §10.2.1)', () => {
  it('a vote, before it is given', () => {
    const cluster = new Cluster(plain);
    cluster.server(1).fastDisk = false;
    cluster.campaign(0);
    cluster.run(({ to }) => to !== 2);
    expect(cluster.leaders()).toEqual([]);
    cluster.sync(1);
    cluster.run(({ to }) => to !== 2);
    expect(cluster.leaders()).toEqual([0]);
  });

  it('a vote that a crash took was never given', () => {
    const cluster = new Cluster(plain);
    cluster.server(1).fastDisk = false;
    cluster.campaign(0);
    cluster.run(({ to }) => to !== 2);
    cluster.crash(1);
    cluster.recover(1);
    expect(cluster.state(1).persistent.votedFor).toBe(null);
    expect(cluster.leaders()).toEqual([]);
  });

  it('a term, before votes are asked for in it: else one server could lead it twice', () => {
    const cluster = new Cluster(plain);
    cluster.server(0).fastDisk = false;
    cluster.campaign(0);
    cluster.run();
    expect(cluster.delivered.filter(isOf('requestVote'))).toEqual([]);
    cluster.sync(0);
    cluster.run();
    expect(cluster.leaders()).toEqual([0]);
  });

  it('entries, before they are acknowledged', () => {
    const cluster = new Cluster({ servers: 2 });
    cluster.elect(0);
    cluster.server(1).fastDisk = false;
    const request = cluster.propose(0, 'x');
    cluster.run();
    expect(cluster.answers.get(request)).toBeUndefined();
    cluster.sync(1);
    cluster.run();
    expect(cluster.answers.get(request)?.type).toBe('committed');
  });

  it('the leader’s own entry, before the leader counts it; it is sent before', () => {
    const cluster = new Cluster({ servers: 2 });
    cluster.elect(0);
    cluster.server(0).fastDisk = false;
    const request = cluster.propose(0, 'x');
    cluster.run();
    expect(cluster.terms(1)).toEqual([1, 1]);
    expect(cluster.answers.get(request)).toBeUndefined();
    cluster.sync(0);
    cluster.run();
    expect(cluster.answers.get(request)?.type).toBe('committed');
  });

  it('nothing of the leader’s where a majority of the others has it', () => {
    const cluster = new Cluster({ servers: 3 });
    cluster.elect(0);
    cluster.server(0).fastDisk = false;
    const request = cluster.propose(0, 'x');
    cluster.run();
    expect(cluster.answers.get(request)?.type).toBe('committed');
  });

  it('a note that its log is durable counts only in the term that wrote it', () => {
    const cluster = new Cluster({ servers: 1 });
    cluster.elect(0);
    cluster.propose(0, 'x');
    const note = cluster.letters.find(isOf('ownAppendDurable'));
    cluster.restart(0);
    cluster.letters = [];
    cluster.elect(0);
    if (note === undefined) throw new Error('no note');
    const before = cluster.leader(0).peers[0]?.matchIndex;
    cluster.input(0, {
      type: 'message',
      from: 0,
      message: { ...note.message, index: 99 } as never,
    });
    expect(cluster.leader(0).peers[0]?.matchIndex).toBe(before);
  });

  it('is a rule of its own each time, so that forgetting one can be shown', () => {
    for (const rule of ['voteWaits', 'acknowledgementWaits', 'ownEntryWaits'] as const) {
      const cluster = new Cluster({ servers: 2 }, createRaft({ [rule]: () => false }));
      cluster.elect(0);
      for (const { fastDisk } of cluster.servers) expect(fastDisk).toBe(true);
      cluster.server(0).fastDisk = rule !== 'ownEntryWaits';
      cluster.server(1).fastDisk = rule !== 'acknowledgementWaits';
      const request = cluster.propose(0, 'x');
      cluster.run();
      expect(cluster.answers.get(request)?.type).toBe('committed');
    }
  });
});

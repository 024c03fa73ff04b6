import { describe, expect, it } from 'vitest';
import { Cluster, isOf } from './helpers/cluster.ts';

describe('pre-vote (§9.6)', () => {
  it('keeps the term of a server that cannot win', () => {
    const cluster = new Cluster({ servers: 3 });
    cluster.elect(0);
    cluster.cut(2);
    for (let times = 0; times < 3; times += 1) {
      cluster.campaign(2);
      cluster.run();
    }
    expect(cluster.state(2).role.type).toBe('preCandidate');
    expect(cluster.state(2).persistent.currentTerm).toBe(1);
    cluster.mend();
    cluster.heartbeat(0);
    expect(cluster.leaders()).toEqual([0]);
    expect(cluster.state(2).role).toMatchObject({ type: 'follower', leader: 0 });
  });

  it('is not granted to a log that is behind', () => {
    const cluster = new Cluster({ servers: 3, checkQuorum: false }).withLogs({
      0: { terms: [1], term: 1 },
      1: { terms: [1, 1], term: 1 },
      2: { terms: [1, 1], term: 1 },
    });
    cluster.campaign(0);
    cluster.run();
    expect(cluster.state(0).role.type).toBe('follower');
    expect(cluster.state(0).persistent.currentTerm).toBe(1);
  });

  it('writes nothing to any disk', () => {
    const cluster = new Cluster({ servers: 3, checkQuorum: false });
    cluster.campaign(0);
    while (cluster.letters.some(isOf('requestPreVote'))) cluster.deliver(isOf('requestPreVote'));
    expect(cluster.servers.map(({ image }) => image.currentTerm)).toEqual([0, 0, 0]);
  });

  it('frees the longest log on a low term from shorter logs on a higher one', () => {
    const cluster = new Cluster({ servers: 3, checkQuorum: false }).withLogs({
      0: { terms: [1, 1, 1], term: 1 },
      1: { terms: [1], term: 3 },
      2: { terms: [1], term: 3 },
    });
    cluster.loses = ({ from, to }) => from === 2 || to === 2;
    cluster.campaign(1);
    cluster.run();
    cluster.campaign(0);
    cluster.run();
    expect(cluster.leaders()).toEqual([]);
    cluster.campaign(0);
    cluster.run();
    expect(cluster.leaders()).toEqual([0]);
  });

  it('does not count an answer to an earlier question', () => {
    const cluster = new Cluster({ servers: 3, checkQuorum: false });
    cluster.campaign(0);
    cluster.run(isOf('requestPreVote'));
    const late = cluster.letters;
    cluster.letters = [];
    cluster.cut(0);
    cluster.elect(1);
    cluster.mend();
    cluster.heartbeat(1);
    cluster.campaign(0);
    cluster.letters = late;
    cluster.run();
    expect(cluster.state(0).persistent.currentTerm).toBe(1);
    expect(cluster.leaders()).toEqual([1]);
  });

  it('is not ended by a grant that comes from the term it asks for', () => {
    const cluster = new Cluster({ servers: 3, checkQuorum: false });
    cluster.campaign(0);
    const message = {
      type: 'preVoteAnswer',
      term: 1,
      proposed: 1,
      granted: true,
      incarnation: 0,
    } as const;
    cluster.input(0, { type: 'message', from: 1, message });
    expect(cluster.state(0).role.type).toBe('candidate');
  });
});

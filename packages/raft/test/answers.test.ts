import { describe, expect, it } from 'vitest';
import { Cluster } from './helpers/cluster.ts';

describe('answers', () => {
  it('name the place of a committed command', () => {
    const cluster = new Cluster({ servers: 3 });
    cluster.elect(0);
    const request = cluster.propose(0, 'x');
    cluster.run();
    expect(cluster.answers.get(request)).toEqual({ type: 'committed', index: 2, term: 1 });
  });

  it('refuse at a follower and name the leader', () => {
    const cluster = new Cluster({ servers: 3 });
    expect(cluster.answers.get(cluster.propose(1, 'x'))).toMatchObject({ leader: null });
    cluster.elect(0);
    expect(cluster.answers.get(cluster.propose(1, 'x'))).toEqual({
      type: 'refused',
      reason: 'not-leader',
      leader: 0,
    });
  });

  it('are unknown when leadership is lost with the command in the log', () => {
    const cluster = new Cluster({ servers: 3 });
    cluster.elect(0);
    cluster.cut(0);
    const lost = cluster.propose(0, 'lost');
    cluster.run();
    cluster.elect(1);
    cluster.propose(1, 'kept');
    cluster.run();
    cluster.mend();
    cluster.heartbeat(1);
    cluster.heartbeat(1);
    expect(cluster.answers.get(lost)).toEqual({ type: 'unknown' });
    expect(cluster.applied(0)).toEqual(['kept']);
  });

  it('are unknown too where the command is committed later by another leader', () => {
    const cluster = new Cluster({ servers: 3 });
    cluster.elect(0);
    const request = cluster.propose(0, 'x');
    cluster.run(({ message }) => message.type === 'appendEntries');
    cluster.letters = [];
    cluster.cut(0);
    cluster.fire(0, 'quorum');
    cluster.fire(0, 'quorum');
    cluster.elect(1);
    expect(cluster.answers.get(request)).toEqual({ type: 'unknown' });
    expect(cluster.applied(2)).toEqual(['x']);
  });

  it('refuse when too many entries wait to be committed', () => {
    const cluster = new Cluster({ servers: 3, maxUncommitted: 3 });
    cluster.elect(0);
    cluster.cut(0);
    const requests = [1, 2, 3, 4].map((nth) => cluster.propose(0, `${nth}`));
    expect(requests.map((request) => cluster.answers.get(request)?.type)).toEqual([
      undefined,
      undefined,
      undefined,
      'refused',
    ]);
    expect(cluster.answers.get(4)).toMatchObject({ reason: 'overloaded', leader: 0 });
    cluster.mend();
    cluster.heartbeat(0);
    expect(cluster.answers.get(1)?.type).toBe('committed');
    const again = cluster.propose(0, '4');
    cluster.run();
    expect(cluster.answers.get(again)?.type).toBe('committed');
  });

  it('are given once', () => {
    const cluster = new Cluster({ servers: 3 });
    cluster.elect(0);
    cluster.propose(0, 'x');
    cluster.run();
    cluster.answers.clear();
    cluster.heartbeat(0);
    cluster.fire(0, 'quorum');
    cluster.fire(0, 'quorum');
    expect(cluster.answers.size).toBe(0);
  });
});

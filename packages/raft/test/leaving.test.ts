import { createRaft } from '@menagerie/raft';
import { raftZoo } from '@menagerie/raft/testing';
import { describe, expect, it } from 'vitest';
import { Cluster } from './helpers/cluster.ts';

/** Server 0 of two has appended its own removal, told nobody, and starts again. */
function lonelyLeaver(protocol = createRaft()): Cluster {
  const cluster = new Cluster({ servers: 2, checkQuorum: false, preVote: false }, protocol);
  cluster.fire(0, 'election');
  cluster.run();
  cluster.cut(0);
  cluster.command(0, {
    type: 'changeMembership',
    transition: 'simple',
    changes: [{ type: 'remove', server: 0 }],
  });
  cluster.run();
  cluster.restart(0);
  cluster.loses = () => false;
  return cluster;
}

describe('a server whose removal is not committed', () => {
  it('still campaigns, for its log may be the only one that can win', () => {
    const cluster = lonelyLeaver();
    cluster.fire(1, 'election');
    cluster.run();
    expect(cluster.leaders()).toEqual([]);
    cluster.fire(0, 'election');
    cluster.run();
    expect(cluster.state(1).membership.voters).toBe(0b10);
    cluster.fire(1, 'election');
    cluster.run();
    expect(cluster.leaders()).toEqual([1]);
  });

  it('would leave the cluster without a leader if it gave up (R-50)', () => {
    const cluster = lonelyLeaver(raftZoo.find(({ id }) => id === 'R-50')?.protocol);
    for (let round = 0; round < 5; round += 1) {
      for (const id of [0, 1])
        if (cluster.server(id).armed.has('election')) cluster.fire(id, 'election');
      cluster.run();
    }
    expect(cluster.leaders()).toEqual([]);
  });
});

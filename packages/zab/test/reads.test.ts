import { createZab } from '@menagerie/zab';
import { describe, expect, it } from 'vitest';
import { Cluster } from './helpers/cluster.ts';

/** Three servers, all in the epoch of server 2, with one write. */
function written(protocol = createZab()): Cluster {
  const cluster = new Cluster({ servers: 3 }, protocol);
  cluster.elect(0, 1, 2);
  cluster.run();
  cluster.propose(2, 'a');
  cluster.run();
  cluster.loses = () => false;
  return cluster;
}

const first = { epoch: 1, counter: 1 };

/** Server 2 does not know yet that 0 and 1 have another leader, and that it has committed. */
function deposed(protocol = createZab()): Cluster {
  const cluster = written(protocol);
  cluster.isolate(2);
  for (const id of [0, 1]) cluster.fire(id, 'leader');
  cluster.propose(cluster.elect(0, 1), 'b');
  cluster.run();
  return cluster;
}

describe('a read of mode sync', () => {
  it('is answered by the leader after a round of pings', () => {
    const cluster = written();
    const request = cluster.read(2);
    expect(cluster.answers.has(request)).toBe(false);
    cluster.run();
    expect(cluster.answers.get(request)).toEqual({ type: 'read', zxid: first, by: 'sync' });
  });

  it('is answered by a learner behind all commits that the leader had sent', () => {
    const cluster = written();
    const write = cluster.propose(2, 'b');
    const request = cluster.read(0);
    cluster.run();
    expect(cluster.answers.get(write)?.type).toBe('committed');
    expect(cluster.answers.get(request)).toMatchObject({ zxid: { epoch: 1, counter: 2 } });
  });

  it('is not answered by a leader that was deposed', () => {
    const cluster = deposed();
    const request = cluster.read(2);
    cluster.run();
    expect(cluster.answers.has(request)).toBe(false);
    cluster.fire(2, 'quorum');
    cluster.fire(2, 'quorum');
    expect(cluster.answers.get(request)).toMatchObject({ reason: 'leader-lost' });
  });

  it('would be answered with old news where sync has no round of a quorum (Z-26)', () => {
    const cluster = deposed(createZab({ isConfirmed: () => true }));
    const request = cluster.read(2);
    expect(cluster.answers.get(request)).toEqual({ type: 'read', zxid: first, by: 'sync' });
  });

  it('is refused by a server that looks for a leader', () => {
    const cluster = written();
    cluster.restart(0);
    expect(cluster.answers.get(cluster.read(0))).toMatchObject({ reason: 'not-leader' });
  });

  it('that waits at a learner is refused when its connection ends', () => {
    const cluster = written();
    const request = cluster.read(0);
    cluster.fire(0, 'leader');
    expect(cluster.answers.get(request)).toMatchObject({ reason: 'leader-lost' });
  });
});

describe('a read of mode local', () => {
  it('is answered at once, from what was delivered here, however old', () => {
    const cluster = deposed();
    const request = cluster.command(2, { type: 'read', mode: 'local' });
    expect(cluster.answers.get(request)).toEqual({ type: 'read', zxid: first, by: 'local' });
  });
});

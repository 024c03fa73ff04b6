import { describe, expect, it } from 'vitest';
import { isOf, LogCluster } from './helpers/log-cluster.ts';

describe('a read', () => {
  it('is answered once a quorum has confirmed the leader after it came', () => {
    const cluster = new LogCluster({ servers: 3 });
    cluster.elect(0);
    cluster.propose(0, 'a');
    cluster.run();
    const request = cluster.read(0);
    expect(cluster.answers.get(request)).toBeUndefined();
    cluster.run();
    expect(cluster.answers.get(request)).toEqual({ type: 'read', slot: 1, by: 'quorum' });
  });

  it('is not answered by a leader that was deposed without knowing it', () => {
    const cluster = new LogCluster({ servers: 3 });
    cluster.elect(0);
    cluster.connect(1, 2);
    cluster.elect(1);
    cluster.propose(1, 'a');
    cluster.run();
    const request = cluster.read(0);
    cluster.run();
    expect(cluster.answers.get(request)).toBeUndefined();
    cluster.mend();
    cluster.heartbeat(0);
    expect(cluster.answers.get(request)?.type).toBe('refused');
    expect(cluster.violations).toEqual([]);
  });

  it('waits at a new leader until all is chosen that phase 1 told of', () => {
    const cluster = new LogCluster({ servers: 3 });
    cluster.elect(0);
    cluster.propose(0, 'a');
    cluster.run(isOf('accept'));
    cluster.crash(0);
    cluster.drop();
    cluster.connect(1, 2);
    cluster.fire(1, 'election');
    cluster.run(isOf('prepare', 'promise'));
    const request = cluster.read(1);
    cluster.run(isOf('heartbeat', 'heartbeatAnswer'));
    expect(cluster.answers.get(request)).toBeUndefined();
    cluster.run();
    expect(cluster.answers.get(request)).toEqual({ type: 'read', slot: 1, by: 'quorum' });
  });

  it('of mode local is answered by any server from what it has', () => {
    const cluster = new LogCluster({ servers: 3 });
    const request = cluster.command(2, { type: 'read', mode: 'local' });
    expect(cluster.answers.get(request)).toEqual({ type: 'read', slot: 0, by: 'local' });
  });
});

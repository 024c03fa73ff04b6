import { paxosConfig } from '@menagerie/paxos';
import { describe, expect, it } from 'vitest';
import { isOf, LogCluster } from './helpers/log-cluster.ts';
import { of } from './helpers/messages.ts';

/** Servers 0, 1 and 2 vote, 3 listens; 0 leads. */
function withLearner(options: { readonly maxBatch?: number } = {}): LogCluster {
  const cluster = new LogCluster({ servers: 4, quorums: of(0b0111), learners: 0b1111, ...options });
  cluster.elect(0);
  cluster.run();
  return cluster;
}

describe('a learner', () => {
  it('hears of a leader from its first heartbeat, and follows', () => {
    expect(withLearner().state(3).role).toEqual({ type: 'follower', leader: 0 });
  });

  it('is told of each slot once it is chosen, in one message, and votes in none', () => {
    const cluster = withLearner();
    const before = cluster.delivered.length;
    for (const text of ['a', 'b']) cluster.propose(0, text);
    cluster.run();
    expect(cluster.applied(3)).toEqual(['a', 'b']);
    const letters = cluster.delivered.slice(before);
    expect(letters.filter(({ to }) => to === 3).map(({ message }) => message.type)).toEqual([
      'chosen',
      'chosen',
    ]);
    expect(letters.some(({ from }) => from === 3)).toBe(false);
  });

  it('is told of nothing that is only proposed', () => {
    const cluster = withLearner();
    cluster.isolate(1, 2);
    cluster.propose(0, 'a');
    cluster.run();
    cluster.heartbeat(0);
    expect(cluster.applied(3)).toEqual([]);
    expect(cluster.state(3).persistent.votes).toEqual([]);
  });

  it('keeps no leader that its voters have left', () => {
    const cluster = withLearner();
    cluster.isolate(1, 2);
    cluster.fire(0, 'quorum');
    cluster.heartbeat(0);
    cluster.fire(0, 'quorum');
    expect(cluster.leads(0)).toBe(false);
  });

  it('asks for what it missed, as far back as it takes', () => {
    const cluster = withLearner({ maxBatch: 2 });
    cluster.isolate(3);
    for (const text of ['a', 'b', 'c', 'd', 'e']) cluster.propose(0, text);
    cluster.run();
    cluster.compact(0, 2);
    cluster.mend();
    cluster.heartbeat(0);
    expect(cluster.applied(3)).toEqual(['snapshot 2', 'c', 'd', 'e']);
  });

  it('that is silent for long is told no more, until it answers again', () => {
    const cluster = withLearner();
    cluster.fire(0, 'quorum');
    cluster.isolate(3);
    cluster.heartbeat(0);
    cluster.fire(0, 'quorum');
    expect(cluster.leader(0).listening).toBe(0);
    cluster.mend();
    cluster.propose(0, 'a');
    cluster.run();
    expect(cluster.applied(3)).toEqual([]);
    cluster.heartbeat(0);
    expect(cluster.applied(3)).toEqual(['a']);
    cluster.fire(0, 'quorum');
    expect(cluster.leader(0).listening).toBe(0b1000);
  });

  it('does not campaign, and follows whoever leads next', () => {
    const cluster = withLearner();
    cluster.crash(0);
    cluster.fire(3, 'election');
    cluster.run();
    expect(cluster.state(3).role).toEqual({ type: 'follower', leader: null });
    cluster.elect(1);
    cluster.propose(1, 'a');
    cluster.run();
    expect(cluster.state(3).role).toEqual({ type: 'follower', leader: 1 });
    expect(cluster.applied(3)).toEqual(['a']);
  });

  it('votes once a configuration names it, and who is named no more listens', () => {
    const cluster = withLearner();
    cluster.reconfigure(0, of(0b1011));
    cluster.run();
    cluster.heartbeat(0);
    cluster.crash(1);
    const request = cluster.propose(0, 'a');
    cluster.run();
    expect(cluster.answers.get(request)?.type).toBe('committed');
    expect(cluster.votes(3)).toContain('a in 1');
    expect(cluster.applied(2)).toEqual(['reconfigure', 'a']);
    expect(cluster.delivered.filter(isOf('chosen')).some(({ to }) => to === 2)).toBe(true);
  });
});

it('nobody listens who is not said to', () => {
  const cluster = new LogCluster({ servers: 4, quorums: of(0b0111) });
  cluster.elect(0);
  cluster.propose(0, 'a');
  cluster.run();
  cluster.heartbeat(0);
  expect(cluster.delivered.some(({ to }) => to === 3)).toBe(false);
});

it('learners are servers', () => {
  expect(() => paxosConfig({ servers: 3, learners: 0b1000 })).toThrow('learners is 8');
});

import type { PaxosMessage } from '@menagerie/paxos';
import { describe, expect, it } from 'vitest';
import { isOf, LogCluster, proposals } from './helpers/log-cluster.ts';
import { accepted, ballot, of } from './helpers/messages.ts';

/** To whom something of this type is under way. */
const receivers = (cluster: LogCluster, type: PaxosMessage['type']): number[] =>
  cluster.letters.filter(isOf(type)).map(({ to }) => to);

describe('a chosen stop-sign', () => {
  /** The leader has just chosen the stop-sign, and nobody has heard of that. */
  function closed(servers: number, before: number, after: number): LogCluster {
    const cluster = new LogCluster({ servers, quorums: of(before) });
    cluster.elect(0);
    cluster.reconfigure(0, of(after));
    cluster.run(({ from, to }) => from === to);
    cluster.drop();
    cluster.tell(0, 1, accepted(ballot(1), 1, 1));
    expect(cluster.state(0).eras).toHaveLength(2);
    return cluster;
  }

  it('is told of by the leader alone, and whoever is told has nothing to ask', () => {
    const cluster = closed(3, 0b111, 0b111);
    cluster.run();
    const told = cluster.delivered.filter(isOf('chosen'));
    expect(told.map(({ from, to }) => [from, to])).toEqual([
      [0, 1],
      [0, 2],
    ]);
    expect(cluster.delivered.filter(isOf('learn'))).toEqual([]);
  });

  it('is told to the members of the two configurations that it is between, and no others', () => {
    const cluster = closed(4, 0b0111, 0b1011);
    cluster.run();
    cluster.reconfigure(0, of(0b1011));
    cluster.run(isOf('accept', 'accepted'));
    expect(receivers(cluster, 'chosen')).toEqual([1, 3]);
  });

  it('makes the leader ask those new members for promises that have not given any', () => {
    const cluster = closed(6, 0b000111, 0b111011);
    expect(receivers(cluster, 'prepare')).toEqual([3, 4, 5]);
  });

  it('makes the leader go on as soon as enough of them have promised', () => {
    const cluster = closed(5, 0b00111, 0b11001);
    cluster.propose(0, 'x');
    cluster.run(({ to }) => to === 3);
    expect(proposals(cluster.letters)).toEqual([]);
    cluster.deliver(({ from, message }) => from === 3 && message.type === 'promise');
    expect(proposals(cluster.letters)).toEqual(['3: x from slot 2', '4: x from slot 2']);
  });

  it('ends the heartbeats to those that are in the configuration no more', () => {
    const cluster = closed(5, 0b00111, 0b11001);
    cluster.drop();
    cluster.fire(0, 'heartbeat');
    expect(receivers(cluster, 'heartbeat')).toEqual([3, 4]);
  });

  it('leaves a server that it leaves out knowing who leads', () => {
    const cluster = closed(3, 0b111, 0b011);
    cluster.run();
    expect(cluster.state(2).eras).toHaveLength(2);
    expect(cluster.state(2).role).toEqual({ type: 'follower', leader: 0 });
  });

  it('lets a new leader be content with the promises of a quorum of the new configuration', () => {
    const cluster = closed(5, 0b10011, 0b11100);
    cluster.run();
    cluster.connect(2, 3);
    cluster.elect(2);
    cluster.mend();
    cluster.drop();
    cluster.fire(2, 'heartbeat');
    expect(receivers(cluster, 'heartbeat')).toEqual([3, 4]);
    expect(receivers(cluster, 'prepare')).toEqual([]);
  });
});

describe('a change by a window', () => {
  const options = { servers: 3, reconfiguration: 'alpha-window' } as const;

  it('does not keep a server that has not heard of it from voting', () => {
    const cluster = new LogCluster({ ...options, window: 1 });
    cluster.elect(0);
    cluster.connect(0, 1);
    cluster.reconfigure(0, of(0b111));
    cluster.run();
    cluster.mend();
    cluster.propose(0, 'b');
    cluster.run(({ to }) => to === 2);
    expect(cluster.state(2).eras).toHaveLength(1);
    expect(cluster.letters.filter(({ from }) => from === 2)).toMatchObject([
      { to: 0, message: { type: 'accepted', from: 2 } },
    ]);
  });

  it('does not stop proposals before it is chosen', () => {
    const cluster = new LogCluster({ ...options, window: 3 });
    cluster.elect(0);
    cluster.reconfigure(0, of(0b111));
    cluster.propose(0, 'b');
    expect(cluster.leader(0).flights).toHaveLength(2);
  });

  it('comes into force by no-ops as often as there is one', () => {
    const cluster = new LogCluster({ ...options, window: 3 });
    cluster.elect(0);
    for (const number of [1, 2, 3]) {
      cluster.reconfigure(0, of(0b111));
      cluster.run();
      expect(cluster.state(0).eras.at(-1)).toMatchObject({ number, from: 3 * number + 1 });
      expect(cluster.state(0).chosen).toBe(3 * number);
    }
  });
});

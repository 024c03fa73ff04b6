import { createZab, zookeeperRules } from '@menagerie/zab';
import { describe, expect, it } from 'vitest';
import { Cluster, fromText, isOf } from './helpers/cluster.ts';
import { join } from './helpers/led.ts';

type Letter = Cluster['letters'][number];

/** Servers 1 and 2 have committed `a`; what 2 proposes now only 2 has on its disk. */
function led(protocol = createZab(), variant: 'zookeeper' | 'paper' = 'zookeeper'): Cluster {
  const cluster = new Cluster({ servers: 3, variant }, protocol);
  expect(cluster.elect(1, 2)).toBe(2);
  cluster.propose(2, 'a');
  cluster.run();
  cluster.letters = [];
  cluster.mend();
  return cluster;
}

/** Everything but acknowledgements that a follower gives. */
function unacknowledged({ from, message }: Letter): boolean {
  return message.type !== 'ack' || from === 2;
}

describe('a learner that comes while proposals are under way', () => {
  it('gets what is committed with the history, and each proposal once, after it', () => {
    const cluster = led();
    cluster.command(2, { type: 'compact', through: 1, data: fromText('A') });
    cluster.propose(2, 'b');
    cluster.delivered.length = 0;
    join(cluster, unacknowledged);
    const frames = cluster.delivered.filter(
      ({ to, message }) => to === 0 && isOf('snap', 'proposal')({ from: 2, to, message }),
    );
    expect(frames.map(({ message }) => message)).toMatchObject([
      { type: 'snap', history: { snapshot: { index: 1 }, txns: [] } },
      { type: 'proposal', txn: { zxid: { epoch: 1, counter: 2 } } },
    ]);
  });

  it.each(['zookeeper', 'paper'] as const)('keeps what it has of it: %s', (variant) => {
    const lost: string[] = [];
    const cluster = led(createZab(), variant);
    join(cluster);
    cluster.propose(2, 'b');
    cluster.run(unacknowledged);
    cluster.fire(0, 'leader');
    cluster.run((letter) => {
      if (cluster.history(0) !== '1.1 1.2') lost.push(cluster.history(0));
      return unacknowledged(letter);
    });
    expect(lost).toEqual([]);
    expect(cluster.role(0)).toBe('learning synced');
    expect(cluster.leading(2).learners[0]).toMatchObject({ proposed: 2, acked: 0 });
  });

  it('judges a commit by where NEWLEADER closes what it was given', () => {
    const asked: unknown[] = [];
    const protocol = createZab({
      matchesCommit: (index, initial, serving) => {
        asked.push({ index, initial, serving });
        return zookeeperRules.matchesCommit(index, initial, serving);
      },
    });
    const cluster = led(protocol);
    asked.length = 0;
    join(cluster, unacknowledged);
    expect(asked).toEqual([{ index: 1, initial: 1, serving: false }]);
    cluster.propose(2, 'b');
    cluster.run(({ from, message }) => message.type !== 'ack' || from !== 0);
    expect(cluster.role(0)).toBe('learning synced');
    expect(asked).toContainEqual({ index: 2, initial: 1, serving: false });
  });
});

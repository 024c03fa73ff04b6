import type { ServerId } from '@menagerie/contract';
import { describe, expect, it } from 'vitest';
import { Cluster, isOf } from './helpers/cluster.ts';
import { join, led, say } from './helpers/led.ts';

/** How far a learner is, as its leader sees it. */
function stage(cluster: Cluster, learner: ServerId): string | undefined {
  return cluster.leading(2).learners[learner]?.stage.type;
}

/** The place of the next frame of a learner to its leader. */
function place(
  cluster: Cluster,
  learner: ServerId,
): { readonly dial: number; readonly nth: number } {
  const found = cluster.leading(2).learners[learner] ?? null;
  if (found === null) throw new Error(`server ${learner} has no connection`);
  return { dial: found.channel.dial, nth: found.channel.received };
}

describe('a leader', () => {
  it('hears of its own disk only what belongs to its epoch', () => {
    const cluster = new Cluster({ servers: 3 });
    cluster.server(2).image.acceptedEpoch = 3;
    cluster.restart(2);
    cluster.isolate(0);
    cluster.server(2).fastDisk = false;
    cluster.run(isOf('notification'));
    for (const id of [1, 2]) cluster.fire(id, 'finalize');
    cluster.run(isOf('followerInfo'));
    const self = { dial: 0, nth: 0 };
    const promise = { type: 'ackEpoch', counts: true, currentEpoch: 0, history: null } as const;
    const zxid = { epoch: 0, counter: 0 };
    say(cluster, 2, { ...self, ...promise, zxid, epoch: 3 });
    expect(stage(cluster, 2)).toBe('informed');
    say(cluster, 2, { ...self, ...promise, zxid, epoch: 4 });
    expect(stage(cluster, 2)).toBe('acknowledged');
    cluster.sync(2);
    cluster.run(isOf('leaderInfo', 'ackEpoch'));
    expect(stage(cluster, 2)).toBe('syncing');
    say(cluster, 2, { ...self, type: 'ack', zxid: { epoch: 3, counter: 0 } });
    expect(stage(cluster, 2)).toBe('syncing');
    say(cluster, 2, { ...self, type: 'ack', zxid: { epoch: 4, counter: 0 } });
    expect(stage(cluster, 2)).toBe('synced');
  });

  it('counts no acknowledgement of what it has not proposed', () => {
    const cluster = led();
    cluster.server(2).fastDisk = false;
    cluster.propose(2, 'x');
    cluster.run();
    expect(cluster.applied(2)).toEqual([]);
    say(cluster, 2, { type: 'ack', dial: 0, nth: 0, zxid: { epoch: 1, counter: 9 } });
    expect(cluster.applied(2)).toEqual([]);
  });

  it('takes the promise of a learner once in each connection', () => {
    const cluster = led();
    const promise = { type: 'ackEpoch', epoch: 1, counts: true, currentEpoch: 1 } as const;
    const zxid = { epoch: 0, counter: 0 };
    say(cluster, 1, { ...promise, ...place(cluster, 1), zxid, history: null });
    expect(stage(cluster, 1)).toBe('synced');
    expect(cluster.letters).toEqual([]);
  });

  it('counts nobody for a proposal who has not acknowledged NEWLEADER', () => {
    const cluster = led();
    cluster.propose(2, 'x');
    join(cluster, ({ from, message }) => message.type !== 'ack' || from === 2);
    expect(stage(cluster, 0)).toBe('syncing');
    say(cluster, 0, { type: 'ack', ...place(cluster, 0), zxid: { epoch: 1, counter: 1 } });
    expect(cluster.applied(2)).toEqual([]);
    cluster.run();
    expect(cluster.applied(2)).toEqual(['x']);
  });
});

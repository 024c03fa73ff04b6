import type { ZabMessage } from '@menagerie/zab';
import { describe, expect, it } from 'vitest';
import { Cluster, isOf } from './helpers/cluster.ts';
import { join, led, say } from './helpers/led.ts';

type Letter = Cluster['letters'][number];

describe('a leader', () => {
  it('answers a reconfiguration once its own disk has it', () => {
    const cluster = led(0, 1, 2);
    cluster.server(2).fastDisk = false;
    const data = cluster.propose(2, 'x');
    const reconfig = cluster.reconfigure(2, [0, 2]);
    cluster.run();
    expect(cluster.applied(2)).toEqual(['x']);
    expect(cluster.answers.get(data)?.type).toBe('committed');
    expect(cluster.answers.has(reconfig)).toBe(false);
    cluster.sync(2);
    cluster.run();
    expect(cluster.applied(2)).toEqual(['x', 'reconfig']);
    // That it is in force is not on the disk yet.
    expect(cluster.answers.has(reconfig)).toBe(false);
    cluster.sync(2);
    expect(cluster.answers.get(reconfig)?.type).toBe('committed');
  });

  it('commits what was proposed before a reconfiguration by the membership before', () => {
    const cluster = new Cluster({ servers: 5, voters: 0b00111 });
    expect(cluster.elect(0, 1, 2)).toBe(2);
    cluster.mend();
    for (const id of [3, 4]) {
      cluster.fire(id, 'notify');
      cluster.run();
      expect(cluster.role(id)).toBe('learning serving');
    }
    cluster.propose(2, 'x');
    expect(cluster.answers.size).toBe(0);
    cluster.reconfigure(2, [2, 3, 4]);
    cluster.run(({ from, to }) => from + to <= 3 || (from === 2 && to === 2));
    expect(cluster.applied(2)).toEqual(['x']);
    cluster.run();
    expect(cluster.applied(2)).toEqual(['x', 'reconfig']);
  });

  it('commits all that one acknowledgement of NEWLEADER completes', () => {
    const cluster = led();
    const held = ({ from, message }: Letter): boolean =>
      from !== 1 || message.type === 'notification';
    for (const text of ['a', 'b', 'c']) cluster.propose(2, text);
    join(cluster, held);
    expect(cluster.role(0)).toBe('learning serving');
    expect(cluster.applied(2)).toEqual(['a', 'b', 'c']);
  });

  it('commits nothing more after what removes it', () => {
    const cluster = led(0, 1, 2);
    cluster.restart(0);
    cluster.drop(({ from, to }) => from === 0 || to === 0);
    const removed = { ...cluster.membership([0, 1]) };
    cluster.fire(2, 'quorum');
    cluster.command(2, { type: 'reconfig', membership: removed });
    const request = cluster.propose(2, 'y');
    join(cluster);
    expect(cluster.applied(2)).toEqual(['reconfig']);
    expect(cluster.answers.get(request)).toEqual({ type: 'unknown' });
    expect(cluster.role(2)).not.toBe('leading broadcast');
  });

  it('gives up where the history that it establishes removes it', () => {
    const cluster = led(0, 1, 2);
    cluster.reconfigure(2, [0, 1]);
    cluster.letters = [];
    for (const id of [0, 1, 2]) cluster.restart(id);
    cluster.letters = [];
    cluster.mend();
    for (const id of [0, 1, 2]) cluster.fire(id, 'notify');
    expect([0, 1]).toContain(cluster.elect(0, 1, 2));
    expect(cluster.state(2).active.voters).toBe(0b011);
  });

  it('tells a learner the epoch once, and once that it may serve', () => {
    const cluster = led(0, 1, 2);
    const told = (type: ZabMessage['type'], to: number): number =>
      cluster.delivered.filter((letter) => letter.to === to && letter.message.type === type).length;
    const late = led();
    join(late);
    expect(late.role(0)).toBe('learning serving');
    for (const type of ['leaderInfo', 'upToDate'] as const) {
      for (const id of [0, 1]) expect(told(type, id)).toBe(1);
      const again = late.delivered.filter(isOf(type)).map(({ to }) => to);
      expect(again.toSorted((a, b) => a - b)).toEqual([0, 1]);
    }
  });

  it('does not tell itself that it may serve, however late its disk is', () => {
    const cluster = new Cluster({ servers: 3 });
    cluster.server(2).fastDisk = false;
    cluster.run();
    for (const id of [0, 1, 2]) cluster.fire(id, 'finalize');
    for (let rounds = 0; rounds < 6; rounds += 1) {
      cluster.run();
      cluster.sync(2, 1);
    }
    cluster.run();
    expect(
      cluster.delivered.some(({ from, to, message }) => from === to && message.type === 'upToDate'),
    ).toBe(false);
    expect(cluster.letters).toEqual([]);
  });

  it('tells an observer its epoch only when that is established', () => {
    const cluster = new Cluster({ servers: 3, voters: 0b110 });
    const early = ({ message }: { message: ZabMessage }): boolean => message.type !== 'ack';
    cluster.run(early);
    for (const id of [1, 2]) cluster.fire(id, 'finalize');
    const info = {
      type: 'observerInfo',
      acceptedEpoch: 0,
      incarnation: 0,
      dial: 1,
      nth: 0,
    } as const;
    cluster.run(early);
    say(cluster, 0, info);
    expect(cluster.role(2)).toBe('leading synchronization');
    expect(cluster.letters.filter(({ to }) => to === 0).filter(isOf('leaderInfo'))).toEqual([]);
    cluster.run();
    expect(cluster.delivered.filter(({ to }) => to === 0).filter(isOf('leaderInfo')).length).toBe(
      1,
    );
  });

  it('does not begin anew for a connection that it knows', () => {
    const cluster = led();
    const { channel } = cluster.learning(1);
    const info = { type: 'followerInfo', acceptedEpoch: 1, incarnation: 0, nth: 0 } as const;
    say(cluster, 1, { ...info, dial: channel.dial });
    say(cluster, 1, { ...info, dial: channel.dial - 1 });
    expect(cluster.leading(2).learners[1]?.stage.type).toBe('synced');
    expect(cluster.letters).toEqual([]);
  });

  it('keeps a learner that has just come, and drops one that is silent, who dials again', () => {
    const cluster = led();
    join(cluster, ({ message }) => message.type === 'notification');
    cluster.deliver(isOf('followerInfo'));
    cluster.letters = [];
    cluster.fire(2, 'quorum');
    expect(cluster.leading(2).learners[0]).not.toBeNull();
    say(cluster, 1, { type: 'pong', dial: cluster.learning(1).channel.dial, sent: 0, round: 0 });
    cluster.letters = [];
    cluster.fire(2, 'quorum');
    expect(cluster.leading(2).learners[0]).toBeNull();
    expect(cluster.letters.map(({ to, message }) => ({ to, message }))).toMatchObject([
      { to: 0, message: { type: 'closed', leads: true } },
    ]);
  });

  it('does not rest on learners that are not synchronized', () => {
    const cluster = led();
    cluster.fire(2, 'quorum');
    join(
      cluster,
      ({ message }) => message.type === 'notification' || message.type === 'followerInfo',
    );
    expect(cluster.leading(2).learners[0]).toMatchObject({ heard: true });
    const { dial } = cluster.leading(2).learners[0]?.channel ?? { dial: 0 };
    const read = cluster.read(2);
    say(cluster, 0, { type: 'pong', dial, sent: 1, round: 1 });
    expect(cluster.answers.has(read)).toBe(false);
    cluster.letters = [];
    cluster.fire(2, 'quorum');
    expect(cluster.role(2)).toBe('looking');
  });

  it('does not take an answer over an earlier connection for one over this', () => {
    const cluster = led();
    const read = cluster.read(2);
    const { dial } = cluster.learning(1).channel;
    say(cluster, 1, { type: 'pong', dial: dial - 1, sent: 0, round: 1 });
    expect(cluster.answers.has(read)).toBe(false);
    cluster.run();
    expect(cluster.answers.get(read)?.type).toBe('read');
    expect(cluster.leading(2).reads).toEqual([]);
  });

  it('confirms no read over another connection than it came over', () => {
    const cluster = led();
    cluster.read(1);
    cluster.run(isOf('request'));
    cluster.drop();
    const { dial } = cluster.learning(1).channel;
    say(cluster, 2, { type: 'closed', dial, leads: true }, 1);
    cluster.run();
    cluster.fire(2, 'ping');
    cluster.run();
    expect(cluster.leading(2).reads).toEqual([]);
    expect(cluster.delivered.filter(isOf('sync'))).toEqual([]);
  });

  it('refuses to read before its epoch is established', () => {
    const cluster = new Cluster({ servers: 3 });
    cluster.isolate(0);
    cluster.run();
    for (const id of [1, 2]) cluster.fire(id, 'finalize');
    expect(cluster.role(2)).toBe('leading discovery');
    expect(cluster.answers.get(cluster.read(2))).toMatchObject({ reason: 'not-established' });
  });

  it('refuses a membership that is none, or of disks that are not there', () => {
    const cluster = led(0, 1, 2);
    const good = cluster.membership([1, 2]);
    const reason = (change: Partial<typeof good>): unknown =>
      cluster.answers.get(
        cluster.command(2, { type: 'reconfig', membership: { ...good, ...change } }),
      );
    expect(reason({ weights: [0, 0] })).toMatchObject({ reason: 'invalid-membership' });
    expect(reason({ incarnations: [0, 0] })).toMatchObject({ reason: 'invalid-membership' });
    const observed = new Cluster({ servers: 3, voters: 0b100 });
    observed.elect(2);
    observed.mend();
    for (const id of [0, 1]) {
      observed.fire(id, 'notify');
      observed.run();
    }
    const others = { ...observed.membership([0, 1, 2]), incarnations: [1, 1, 0] };
    const request = observed.command(2, { type: 'reconfig', membership: others });
    expect(observed.answers.get(request)).toMatchObject({ reason: 'no-quorum' });
  });

  it('that gives up tells its learners, not itself, and leaves reads of others to them', () => {
    const cluster = led();
    cluster.read(1);
    cluster.run(isOf('request'));
    cluster.drop();
    for (const _ of [0, 1]) cluster.fire(2, 'quorum');
    expect(cluster.role(2)).toBe('looking');
    expect(cluster.answers.size).toBe(0);
    const closed = cluster.letters.filter(isOf('closed')).map(({ to }) => to);
    expect(closed).toEqual([1]);
    expect([...cluster.server(2).armed.keys()]).toEqual(['notify']);
    expect(cluster.server(2).armed.get('notify')).toEqual({ min: 80, max: 160 });
    expect(cluster.letters.filter(({ to }) => to === 2)).toEqual([]);
  });
});

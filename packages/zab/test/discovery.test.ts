import { createZab } from '@menagerie/zab';
import { describe, expect, it } from 'vitest';
import { Cluster, isOf } from './helpers/cluster.ts';

/** Servers 1 and 2 in the epoch of 2; server 0 has promised epoch 5 to somebody, and looks. */
function promisedElsewhere(protocol = createZab()): Cluster {
  const cluster = new Cluster({ servers: 3 }, protocol);
  cluster.elect(1, 2);
  cluster.run();
  cluster.server(0).image.acceptedEpoch = 5;
  cluster.server(0).image.promisedTo = 1;
  cluster.restart(0);
  cluster.loses = () => false;
  cluster.letters = [];
  return cluster;
}

describe('an epoch', () => {
  it('is later than all that a quorum has accepted', () => {
    const cluster = new Cluster({ servers: 3 });
    cluster.server(0).image.acceptedEpoch = 5;
    cluster.server(2).image.acceptedEpoch = 3;
    for (const id of [0, 2]) cluster.restart(id);
    cluster.elect(0, 2);
    expect(cluster.state(2).persistent).toMatchObject({ acceptedEpoch: 6, currentEpoch: 6 });
  });

  it('begins anew for a voter that has promised a later one to somebody else', () => {
    const cluster = promisedElsewhere();
    cluster.fire(0, 'notify');
    cluster.run();
    cluster.elect(0, 1, 2);
    cluster.run();
    for (const id of [0, 1, 2]) expect(cluster.state(id).persistent.currentEpoch).toBe(6);
  });

  it('is not taken part in by who has promised a later one', () => {
    const cluster = promisedElsewhere(createZab({ yieldsTo: () => false }));
    cluster.fire(0, 'notify');
    cluster.run(({ to, message }) => !(to === 0 && message.type === 'leaderInfo'));
    expect(cluster.role(0)).toBe('learning dialling');
    cluster.deliver(isOf('leaderInfo'));
    expect(cluster.role(0)).toBe('looking');
    expect(cluster.state(0).persistent.acceptedEpoch).toBe(5);
  });

  it('would be, and promises would be broken, where lower epochs were accepted (Z-23)', () => {
    const lax = createZab({ acceptsEpoch: () => true, yieldsTo: () => false });
    const cluster = promisedElsewhere(lax);
    cluster.fire(0, 'notify');
    cluster.run();
    expect(cluster.role(0)).toBe('learning serving');
    expect(cluster.state(0).persistent).toMatchObject({ acceptedEpoch: 5, currentEpoch: 1 });
  });

  it('that was promised to another leader does not count for this one', () => {
    const cluster = new Cluster({ servers: 3 });
    cluster.server(0).image.acceptedEpoch = 1;
    cluster.server(0).image.promisedTo = 1;
    cluster.restart(0);
    cluster.elect(1, 2);
    cluster.loses = () => false;
    cluster.fire(0, 'notify');
    cluster.run();
    const [answer] = cluster.delivered.filter(
      ({ from, message }) => from === 0 && message.type === 'ackEpoch',
    );
    expect(answer?.message).toMatchObject({ epoch: 1, counts: false });
    expect(cluster.role(0)).toBe('learning serving');
    expect(cluster.state(0).persistent.promisedTo).toBe(1);
  });
});

describe('a server that is to lead', () => {
  /** Server 2 believes to be elected; nobody has heard of it. */
  function alone(): Cluster {
    const cluster = new Cluster({ servers: 3 });
    cluster.run();
    cluster.isolate(2);
    cluster.fire(2, 'finalize');
    cluster.run();
    return cluster;
  }

  it('waits for a quorum, and then no longer', () => {
    const cluster = alone();
    expect(cluster.role(2)).toBe('leading discovery');
    cluster.fire(2, 'ping');
    cluster.fire(2, 'quorum');
    expect(cluster.role(2)).toBe('looking');
    expect(cluster.state(2).persistent.acceptedEpoch).toBe(0);
  });

  it('is dialled again where FOLLOWERINFO was lost', () => {
    const cluster = alone();
    cluster.fire(0, 'finalize');
    cluster.run();
    cluster.loses = () => false;
    expect(cluster.role(0)).toBe('learning dialling');
    cluster.fire(0, 'dial');
    cluster.run();
    expect(cluster.role(0)).toBe('learning serving');
    expect(cluster.learning(0).channel.dial).toBe(1);
  });

  it('tells its learners when it gives up', () => {
    const cluster = alone();
    cluster.loses = () => false;
    cluster.fire(0, 'finalize');
    cluster.run();
    cluster.fire(2, 'ping');
    cluster.letters = [];
    cluster.leading(2).stage = 'discovery';
    cluster.fire(2, 'quorum');
    cluster.run(isOf('closed'));
    expect(cluster.role(0)).toBe('looking');
  });
});

describe('an established leader', () => {
  it('leads on while a quorum answers its pings, and drops who does not', () => {
    const cluster = new Cluster({ servers: 3 });
    cluster.elect(0, 1, 2);
    cluster.run();
    cluster.isolate(0);
    cluster.fire(2, 'quorum');
    cluster.pulse(2);
    cluster.fire(2, 'quorum');
    expect(cluster.role(2)).toBe('leading broadcast');
    expect(cluster.leading(2).learners.map((learner) => learner !== null)).toEqual([
      false,
      true,
      true,
    ]);
  });

  it('gives up once no quorum has answered for a whole check', () => {
    const cluster = new Cluster({ servers: 3 });
    cluster.elect(0, 1, 2);
    cluster.run();
    cluster.isolate(2);
    cluster.fire(2, 'quorum');
    expect(cluster.role(2)).toBe('leading broadcast');
    cluster.pulse(2);
    cluster.fire(2, 'quorum');
    expect(cluster.role(2)).toBe('looking');
  });
});

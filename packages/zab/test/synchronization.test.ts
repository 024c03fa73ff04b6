import { createZab } from '@menagerie/zab';
import { describe, expect, it } from 'vitest';
import { Cluster, isOf } from './helpers/cluster.ts';

/** Types of the frames that a server was given, in order. */
function framesTo(cluster: Cluster, to: number): string[] {
  return cluster.delivered
    .filter((letter) => letter.to === to && 'nth' in letter.message)
    .map(({ message }) => message.type);
}

/** Three servers; 2 leads and has committed `a` with 1, while 0 was away. */
function withLaggard(protocol = createZab()): Cluster {
  const cluster = new Cluster({ servers: 3 }, protocol);
  cluster.elect(1, 2);
  cluster.propose(2, 'a');
  cluster.run();
  cluster.loses = () => false;
  cluster.letters = [];
  cluster.delivered.length = 0;
  return cluster;
}

/** Lets a server that looks find the leader. */
function join(cluster: Cluster, id: number): void {
  cluster.fire(id, 'notify');
  cluster.run();
}

describe('a learner', () => {
  it('that lacks the end of the history gets it by DIFF, NEWLEADER and UPTODATE', () => {
    const cluster = withLaggard();
    join(cluster, 0);
    expect(framesTo(cluster, 0)).toEqual([
      'leaderInfo',
      'diff',
      'proposal',
      'commit',
      'newLeader',
      'upToDate',
    ]);
    expect(cluster.applied(0)).toEqual(['a']);
  });

  it('whose history ends in what nobody else has gets TRUNC', () => {
    const cluster = withLaggard();
    join(cluster, 0);
    cluster.isolate(2);
    cluster.propose(2, 'lost');
    cluster.run();
    cluster.restart(0);
    cluster.restart(1);
    cluster.elect(0, 1);
    cluster.run();
    cluster.restart(2);
    cluster.loses = () => false;
    cluster.delivered.length = 0;
    join(cluster, 2);
    expect(framesTo(cluster, 2)).toEqual(['leaderInfo', 'trunc', 'newLeader', 'upToDate']);
    expect(cluster.history(2)).toBe('1.1');
  });

  it('keeps what its leader has not delivered yet, and drops what comes after', () => {
    const cluster = new Cluster({ servers: 3 });
    [2, 0].forEach((id, more) => {
      const txns = [1, 2, 3].slice(0, 2 + more).map((counter) => {
        const data = new Uint8Array([counter]);
        return { type: 'data', zxid: { epoch: 1, counter }, data } as const;
      });
      Object.assign(cluster.server(id).image, { txns, currentEpoch: 2 - more, acceptedEpoch: 2 });
      cluster.restart(id);
    });
    expect(cluster.elect(0, 2)).toBe(2);
    expect(cluster.delivered.map(({ message }) => message)).toContainEqual(
      expect.objectContaining({ type: 'trunc', zxid: { epoch: 1, counter: 2 } }),
    );
  });

  it('gets SNAP where the epoch went on without what it has', () => {
    const cluster = withLaggard();
    join(cluster, 0);
    cluster.isolate(2);
    cluster.propose(2, 'lost');
    cluster.run();
    for (const id of [0, 1]) cluster.restart(id);
    cluster.propose(cluster.elect(0, 1), 'b');
    cluster.run();
    cluster.restart(2);
    cluster.loses = () => false;
    cluster.delivered.length = 0;
    join(cluster, 2);
    expect(framesTo(cluster, 2)).toContain('snap');
    expect(cluster.history(2)).toBe('1.1 2.1');
    expect(cluster.applied(2)).toEqual(['a', 'b']);
  });

  it('that needs what is compacted gets the snapshot, and gives it to the application', () => {
    const cluster = withLaggard();
    cluster.command(2, { type: 'compact', through: 1, data: new Uint8Array([7]) });
    join(cluster, 0);
    expect(cluster.applied(0)).toEqual(['snapshot 1']);
    cluster.propose(2, 'b');
    cluster.run();
    expect(cluster.applied(0)).toEqual(['snapshot 1', 'b']);
  });

  it('of the paper always gets the whole history', () => {
    const cluster = new Cluster({ servers: 3, variant: 'paper' });
    cluster.elect(1, 2);
    cluster.propose(2, 'a');
    cluster.run();
    cluster.loses = () => false;
    cluster.delivered.length = 0;
    join(cluster, 0);
    expect(framesTo(cluster, 0)).toEqual(['leaderInfo', 'snap', 'commit', 'newLeader', 'upToDate']);
  });
});

describe('between NEWLEADER and UPTODATE', () => {
  /** Server 0 has acknowledged NEWLEADER, but UPTODATE is under way. */
  function waiting(): Cluster {
    const cluster = withLaggard();
    cluster.fire(0, 'notify');
    cluster.run(({ message }) => message.type !== 'upToDate');
    expect(cluster.role(0)).toBe('learning synced');
    return cluster;
  }

  it('a proposal is logged and acknowledged, and not delivered', () => {
    const cluster = waiting();
    cluster.isolate(1);
    const request = cluster.propose(2, 'b');
    cluster.run(isOf('proposal'));
    // UPTODATE was sent before it, so the frame waits for that one.
    expect(cluster.history(0)).toBe('1.1');
    cluster.run();
    expect(cluster.history(0)).toBe('1.1 1.2');
    expect(cluster.answers.get(request)?.type).toBe('committed');
  });

  it('a commit is kept, and delivered with UPTODATE', () => {
    const cluster = withLaggard();
    // The acknowledgement of NEWLEADER is slow, so that UPTODATE has to wait for it.
    cluster.fire(0, 'notify');
    cluster.run(({ from, message }) => !(from === 0 && message.type === 'ack'));
    cluster.propose(2, 'b');
    cluster.run(({ from, message }) => !(from === 0 && message.type === 'ack'));
    expect(cluster.learning(0)).toMatchObject({ stage: 'synced', learned: 2 });
    expect(cluster.applied(0)).toEqual([]);
    cluster.run();
    expect(cluster.applied(0)).toEqual(['a', 'b']);
  });
});

describe('the disk of a learner', () => {
  it('has the history before the epoch, and both before NEWLEADER is acknowledged', () => {
    const cluster = withLaggard();
    cluster.fire(0, 'notify');
    cluster.run(
      (letter) => letter.to !== 0 || !isOf('diff', 'proposal', 'commit', 'newLeader')(letter),
    );
    cluster.server(0).fastDisk = false;
    cluster.run(({ to, message }) => !(to === 0 && message.type === 'newLeader'));
    cluster.run();
    const { unsynced, image } = cluster.server(0);
    expect(unsynced.flat().map(({ type }) => type)).toEqual(['append', 'epoch']);
    expect(cluster.leading(2).learners[0]?.stage.type).toBe('syncing');
    cluster.sync(0, 1);
    cluster.run();
    expect([image.txns.length, image.currentEpoch]).toEqual([1, 0]);
    expect(cluster.leading(2).learners[0]?.stage.type).toBe('syncing');
    cluster.sync(0);
    cluster.run();
    expect(image.currentEpoch).toBe(1);
    expect(cluster.role(0)).toBe('learning serving');
  });

  it('has the promise of an epoch before ACKEPOCH leaves', () => {
    const cluster = withLaggard();
    cluster.fire(0, 'notify');
    cluster.run(({ to, message }) => !(to === 0 && message.type === 'leaderInfo'));
    cluster.server(0).fastDisk = false;
    cluster.run();
    expect(cluster.leading(2).learners[0]?.stage.type).toBe('informed');
    cluster.sync(0);
    expect(cluster.server(0).image).toMatchObject({ acceptedEpoch: 1, promisedTo: 2 });
    expect(cluster.letters.some(isOf('ackEpoch'))).toBe(true);
  });
});

describe('a new leader', () => {
  it('delivers nothing before a quorum has taken over its history', () => {
    const cluster = withLaggard();
    for (const id of [1, 2]) cluster.restart(id);
    cluster.loses = () => false;
    cluster.run();
    for (const id of [1, 2]) cluster.fire(id, 'finalize');
    cluster.run(({ from, to, message }) => from === to || message.type !== 'ack');
    expect(cluster.role(2)).toBe('leading synchronization');
    expect(cluster.applied(2)).toEqual([]);
    const request = cluster.propose(2, 'b');
    expect(cluster.answers.get(request)).toMatchObject({ reason: 'not-established' });
    cluster.run();
    expect(cluster.role(2)).toBe('leading broadcast');
    expect(cluster.applied(2)).toEqual(['a']);
  });

  /** Server 0, with no history, is elected by itself and 1, which has `a`. */
  function misled(protocol = createZab()): Cluster {
    const cluster = withLaggard(protocol);
    for (const id of [0, 1]) cluster.restart(id);
    cluster.crash(2);
    cluster.letters = [];
    // As if the election had ended before the better vote was heard.
    const vote = { leader: 0, epoch: 0, zxid: { epoch: 0, counter: 0 } };
    for (const id of [0, 1]) {
      const { role, round } = cluster.state(id);
      if (role.type !== 'looking') throw new Error('not looking');
      role.vote = vote;
      role.heard[1 - id] = { vote, round, state: 'looking' };
      cluster.fire(id, 'notify');
      cluster.letters = [];
      cluster.fire(id, 'finalize');
    }
    expect([0, 1].map((id) => cluster.role(id))).toEqual([
      'leading discovery',
      'learning dialling',
    ]);
    cluster.fire(1, 'dial');
    cluster.run();
    return cluster;
  }

  it('gives up where a follower has a more recent history', () => {
    const cluster = misled();
    expect(cluster.role(0)).toBe('looking');
    expect(cluster.history(1)).toBe('1.1');
  });

  it('would undo what was committed where it did not mind (Z-33)', () => {
    const cluster = misled(createZab({ abortsFor: () => false }));
    expect(cluster.role(0)).toBe('leading broadcast');
    expect(cluster.history(1)).toBe('');
  });

  it('of the paper takes that history over instead', () => {
    const cluster = new Cluster({ servers: 3, variant: 'paper' });
    cluster.elect(0, 1);
    cluster.propose(1, 'a');
    cluster.run();
    for (const id of [0, 1, 2]) cluster.restart(id);
    // The epoch of 0 is later than that of 2, which has the greater id and no history.
    cluster.state(2).persistent.currentEpoch = 1;
    cluster.restart(2);
    cluster.server(2).image.currentEpoch = 1;
    cluster.restart(2);
    expect(cluster.elect(0, 2)).toBe(2);
    cluster.run();
    expect(cluster.history(2)).toBe('1.1');
    expect(cluster.applied(2)).toEqual(['a']);
  });
});

describe('an epoch', () => {
  /** To how many leaders server 0 promises epoch 1, with a crash in between that loses its disk's queue. */
  function promises(protocol = createZab()): number {
    const cluster = new Cluster({ servers: 3 }, protocol);
    const given = new Set<number>();
    for (const leader of [2, 1]) {
      cluster.isolate(3 - leader);
      cluster.run();
      for (const id of [0, leader]) cluster.fire(id, 'finalize');
      cluster.server(0).fastDisk = true;
      cluster.run((letter) => letter.to !== 0 || !isOf('leaderInfo')(letter));
      cluster.server(0).fastDisk = false;
      cluster.run();
      for (const { from, to, message } of cluster.delivered) {
        if (from === 0 && message.type === 'ackEpoch' && message.counts && message.epoch === 1) {
          given.add(to);
        }
      }
      cluster.server(0).fastDisk = true;
      for (const id of [0, 1]) cluster.restart(id);
    }
    return given.size;
  }

  it('is promised once: what a crash can take back was not given', () => {
    expect(promises()).toBe(0);
  });

  it('would be promised to two leaders where the promise did not wait for the disk (Z-01)', () => {
    expect(promises(createZab({ promiseWaits: () => false }))).toBe(2);
  });
});

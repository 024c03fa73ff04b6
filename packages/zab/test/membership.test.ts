import { isQuorum, minimalQuorums, serversOf, sizeOf } from '@menagerie/contract';
import { createZab, membershipProblem, quorumsOf, zabConfig } from '@menagerie/zab';
import { describe, expect, it } from 'vitest';
import { Cluster, isOf, recording } from './helpers/cluster.ts';

const membership = (weights: readonly number[], groups: readonly number[] = []) => ({
  voters: 2 ** weights.length - 1,
  weights,
  groups,
  incarnations: weights.map(() => 0),
});

describe('a quorum', () => {
  it('is a majority of equal voters', () => {
    expect(quorumsOf(membership([1, 1, 1]))).toEqual({ type: 'majority', members: 0b111 });
  });

  it('has more than half of the weight; a voter of weight 0 adds nothing', () => {
    const quorums = quorumsOf(membership([3, 1, 1, 0]));
    expect(isQuorum(quorums, 'write', serversOf(0))).toBe(true);
    expect(isQuorum(quorums, 'write', serversOf(1, 2, 3))).toBe(false);
  });

  it('of three groups of three has two of two groups', () => {
    const groups = [serversOf(0, 1, 2), serversOf(3, 4, 5), serversOf(6, 7, 8)];
    const quorums = quorumsOf(membership(new Array<number>(9).fill(1), groups));
    expect(new Set(minimalQuorums(quorums, 'write').map(sizeOf))).toEqual(new Set([4]));
    expect(isQuorum(quorums, 'write', serversOf(0, 1, 2, 3, 6))).toBe(false);
  });
});

describe('a membership', () => {
  it.each([
    ['there are 2 weights', { ...membership([1, 1]), voters: 0b111 }],
    ['there are 2 incarnations', { ...membership([1, 1, 1]), incarnations: [0, 0] }],
    ['no voter has any weight', membership([0, 0, 0])],
    ['two groups share a server', membership([1, 1, 1], [0b011, 0b110])],
    ['a group has no weight', membership([1, 1, 0], [0b011, 0b100])],
    ['the groups are not just the voters', membership([1, 1, 1], [0b011])],
    ['a voter is not among 3 servers', { ...membership([1, 1, 1]), voters: 0b1111 }],
  ])('is none where %s', (problem, made) => {
    expect(membershipProblem(made, 3)).toBe(problem);
    expect(membershipProblem(membership([1, 1, 1]), 3)).toBeNull();
  });

  it('that is none is no configuration', () => {
    expect(() => zabConfig({ servers: 3, weights: [0, 0, 0] })).toThrow('no voter has any weight');
    expect(() => zabConfig({ servers: 32 })).toThrow('servers is 32');
    expect(() => zabConfig({ servers: 3, counterLimit: 0 })).toThrow('counterLimit is 0');
    expect(() => zabConfig({ servers: 3, pingMs: 300 })).toThrow('pingMs is 300');
  });
});

/** Servers 0, 1 and 2 vote, 3 observes; 2 leads. */
function withObserver(protocol = createZab()): Cluster {
  const cluster = new Cluster({ servers: 4, voters: 0b111 }, protocol);
  cluster.elect(0, 1, 2, 3);
  cluster.loses = () => false;
  if (cluster.server(3).armed.has('notify')) cluster.fire(3, 'notify');
  cluster.run();
  return cluster;
}

describe('a reconfiguration', () => {
  it('is a transaction; COMMITANDACTIVATE puts it in force on every server', () => {
    const cluster = withObserver();
    const request = cluster.reconfigure(2, [1, 2, 3]);
    cluster.run();
    expect(cluster.answers.get(request)?.type).toBe('committed');
    for (const id of [0, 1, 2, 3]) expect(cluster.state(id).active.voters).toBe(0b1110);
    expect(cluster.delivered.some(isOf('commitAndActivate'))).toBe(true);
    expect(cluster.server(1).image.activated).toEqual({ epoch: 1, counter: 1 });
  });

  it('reaches observers with INFORMANDACTIVATE', () => {
    const cluster = withObserver();
    cluster.reconfigure(2, [1, 2]);
    cluster.run();
    expect(cluster.delivered.filter(isOf('informAndActivate')).map(({ to }) => to)).toEqual([3]);
  });

  it('needs quorums of both memberships until it is committed', () => {
    const cluster = withObserver();
    cluster.reconfigure(2, [2, 3]);
    cluster.isolate(0, 1);
    const request = cluster.propose(2, 'a');
    cluster.run();
    expect(cluster.state(2).pending?.membership.voters).toBe(0b1100);
    expect(cluster.answers.has(request)).toBe(false);
  });

  it('would split the ensemble where the new membership alone were enough (Z-32)', () => {
    const alone = createZab({ quorumOf: (active, pending) => quorumsOf(pending ?? active) });
    const cluster = withObserver(alone);
    cluster.isolate(0, 1);
    cluster.reconfigure(2, [2, 3]);
    const request = cluster.propose(2, 'a');
    cluster.run();
    expect(cluster.answers.get(request)?.type).toBe('committed');
    for (const id of [0, 1]) cluster.fire(id, 'leader');
    expect(cluster.elect(0, 1)).toBe(1);
  });

  it('waits for the one before it', () => {
    const cluster = withObserver();
    cluster.reconfigure(2, [1, 2, 3]);
    const request = cluster.reconfigure(2, [2, 3]);
    expect(cluster.answers.get(request)).toMatchObject({ reason: 'reconfig-pending' });
  });

  it('is refused where no quorum of it is there', () => {
    const cluster = new Cluster({ servers: 5, voters: 0b111 });
    cluster.elect(0, 1, 2);
    cluster.run();
    expect(cluster.answers.get(cluster.reconfigure(2, [2, 3, 4]))).toMatchObject({
      reason: 'no-quorum',
    });
  });

  it('that removes the leader ends its leadership', () => {
    const cluster = withObserver();
    const request = cluster.reconfigure(2, [0, 1, 3]);
    cluster.run();
    expect(cluster.answers.get(request)?.type).toBe('committed');
    expect(cluster.role(2)).toBe('looking');
    expect([0, 1, 3]).toContain(cluster.elect(0, 1, 3));
  });

  it('is known to be committed after a restart of the whole ensemble', () => {
    const cluster = withObserver();
    cluster.reconfigure(2, [2, 3]);
    cluster.run();
    for (const id of [2, 3]) cluster.restart(id);
    for (const id of [0, 1]) cluster.crash(id);
    expect(cluster.elect(2, 3)).toBe(3);
  });

  it('is put in force on a disk once, however often it is delivered', () => {
    const records: string[] = [];
    const cluster = withObserver(recording(records));
    for (const voters of [
      [1, 2, 3],
      [2, 3],
    ]) {
      cluster.reconfigure(2, voters);
      cluster.run();
    }
    expect(records.filter((type) => type === 'activate').length).toBe(2 * 4);
    records.length = 0;
    for (const id of [2, 3]) cluster.restart(id);
    const leader = cluster.elect(2, 3);
    cluster.run();
    expect(cluster.applied(leader)).toEqual(['reconfig', 'reconfig']);
    expect(records).not.toContain('activate');
    expect(cluster.state(leader).active.voters).toBe(0b1100);
  });

  it('is taken for committed on the word of a peer that knows', () => {
    const cluster = withObserver();
    cluster.reconfigure(2, [2, 3]);
    cluster.run(({ to, message }) => !(to === 3 && message.type === 'commitAndActivate'));
    for (const id of [2, 3]) cluster.restart(id);
    for (const id of [0, 1]) cluster.crash(id);
    expect(cluster.state(3).pending).not.toBeNull();
    expect([2, 3]).toContain(cluster.elect(2, 3));
    expect(cluster.state(3).pending).toBeNull();
  });

  it('lets a voter elect that was away meanwhile, and does not know who votes now', () => {
    const cluster = new Cluster({ servers: 4, voters: 0b0111 });
    expect(cluster.elect(1, 2)).toBe(2);
    cluster.mend();
    cluster.isolate(0);
    cluster.fire(3, 'notify');
    cluster.run();
    cluster.reconfigure(2, [0, 2, 3]);
    cluster.run();
    for (const id of [1, 2]) cluster.crash(id);
    cluster.fire(3, 'leader');
    expect(cluster.elect(0, 3)).toBe(3);
    expect(cluster.state(0).active.voters).toBe(0b1101);
  });

  it.each([
    ['trunc', []],
    ['snap', ['a']],
  ] as const)('that nobody else has is taken back by a settled leader: %s', (type, written) => {
    const cluster = new Cluster({ servers: 5, voters: 0b111 });
    expect(cluster.elect(0, 1, 2)).toBe(2);
    cluster.mend();
    for (const id of [3, 4]) cluster.fire(id, 'notify');
    cluster.propose(2, 'before');
    cluster.run();
    cluster.isolate(2);
    cluster.reconfigure(2, [2, 3, 4]);
    cluster.run();
    for (const id of [3, 4]) cluster.crash(id);
    for (const id of [0, 1]) cluster.fire(id, 'leader');
    expect(cluster.elect(0, 1)).toBe(1);
    for (const text of written) cluster.propose(1, text);
    cluster.run();

    cluster.mend();
    cluster.restart(2);
    expect(cluster.state(2).pending?.membership.voters).toBe(0b11100);
    cluster.fire(2, 'notify');
    cluster.run();
    expect(cluster.role(2)).toBe('learning serving');
    expect(cluster.delivered.some(isOf(type))).toBe(true);
    expect(cluster.state(2)).toMatchObject({ active: { voters: 0b111 }, pending: null });
    expect(cluster.history(2)).toBe(cluster.history(1));
  });
});

describe('a server that lost its disk', () => {
  /** What 0 and 2 have committed is on no disk but theirs; then 0 loses its own. */
  function wiped(protocol = createZab()): Cluster {
    const cluster = new Cluster({ servers: 3 }, protocol);
    cluster.elect(0, 2);
    cluster.propose(2, 'a');
    cluster.run();
    cluster.crash(2);
    cluster.wipe(0, 1);
    return cluster;
  }

  it('is not the voter that it was: without the others there is no leader', () => {
    const cluster = wiped();
    expect(() => cluster.elect(0, 1)).toThrow('nobody leads');
    expect(cluster.state(0).role.vote).not.toEqual({ leader: 0 });
  });

  it.each([
    ['Z-31, where it says to be', createZab({ statedIncarnation: () => 0 })],
    ['Z-35, where it is taken for', createZab({ countsAsVoter: () => true })],
  ])('would lose what was committed: %s the one it was', (_what, protocol) => {
    const cluster = wiped(protocol);
    expect(cluster.elect(0, 1)).toBe(1);
    expect(cluster.history(1)).toBe('');
  });

  it('observes, and votes again once it is removed and added', () => {
    const cluster = new Cluster({ servers: 3 });
    cluster.elect(0, 1, 2);
    cluster.run();
    cluster.loses = () => false;
    cluster.wipe(0, 1);
    cluster.run();
    expect(cluster.role(0)).toBe('learning serving');
    expect(cluster.answers.get(cluster.reconfigure(2, [0, 1, 2]))).toMatchObject({
      reason: 'invalid-membership',
    });
    cluster.reconfigure(2, [1, 2]);
    cluster.run();
    const request = cluster.reconfigure(2, [0, 1, 2]);
    cluster.run();
    expect(cluster.answers.get(request)?.type).toBe('committed');
    cluster.isolate(1);
    expect(cluster.state(2).active.incarnations).toEqual([1, 0, 0]);
    const write = cluster.propose(2, 'a');
    cluster.run();
    expect(cluster.answers.get(write)?.type).toBe('committed');
  });
});

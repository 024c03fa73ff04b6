import { createZab, paperRules, type Vote, type Zxid, zab, zookeeperRules } from '@menagerie/zab';
import { zabZoo } from '@menagerie/zab/testing';
import { describe, expect, it } from 'vitest';
import { Cluster, recording } from './helpers/cluster.ts';

const at = (epoch: number, counter: number): Zxid => ({ epoch, counter });
const vote = (leader: number, epoch: number, zxid: Zxid): Vote => ({ leader, epoch, zxid });

describe('the table of rules', () => {
  const ids = zab.rules.map(({ id }) => id);

  it('has every rule of both variants, once', () => {
    expect(ids.toSorted()).toEqual(Object.keys(zookeeperRules).toSorted());
    expect(ids.toSorted()).toEqual(Object.keys(paperRules).toSorted());
  });

  it('has the rule that each mutant replaces', () => {
    for (const { rule } of zabZoo) expect(ids).toContain(rule);
  });
});

describe('votes', () => {
  it('are better by epoch, then by zxid, then by id, in ZooKeeper', () => {
    const { isBetterVote } = zookeeperRules;
    const own = vote(1, 2, at(2, 5));
    expect(isBetterVote(vote(0, 3, at(1, 1)), own)).toBe(true);
    expect(isBetterVote(vote(2, 1, at(2, 9)), own)).toBe(false);
    expect(isBetterVote(vote(0, 2, at(2, 6)), own)).toBe(true);
    expect(isBetterVote(vote(2, 2, at(2, 4)), own)).toBe(false);
    expect(isBetterVote(vote(2, 2, at(2, 5)), own)).toBe(true);
    expect(isBetterVote(vote(0, 2, at(2, 5)), own)).toBe(false);
  });

  it('are better by epoch, then by id, in the paper, whose leader takes over the history', () => {
    const { isBetterVote } = paperRules;
    const own = vote(1, 2, at(2, 5));
    expect(isBetterVote(vote(0, 3, at(1, 1)), own)).toBe(true);
    expect(isBetterVote(vote(2, 1, at(2, 9)), own)).toBe(false);
    expect(isBetterVote(vote(2, 2, at(2, 4)), own)).toBe(true);
    expect(isBetterVote(vote(1, 2, at(2, 9)), own)).toBe(false);
  });

  it.each([
    [{ isVoter: true, older: false, elected: false }, false],
    [{ isVoter: false, older: false, elected: false }, true],
    [{ isVoter: true, older: true, elected: false }, true],
    [{ isVoter: true, older: false, elected: true }, true],
  ])('are not needed from %o to join a leader on its word: %s', (who, joins) => {
    const { isVoter, older, elected } = who;
    expect(zookeeperRules.joinsOnItsWord(isVoter, older, elected)).toBe(joins);
  });
});

describe('the two variants', () => {
  const newer = { currentEpoch: 2, zxid: at(1, 1) };
  const older = { currentEpoch: 1, zxid: at(1, 9) };

  it('differ in who gives its history to whom', () => {
    expect(zookeeperRules.sendsHistory()).toBe(false);
    expect(zookeeperRules.adoptsHistory(newer, older)).toBe(false);
    expect(zookeeperRules.abortsFor(newer, older)).toBe(true);
    expect(paperRules.sendsHistory()).toBe(true);
    expect(paperRules.adoptsHistory(newer, older)).toBe(true);
    expect(paperRules.adoptsHistory(older, newer)).toBe(false);
    expect(paperRules.abortsFor(newer, older)).toBe(false);
  });

  it('write the epoch once: with the history in the paper, after it in ZooKeeper', () => {
    const moments = ['beginning', 'newLeader'] as const;
    expect(moments.map((moment) => paperRules.writesEpochAt(moment))).toEqual([true, false]);
    expect(moments.map((moment) => zookeeperRules.writesEpochAt(moment))).toEqual([false, true]);
  });

  it.each(['zookeeper', 'paper'] as const)('write it where the rule says: %s', (variant) => {
    const records: string[] = [];
    const cluster = new Cluster({ servers: 1, variant }, recording(records));
    cluster.elect(0);
    cluster.propose(0, 'x');
    cluster.run();
    expect(records.filter((type) => type === 'epoch').length).toBe(1);
    const pair = new Cluster({ servers: 2, variant }, recording(records));
    records.length = 0;
    pair.elect(0, 1);
    expect(records.filter((type) => type === 'epoch').length).toBe(2);
  });
});

describe('the window of a leader', () => {
  it('is where a transaction that is missing may be cut off, and not before it', () => {
    const history = [at(1, 1), at(1, 2), at(1, 4), at(1, 5)];
    const facts = { peer: at(1, 3), base: at(0, 0), history };
    expect(zookeeperRules.syncPlan({ ...facts, window: 1 })).toEqual({ type: 'snap' });
    expect(zookeeperRules.syncPlan({ ...facts, window: 9 })).toEqual({
      type: 'trunc',
      after: at(1, 2),
    });
  });
});

describe('a rule that is replaced decides', () => {
  it('whether a leader proposes before its epoch is established, but not before it has one', () => {
    const cluster = new Cluster({ servers: 3 }, createZab({ mayPropose: () => true }));
    cluster.isolate(0);
    cluster.run(({ message }) => message.type === 'notification');
    for (const id of [1, 2]) cluster.fire(id, 'finalize');
    expect(cluster.role(2)).toBe('leading discovery');
    const early = cluster.propose(2, 'early');
    expect(cluster.answers.get(early)).toMatchObject({ reason: 'not-established' });
  });

  it('what of a synchronization reaches the disk', () => {
    const cluster = new Cluster({ servers: 3 }, createZab({ writesSynced: () => false }));
    expect(cluster.elect(1, 2)).toBe(2);
    cluster.propose(2, 'x');
    cluster.run();
    cluster.mend();
    cluster.elect(0, 1, 2);
    cluster.mend();
    for (let left = 3; left > 0 && cluster.history(0) === ''; left -= 1) {
      cluster.fire(0, cluster.server(0).armed.has('finalize') ? 'finalize' : 'notify');
      cluster.run();
    }
    expect(cluster.history(0)).toBe('1.1');
    expect(cluster.server(0).image.txns).toEqual([]);
  });

  it('to which transaction a learner cuts its history', () => {
    const protocol = createZab({ truncatesTo: (_, before) => before });
    const cluster = new Cluster({ servers: 3 }, protocol);
    expect(cluster.elect(1, 2)).toBe(2);
    for (const text of ['a', 'b']) cluster.propose(2, text);
    cluster.run();
    const { channel, leader } = cluster.learning(1);
    const frame = { type: 'trunc', dial: channel.dial, nth: channel.received } as const;
    cluster.input(1, { type: 'message', from: leader, message: { ...frame, zxid: at(1, 2) } });
    expect(cluster.history(1)).toBe('1.1');
  });

  it('on the name of each proposal, and says whether there is one left', () => {
    const cluster = new Cluster({ servers: 1, counterLimit: 1 });
    cluster.elect(0);
    for (const text of ['a', 'b']) cluster.propose(0, text);
    const said = cluster.notes.filter(({ rule }) => rule === 'nextZxid');
    expect(said.map(({ verdict }) => verdict)).toEqual([true, false]);
  });
});

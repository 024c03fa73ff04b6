import { createRaft } from '@menagerie/raft';
import { describe, expect, it } from 'vitest';
import { Cluster, isOf } from './helpers/cluster.ts';

const plain = { servers: 3, preVote: false, checkQuorum: false };

describe('election (§3.4)', () => {
  it('makes the first candidate the leader of term 1, with a no-op in its log', () => {
    const cluster = new Cluster({ servers: 3 });
    cluster.elect(0);
    expect(cluster.leaders()).toEqual([0]);
    expect(cluster.state(0).persistent).toMatchObject({ currentTerm: 1, votedFor: 0 });
    expect(cluster.state(0).persistent.entries).toEqual([{ type: 'noop', term: 1 }]);
    expect(cluster.state(1).role).toMatchObject({ type: 'follower', leader: 0 });
  });

  it('makes a cluster of one a leader as soon as its own vote is durable', () => {
    const cluster = new Cluster({ servers: 1 });
    cluster.server(0).fastDisk = false;
    cluster.campaign(0);
    cluster.run();
    expect(cluster.leaders()).toEqual([]);
    cluster.sync(0);
    cluster.run();
    expect(cluster.leaders()).toEqual([0]);
  });

  it('gives one vote in a term, to the first that asks', () => {
    const cluster = new Cluster({ ...plain, servers: 2 });
    cluster.campaign(0);
    cluster.campaign(1);
    cluster.run();
    expect(cluster.leaders()).toEqual([]);
    expect(cluster.state(0).persistent.votedFor).toBe(0);
    expect(cluster.state(1).persistent.votedFor).toBe(1);
  });

  it('grants again to the candidate that has the vote already', () => {
    const cluster = new Cluster(plain);
    cluster.loses = isOf('voteAnswer');
    cluster.campaign(0);
    const [request] = cluster.letters.filter(isOf('requestVote'));
    cluster.run();
    cluster.mend();
    if (request === undefined) throw new Error('nobody was asked');
    cluster.letters.push(request);
    cluster.run();
    expect(cluster.leaders()).toEqual([0]);
  });

  it('refuses a candidate with an older last term, however long its log', () => {
    const cluster = new Cluster(plain).withLogs({
      0: { terms: [1, 1, 1, 1], term: 2 },
      1: { terms: [1, 2], term: 2 },
      2: { terms: [1, 2], term: 2 },
    });
    cluster.campaign(0);
    cluster.run();
    expect(cluster.leaders()).toEqual([]);
    cluster.campaign(1);
    cluster.run();
    expect(cluster.leaders()).toEqual([1]);
  });

  it('refuses a shorter log of the same last term', () => {
    const cluster = new Cluster(plain).withLogs({
      0: { terms: [1], term: 1 },
      1: { terms: [1, 1], term: 1 },
      2: { terms: [1, 1], term: 1 },
    });
    cluster.campaign(0);
    cluster.run();
    expect(cluster.leaders()).toEqual([]);
  });

  it('counts voters, not answers', () => {
    const cluster = new Cluster({ ...plain, servers: 5 });
    cluster.campaign(0);
    cluster.run(isOf('requestVote'));
    const grants = cluster.letters.filter(({ from }) => from === 1);
    cluster.letters = cluster.letters.filter(({ from }) => from === 0);
    cluster.letters.push(...grants, ...grants, ...grants);
    cluster.run();
    expect(cluster.leaders()).toEqual([]);
  });

  it('forgets the grants of an earlier term', () => {
    const cluster = new Cluster(plain);
    cluster.campaign(0);
    cluster.run(({ from, message }) => from === 0 && message.type !== 'requestVote');
    cluster.run(({ to, message }) => to === 1 && message.type === 'requestVote');
    const late = cluster.letters.filter(isOf('voteAnswer'));
    cluster.letters = [];
    cluster.campaign(0);
    cluster.letters = cluster.letters.filter(({ to }) => to === 0).concat(late);
    cluster.run();
    expect(cluster.state(0).persistent.currentTerm).toBe(2);
    expect(cluster.leaders()).toEqual([]);
  });

  it('steps down at once for a newer term, and answers an older one with its own', () => {
    const cluster = new Cluster(plain);
    cluster.elect(0);
    cluster.cut(0);
    cluster.elect(1);
    expect(cluster.leaders()).toEqual([0, 1]);
    cluster.mend();
    cluster.heartbeat(0);
    expect(cluster.leaders()).toEqual([1]);
    expect(cluster.state(0).persistent.currentTerm).toBe(2);
  });

  it('leaves requests of older terms alone where the configuration says so', () => {
    const cluster = new Cluster({ ...plain, answerStale: false });
    cluster.elect(0);
    cluster.cut(0);
    cluster.elect(1);
    cluster.mend();
    cluster.heartbeat(0);
    expect(cluster.leaders()).toEqual([0, 1]);
  });

  it('waits between T and 2T, and again after every attempt', () => {
    const cluster = new Cluster({ ...plain, electionMs: 100 });
    expect(cluster.server(0).armed.get('election')).toEqual({ min: 100, max: 200 });
    cluster.campaign(0);
    expect(cluster.server(0).armed.get('election')).toEqual({ min: 100, max: 200 });
  });

  it('reports the decisions that it took', () => {
    const cluster = new Cluster(plain);
    cluster.elect(0);
    const rules = new Set(cluster.notes.map(({ rule }) => rule));
    expect(rules).toContain('isLogUpToDate');
    expect(rules).toContain('mayGrantVote');
    expect(rules).toContain('tally');
    const named = new Set(cluster.protocol.rules.map(({ id }) => id));
    expect([...rules].filter((rule) => !named.has(rule as never))).toEqual([]);
  });

  it('can be made wrong in one rule, and only there', () => {
    const twoVotes = createRaft({ mayGrantVote: () => true });
    const cluster = new Cluster(plain, twoVotes);
    cluster.campaign(0);
    cluster.campaign(1);
    expect(() => cluster.run()).toThrow('both lead term 1');
    expect(cluster.leaders()).toEqual([0, 1]);
  });

  it('gives the candidate that it voted for time to win', () => {
    const cluster = new Cluster(plain);
    cluster.campaign(0);
    cluster.server(1).armed.delete('election');
    cluster.run(({ to, message }) => to === 1 && message.type === 'requestVote');
    expect(cluster.server(1).armed.has('election')).toBe(true);
  });
});

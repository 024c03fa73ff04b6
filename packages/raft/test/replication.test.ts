import { raft } from '@menagerie/raft';
import { raftZoo } from '@menagerie/raft/testing';
import { describe, expect, it } from 'vitest';
import { Cluster, isOf } from './helpers/cluster.ts';

/** Figure 3.6 of the dissertation (Figure 7 of the paper): the leader of term 8 and six followers. */
const figure7: Record<number, { terms: readonly number[]; term: number }> = {
  0: { terms: [1, 1, 1, 4, 4, 5, 5, 6, 6, 6], term: 7 },
  1: { terms: [1, 1, 1, 4, 4, 5, 5, 6, 6], term: 6 },
  2: { terms: [1, 1, 1, 4], term: 4 },
  3: { terms: [1, 1, 1, 4, 4, 5, 5, 6, 6, 6, 6], term: 6 },
  4: { terms: [1, 1, 1, 4, 4, 5, 5, 6, 6, 6, 7, 7], term: 7 },
  5: { terms: [1, 1, 1, 4, 4, 4, 4], term: 4 },
  6: { terms: [1, 1, 1, 2, 2, 2, 3, 3, 3, 3, 3], term: 3 },
};

describe('replication (§3.5)', () => {
  it('gives every server every command, in one order', () => {
    const cluster = new Cluster({ servers: 3 });
    cluster.elect(0);
    for (const text of ['a', 'b', 'c']) cluster.propose(0, text);
    cluster.run();
    for (const id of [0, 1, 2]) expect(cluster.applied(id)).toEqual(['a', 'b', 'c']);
  });

  it('brings all followers of Figure 7 to the log of the leader', () => {
    const cluster = new Cluster({ servers: 7, preVote: false, checkQuorum: false });
    cluster.withLogs(figure7);
    cluster.campaign(0);
    cluster.run();
    expect(cluster.leaders()).toEqual([0]);
    const log = cluster.terms(0);
    expect(log).toEqual([1, 1, 1, 4, 4, 5, 5, 6, 6, 6, 8]);
    for (let id = 1; id < 7; id += 1) expect(cluster.terms(id)).toEqual(log);
  });

  it('finds where logs part with one rejection for each term, not for each entry', () => {
    const cluster = new Cluster({ servers: 3, preVote: false, checkQuorum: false });
    cluster.withLogs({
      0: { terms: [1, ...Array.from({ length: 50 }, () => 5)], term: 6 },
      1: { terms: [1, ...Array.from({ length: 50 }, () => 2), 3, 3, 3], term: 6 },
      2: { terms: [1], term: 6 },
    });
    cluster.campaign(0);
    cluster.run();
    const rejections = cluster.delivered.filter(isOf('appendRejected'));
    expect(rejections.filter(({ from }) => from === 1).length).toBeLessThanOrEqual(3);
    expect(cluster.terms(1)).toEqual(cluster.terms(0));
  });

  it('sends at most the configured number of entries in a message', () => {
    const cluster = new Cluster({
      servers: 3,
      preVote: false,
      checkQuorum: false,
      maxEntriesPerMessage: 4,
    });
    cluster.withLogs({ 0: { terms: Array.from({ length: 21 }, () => 1), term: 1 } });
    cluster.campaign(0);
    cluster.run();
    const sizes = cluster.delivered.flatMap(({ message }) =>
      message.type === 'appendEntries' ? [message.entries.length] : [],
    );
    expect(Math.max(...sizes)).toBe(4);
    expect(cluster.terms(2).length).toBe(22);
  });

  it('keeps at most the configured number of messages under way', () => {
    const cluster = new Cluster({ servers: 3, maxInflight: 3 });
    cluster.elect(0);
    for (let nth = 0; nth < 10; nth += 1) cluster.propose(0, `${nth}`);
    const appends = cluster.letters.filter(isOf('appendEntries'));
    expect(appends.filter(({ to }) => to === 1).length).toBe(3);
    cluster.run();
    expect(cluster.applied(2).length).toBe(10);
  });

  it('repairs a lost message at the next heartbeat, in the middle of the stream too', () => {
    const cluster = new Cluster({ servers: 3 });
    cluster.elect(0);
    cluster.loses = ({ to, message }) => to === 1 && message.type === 'appendEntries';
    cluster.propose(0, 'lost');
    cluster.run();
    cluster.mend();
    expect(cluster.applied(1)).toEqual([]);
    cluster.heartbeat(0);
    expect(cluster.applied(1)).toEqual(['lost']);
  });

  it('repairs a lost probe at the next heartbeat', () => {
    const cluster = new Cluster({ servers: 3 });
    cluster.loses = isOf('appendEntries');
    cluster.elect(0);
    cluster.mend();
    expect(cluster.state(0).commitIndex).toBe(0);
    cluster.heartbeat(0);
    expect(cluster.state(0).commitIndex).toBe(1);
  });

  it('spreads a commit whose news was lost by the next heartbeat', () => {
    const cluster = new Cluster({ servers: 3 });
    cluster.elect(0);
    cluster.propose(0, 'x');
    cluster.run(({ message }) => message.type !== 'appendEntries' || message.entries.length > 0);
    cluster.letters = [];
    expect(cluster.applied(1)).toEqual([]);
    cluster.heartbeat(0);
    expect(cluster.applied(1)).toEqual(['x']);
  });

  it('takes repeated and reordered messages without harm', () => {
    const cluster = new Cluster({ servers: 2 });
    cluster.elect(0);
    for (const text of ['a', 'b', 'c']) cluster.propose(0, text);
    cluster.letters = [...cluster.letters.toReversed(), ...cluster.letters];
    cluster.run();
    cluster.heartbeat(0);
    expect(cluster.applied(1)).toEqual(['a', 'b', 'c']);
  });

  it('leaves entries beyond an old message alone', () => {
    const cluster = new Cluster({ servers: 3 });
    cluster.elect(0);
    cluster.propose(0, 'a');
    const old = cluster.letters.find(({ to }) => to === 1);
    cluster.propose(0, 'b');
    cluster.run();
    if (old === undefined) throw new Error('nothing was sent');
    cluster.letters.push(old);
    cluster.run();
    expect(cluster.terms(1)).toEqual([1, 1, 1]);
  });

  it('goes back to probing a peer that is reported unreachable', () => {
    const cluster = new Cluster({ servers: 3 });
    cluster.elect(0);
    cluster.input(0, { type: 'link', peer: 1, up: false });
    expect(cluster.leader(0).peers[1]?.progress).toEqual({ type: 'probe', paused: false });
    cluster.propose(0, 'x');
    cluster.loses = ({ to }) => to === 1;
    cluster.run();
    cluster.mend();
    cluster.input(0, { type: 'link', peer: 1, up: true });
    cluster.run();
    expect(cluster.applied(1)).toEqual(['x']);
  });

  it('follows a commit only as far as its log was compared with the leader’s', () => {
    const cluster = new Cluster({ servers: 3, checkQuorum: false }).withLogs({
      1: { terms: [1, 1, 1], term: 1 },
    });
    const message = {
      type: 'appendEntries',
      term: 2,
      prevIndex: 1,
      prevTerm: 1,
      entries: [],
      commitIndex: 3,
    } as const;
    cluster.input(1, { type: 'message', from: 0, message });
    expect(cluster.state(1).commitIndex).toBe(1);
    expect(cluster.letters.at(-1)?.message).toMatchObject({
      type: 'appendAccepted',
      matchIndex: 1,
    });
  });

  it('stops rather than lose a committed entry', () => {
    const cluster = new Cluster({ servers: 3 });
    cluster.elect(0);
    const message = {
      type: 'appendEntries',
      term: 9,
      prevIndex: 0,
      prevTerm: 0,
      entries: [{ type: 'noop', term: 9 }],
      commitIndex: 0,
    } as const;
    expect(() => cluster.input(1, { type: 'message', from: 2, message })).toThrow(
      'would lose entry 1',
    );
  });

  it('keeps what it knows of a message and appends the rest', () => {
    const cluster = new Cluster({ servers: 3, checkQuorum: false }).withLogs({
      1: { terms: [1, 1], term: 1 },
    });
    const entries = [
      { type: 'noop', term: 1 },
      { type: 'noop', term: 1 },
      { type: 'noop', term: 2 },
    ] as const;
    const message = {
      type: 'appendEntries',
      term: 2,
      prevIndex: 0,
      prevTerm: 0,
      entries,
      commitIndex: 0,
    } as const;
    cluster.input(1, { type: 'message', from: 0, message });
    expect(cluster.terms(1)).toEqual([1, 1, 2]);
  });

  it('names in a rejection the highest entry that may agree', () => {
    const cluster = new Cluster({ servers: 3, checkQuorum: false }).withLogs({
      1: { terms: [1, 1, 2, 2, 4, 4], term: 5 },
      2: { terms: [1, 1], term: 5 },
    });
    const ask = (to: number, prevIndex: number, prevTerm: number): unknown => {
      const message = {
        type: 'appendEntries',
        term: 5,
        prevIndex,
        prevTerm,
        entries: [],
        commitIndex: 0,
      } as const;
      cluster.input(to, { type: 'message', from: 0, message });
      return cluster.letters.at(-1)?.message;
    };
    expect(ask(1, 6, 3)).toMatchObject({ prevIndex: 6, hintIndex: 4, hintTerm: 2 });
    expect(ask(2, 6, 3)).toMatchObject({ prevIndex: 6, hintIndex: 2, hintTerm: 1 });
  });

  it('answers for what it has compacted, which every leader has', () => {
    const cluster = new Cluster({ servers: 3 });
    cluster.elect(0);
    for (const text of ['a', 'b', 'c']) cluster.propose(0, text);
    cluster.run();
    cluster.command(1, { type: 'compact', through: 3, data: Uint8Array.of() });
    const message = {
      type: 'appendEntries',
      term: 1,
      prevIndex: 1,
      prevTerm: 1,
      entries: [],
      commitIndex: 0,
    } as const;
    cluster.input(1, { type: 'message', from: 0, message });
    expect(cluster.letters.at(-1)?.message).toMatchObject({
      type: 'appendAccepted',
      matchIndex: 4,
    });
  });

  it('sends heartbeats at what is known to match, so that they are never rejected', () => {
    const cluster = new Cluster({ servers: 3 });
    cluster.elect(0);
    cluster.loses = ({ to, message }) => to === 1 && message.type === 'appendEntries';
    cluster.propose(0, 'lost');
    cluster.run();
    cluster.fire(0, 'heartbeat');
    const beats = cluster.letters.filter(isOf('heartbeat'));
    expect(beats.map(({ message }) => message)).toMatchObject([{ prevIndex: 1 }, { prevIndex: 2 }]);
  });

  it('is not set back by a rejection that comes late or twice', () => {
    const cluster = new Cluster({ servers: 3, preVote: false, checkQuorum: false });
    cluster.withLogs({ 0: { terms: [1, 1, 1, 1], term: 1 } });
    cluster.campaign(0);
    cluster.run(isOf('requestVote', 'voteAnswer'));
    cluster.run(({ to, message }) => to === 1 && message.type === 'appendEntries');
    const [rejection] = cluster.letters.filter(isOf('appendRejected'));
    if (rejection === undefined) throw new Error('nothing was rejected');
    cluster.letters.push(rejection);
    cluster.run(isOf('appendRejected'));
    const sent = cluster.letters.filter(({ to }) => to === 1);
    expect(sent.filter(isOf('appendEntries')).length).toBe(1);
    cluster.run();
    const before = structuredClone(cluster.leader(0).peers[1]);
    cluster.input(0, { type: 'message', from: 1, message: rejection.message });
    expect(cluster.leader(0).peers[1]).toEqual(before);
  });
});

describe('an acknowledgement (§3.5)', () => {
  /** What server 1, with two entries that a leader of term 2 left behind, says to an empty request. */
  const acknowledged = (protocol = raft): number[] => {
    const cluster = new Cluster({ servers: 3, preVote: false, checkQuorum: false }, protocol);
    cluster.withLogs({ 1: { terms: [1, 2, 2], term: 2 } });
    cluster.letters.push({
      from: 0,
      to: 1,
      message: {
        type: 'appendEntries',
        term: 3,
        prevIndex: 1,
        prevTerm: 1,
        entries: [],
        commitIndex: 0,
      },
    });
    cluster.run();
    return cluster.delivered.flatMap(({ message }) =>
      message.type === 'appendAccepted' ? [message.matchIndex] : [],
    );
  };

  it('names what the request showed to agree, not what else the log has', () => {
    expect(acknowledged()).toEqual([1]);
  });

  it('would vouch for the remnants of another leader if it named its whole log (R-10)', () => {
    expect(acknowledged(raftZoo.find(({ id }) => id === 'R-10')?.protocol)).toEqual([3]);
  });
});

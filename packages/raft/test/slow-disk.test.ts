import { describe, expect, it } from 'vitest';
import { Cluster, isOf } from './helpers/cluster.ts';

describe('a slow disk', () => {
  it('does not hold up pre-votes, which promise nothing', () => {
    const cluster = new Cluster({ servers: 3 });
    cluster.elect(0);
    cluster.server(1).fastDisk = false;
    cluster.propose(0, 'x');
    cluster.run();
    cluster.letters = [];
    cluster.campaign(1);
    expect(cluster.letters.filter(isOf('requestPreVote')).length).toBe(2);
  });

  it('does not hold up what others have committed', () => {
    const cluster = new Cluster({ servers: 3 });
    cluster.elect(0);
    cluster.server(1).fastDisk = false;
    cluster.propose(0, 'x');
    cluster.run();
    expect(cluster.server(1).unsynced.length).toBe(1);
    expect(cluster.applied(1)).toEqual(['x']);
  });

  it('is not written to by what is there already', () => {
    const cluster = new Cluster({ servers: 3, checkQuorum: false });
    cluster.server(1).fastDisk = false;
    const ask = { type: 'requestVote', term: 1, lastIndex: 0, lastTerm: 0 } as const;
    const vote = () =>
      cluster.input(1, { type: 'message', from: 0, message: { ...ask, transfer: false } });
    vote();
    const [first] = cluster.server(1).unsynced;
    expect(first?.length).toBe(2);
    vote();
    expect(cluster.server(1).unsynced).toEqual([first]);
  });

  it('is not written to by a message that brings nothing new', () => {
    const cluster = new Cluster({ servers: 3 });
    cluster.elect(0);
    cluster.propose(0, 'x');
    const again = cluster.letters.filter(isOf('appendEntries'));
    cluster.run();
    cluster.server(1).fastDisk = false;
    cluster.letters.push(...again);
    cluster.run();
    cluster.propose(2, 'refused');
    expect(cluster.server(1).unsynced).toEqual([]);
  });
});

describe('a heartbeat', () => {
  it('tells of commits only where the log agrees with it', () => {
    const cluster = new Cluster({ servers: 3, checkQuorum: false });
    cluster.withLogs({ 1: { terms: [1, 1], term: 1 } });
    const message = { type: 'heartbeat', term: 3, prevTerm: 2, commitIndex: 2, round: 1 } as const;
    cluster.input(1, { type: 'message', from: 0, message: { ...message, prevIndex: 2 } });
    expect(cluster.state(1).commitIndex).toBe(0);
  });

  it('ends the wait for an election, where a leader shelters', () => {
    const cluster = new Cluster({ servers: 3 });
    cluster.elect(0);
    cluster.fire(1, 'contact');
    expect([...cluster.server(1).armed.keys()]).toEqual(['election']);
    cluster.heartbeat(0);
    expect([...cluster.server(1).armed.keys()]).toEqual(['contact']);
  });

  it('begins the wait anew, where it does not', () => {
    const cluster = new Cluster({ servers: 3, preVote: false, checkQuorum: false });
    cluster.elect(0);
    cluster.server(1).armed.clear();
    cluster.heartbeat(0);
    expect(cluster.server(1).armed.get('election')).toEqual({ min: 150, max: 300 });
    expect(cluster.server(0).armed.has('quorum')).toBe(false);
  });
});

describe('a vote at the order of a leader', () => {
  it('leaves the voter in the shelter in which it is', () => {
    const cluster = new Cluster({ servers: 3 });
    cluster.elect(0);
    const ask = { type: 'requestVote', term: 2, lastIndex: 1, lastTerm: 1 } as const;
    cluster.input(2, { type: 'message', from: 1, message: { ...ask, transfer: true } });
    expect(cluster.state(2).persistent.votedFor).toBe(1);
    expect([...cluster.server(2).armed.keys()]).toEqual(['contact']);
  });
});

describe('a new leader', () => {
  it('has heard of nobody, and steps down where it stays so (§6.2)', () => {
    const cluster = new Cluster({ servers: 3 });
    cluster.loses = isOf('appendEntries', 'heartbeat');
    cluster.elect(0);
    cluster.fire(0, 'quorum');
    expect(cluster.leaders()).toEqual([]);
  });
});

describe('a rejection', () => {
  it('names the last entry of the snapshot where all after it is newer', () => {
    const cluster = new Cluster({ servers: 3, checkQuorum: false });
    const { image } = cluster.server(1);
    image.snapshot = { ...image.snapshot, index: 2, term: 1 };
    cluster.withLogs({ 1: { terms: [2, 2], term: 2 } });
    const ask = { type: 'appendEntries', term: 3, entries: [], commitIndex: 0 } as const;
    cluster.input(1, { type: 'message', from: 0, message: { ...ask, prevIndex: 9, prevTerm: 1 } });
    expect(cluster.letters.at(-1)?.message).toMatchObject({ hintIndex: 2, hintTerm: 1 });
  });

  it('names a place of a log that has run for years', () => {
    const cluster = new Cluster({ servers: 3, checkQuorum: false });
    const { image } = cluster.server(1);
    image.snapshot = { ...image.snapshot, index: 2 ** 32, term: 1 };
    cluster.withLogs({ 1: { terms: [1, 1, 2, 2], term: 2 } });
    const ask = { type: 'appendEntries', term: 3, entries: [], commitIndex: 0 } as const;
    const message = { ...ask, prevIndex: 2 ** 32 + 9, prevTerm: 1 };
    cluster.input(1, { type: 'message', from: 0, message });
    expect(cluster.letters.at(-1)?.message).toMatchObject({ hintIndex: 2 ** 32 + 2, hintTerm: 1 });
  });

  it('names the last entry of the log where that is no newer', () => {
    const cluster = new Cluster({ servers: 3, checkQuorum: false });
    cluster.withLogs({ 1: { terms: [1, 1, 2, 2], term: 2 } });
    const ask = { type: 'appendEntries', term: 3, entries: [], commitIndex: 0 } as const;
    cluster.input(1, { type: 'message', from: 0, message: { ...ask, prevIndex: 9, prevTerm: 2 } });
    expect(cluster.letters.at(-1)?.message).toMatchObject({ hintIndex: 4, hintTerm: 2 });
  });
});

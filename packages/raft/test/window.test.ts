import { raft } from '@menagerie/raft';
import { describe, expect, it } from 'vitest';
import { Cluster, fromText, isOf } from './helpers/cluster.ts';

type Letters = Cluster['letters'];

const unchecked = { servers: 2, preVote: false, checkQuorum: false };

/** What a leader has under way to a peer, as the last index of each message. */
function inflight(cluster: Cluster, peer: number): readonly number[] {
  const progress = cluster.leader(0).peers[peer]?.progress;
  return progress?.type === 'replicate' ? progress.inflight : [];
}

function appends(letters: Letters, to: number): Letters {
  return letters.filter((letter) => letter.to === to && letter.message.type === 'appendEntries');
}

/** A leader whose peer has not answered for `count` messages of one entry, and has room for `max`. */
function withUnderWay(max: number, count: number): Cluster {
  const cluster = new Cluster({ ...unchecked, maxInflight: max, maxEntriesPerMessage: 1 });
  cluster.elect(0);
  for (let nth = 0; nth < count; nth += 1) cluster.propose(0, `${nth}`);
  return cluster;
}

describe('the window of a peer (§10.2.2)', () => {
  it('opens by as many messages as an answer settles', () => {
    const cluster = withUnderWay(3, 10);
    expect(inflight(cluster, 1)).toEqual([2, 3, 4]);
    cluster.deliver(isOf('appendEntries'));
    cluster.deliver(isOf('appendAccepted'));
    expect(inflight(cluster, 1)).toEqual([3, 4, 5]);
    expect(appends(cluster.letters, 1).length).toBe(3);
  });

  it('is filled at once where there is a backlog', () => {
    const cluster = new Cluster({ ...unchecked, maxInflight: 3, maxEntriesPerMessage: 2 });
    cluster.withLogs({ 0: { terms: Array.from({ length: 12 }, () => 1), term: 1 } });
    cluster.campaign(0);
    cluster.run(isOf('requestVote', 'voteAnswer', 'appendRejected'));
    cluster.deliver(isOf('appendEntries'));
    cluster.deliver(isOf('appendRejected'));
    cluster.deliver(isOf('appendEntries'));
    cluster.deliver(isOf('appendAccepted'));
    expect(inflight(cluster, 1)).toEqual([4, 6, 8]);
  });

  it('has no room taken by messages without entries', () => {
    const cluster = new Cluster(unchecked);
    cluster.elect(0);
    cluster.propose(0, 'x');
    for (const type of ['ownAppendDurable', 'appendEntries', 'appendAccepted'] as const) {
      cluster.deliver(isOf(type));
    }
    expect(appends(cluster.letters, 1).length).toBe(1);
    expect(inflight(cluster, 1)).toEqual([]);
  });

  it('opens by one at a heartbeat where it is full, for what fills it may be lost', () => {
    const cluster = withUnderWay(2, 5);
    cluster.letters = cluster.letters.filter(({ to }) => to === 0);
    cluster.heartbeat(0);
    cluster.heartbeat(0);
    expect(cluster.applied(1)).toEqual(['0', '1', '2', '3', '4']);
  });

  it('stays as it is at a heartbeat where there is room', () => {
    const cluster = withUnderWay(3, 1);
    const [late] = appends(cluster.letters, 1);
    cluster.letters = [];
    cluster.fire(0, 'heartbeat');
    cluster.run(isOf('heartbeat', 'heartbeatAnswer'));
    expect(inflight(cluster, 1)).toEqual([2]);
    expect(late?.message).toMatchObject({ prevIndex: 1 });
  });

  it('is not used for a peer that has everything', () => {
    const cluster = new Cluster(unchecked);
    cluster.elect(0);
    cluster.fire(0, 'heartbeat');
    cluster.run();
    expect(appends(cluster.delivered.slice(-2), 1)).toEqual([]);
    expect(cluster.delivered.slice(-2).map(({ message }) => message.type)).toEqual([
      'heartbeat',
      'heartbeatAnswer',
    ]);
  });

  it('goes back at once where a message in the middle of the stream was lost', () => {
    const cluster = withUnderWay(4, 3);
    cluster.letters = cluster.letters.filter((letter) => letter !== appends(cluster.letters, 1)[0]);
    cluster.run();
    expect(cluster.applied(1)).toEqual(['0', '1', '2']);
  });

  it('begins after what a late answer shows to match', () => {
    const cluster = withUnderWay(1, 4);
    expect(cluster.leader(0).peers[1]).toMatchObject({ nextIndex: 3 });
    const late = { type: 'appendAccepted', term: 1, matchIndex: 4, incarnation: 0 } as const;
    cluster.input(0, { type: 'message', from: 1, message: late });
    expect(cluster.letters.at(-1)?.message).toMatchObject({ prevIndex: 4 });
  });

  it('is closed while a peer that was out of reach is asked where it stands', () => {
    const cluster = withUnderWay(4, 3);
    cluster.letters = [];
    cluster.input(0, { type: 'link', peer: 1, up: false });
    cluster.input(0, { type: 'link', peer: 1, up: true });
    expect(cluster.letters.map(({ message }) => message)).toMatchObject([{ prevIndex: 1 }]);
  });

  it('has the leader itself among the peers, as far as its own disk has come', () => {
    const cluster = new Cluster(unchecked);
    cluster.elect(0);
    cluster.propose(0, 'x');
    cluster.run();
    expect(cluster.leader(0).peers[0]).toMatchObject({ matchIndex: 2, nextIndex: 3 });
  });
});

describe('late answers', () => {
  const message = { type: 'appendRejected', term: 1, hintTerm: 0, incarnation: 0 } as const;

  it('that reject what is known to match change nothing', () => {
    const cluster = withUnderWay(4, 1);
    cluster.run();
    const before = structuredClone(cluster.leader(0).peers[1]);
    cluster.input(0, {
      type: 'message',
      from: 1,
      message: { ...message, prevIndex: 2, hintIndex: 1 },
    });
    expect(cluster.leader(0).peers[1]).toEqual(before);
  });

  it('that reject never lead back before what is known to match', () => {
    const cluster = withUnderWay(4, 4);
    cluster.deliver(isOf('appendEntries'));
    cluster.deliver(isOf('appendAccepted'));
    cluster.input(0, {
      type: 'message',
      from: 1,
      message: { ...message, prevIndex: 4, hintIndex: 0 },
    });
    expect(cluster.letters.at(-1)?.message).toMatchObject({ prevIndex: 2 });
  });

  it('of a disk that was replaced since count for nothing', () => {
    const cluster = withUnderWay(4, 1);
    const late = { type: 'appendAccepted', term: 1, matchIndex: 2, incarnation: 1 } as const;
    cluster.input(0, { type: 'message', from: 1, message: late });
    expect(cluster.leader(0).peers[1]).toMatchObject({ matchIndex: 1 });
    expect(cluster.state(0).commitIndex).toBe(1);
  });
});

describe('a peer that is sent a snapshot', () => {
  /** A leader that has compacted all its log, and a peer that has nothing of it; a chunk is lost. */
  function transferring(): Cluster {
    const cluster = new Cluster({ servers: 3, chunkBytes: 2, checkQuorum: false, preVote: false });
    cluster.loses = ({ to }) => to === 2;
    cluster.elect(0);
    for (const text of ['a', 'b', 'c']) cluster.propose(0, text);
    cluster.run();
    cluster.command(0, { type: 'compact', through: 4, data: fromText('abcdef') });
    cluster.heartbeat(0);
    cluster.mend();
    cluster.fire(0, 'heartbeat');
    cluster.run((letter) => letter.to !== 1 && isOf('heartbeat', 'heartbeatAnswer')(letter));
    cluster.run(isOf('appendEntries', 'appendRejected'));
    cluster.letters = [];
    expect(cluster.leader(0).peers[2]?.progress).toMatchObject({ type: 'snapshot', offset: 0 });
    return cluster;
  }

  it('is sent nothing else meanwhile', () => {
    const cluster = transferring();
    cluster.propose(0, 'd');
    expect(cluster.letters.filter(({ to }) => to === 2)).toEqual([]);
  });

  it.each([
    { type: 'appendAccepted', term: 1, matchIndex: 0, incarnation: 0 },
    { type: 'appendRejected', term: 1, prevIndex: 9, hintIndex: 0, hintTerm: 0, incarnation: 0 },
    { type: 'chunkReceived', term: 1, snapshotIndex: 3, offset: 0, received: 2, incarnation: 0 },
  ] as const)('goes on with it after a late $type', (message) => {
    const cluster = transferring();
    const before = structuredClone(cluster.leader(0).peers[2]?.progress);
    cluster.input(0, { type: 'message', from: 2, message });
    expect(cluster.leader(0).peers[2]?.progress).toEqual(before);
    expect(cluster.letters).toEqual([]);
  });

  it('goes on with it after the link was down', () => {
    const cluster = transferring();
    cluster.input(0, { type: 'link', peer: 2, up: false });
    expect(cluster.leader(0).peers[2]?.progress).toMatchObject({ type: 'snapshot', paused: true });
  });

  it('is asked by a heartbeat about nothing, where what matched is compacted', () => {
    const cluster = new Cluster({ servers: 3 });
    cluster.elect(0);
    cluster.loses = ({ to }) => to === 2;
    cluster.propose(0, 'x');
    cluster.run();
    expect(cluster.leader(0).peers[2]?.matchIndex).toBe(1);
    cluster.command(0, { type: 'compact', through: 2, data: fromText('s') });
    cluster.fire(0, 'heartbeat');
    const [beat] = cluster.letters.filter(({ to }) => to === 2).filter(isOf('heartbeat'));
    expect(beat?.message).toMatchObject({ prevIndex: 0, prevTerm: 0 });
  });
});

describe('a record', () => {
  const image = () => raft.blank(new Cluster({ servers: 3 }).config, 0, 0);
  const chunk = {
    type: 'chunk',
    leaderTerm: 1,
    index: 5,
    term: 1,
    membership: image().snapshot.membership,
    size: 8,
    offset: 0,
    data: fromText('abcd'),
  } as const;

  it('that truncates beyond the end leaves the log as it is', () => {
    const disk = image();
    raft.fold(disk, { type: 'truncate', from: 4 });
    expect(disk.entries).toEqual([]);
  });

  it.each([{ leaderTerm: 2 }, { index: 6 }, { size: 9 }])(
    'with a chunk of another snapshot (%o) does not continue this one',
    (other) => {
      const disk = image();
      raft.fold(disk, chunk);
      raft.fold(disk, { ...chunk, ...other, offset: 4 });
      expect(disk.partial?.received).toBe(4);
      raft.fold(disk, { ...chunk, offset: 4 });
      expect(disk.partial?.received).toBe(8);
    },
  );

  it('that compacts less than what is arriving lets it arrive', () => {
    const disk = image();
    raft.fold(disk, chunk);
    const snapshot = { ...disk.snapshot, index: 4, term: 1 };
    raft.fold(disk, { type: 'compact', snapshot });
    expect(disk.partial?.received).toBe(4);
    raft.fold(disk, { type: 'compact', snapshot: { ...snapshot, index: 5 } });
    expect(disk.partial).toBeNull();
  });
});

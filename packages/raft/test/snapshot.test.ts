import { describe, expect, it } from 'vitest';
import { Cluster, fromText, isOf, toText } from './helpers/cluster.ts';

function compact(cluster: Cluster, id: number, through: number, text: string): number {
  return cluster.command(id, { type: 'compact', through, data: fromText(text) });
}

/** Server 2 has slept while the others filled their logs and compacted them. */
function withLaggard(text = 'abcdefghij', other = text): Cluster {
  const cluster = new Cluster({ servers: 3, chunkBytes: 4 });
  cluster.elect(0);
  cluster.cut(2);
  for (let nth = 0; nth < 5; nth += 1) cluster.propose(0, `${nth}`);
  cluster.run();
  compact(cluster, 0, 4, text);
  compact(cluster, 1, 4, other);
  cluster.mend();
  return cluster;
}

function chunksTo(cluster: Cluster): number[] {
  return cluster.delivered.flatMap(({ message }) =>
    message.type === 'installSnapshot' ? [message.offset] : [],
  );
}

describe('compaction (chapter 5)', () => {
  it('drops what the application has taken over, and goes on', () => {
    const cluster = new Cluster({ servers: 3 });
    cluster.elect(0);
    for (const text of ['a', 'b', 'c']) cluster.propose(0, text);
    cluster.run();
    const request = compact(cluster, 1, 3, 'ab');
    expect(cluster.answers.get(request)).toEqual({ type: 'compacted', index: 3 });
    expect(cluster.state(1).persistent).toMatchObject({ snapshot: { index: 3, term: 1 } });
    expect(cluster.terms(1)).toEqual([1]);
    cluster.propose(0, 'd');
    cluster.run();
    expect(cluster.applied(1)).toEqual(['a', 'b', 'c', 'd']);
    cluster.elect(1);
  });

  it('is answered once it is durable', () => {
    const cluster = new Cluster({ servers: 3 });
    cluster.elect(0);
    cluster.server(0).fastDisk = false;
    const request = compact(cluster, 0, 1, '');
    expect(cluster.answers.get(request)).toBeUndefined();
    cluster.sync(0);
    expect(cluster.answers.get(request)?.type).toBe('compacted');
  });

  it('is refused beyond what is applied, and for what is compacted', () => {
    const cluster = new Cluster({ servers: 3 });
    cluster.elect(0);
    cluster.propose(0, 'a');
    cluster.run();
    const early = compact(cluster, 0, 3, '');
    expect(cluster.answers.get(early)).toMatchObject({ reason: 'not-applied' });
    compact(cluster, 0, 2, '');
    const late = compact(cluster, 0, 1, '');
    expect(cluster.answers.get(late)).toMatchObject({ reason: 'already-compacted' });
  });

  it('is refused on a server that does not know the membership so far back', () => {
    const cluster = new Cluster({ servers: 4, voters: 0b0111 });
    cluster.elect(0);
    cluster.propose(0, 'a');
    cluster.command(0, {
      type: 'changeMembership',
      transition: 'simple',
      changes: [{ type: 'addVoter', server: 3, incarnation: 0 }],
    });
    cluster.run();
    const request = compact(cluster, 3, 2, 'a');
    expect(cluster.answers.get(request)).toMatchObject({ reason: 'membership-unknown' });
    const later = compact(cluster, 3, 3, 'a');
    expect(cluster.answers.get(later)?.type).toBe('compacted');
  });

  it('gives the application its snapshot and the entries after it when it starts again', () => {
    const cluster = new Cluster({ servers: 3 });
    cluster.elect(0);
    for (const text of ['a', 'b', 'c']) cluster.propose(0, text);
    cluster.run();
    compact(cluster, 1, 3, 'ab');
    cluster.restart(1);
    expect(cluster.applied(1)).toEqual(['snapshot 3']);
    cluster.heartbeat(0);
    expect(cluster.applied(1)).toEqual(['snapshot 3', 'c']);
  });

  it('keeps a membership that only the snapshot holds', () => {
    const cluster = new Cluster({ servers: 4, voters: 0b0111 });
    cluster.elect(0);
    cluster.command(0, {
      type: 'changeMembership',
      transition: 'simple',
      changes: [{ type: 'addVoter', server: 3, incarnation: 0 }],
    });
    cluster.run();
    cluster.propose(0, 'a');
    cluster.run();
    compact(cluster, 0, 3, '');
    expect(cluster.state(0)).toMatchObject({ membershipIndex: 3, membership: { voters: 0b1111 } });
    cluster.restart(0);
    expect(cluster.state(0).membership.voters).toBe(0b1111);
  });
});

describe('snapshots sent (Figure 5.3)', () => {
  it('arrive in chunks and are followed by entries', () => {
    const cluster = withLaggard();
    cluster.heartbeat(0);
    expect(chunksTo(cluster)).toEqual([0, 4, 8]);
    expect(cluster.applied(2)).toEqual(['snapshot 4', '3', '4']);
    const [output] = cluster.server(2).outputs.filter(({ type }) => type === 'snapshot');
    expect(output?.type === 'snapshot' && toText(output.snapshot.data)).toBe('abcdefghij');
    expect(cluster.leader(0).peers[2]?.progress.type).toBe('replicate');
  });

  it('may be empty', () => {
    const cluster = withLaggard('');
    cluster.heartbeat(0);
    expect(cluster.applied(2)).toEqual(['snapshot 4', '3', '4']);
  });

  it('go on after a lost chunk, and after a lost answer', () => {
    for (const type of ['installSnapshot', 'chunkReceived'] as const) {
      const cluster = withLaggard();
      let seen = 0;
      cluster.loses = ({ message }) => {
        if (message.type === type) seen += 1;
        return message.type === type && seen === 2;
      };
      cluster.heartbeat(0);
      expect(cluster.applied(2)).toEqual([]);
      cluster.mend();
      cluster.heartbeat(0);
      expect(cluster.applied(2)).toEqual(['snapshot 4', '3', '4']);
    }
  });

  it('go on where they stopped after the follower crashed', () => {
    const cluster = withLaggard();
    cluster.fire(0, 'heartbeat');
    cluster.run(({ message }) => message.type !== 'installSnapshot' || message.offset < 8);
    cluster.letters = [];
    expect(cluster.server(2).image.partial).toMatchObject({ received: 8, size: 10 });
    cluster.restart(2);
    cluster.delivered.length = 0;
    cluster.heartbeat(0);
    expect(chunksTo(cluster)).toEqual([8]);
    expect(cluster.applied(2)).toEqual(['snapshot 4', '3', '4']);
  });

  it('tell a leader that has forgotten how much is there', () => {
    const cluster = withLaggard();
    cluster.fire(0, 'heartbeat');
    cluster.run(({ message }) => message.type !== 'installSnapshot' || message.offset < 8);
    cluster.letters = [];
    const peer = cluster.leader(0).peers[2];
    if (peer?.progress.type !== 'snapshot') throw new Error('no snapshot under way');
    peer.progress.offset = 0;
    cluster.delivered.length = 0;
    cluster.heartbeat(0);
    expect(chunksTo(cluster)).toEqual([0, 8]);
    expect(cluster.applied(2)).toEqual(['snapshot 4', '3', '4']);
  });

  it('begin again under another leader, whose bytes may be others', () => {
    const cluster = withLaggard('abcdefghij', '0123456789');
    cluster.fire(0, 'heartbeat');
    cluster.run(({ message }) => message.type !== 'installSnapshot' || message.offset < 8);
    cluster.letters = [];
    cluster.crash(0);
    cluster.delivered.length = 0;
    cluster.elect(1);
    expect(chunksTo(cluster)).toEqual([0, 4, 8]);
    expect(toText(cluster.state(2).persistent.snapshot.data)).toBe('0123456789');
  });

  it('begin again when the leader compacts further meanwhile', () => {
    const cluster = withLaggard();
    cluster.fire(0, 'heartbeat');
    cluster.run(({ message }) => message.type !== 'installSnapshot' || message.offset < 4);
    cluster.letters = [];
    compact(cluster, 0, 6, 'ABCDEFGH');
    cluster.heartbeat(0);
    expect(cluster.applied(2)).toEqual(['snapshot 6']);
    expect(cluster.server(2).image.partial).toBe(null);
  });

  it('do not double their stream when an answer comes twice', () => {
    const cluster = withLaggard();
    cluster.fire(0, 'heartbeat');
    cluster.run(({ message }) => message.type !== 'chunkReceived');
    cluster.letters = cluster.letters.flatMap((letter) => [letter, letter]);
    cluster.run();
    expect(chunksTo(cluster)).toEqual([0, 4, 8]);
  });

  it('are acknowledged only once they are durable', () => {
    const cluster = withLaggard();
    cluster.server(2).fastDisk = false;
    cluster.heartbeat(0);
    expect(chunksTo(cluster)).toEqual([0]);
    cluster.sync(2);
    cluster.run();
    expect(chunksTo(cluster)).toEqual([0, 4]);
    cluster.crash(2);
    cluster.recover(2);
    expect(cluster.state(2).persistent.partial).toMatchObject({ received: 4 });
  });

  it('spare a server that has the entries already', () => {
    const cluster = withLaggard();
    cluster.heartbeat(0);
    const outputs = cluster.server(2).outputs.length;
    const { snapshot, currentTerm } = cluster.state(0).persistent;
    const message = {
      type: 'installSnapshot',
      term: currentTerm,
      snapshotIndex: snapshot.index,
      snapshotTerm: snapshot.term,
      membership: snapshot.membership,
      size: snapshot.data.length,
      offset: 0,
      data: snapshot.data,
    } as const;
    cluster.input(2, { type: 'message', from: 0, message });
    expect(cluster.letters.filter(isOf('appendAccepted')).at(-1)?.message).toMatchObject({
      matchIndex: 6,
    });
    expect(cluster.server(2).outputs.length).toBe(outputs);
  });

  it('commit what the log has already, without replacing it', () => {
    const cluster = new Cluster({ servers: 3 });
    cluster.elect(0);
    cluster.propose(0, 'a');
    cluster.run(({ message }) => message.type !== 'appendEntries' || message.entries.length > 0);
    cluster.letters = [];
    expect(cluster.state(2).commitIndex).toBe(1);
    const { snapshot } = cluster.state(0).persistent;
    const message = {
      type: 'installSnapshot',
      term: 1,
      snapshotIndex: 2,
      snapshotTerm: 1,
      membership: snapshot.membership,
      size: 1,
      offset: 0,
      data: Uint8Array.of(1),
    } as const;
    cluster.input(2, { type: 'message', from: 0, message });
    expect(cluster.applied(2)).toEqual(['a']);
    expect(cluster.terms(2)).toEqual([1, 1]);
  });

  it('replace a log that disagrees, and the membership in it', () => {
    const cluster = new Cluster({ servers: 4, voters: 0b0111 }).withLogs({
      2: { terms: [1, 1, 1, 1, 1, 1, 1], term: 1 },
    });
    const { snapshot } = cluster.state(0).persistent;
    const message = {
      type: 'installSnapshot',
      term: 5,
      snapshotIndex: 4,
      snapshotTerm: 3,
      membership: { ...snapshot.membership, voters: 0b1111 },
      size: 1,
      offset: 0,
      data: Uint8Array.of(1),
    } as const;
    cluster.input(2, { type: 'message', from: 0, message });
    expect(cluster.terms(2)).toEqual([]);
    expect(cluster.state(2)).toMatchObject({
      commitIndex: 4,
      membershipIndex: 4,
      membership: { voters: 0b1111 },
    });
  });

  it('leave chunks that do not follow on from the last out of the disk', () => {
    const { protocol, config } = new Cluster({ servers: 1 });
    const image = protocol.blank(config, 0, 0);
    const { membership } = image.snapshot;
    const chunk = { type: 'chunk', leaderTerm: 1, index: 3, term: 1, membership, size: 9 } as const;
    protocol.fold(image, { ...chunk, offset: 0, data: fromText('abc') });
    protocol.fold(image, { ...chunk, offset: 6, data: fromText('ghi') });
    expect(image.partial).toMatchObject({ received: 3 });
  });
});

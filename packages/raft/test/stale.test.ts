import type { RaftMessage } from '@menagerie/raft';
import { describe, expect, it } from 'vitest';
import { Cluster } from './helpers/cluster.ts';

/** What server 1, on term 5 and with a log of two entries, says to a message of server 0. */
function saidTo(message: RaftMessage): { cluster: Cluster; said: readonly RaftMessage[] } {
  const cluster = new Cluster({ servers: 3, checkQuorum: false });
  cluster.withLogs({ 1: { terms: [1, 2], term: 5 } });
  cluster.input(1, { type: 'message', from: 0, message });
  return { cluster, said: cluster.letters.map((letter) => letter.message) };
}

/** At an index at which a new leader of term 3 probes as well. */
function refusalOfHeartbeat(): Extract<RaftMessage, { readonly type: 'appendRejected' }> {
  const [refusal] = saidTo({
    type: 'heartbeat',
    term: 4,
    prevIndex: 2,
    prevTerm: 2,
    commitIndex: 2,
    round: 1,
  }).said;
  if (refusal?.type !== 'appendRejected') throw new RangeError('it was not refused');
  return refusal;
}

const { membership } = new Cluster({ servers: 3 }).state(0);

describe('a request of an older term (§3.3)', () => {
  it.each([
    [
      { type: 'requestPreVote', term: 4, lastIndex: 9, lastTerm: 3 },
      { type: 'preVoteAnswer', term: 5, proposed: 4, granted: false },
    ],
    [
      { type: 'requestVote', term: 4, lastIndex: 9, lastTerm: 3, transfer: false },
      { type: 'voteAnswer', term: 5, granted: false },
    ],
    [
      { type: 'appendEntries', term: 4, prevIndex: 2, prevTerm: 2, entries: [], commitIndex: 2 },
      { type: 'appendRejected', term: 5, prevIndex: 0 },
    ],
    [
      { type: 'heartbeat', term: 4, prevIndex: 2, prevTerm: 2, commitIndex: 2, round: 1 },
      { type: 'appendRejected', term: 5, prevIndex: 0 },
    ],
    [
      {
        type: 'installSnapshot',
        term: 4,
        snapshotIndex: 7,
        snapshotTerm: 4,
        membership,
        size: 0,
        offset: 0,
        data: new Uint8Array(0),
      },
      { type: 'appendRejected', term: 5, prevIndex: 0 },
    ],
  ] as const)('is refused with the newer term, and changes nothing: %o', (message, refusal) => {
    const { cluster, said } = saidTo(message);
    expect(said).toMatchObject([refusal]);
    expect(cluster.terms(1)).toEqual([1, 2]);
    expect(cluster.state(1)).toMatchObject({ commitIndex: 0, role: { leader: null } });
  });

  it('is not refused as a probe is: who leads the newer term by then goes on as before', () => {
    const cluster = new Cluster({ servers: 3, checkQuorum: false });
    cluster.withLogs({ 0: { terms: [1, 2], term: 2 } });
    cluster.loses = ({ to, message }) => to === 1 && message.type === 'appendEntries';
    cluster.elect(0);
    cluster.letters = [];
    const { term, prevIndex, hintIndex, hintTerm, incarnation } = refusalOfHeartbeat();
    const before = structuredClone(cluster.leader(0).peers[1]);
    expect(before).toMatchObject({ nextIndex: 3, progress: { type: 'probe' } });
    const message = {
      type: 'appendRejected',
      prevIndex,
      hintIndex,
      hintTerm,
      incarnation,
    } as const;
    const own = cluster.state(0).persistent.currentTerm;
    expect(term).toBe(5);
    cluster.input(0, { type: 'message', from: 1, message: { ...message, term: own } });
    // That it was heard of is all that is new.
    expect(cluster.leader(0).peers[1]).toEqual({ ...before, active: true });
    expect(cluster.letters).toEqual([]);
  });

  it('is not answered where it is an order to campaign', () => {
    const { cluster, said } = saidTo({ type: 'timeoutNow', term: 4 });
    expect(said).toEqual([]);
    expect(cluster.state(1).role.type).toBe('follower');
  });
});

describe('an answer of an older term', () => {
  it('still grants a pre-vote, which brings no term about (§9.6)', () => {
    const cluster = new Cluster({ servers: 3 });
    cluster.withLogs({ 0: { terms: [1], term: 5 }, 1: { terms: [1], term: 3 } });
    cluster.campaign(0);
    const granted = { type: 'preVoteAnswer', term: 3, proposed: 6, granted: true } as const;
    cluster.input(0, { type: 'message', from: 1, message: { ...granted, incarnation: 0 } });
    expect(cluster.state(0)).toMatchObject({
      role: { type: 'candidate' },
      persistent: { currentTerm: 6 },
    });
  });
});

describe('votes and pre-votes (§9.6)', () => {
  it('are not taken for each other by a candidate that a crash took back to the term before', () => {
    const cluster = new Cluster({ servers: 3, preVote: false, checkQuorum: false });
    cluster.fire(0, 'election');
    // Asked when it was on term 1 before, which the crash took back.
    const late = { type: 'preVoteAnswer', term: 1, proposed: 2, granted: true } as const;
    cluster.input(0, { type: 'message', from: 1, message: { ...late, incarnation: 0 } });
    expect(cluster.state(0).role).toMatchObject({ type: 'candidate', granted: 0 });
  });

  it('are not taken for each other by one that asks for pre-votes after it lost', () => {
    const cluster = new Cluster({ servers: 5 });
    cluster.withLogs({ 0: { terms: [1], term: 5 } });
    cluster.campaign(0);
    const late = { type: 'voteAnswer', term: 5, granted: true, incarnation: 0 } as const;
    cluster.input(0, { type: 'message', from: 1, message: late });
    expect(cluster.state(0).role).toMatchObject({ type: 'preCandidate', granted: 1 });
  });

  it('are refused alike to a second candidate of the term', () => {
    const cluster = new Cluster({ servers: 3, checkQuorum: false });
    cluster.input(2, {
      type: 'message',
      from: 0,
      message: { type: 'requestVote', term: 1, lastIndex: 0, lastTerm: 0, transfer: false },
    });
    cluster.input(2, {
      type: 'message',
      from: 1,
      message: { type: 'requestPreVote', term: 1, lastIndex: 0, lastTerm: 0 },
    });
    expect(cluster.letters.at(-1)?.message).toMatchObject({
      type: 'preVoteAnswer',
      granted: false,
    });
  });

  it('are asked for as one who may be disregarded, unless the leader ordered it', () => {
    const cluster = new Cluster({ servers: 3 });
    cluster.elect(0);
    const requests = cluster.delivered.flatMap(({ message }) =>
      message.type === 'requestVote' ? [message.transfer] : [],
    );
    expect(requests).toEqual([false, false]);
  });
});

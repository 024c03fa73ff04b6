import { describe, expect, it } from 'vitest';
import { Cluster } from './helpers/cluster.ts';

describe('check-quorum (§6.2, §4.2.3)', () => {
  it('makes a leader step down that no quorum answers', () => {
    const cluster = new Cluster({ servers: 3 });
    cluster.elect(0);
    cluster.fire(0, 'quorum');
    expect(cluster.leaders()).toEqual([0]);
    cluster.cut(0);
    cluster.heartbeat(0);
    cluster.fire(0, 'quorum');
    expect(cluster.leaders()).toEqual([]);
    expect(cluster.server(0).armed.has('heartbeat')).toBe(false);
    expect(cluster.server(0).armed.has('election')).toBe(true);
  });

  it('keeps a leader that one of two followers answers', () => {
    const cluster = new Cluster({ servers: 3 });
    cluster.elect(0);
    cluster.fire(0, 'quorum');
    cluster.cut(2);
    cluster.heartbeat(0);
    cluster.fire(0, 'quorum');
    expect(cluster.leaders()).toEqual([0]);
  });

  it('lets nobody disturb servers that hear their leader, not even with a higher term', () => {
    const cluster = new Cluster({ servers: 3, preVote: false });
    cluster.elect(0);
    cluster.cut(2);
    cluster.campaign(2);
    cluster.fire(2, 'election');
    cluster.letters = [];
    cluster.mend();
    cluster.fire(2, 'election');
    cluster.run();
    expect(cluster.leaders()).toEqual([0]);
    expect(cluster.state(1).persistent.currentTerm).toBe(1);
  });

  it('takes back the server with the higher term, by one election', () => {
    const cluster = new Cluster({ servers: 3, preVote: false });
    cluster.elect(0);
    cluster.cut(2);
    cluster.campaign(2);
    cluster.run();
    cluster.mend();
    cluster.heartbeat(0);
    expect(cluster.leaders()).toEqual([]);
    expect(cluster.state(0).persistent.currentTerm).toBe(2);
    cluster.elect(0);
    expect(cluster.state(2).role).toMatchObject({ leader: 0 });
  });

  it('shelters for exactly T after each word, and campaigns within T after that', () => {
    const cluster = new Cluster({ servers: 3, electionMs: 100 });
    cluster.elect(0);
    expect(cluster.server(1).armed.get('contact')).toEqual({ min: 100, max: 100 });
    expect(cluster.server(1).armed.has('election')).toBe(false);
    cluster.fire(1, 'contact');
    expect(cluster.server(1).armed.get('election')).toEqual({ min: 0, max: 100 });
    expect(cluster.state(1).role).toEqual({ type: 'follower', leader: null, heard: false });
  });

  it('shelters a server that starts, since it may have heard a leader just before', () => {
    const cluster = new Cluster({ servers: 3 });
    cluster.elect(0);
    cluster.restart(1);
    cluster.cut(0);
    cluster.campaign(2);
    cluster.run();
    expect(cluster.leaders()).toEqual([0]);
    expect(cluster.state(2).role.type).toBe('preCandidate');
  });

  it('comes out of its shelter by time alone, not by a newer term', () => {
    const cluster = new Cluster({ servers: 3 });
    cluster.elect(0);
    const message = {
      type: 'appendRejected',
      term: 5,
      prevIndex: 0,
      hintIndex: 0,
      hintTerm: 0,
      incarnation: 0,
    } as const;
    cluster.input(1, { type: 'message', from: 2, message });
    expect(cluster.state(1).persistent.currentTerm).toBe(5);
    expect(cluster.state(1).role).toEqual({ type: 'follower', leader: null, heard: true });
  });
});

import type { MembershipChange, Transition } from '@menagerie/raft';
import { createRaft } from '@menagerie/raft';
import { describe, expect, it } from 'vitest';
import { Cluster, isOf } from './helpers/cluster.ts';

const addVoter = (server: number, incarnation = 0): MembershipChange => ({
  type: 'addVoter',
  server,
  incarnation,
});
const addLearner = (server: number, incarnation = 0): MembershipChange => ({
  type: 'addLearner',
  server,
  incarnation,
});
const remove = (server: number): MembershipChange => ({ type: 'remove', server });

function change(
  cluster: Cluster,
  leader: number,
  transition: Transition,
  ...changes: MembershipChange[]
): number {
  return cluster.command(leader, { type: 'changeMembership', transition, changes });
}

describe('one change at a time (§4.1, §4.2)', () => {
  it('adds a spare, which then has the whole log and votes', () => {
    const cluster = new Cluster({ servers: 4, voters: 0b0111 });
    cluster.elect(0);
    cluster.propose(0, 'x');
    const added = change(cluster, 0, 'simple', addVoter(3));
    cluster.run();
    expect(cluster.answers.get(added)?.type).toBe('committed');
    expect(cluster.applied(3)).toEqual(['x']);
    expect(cluster.state(3).membership.voters).toBe(0b1111);
    cluster.elect(3);
  });

  it('is in force at append, before it is committed', () => {
    const cluster = new Cluster({ servers: 4, voters: 0b0111 });
    cluster.elect(0);
    cluster.cut(0);
    change(cluster, 0, 'simple', addVoter(3));
    expect(cluster.state(0).membership.voters).toBe(0b1111);
    expect(cluster.state(0).commitIndex).toBe(1);
  });

  it('is rolled back with its entry', () => {
    const cluster = new Cluster({ servers: 4, voters: 0b0111 });
    cluster.elect(0);
    cluster.cut(0);
    change(cluster, 0, 'simple', addVoter(3));
    cluster.elect(1);
    cluster.mend();
    cluster.heartbeat(1);
    cluster.heartbeat(1);
    expect(cluster.state(0).membership.voters).toBe(0b0111);
    expect(cluster.state(0).membershipIndex).toBe(0);
    expect(cluster.terms(0)).toEqual([1, 2]);
  });

  it('leaves a spare that was told and rolled back as it was', () => {
    const cluster = new Cluster({ servers: 4, voters: 0b0111 });
    cluster.elect(0);
    cluster.cut(0, 3);
    change(cluster, 0, 'simple', addVoter(3));
    cluster.run();
    expect(cluster.state(3).membership.voters).toBe(0b1111);
    cluster.elect(1);
    cluster.mend();
    cluster.heartbeat(1);
    const added = change(cluster, 1, 'simple', addVoter(3));
    cluster.run();
    expect(cluster.answers.get(added)?.type).toBe('committed');
    expect(cluster.terms(3)).toEqual(cluster.terms(1));
  });

  it('waits until the leader has committed in its term', () => {
    const cluster = new Cluster({ servers: 4, voters: 0b0111 });
    cluster.loses = isOf('appendAccepted');
    cluster.elect(0);
    const request = change(cluster, 0, 'simple', addVoter(3));
    expect(cluster.answers.get(request)).toMatchObject({ reason: 'term-uncommitted' });
  });

  it('waits until the change before is committed', () => {
    const cluster = new Cluster({ servers: 5, voters: 0b00111 });
    cluster.elect(0);
    change(cluster, 0, 'simple', addVoter(3));
    const request = change(cluster, 0, 'simple', addVoter(4));
    expect(cluster.answers.get(request)).toMatchObject({ reason: 'change-uncommitted' });
    cluster.run();
    const again = change(cluster, 0, 'simple', addVoter(4));
    cluster.run();
    expect(cluster.answers.get(again)?.type).toBe('committed');
  });

  it('refuses more than one voter, the last voter and a server that does not exist', () => {
    const cluster = new Cluster({ servers: 3, voters: 0b001 });
    cluster.elect(0);
    const refusals = [
      change(cluster, 0, 'simple', addVoter(1), addVoter(2)),
      change(cluster, 0, 'simple', remove(0)),
      change(cluster, 0, 'simple', addVoter(3)),
      change(cluster, 0, 'leave'),
      change(cluster, 1, 'simple', addVoter(1)),
    ].map((request) => cluster.answers.get(request));
    expect(refusals).toMatchObject([
      { reason: 'needs-joint' },
      { reason: 'no-voters' },
      { reason: 'unknown-server' },
      { reason: 'not-joint' },
      { reason: 'not-leader' },
    ]);
  });

  it('lets a leader commit its own removal without counting itself, and then step down', () => {
    const cluster = new Cluster({ servers: 3 });
    cluster.elect(0);
    const request = change(cluster, 0, 'simple', remove(0));
    cluster.cut(2);
    cluster.run();
    expect(cluster.answers.get(request)).toBeUndefined();
    cluster.mend();
    cluster.heartbeat(0);
    expect(cluster.answers.get(request)?.type).toBe('committed');
    expect(cluster.leaders()).toEqual([]);
    cluster.campaign(0);
    expect(cluster.state(0).role.type).toBe('follower');
    cluster.elect(1);
    expect(cluster.state(1).membership.voters).toBe(0b110);
  });

  it('keeps what the leader knows of the others', () => {
    const cluster = new Cluster({ servers: 4, voters: 0b0111 });
    cluster.elect(0);
    change(cluster, 0, 'simple', addVoter(3));
    expect(cluster.leader(0).peers[1]).toMatchObject({
      matchIndex: 1,
      progress: { type: 'replicate' },
    });
  });

  it('silences a removed server, which was never told', () => {
    const cluster = new Cluster({ servers: 3 });
    cluster.elect(0);
    change(cluster, 0, 'simple', remove(2));
    cluster.run();
    expect(cluster.leader(0).peers[2]).toBe(null);
    cluster.campaign(2);
    cluster.run();
    expect(cluster.leaders()).toEqual([0]);
    expect(cluster.state(0).persistent.currentTerm).toBe(1);
  });
});

describe('joint consensus (§4.3)', () => {
  it('replaces two servers at once, and leaves the joint membership by itself', () => {
    const cluster = new Cluster({ servers: 5, voters: 0b00111 });
    cluster.elect(0);
    const wishes = [remove(1), remove(2), addVoter(3), addVoter(4)];
    const request = change(cluster, 0, 'joint', ...wishes);
    expect(cluster.state(0).membership).toMatchObject({
      voters: 0b11001,
      outgoing: 0b00111,
      autoLeave: true,
    });
    cluster.run();
    expect(cluster.answers.get(request)?.type).toBe('committed');
    expect(cluster.state(0).membership).toMatchObject({ voters: 0b11001, outgoing: 0 });
    expect(cluster.state(4).membership).toMatchObject({ voters: 0b11001, outgoing: 0 });
  });

  it('needs both halves to commit', () => {
    for (const cutOff of [
      [1, 2],
      [3, 4],
    ]) {
      const cluster = new Cluster({ servers: 5, voters: 0b00111 });
      cluster.elect(0);
      cluster.cut(...cutOff);
      const wishes = [remove(1), remove(2), addVoter(3), addVoter(4)];
      const request = change(cluster, 0, 'joint', ...wishes);
      cluster.run();
      cluster.heartbeat(0);
      expect(cluster.answers.get(request)).toBeUndefined();
      cluster.mend();
      cluster.heartbeat(0);
      expect(cluster.answers.get(request)?.type).toBe('committed');
    }
  });

  it('needs both halves to elect', () => {
    const cluster = new Cluster({ servers: 5, voters: 0b00111 });
    cluster.elect(0);
    change(cluster, 0, 'joint', remove(1), remove(2), addVoter(3), addVoter(4));
    cluster.run(isOf('appendEntries', 'appendRejected', 'ownAppendDurable'));
    cluster.letters = [];
    cluster.crash(0);
    cluster.cut(3, 4);
    for (const id of [1, 2])
      if (cluster.server(id).armed.has('contact')) cluster.fire(id, 'contact');
    for (const id of [3, 4])
      if (cluster.server(id).armed.has('contact')) cluster.fire(id, 'contact');
    cluster.fire(3, 'election');
    cluster.fire(1, 'election');
    cluster.run();
    expect(cluster.leaders()).toEqual([]);
  });

  it('is left by a successor of the leader that entered it', () => {
    const cluster = new Cluster({ servers: 5, voters: 0b00111 });
    cluster.elect(0);
    change(cluster, 0, 'joint', remove(1), addVoter(3));
    // All hold the joint membership; nobody but the leader learns that it is committed.
    while (cluster.letters.some(isOf('appendEntries', 'appendRejected'))) {
      cluster.deliver(isOf('appendEntries', 'appendRejected'));
    }
    cluster.letters = [];
    cluster.crash(0);
    cluster.elect(2);
    expect(cluster.state(2).membership).toMatchObject({ voters: 0b01101, outgoing: 0 });
    expect(cluster.state(3).membership).toMatchObject({ voters: 0b01101, outgoing: 0 });
  });

  it('stays until told where it is to be left by hand, and refuses other changes', () => {
    const cluster = new Cluster({ servers: 4, voters: 0b0111 });
    cluster.elect(0);
    change(cluster, 0, 'jointManual', addVoter(3));
    cluster.run();
    expect(cluster.state(0).membership.outgoing).toBe(0b0111);
    const refused = change(cluster, 0, 'simple', remove(1));
    expect(cluster.answers.get(refused)).toMatchObject({ reason: 'already-joint' });
    const left = change(cluster, 0, 'leave');
    cluster.run();
    expect(cluster.answers.get(left)?.type).toBe('committed');
    expect(cluster.state(3).membership.outgoing).toBe(0);
  });

  it('makes a voter a learner only when the joint membership is left', () => {
    const cluster = new Cluster({ servers: 3 });
    cluster.elect(0);
    change(cluster, 0, 'jointManual', addLearner(2));
    expect(cluster.state(0).membership).toMatchObject({ learners: 0, learnersNext: 0b100 });
    cluster.run();
    change(cluster, 0, 'leave');
    cluster.run();
    expect(cluster.state(2).membership).toMatchObject({ voters: 0b011, learners: 0b100 });
  });
});

describe('learners (§4.2.1)', () => {
  it('receive the log and count for nothing', () => {
    const cluster = new Cluster({ servers: 3, voters: 0b011, learners: 0b100 });
    cluster.elect(0);
    cluster.propose(0, 'x');
    cluster.run();
    expect(cluster.applied(2)).toEqual(['x']);
    cluster.cut(1);
    const request = cluster.propose(0, 'y');
    cluster.run();
    expect(cluster.answers.get(request)).toBeUndefined();
    cluster.fire(2, 'contact');
    cluster.fire(2, 'election');
    expect(cluster.state(2).role.type).toBe('follower');
  });

  it('vote when they are asked, for they may have been promoted without knowing it', () => {
    const cluster = new Cluster({ servers: 3, voters: 0b011, learners: 0b100 });
    cluster.elect(0);
    cluster.loses = ({ to }) => to === 2;
    change(cluster, 0, 'simple', addVoter(2));
    cluster.run();
    expect(cluster.state(1).membership.voters).toBe(0b111);
    expect(cluster.state(2).membership.voters).toBe(0b011);
    cluster.crash(0);
    cluster.mend();
    cluster.elect(1);
  });

  it('are counted by a mutant that asks them', () => {
    const quorumOf = ({ voters, learners }: { voters: number; learners: number }) =>
      ({ type: 'majority', members: voters | learners }) as const;
    const options = { servers: 3, voters: 0b011, learners: 0b100 };
    const cluster = new Cluster(options, createRaft({ quorumOf }));
    cluster.elect(0);
    cluster.cut(1);
    const request = cluster.propose(0, 'y');
    cluster.run();
    expect(cluster.answers.get(request)?.type).toBe('committed');
  });
});

describe('incarnations', () => {
  it('keep a server that lost its disk from voting as the one it was', () => {
    const cluster = new Cluster({ servers: 3 });
    cluster.elect(0);
    cluster.propose(0, 'x');
    cluster.run();
    cluster.wipe(2, 1);
    cluster.crash(0);
    cluster.fire(2, 'contact');
    cluster.fire(1, 'contact');
    cluster.fire(1, 'election');
    cluster.run();
    expect(
      cluster.delivered.some(
        ({ from, message }) => from === 2 && message.type === 'preVoteAnswer' && message.granted,
      ),
    ).toBe(true);
    expect(cluster.leaders()).toEqual([]);
  });

  it('keep its acknowledgements from counting', () => {
    const cluster = new Cluster({ servers: 3 });
    cluster.elect(0);
    cluster.wipe(2, 1);
    cluster.crash(1);
    const request = cluster.propose(0, 'x');
    cluster.run();
    cluster.heartbeat(0);
    expect(cluster.answers.get(request)).toBeUndefined();
    expect(cluster.applied(2)).toEqual([]);
  });

  it('keep it from campaigning', () => {
    const cluster = new Cluster({ servers: 3 });
    cluster.wipe(2, 1);
    cluster.fire(2, 'contact');
    cluster.fire(2, 'election');
    expect(cluster.state(2).role.type).toBe('follower');
    expect(cluster.letters).toEqual([]);
  });

  it('keep it from being exchanged in one change', () => {
    const cluster = new Cluster({ servers: 3 });
    cluster.elect(0);
    for (const transition of ['simple', 'joint'] as const) {
      const request = change(cluster, 0, transition, remove(2), addVoter(2, 1));
      expect(cluster.answers.get(request)).toMatchObject({ reason: 'other-incarnation' });
    }
  });

  it('bring it back by removing the old one and adding the new one', () => {
    const cluster = new Cluster({ servers: 3 });
    cluster.elect(0);
    cluster.propose(0, 'x');
    cluster.run();
    cluster.wipe(2, 1);
    change(cluster, 0, 'simple', remove(2));
    cluster.run();
    const request = change(cluster, 0, 'simple', addVoter(2, 1));
    cluster.run();
    expect(cluster.answers.get(request)?.type).toBe('committed');
    expect(cluster.applied(2)).toEqual(['x']);
    expect(cluster.state(0).membership.incarnations).toEqual([0, 0, 1]);
    cluster.crash(1);
    const later = cluster.propose(0, 'y');
    cluster.run();
    expect(cluster.answers.get(later)?.type).toBe('committed');
    cluster.recover(1);
    cluster.elect(2);
  });

  it('are forgotten with their members', () => {
    const cluster = new Cluster({ servers: 3, voters: 0b011 });
    cluster.wipe(2, 7);
    cluster.elect(0);
    change(cluster, 0, 'simple', addVoter(2, 7));
    cluster.run();
    change(cluster, 0, 'simple', remove(2));
    cluster.run();
    expect(cluster.state(0).membership.incarnations).toEqual([0, 0, 0]);
  });

  it('leave a replaced disk without a membership of its own', () => {
    const cluster = new Cluster({ servers: 3 });
    cluster.wipe(2, 1);
    expect(cluster.state(2).membership.voters).toBe(0);
  });
});

import { createRaft, raft, rules } from '@menagerie/raft';
import { raftZoo } from '@menagerie/raft/testing';
import { describe, expect, it } from 'vitest';
import { Cluster } from './helpers/cluster.ts';

const joint = {
  type: 'changeMembership',
  transition: 'joint',
  changes: [{ type: 'addVoter', server: 3, incarnation: 0 }],
} as const;

describe('a rule that is replaced decides', () => {
  it('how much of its log a new leader keeps', () => {
    const variant = createRaft({ newLeaderKeeps: () => 2 });
    const cluster = new Cluster({ servers: 3, preVote: false, checkQuorum: false }, variant);
    cluster.withLogs({ 0: { terms: [1, 1, 1], term: 1 } });
    cluster.campaign(0);
    cluster.run();
    expect(cluster.terms(0)).toEqual([1, 1, 2]);
  });

  it('when a membership takes effect, and it is looked for when it is committed', () => {
    const variant = createRaft({ takesEffect: (index, commitIndex) => index <= commitIndex });
    const cluster = new Cluster({ servers: 4, voters: 0b0111 }, variant);
    cluster.elect(0);
    cluster.command(0, { ...joint, transition: 'simple' });
    expect(cluster.state(0).membership.voters).toBe(0b0111);
    cluster.run();
    for (const id of [0, 1, 2]) expect(cluster.state(id).membership.voters).toBe(0b1111);
  });

  it('whether a joint membership is left', () => {
    const variant = createRaft({ leavesJoint: () => false });
    const cluster = new Cluster({ servers: 4, voters: 0b0111 }, variant);
    cluster.elect(0);
    cluster.command(0, joint);
    cluster.run();
    expect(cluster.state(0).membership.outgoing).toBe(0b0111);
  });

  it('whether the answer to a heartbeat resumes, and hears what is under way', () => {
    const heard: boolean[] = [];
    const heartbeatResumes = (paused: boolean): boolean => {
      heard.push(paused);
      return false;
    };
    const cluster = new Cluster({ servers: 2 }, createRaft({ heartbeatResumes }));
    cluster.elect(0);
    cluster.heartbeat(0);
    expect(heard).toEqual([false]);
    cluster.propose(0, 'lost');
    cluster.letters = [];
    cluster.heartbeat(0);
    expect(heard).toEqual([false, true]);
    expect(cluster.applied(1)).toEqual([]);
  });

  it('what the disk is told of a vote, and says so', () => {
    const forgetful = createRaft({ persistedVote: () => null });
    for (const [protocol, verdict] of [
      [raft, true],
      [forgetful, false],
    ] as const) {
      const cluster = new Cluster({ servers: 3 }, protocol);
      cluster.elect(0);
      const said = cluster.notes.filter(
        ({ rule, server }) => rule === 'persistedVote' && server === 0,
      );
      expect(said.at(-1)?.verdict).toBe(verdict);
    }
  });
});

describe('the table of rules', () => {
  it('has every rule that can be replaced, once', () => {
    const ids = raft.rules.map(({ id }) => id);
    expect(ids.toSorted()).toEqual(Object.keys(rules).toSorted());
  });

  it('has the rule that each mutant replaces', () => {
    const ids = raft.rules.map(({ id }) => id);
    for (const { rule } of raftZoo) expect(ids).toContain(rule);
  });
});

describe('where to look after a rejection (§3.5)', () => {
  it.each([
    { rejected: 10, agreed: 4, matched: 0, next: 5 },
    { rejected: 5, agreed: 9, matched: 0, next: 5 },
    { rejected: 10, agreed: 0, matched: 6, next: 7 },
    { rejected: 10, agreed: 0, matched: 0, next: 1 },
  ])('is after what may agree and what surely does: %o', ({ rejected, agreed, matched, next }) => {
    expect(rules.nextToProbe(rejected, agreed, matched)).toBe(next);
  });
});

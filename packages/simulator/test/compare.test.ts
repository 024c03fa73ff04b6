import type { Shape, Subject } from '@menagerie/contract';
import { paxosSubject } from '@menagerie/paxos/testing';
import { raftSubject } from '@menagerie/raft/testing';
import { playIntents, type Schedule, schedules, type Tally, tally } from '@menagerie/simulator';
import { zabSubject } from '@menagerie/zab/testing';
import { describe, expect, it } from 'vitest';

function played<S extends Shape>(subject: Subject<S>, schedule: Schedule): Tally {
  const config = subject.drawConfig((_, bound) => Math.floor(bound / 2), schedule.servers, 0);
  const recording = playIntents(subject, config, schedule);
  expect(recording.violation).toBeNull();
  return tally(recording);
}

const protocols = {
  raft: (schedule: Schedule) => played(raftSubject, schedule),
  paxos: (schedule: Schedule) => played(paxosSubject, schedule),
  zab: (schedule: Schedule) => played(zabSubject, schedule),
};

describe.each(Object.entries(protocols))('%s, on the schedule of all', (_name, play) => {
  it('answers each write and the read of a calm run after one round trip', () => {
    const { requests } = play(schedules.calm);
    expect(requests).toHaveLength(11);
    for (const { outcome, roundTrips } of requests) {
      expect({ outcome, roundTrips }).toEqual({ outcome: 'succeeded', roundTrips: 1 });
    }
  });

  it('is without a leader for a while when it crashes, and answers everything but what died with it', () => {
    const calm = play(schedules.calm);
    const { requests, leaderlessMs } = play(schedules['leader-crash']);
    expect(leaderlessMs).toBeGreaterThan(calm.leaderlessMs);
    expect(requests.map(({ outcome }) => outcome)).toEqual([
      'succeeded',
      'unanswered',
      ...Array.from({ length: 10 }, () => 'succeeded'),
    ]);
  });

  it('is without a leader for a while when it is cut off, and hardly when others are', () => {
    const { leaderlessMs } = play(schedules['leader-cut-off']);
    expect(leaderlessMs).toBeGreaterThan(play(schedules.calm).leaderlessMs);
    // Not at all in Raft and Zab; in Paxos whoever was cut off comes back with a higher ballot.
    expect(play(schedules['minority-cut-off']).leaderlessMs).toBeLessThan(leaderlessMs / 2);
  });
});

import { paxos, type Quorums } from '@menagerie/paxos';
import { paxosZoo } from '@menagerie/paxos/testing';
import { describe, expect, it } from 'vitest';
import { isOf, LogCluster } from './helpers/log-cluster.ts';
import { of } from './helpers/messages.ts';
import { protocolOf } from './helpers/mistaken.ts';

describe.each(['stop-sign', 'alpha-window'] as const)('a change by %s', (reconfiguration) => {
  const options = { servers: 5, quorums: of(0b00111), reconfiguration, window: 3 } as const;

  it('lets the new acceptors decide, and the old ones no more', () => {
    const cluster = new LogCluster(options);
    cluster.elect(0);
    cluster.propose(0, 'a');
    cluster.run();
    cluster.reconfigure(0, of(0b11001));
    cluster.run();
    cluster.heartbeat(0);
    cluster.heartbeat(0);
    cluster.connect(0, 3, 4);
    const request = cluster.propose(0, 'b');
    cluster.run();
    expect(cluster.answers.get(request)?.type).toBe('committed');
    expect(cluster.applied(4).filter((text) => text !== 'noop')).toEqual(['a', 'reconfigure', 'b']);
    cluster.crash(3);
    cluster.crash(4);
    cluster.mend();
    const late = cluster.propose(0, 'c');
    cluster.run();
    cluster.heartbeat(0);
    expect(cluster.answers.get(late)).toBeUndefined();
    expect(cluster.violations).toEqual([]);
  });

  it('that leaves the leader out ends its leadership; the others go on', () => {
    const cluster = new LogCluster(options);
    cluster.elect(0);
    cluster.reconfigure(0, of(0b01110));
    cluster.run();
    for (let left = 5; left > 0 && cluster.leads(0); left -= 1) cluster.heartbeat(0);
    expect(cluster.leads(0)).toBe(false);
    cluster.crash(0);
    cluster.elect(1);
    const request = cluster.propose(1, 'b');
    cluster.run();
    expect(cluster.answers.get(request)?.type).toBe('committed');
    expect(cluster.violations).toEqual([]);
  });

  it('names a replaced disk by its new incarnation, which counts from then on', () => {
    const cluster = new LogCluster({ ...options, servers: 3 });
    cluster.elect(0);
    cluster.wipe(2, 7);
    cluster.connect(0, 2);
    const lost = cluster.propose(0, 'a');
    cluster.run();
    cluster.heartbeat(0);
    expect(cluster.answers.get(lost)).toBeUndefined();
    cluster.mend();
    cluster.heartbeat(0);
    cluster.reconfigure(0, of(0b111), { 2: 7 });
    cluster.run();
    for (let left = 4; left > 0; left -= 1) cluster.heartbeat(0);
    cluster.connect(0, 2);
    const request = cluster.propose(0, 'b');
    cluster.run();
    cluster.heartbeat(0);
    expect(cluster.answers.get(request)?.type).toBe('committed');
    expect(cluster.violations).toEqual([]);
  });

  it('is refused while another is under way, and where its quorums do not meet', () => {
    const cluster = new LogCluster(options);
    cluster.elect(0);
    cluster.reconfigure(0, of(0b01111));
    const second = cluster.reconfigure(0, of(0b00111));
    const flexible: Quorums = { type: 'flexible', members: 0b1111, read: 1, write: 2 };
    const broken = cluster.reconfigure(0, flexible);
    const reasons = [second, broken].map((id) => cluster.answers.get(id));
    expect(reasons).toEqual([
      { type: 'refused', reason: 'change-pending', leader: 0 },
      { type: 'refused', reason: 'invalid-quorums', leader: 0 },
    ]);
  });
});

describe('a stop-sign', () => {
  it('is the last proposal until it is chosen', () => {
    const cluster = new LogCluster({ servers: 4, quorums: of(0b0111) });
    cluster.elect(0);
    cluster.reconfigure(0, of(0b1111));
    cluster.propose(0, 'after');
    expect(cluster.leader(0).flights).toHaveLength(1);
    cluster.run();
    cluster.heartbeat(0);
    expect(cluster.applied(3)).toEqual(['reconfigure', 'after']);
  });

  it('is announced to new acceptors by old ones that are no more in the configuration', () => {
    const cluster = new LogCluster({ servers: 4, quorums: of(0b0011) });
    cluster.elect(0);
    cluster.reconfigure(0, of(0b1100));
    // The leader crashes before it could tell any but server 1.
    cluster.run(({ to }) => to < 2);
    cluster.crash(0);
    cluster.drop();
    expect(cluster.state(2).eras).toHaveLength(1);
    cluster.fire(1, 'election');
    cluster.run();
    cluster.elect(2);
    const request = cluster.propose(2, 'after');
    cluster.run();
    expect(cluster.answers.get(request)?.type).toBe('committed');
    expect(cluster.applied(3)).toEqual(['reconfigure', 'after']);
  });

  it('makes a server that did not see it learn before it goes on', () => {
    const cluster = new LogCluster({ servers: 4, quorums: of(0b0111) });
    cluster.elect(0);
    cluster.connect(0, 1);
    cluster.reconfigure(0, of(0b1011));
    cluster.run();
    cluster.mend();
    cluster.fire(2, 'election');
    cluster.run();
    expect(cluster.state(2).eras.at(-1)?.number).toBe(1);
    expect(cluster.violations).toEqual([]);
  });
});

describe('what is known of an earlier configuration', () => {
  it('holds on: a promise counts after the stop-sign too', () => {
    const cluster = new LogCluster({ servers: 3 });
    cluster.fire(0, 'election');
    // The word of the leader to itself is under way for long.
    const toOthers = ({ from, to }: { from: number; to: number }): boolean => from !== to;
    cluster.run(toOthers);
    cluster.reconfigure(0, of(0b011));
    cluster.run(toOthers);
    expect(cluster.state(0).eras.at(-1)?.number).toBe(1);
    cluster.run();
    const request = cluster.propose(0, 'after');
    cluster.run();
    expect(cluster.answers.get(request)?.type).toBe('committed');
  });

  it('is not known twice, where a slower leader proposes it again', () => {
    const cluster = new LogCluster({ servers: 4, window: 1, reconfiguration: 'alpha-window' });
    cluster.elect(0);
    for (const members of [0b0111, 0b1111]) {
      cluster.reconfigure(0, of(members));
      cluster.run();
      cluster.heartbeat(0);
    }
    const values = cluster.state(1).persistent.votes.flatMap((vote) => vote?.value ?? []);
    const ballot = { round: 9, owner: 2 };
    const message = { type: 'accept', era: 0, ballot, from: 1, values, chosen: 0 } as const;
    cluster.letters.push({ from: 2, to: 1, message });
    cluster.run(({ to }) => to === 1);
    expect(cluster.state(1).eras.map(({ number }) => number)).toEqual([0, 1, 2]);
  });

  it('is not enough to read by: another configuration may have chosen more', () => {
    const options = { servers: 5, quorums: of(0b00111), window: 1 } as const;
    const cluster = new LogCluster({ ...options, reconfiguration: 'alpha-window' });
    cluster.elect(0);
    cluster.reconfigure(0, of(0b11011));
    cluster.run(isOf('accept'));
    cluster.connect(0, 3, 4);
    cluster.run();
    cluster.letters.push({
      from: 1,
      to: 0,
      message: {
        type: 'accepted',
        era: 0,
        ballot: { round: 1, owner: 0 },
        from: 1,
        count: 1,
        incarnation: 0,
      },
    });
    cluster.loses = ({ from, to }) => to === 1 || to === 2 || (from === 2 && to !== 0);
    cluster.run();
    cluster.heartbeat(0);
    cluster.heartbeat(0);
    const written = cluster.propose(0, 'b');
    cluster.run();
    expect(cluster.answers.get(written)).toEqual({ type: 'committed', slot: 2 });
    cluster.connect(1, 2);
    cluster.elect(1);
    cluster.mend();
    cluster.drop();
    const request = cluster.read(1);
    cluster.run(isOf('heartbeat', 'heartbeatAnswer'));
    expect(cluster.answers.get(request)).toBeUndefined();
    cluster.heartbeat(1);
    cluster.heartbeat(1);
    expect(cluster.answers.get(request)).toEqual({ type: 'read', slot: 2, by: 'quorum' });
    expect(cluster.violations).toEqual([]);
  });
});

describe('the window', () => {
  it('is how far a leader may be ahead of what is chosen', () => {
    const cluster = new LogCluster({ servers: 3, window: 2, reconfiguration: 'alpha-window' });
    cluster.elect(0);
    cluster.connect();
    for (const text of ['a', 'b', 'c']) cluster.propose(0, text);
    expect(cluster.leader(0).flights).toHaveLength(2);
    cluster.mend();
    cluster.drop(isOf('accept'));
    cluster.heartbeat(0);
    expect(cluster.applied(1)).toEqual(['a', 'b', 'c']);
  });

  it('passes by no-ops where no client proposes, so that a change comes into force', () => {
    const cluster = new LogCluster({
      servers: 4,
      quorums: of(0b0111),
      window: 3,
      reconfiguration: 'alpha-window',
    });
    cluster.elect(0);
    cluster.reconfigure(0, of(0b1111));
    cluster.run();
    cluster.heartbeat(0);
    expect(cluster.applied(0)).toEqual(['reconfigure', 'noop', 'noop']);
    expect(cluster.state(0).eras.at(-1)).toMatchObject({ number: 1, from: 4 });
  });
});

describe('a deposed leader that is told of a stop-sign', () => {
  it('gives up, and answers neither for the slot of the stop-sign nor for those after it', () => {
    for (const [protocol, answer] of [
      [paxos, 'unknown'],
      [protocolOf(paxosZoo, 'P-62'), 'committed'],
    ] as const) {
      const cluster = new LogCluster({ servers: 3 }, protocol);
      cluster.elect(0);
      cluster.connect(1, 2);
      const request = cluster.propose(0, 'a');
      cluster.propose(0, 'b');
      cluster.run();
      cluster.elect(1);
      cluster.reconfigure(1, of(0b111));
      cluster.run(isOf('accept', 'accepted'));
      cluster.mend();
      cluster.run(isOf('chosen'));
      expect(cluster.answers.get(request)?.type).toBe(answer);
      expect(cluster.violations.map(({ property }) => property)).toEqual(
        answer === 'committed' ? ['Answers Are True'] : [],
      );
    }
  });
});

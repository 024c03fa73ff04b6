import type { Protocol } from '@menagerie/contract';
import { PaxosError, type PaxosShape, paxos, paxosConfig } from '@menagerie/paxos';
import { paxosZoo } from '@menagerie/paxos/testing';
import { describe, expect, it } from 'vitest';
import { isOf, LogCluster } from './helpers/log-cluster.ts';
import { protocolOf } from './helpers/mistaken.ts';

describe('a leader', () => {
  it('does phase 1 once, and then needs one round trip for each command', () => {
    const cluster = new LogCluster({ servers: 3 });
    cluster.elect(0);
    const types = new Set<string>();
    for (const text of ['a', 'b']) {
      cluster.propose(0, text);
      for (const { message } of cluster.letters) types.add(message.type);
      cluster.run();
    }
    expect([...types].toSorted()).toEqual(['accept', 'accepted']);
    expect([0, 1, 2].map((id) => cluster.applied(id))).toEqual([
      ['a', 'b'],
      ['a', 'b'],
      ['a', 'b'],
    ]);
  });

  it('proposes together what waited for a slot', () => {
    const cluster = new LogCluster({ servers: 3, window: 1, maxBatch: 8 });
    cluster.elect(0);
    const requests = ['a', 'b', 'c'].map((text) => cluster.propose(0, text));
    expect(cluster.leader(0).waiting).toHaveLength(2);
    cluster.run();
    expect(cluster.applied(2)).toEqual(['a', 'b', 'c']);
    expect(requests.map((id) => cluster.answers.get(id)?.type)).toEqual(
      new Array(3).fill('committed'),
    );
  });

  it('sends again what was lost, several values in one message', () => {
    const cluster = new LogCluster({ servers: 3, window: 2, maxBatch: 2 });
    cluster.elect(0);
    for (const text of ['a', 'b', 'c', 'd']) cluster.propose(0, text);
    // What was lost is sent again in one message, and frees both slots at once.
    cluster.drop();
    cluster.fire(0, 'heartbeat');
    cluster.run(isOf('heartbeat', 'heartbeatAnswer', 'accepted'));
    const sizes = (): number[] =>
      cluster.letters.flatMap(({ message }) =>
        message.type === 'accept' ? [message.values.length] : [],
      );
    expect(sizes()).toEqual([2, 2]);
    cluster.run();
    expect(cluster.applied(2)).toEqual(['a', 'b', 'c', 'd']);
  });

  it.each([
    ['weights', { type: 'weighted', weights: [1, 3, 1, 1] }, [0, 2, 3], [0, 1]],
    ['sizes', { type: 'flexible', members: 0b1111, read: 3, write: 2 }, [0], [0, 3]],
    [
      'grid',
      {
        type: 'grid',
        rows: [
          [0, 1],
          [2, 3],
        ],
      },
      [0, 3],
      [0, 2],
    ],
  ] as const)('chooses by the configured %s', (_what, quorums, tooFew, enough) => {
    const cluster = new LogCluster({ servers: 4, quorums });
    cluster.elect(0);
    cluster.connect(...tooFew);
    const request = cluster.propose(0, 'a');
    cluster.run();
    cluster.heartbeat(0);
    expect(cluster.answers.get(request)).toBeUndefined();
    cluster.connect(...enough);
    cluster.heartbeat(0);
    expect(cluster.answers.get(request)?.type).toBe('committed');
    expect(cluster.violations).toEqual([]);
  });

  it('does not count its own vote before that is on its disk', () => {
    const cluster = new LogCluster({ servers: 3 });
    cluster.elect(0);
    cluster.server(0).fastDisk = false;
    cluster.connect(0, 1);
    cluster.propose(0, 'a');
    cluster.run();
    expect(cluster.state(0).chosen).toBe(0);
    cluster.sync(0);
    cluster.run();
    expect(cluster.state(0).chosen).toBe(1);
  });

  it('that no quorum answers gives up', () => {
    for (const [protocol, leads] of [
      [paxos, false],
      [protocolOf(paxosZoo, 'P-58'), true],
    ] as const) {
      const cluster = new LogCluster({ servers: 3 }, protocol);
      cluster.elect(0);
      cluster.loses = ({ to }) => to === 0;
      for (let left = 2; left > 0 && cluster.leads(0); left -= 1) cluster.fire(0, 'quorum');
      expect(cluster.leads(0)).toBe(leads);
    }
  });
});

describe('a new leader', () => {
  it('proposes again what an earlier one may have chosen, in the same slots', () => {
    const cluster = new LogCluster({ servers: 3 });
    cluster.elect(0);
    cluster.connect(0, 1);
    cluster.propose(0, 'a');
    cluster.run(isOf('accept'));
    cluster.crash(0);
    cluster.drop();
    cluster.connect(1, 2);
    cluster.elect(1);
    cluster.propose(1, 'b');
    cluster.run();
    expect(cluster.applied(2)).toEqual(['a', 'b']);
    expect(cluster.violations).toEqual([]);
  });

  it('fills a gap that nobody told of with a no-op', () => {
    const cluster = new LogCluster({ servers: 3 });
    cluster.elect(0);
    cluster.propose(0, 'a');
    cluster.drop(isOf('accept'));
    cluster.propose(0, 'b');
    cluster.deliver(({ to, message }) => to === 1 && message.type === 'accept');
    cluster.crash(0);
    cluster.drop();
    cluster.connect(1, 2);
    cluster.elect(2);
    cluster.run();
    expect(cluster.applied(2)).toEqual(['noop', 'b']);
    expect(cluster.violations).toEqual([]);
  });

  it('has what a snapshot covers from the promises, snapshot and all', () => {
    const cluster = new LogCluster({ servers: 3 });
    cluster.elect(0);
    cluster.connect(0, 1);
    for (const text of ['a', 'b', 'c']) cluster.propose(0, text);
    cluster.run();
    cluster.compact(0, 2);
    cluster.compact(1, 2);
    cluster.crash(0);
    cluster.connect(1, 2);
    cluster.elect(2);
    expect(cluster.applied(2)).toEqual(['snapshot 2', 'c']);
    expect(cluster.violations).toEqual([]);
  });
});

describe('a server that fell behind', () => {
  it('asks for what is chosen, and is told in pieces', () => {
    const cluster = new LogCluster({ servers: 3, maxBatch: 2 });
    cluster.elect(0);
    cluster.connect(0, 1);
    for (const text of ['a', 'b', 'c', 'd', 'e']) {
      cluster.propose(0, text);
      cluster.run();
    }
    cluster.mend();
    cluster.heartbeat(0);
    expect(cluster.applied(2)).toEqual(['a', 'b', 'c', 'd', 'e']);
  });

  it('does not take its own vote of another ballot for what is chosen', () => {
    const cluster = new LogCluster({ servers: 3 });
    cluster.elect(0);
    cluster.propose(0, 'lost');
    cluster.run(isOf('accepted', 'heartbeat'));
    cluster.drop();
    // Only server 0 voted for it.
    cluster.connect(1, 2);
    cluster.elect(1);
    cluster.propose(1, 'chosen');
    cluster.run();
    cluster.mend();
    cluster.heartbeat(1);
    expect(cluster.applied(0)).toEqual(['chosen']);
    expect(cluster.violations).toEqual([]);
  });

  it('delivers again after a restart what its disk has as chosen', () => {
    const cluster = new LogCluster({ servers: 3 });
    cluster.elect(0);
    cluster.propose(0, 'a');
    cluster.run();
    cluster.compact(1, 1);
    cluster.restart(1);
    expect(cluster.applied(1)).toEqual(['snapshot 1']);
  });
});

describe('a ballot that is forgotten', () => {
  /** A leader whose proposal is still under way comes back with the same ballot. */
  function play(id: string, sound: boolean): LogCluster {
    const cluster = new LogCluster({ servers: 3 }, sound ? paxos : protocolOf(paxosZoo, id));
    cluster.server(0).fastDisk = id !== 'P-40';
    cluster.fire(0, 'election');
    cluster.run();
    if (cluster.leads(0)) cluster.propose(0, 'x');
    const underway = cluster.drop(isOf('accept'));
    cluster.drop();
    if (id === 'P-60') cluster.wipe(0, 1);
    else cluster.restart(0);
    cluster.server(0).fastDisk = true;
    cluster.fire(0, 'election');
    cluster.run();
    if (cluster.leads(0)) cluster.propose(0, 'y');
    cluster.letters.push(...underway);
    cluster.run();
    return cluster;
  }

  it.each(['P-40', 'P-60'])('is used for two values with mistake %s', (id) => {
    const broken = play(id, false).violations.map(({ property }) => property);
    expect(broken).toContain('OneValuePerBallot');
  });

  it.each(['P-40', 'P-60'])('is never used again without it (%s)', (id) => {
    expect(play(id, true).violations).toEqual([]);
  });
});

describe('an acceptor whose disk was lost', () => {
  /** Something is chosen with its vote, and then the others go on without whoever else has it. */
  function play(protocol: Protocol<PaxosShape>): LogCluster {
    const cluster = new LogCluster({ servers: 3 }, protocol);
    cluster.elect(0);
    cluster.connect(0, 1);
    cluster.propose(0, 'a');
    cluster.run();
    cluster.wipe(1, 1);
    cluster.connect(1, 2);
    cluster.fire(2, 'election');
    cluster.run();
    if (cluster.leads(2)) cluster.propose(2, 'b');
    cluster.run();
    return cluster;
  }

  it('counts no more', () => {
    const cluster = play(paxos);
    expect(cluster.leads(2)).toBe(false);
    expect(cluster.violations).toEqual([]);
  });

  it('would let go of what is chosen if it did, with mistake P-48', () => {
    const broken = play(protocolOf(paxosZoo, 'P-48')).violations.map(({ property }) => property);
    expect(broken).toContain('Replica Agreement');
  });
});

describe('a command', () => {
  it('is refused by a server that does not lead, which names the leader', () => {
    const cluster = new LogCluster({ servers: 3 });
    cluster.elect(1);
    const request = cluster.propose(0, 'a');
    const answer = { type: 'refused', reason: 'not-leader', leader: 1 };
    expect(cluster.answers.get(request)).toEqual(answer);
  });

  it('of which a deposed leader had proposed has an unknown fate; one that waited has none', () => {
    const cluster = new LogCluster({ servers: 3, window: 1 });
    cluster.elect(0);
    cluster.connect();
    const proposed = cluster.propose(0, 'a');
    const waiting = cluster.propose(0, 'b');
    const read = cluster.read(0);
    cluster.drop();
    cluster.connect(1, 2);
    cluster.elect(1);
    cluster.mend();
    cluster.heartbeat(1);
    const given = [proposed, waiting, read].map((id) => cluster.answers.get(id));
    expect(given).toEqual([
      { type: 'unknown' },
      { type: 'refused', reason: 'leadership-lost', leader: 1 },
      { type: 'refused', reason: 'leadership-lost', leader: 1 },
    ]);
  });

  it('is refused where too many wait', () => {
    const cluster = new LogCluster({ servers: 3, window: 1, maxWaiting: 1 });
    cluster.elect(0);
    cluster.connect();
    const requests = ['a', 'b', 'c'].map((text) => cluster.propose(0, text));
    const given = requests.map((id) => cluster.answers.get(id));
    const refusal = { type: 'refused', reason: 'overloaded', leader: 0 };
    expect(given).toEqual([undefined, undefined, refusal]);
  });

  it('to trim is refused beyond what is delivered, and below what is trimmed', () => {
    const cluster = new LogCluster({ servers: 3 });
    cluster.elect(0);
    cluster.propose(0, 'a');
    cluster.run();
    const given = [2, 1, 1].map((through) => cluster.answers.get(cluster.compact(0, through)));
    expect(given).toEqual([
      { type: 'refused', reason: 'not-delivered', leader: 0 },
      { type: 'compacted', slot: 1 },
      { type: 'refused', reason: 'already-compacted', leader: 0 },
    ]);
  });
});

describe('a configuration', () => {
  it.each([
    ['no window', { servers: 3, window: 0 }],
    ['heartbeats slower than elections', { servers: 3, electionMs: 30, heartbeatMs: 30 }],
    [
      'an acceptor that does not exist',
      { servers: 3, quorums: { type: 'majority', members: 8 } as const },
    ],
  ])('with %s is refused', (_what, options) => {
    expect(() => paxosConfig(options)).toThrow(PaxosError);
  });
});

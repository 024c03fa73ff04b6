import { describe, expect, it } from 'vitest';
import { LogCluster, proposals } from './helpers/log-cluster.ts';
import { accepted, ballot, chosen, data, promise, voteFor } from './helpers/messages.ts';

/** A server in phase 1 of this round, whose requests were lost; it has its own promise. */
function candidate(servers: number, id: number, round: number): LogCluster {
  const cluster = new LogCluster({ servers });
  for (let left = round; left > 0; left -= 1) {
    cluster.drop();
    cluster.fire(id, 'election');
  }
  cluster.drop(({ from, to }) => from !== to);
  cluster.run();
  return cluster;
}

describe('a candidate', () => {
  it('counts no promise of an earlier ballot', () => {
    const cluster = candidate(3, 0, 2);
    cluster.tell(0, 1, promise(ballot(1)));
    expect(cluster.leads(0)).toBe(false);
    cluster.tell(0, 1, promise(ballot(2)));
    expect(cluster.leads(0)).toBe(true);
  });

  it('that has started anew is none, and takes nothing from a late promise', () => {
    const cluster = candidate(3, 0, 1);
    cluster.restart(0);
    cluster.tell(0, 1, promise(ballot(1), ['a']));
    expect(cluster.state(0).chosen).toBe(0);
  });

  it('that has started anew is none, and no refusal concerns it', () => {
    const cluster = candidate(3, 0, 1);
    cluster.restart(0);
    const refused = { type: 'refused', era: 0, ballot: ballot(1), promised: ballot(5, 2) } as const;
    expect(cluster.written(0, () => cluster.tell(0, 1, refused))).toEqual([]);
  });

  it('knows better what is chosen than any vote that it is told of', () => {
    const cluster = candidate(5, 0, 3);
    cluster.tell(0, 1, promise(ballot(3), ['a']));
    const votes = [voteFor(1, ballot(1, 4), 'a'), voteFor(2, ballot(1, 4), 'b')];
    const said = cluster.tell(0, 2, promise(ballot(3), [], votes));
    expect(proposals(said)).toContain('1: b from slot 2');
  });

  it.each([
    { first: 1, second: 2, order: 'later' },
    { first: 2, second: 1, order: 'earlier' },
  ])('takes the vote of the higher ballot where it is told of it $order (P2c)', (told) => {
    const cluster = candidate(5, 4, 3);
    const vote = (round: number) => voteFor(1, ballot(round, 1), `of ballot ${round}`);
    cluster.tell(4, 0, promise(ballot(3, 4), [], [vote(told.first)]));
    const said = cluster.tell(4, 1, promise(ballot(3, 4), [], [vote(told.second)]));
    expect(proposals(said)).toContain('0: of ballot 2 from slot 1');
  });

  it('proposes what it is told of in the order of the slots, whoever told it first', () => {
    const cluster = candidate(5, 4, 3);
    const late = voteFor(2, ballot(1), 'b');
    cluster.tell(4, 0, promise(ballot(3, 4), [], [late]));
    const said = cluster.tell(4, 1, promise(ballot(3, 4), [], [voteFor(1, ballot(1), 'a')]));
    expect(proposals(said)).toContain('0: a b from slot 1');
  });

  it('takes of each slot the vote of the highest ballot, be it B without A', () => {
    const cluster = candidate(5, 4, 3);
    const first = [voteFor(1, ballot(1), 'A'), voteFor(2, ballot(1), 'B')];
    cluster.tell(4, 0, promise(ballot(3, 4), [], first));
    const said = cluster.tell(4, 1, promise(ballot(3, 4), [], [voteFor(1, ballot(2, 1), 'C')]));
    expect(proposals(said)).toContain('0: C B from slot 1');
  });

  it('that is asked for something names nobody to ask instead', () => {
    const cluster = candidate(3, 0, 1);
    const refusal = { type: 'refused', reason: 'not-leader', leader: null };
    expect(cluster.answers.get(cluster.propose(0, 'a'))).toEqual(refusal);
  });
});

describe('a new leader', () => {
  it('that hears of a vote later than from its quorum proposes that first', () => {
    const cluster = candidate(5, 0, 2);
    for (const id of [1, 2]) cluster.tell(0, id, promise(ballot(2)));
    expect(cluster.leads(0)).toBe(true);
    const said = cluster.tell(0, 3, promise(ballot(2), [], [voteFor(1, ballot(1, 4), 'old')]));
    expect(proposals(said)).toContain('1: old from slot 1');
  });

  it('waits for its heartbeats, and for an election again once it leads no more', () => {
    const cluster = new LogCluster({ servers: 3 });
    const armed = () => [...cluster.server(0).armed.keys()].toSorted();
    cluster.elect(0);
    expect(armed()).toEqual(['heartbeat', 'quorum']);
    cluster.elect(1);
    expect(armed()).toEqual(['election']);
  });

  it('does not wait for its disk to deliver what others have on theirs, nor to answer', () => {
    const cluster = new LogCluster({ servers: 3 });
    cluster.elect(0);
    cluster.server(0).fastDisk = false;
    const request = cluster.propose(0, 'a');
    for (const id of [1, 2]) cluster.tell(0, id, accepted(ballot(1), 1, 1));
    expect(cluster.applied(0)).toEqual(['a']);
    expect(cluster.answers.get(request)).toEqual({ type: 'committed', slot: 1 });
  });
});

describe('a leader that is told what is chosen', () => {
  /** It may have one slot in flight: of these commands the others wait. */
  function leader(texts: readonly string[], window = 1) {
    const cluster = new LogCluster({ servers: 3, window });
    cluster.elect(0);
    const requests = texts.map((text) => cluster.propose(0, text));
    const answers = () => requests.map((request) => cluster.answers.get(request));
    return { cluster, answers };
  }

  it('goes on from there, where it is what it proposed', () => {
    const { cluster, answers } = leader(['a', 'b']);
    const said = cluster.tell(0, 1, chosen(1, [data('a')]));
    expect(answers()).toEqual([{ type: 'committed', slot: 1 }, undefined]);
    expect(proposals(said)).toEqual(['1: b from slot 2', '2: b from slot 2']);
  });

  it('says nothing to old news', () => {
    const { cluster } = leader(['a']);
    cluster.run();
    expect(cluster.tell(0, 1, chosen(1, [data('a')]))).toEqual([]);
  });

  it('gives up where a later slot holds something else than it proposed', () => {
    const { cluster, answers } = leader(['a', 'b'], 2);
    cluster.tell(0, 1, chosen(1, [data('a'), data('x')]));
    expect(cluster.leads(0)).toBe(false);
    expect(answers()).toEqual([{ type: 'unknown' }, { type: 'unknown' }]);
    expect(cluster.applied(0)).toEqual(['a', 'x']);
  });

  it.each([
    { flights: [], leads: true },
    { flights: ['a'], leads: false },
  ])('by a snapshot gives up only if it has something in flight: $flights', (told) => {
    const { cluster, answers } = leader(told.flights);
    const { eras } = cluster.state(0);
    const snapshot = { through: 1, eras, data: new Uint8Array(0) };
    cluster.tell(0, 1, { ...chosen(2, []), snapshot });
    expect(cluster.leads(0)).toBe(told.leads);
    expect(answers()).toEqual(told.flights.map(() => ({ type: 'unknown' })));
  });
});

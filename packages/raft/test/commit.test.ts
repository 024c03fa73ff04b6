import { createRaft } from '@menagerie/raft';
import { describe, expect, it } from 'vitest';
import { Cluster, isOf } from './helpers/cluster.ts';

/** Figure 3.7 of the dissertation (Figure 8 of the paper), from (c): S1 leads term 4. */
function figure8(protocol = createRaft()): Cluster {
  const options = {
    servers: 5,
    preVote: false,
    checkQuorum: false,
    maxEntriesPerMessage: 1,
  };
  const cluster = new Cluster(options, protocol).withLogs({
    0: { terms: [1, 2], term: 3 },
    1: { terms: [1], term: 3 },
    2: { terms: [1], term: 3 },
    3: { terms: [1], term: 3 },
    4: { terms: [1, 3], term: 3 },
  });
  cluster.cut(3, 4);
  cluster.campaign(0);
  // Its entry of term 2 reaches a majority, its no-op of term 4 nobody that could keep it.
  cluster.run(({ to, message }) => {
    const tooNew = message.type === 'appendEntries' && message.entries.some(({ term }) => term > 3);
    return !tooNew || cluster.terms(to).length < 2;
  });
  cluster.letters = [];
  return cluster;
}

describe('commitment (§3.6.2)', () => {
  it('does not commit an entry of an older term because a majority holds it (Figure 8 c)', () => {
    const cluster = figure8();
    expect(cluster.leaders()).toEqual([0]);
    expect(cluster.terms(2)).toEqual([1, 2]);
    expect(cluster.state(0).commitIndex).toBe(0);
  });

  it('so that it may be overwritten (Figure 8 d)', () => {
    const cluster = figure8();
    cluster.crash(0);
    cluster.mend();
    cluster.state(4).persistent.currentTerm = 4;
    cluster.campaign(4);
    cluster.run();
    expect(cluster.leaders()).toEqual([4]);
    expect(cluster.terms(2)).toEqual([1, 3, 5]);
  });

  it('commits it with the first entry of its own term (Figure 8 e)', () => {
    const cluster = figure8();
    cluster.fire(0, 'heartbeat');
    cluster.run();
    expect(cluster.state(0).commitIndex).toBe(3);
    cluster.mend();
    cluster.state(4).persistent.currentTerm = 4;
    cluster.campaign(4);
    cluster.run();
    expect(cluster.leaders()).toEqual([]);
  });

  it('would lose a committed entry without the rule', () => {
    const cluster = figure8(createRaft({ mayCommit: (term) => term !== undefined }));
    expect(cluster.state(0).commitIndex).toBe(2);
  });

  it('needs a majority of the voters', () => {
    const cluster = new Cluster({ servers: 5 });
    cluster.elect(0);
    cluster.cut(0, 1);
    const request = cluster.propose(0, 'x');
    cluster.run();
    expect(cluster.answers.get(request)).toBeUndefined();
    cluster.loses = ({ from, to }) => from > 2 || to > 2;
    cluster.heartbeat(0);
    expect(cluster.answers.get(request)).toEqual({ type: 'committed', index: 2, term: 1 });
  });

  it('delivers each index once and in order', () => {
    const cluster = new Cluster({ servers: 3 });
    cluster.elect(0);
    for (let nth = 0; nth < 20; nth += 1) cluster.propose(0, `${nth}`);
    cluster.run();
    for (const { outputs } of cluster.servers) {
      const indexes = outputs.map((output) => (output.type === 'entry' ? output.index : -1));
      expect(indexes).toEqual(Array.from({ length: 21 }, (_, i) => i + 1));
    }
  });

  it('ignores acknowledgements of an earlier term', () => {
    const cluster = new Cluster({ servers: 3, checkQuorum: false, preVote: false });
    cluster.elect(0);
    cluster.propose(0, 'x');
    cluster.run(isOf('appendEntries', 'ownAppendDurable'));
    const late = cluster.letters.filter(isOf('appendAccepted'));
    cluster.run();
    cluster.elect(1);
    cluster.loses = isOf('appendEntries');
    cluster.elect(0);
    cluster.letters = [...late];
    cluster.run();
    expect(late.length).toBeGreaterThan(0);
    expect(cluster.leader(0).peers[1]?.matchIndex).toBe(0);
  });
});

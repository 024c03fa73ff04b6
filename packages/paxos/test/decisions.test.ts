import type { Protocol } from '@menagerie/contract';
import { type PaxosShape, paxos } from '@menagerie/paxos';
import { paxosZoo } from '@menagerie/paxos/testing';
import { describe, expect, it } from 'vitest';
import { isOf, LogCluster } from './helpers/log-cluster.ts';
import { ballot, chosen, data, of, promise, voteFor } from './helpers/messages.ts';
import { protocolOf } from './helpers/mistaken.ts';

function leader(protocol: Protocol<PaxosShape> = paxos): LogCluster {
  const cluster = new LogCluster({ servers: 3 }, protocol);
  cluster.elect(0);
  return cluster;
}

describe('a rule is asked only where there is something to decide', () => {
  it('about configurations, only where a change is chosen or accepted', () => {
    const cluster = leader();
    cluster.propose(0, 'a');
    cluster.run();
    expect(cluster.verdicts(0, 'takesEffect')).toEqual([]);
    cluster.reconfigure(0, of(0b111));
    cluster.run();
    expect(cluster.verdicts(0, 'takesEffect')).toEqual([false, true]);
  });

  it('about leading on, only where a configuration comes into force', () => {
    const cluster = leader();
    cluster.propose(0, 'a');
    cluster.run();
    expect(cluster.verdicts(0, 'leadsOn')).toEqual([]);
    cluster.reconfigure(0, of(0b111));
    cluster.propose(0, 'b');
    cluster.run();
    expect(cluster.verdicts(0, 'leadsOn')).toEqual([true]);
  });

  it('about reads, only where somebody waits for one', () => {
    const cluster = leader();
    cluster.propose(0, 'a');
    cluster.run();
    expect(cluster.verdicts(0, 'isCaughtUp')).toEqual([]);
    cluster.read(0);
    expect(cluster.verdicts(0, 'isCaughtUp')).toEqual([true]);
  });

  it('about its own proposals, only where a leader is told something new', () => {
    const cluster = leader();
    cluster.propose(0, 'a');
    cluster.run();
    cluster.tell(0, 1, chosen(1, [data('a')]));
    expect(cluster.verdicts(0, 'isOwnProposal')).toEqual([]);
    cluster.tell(0, 1, chosen(2, [data('b')]));
    expect(cluster.verdicts(0, 'isOwnProposal')).toEqual([true]);
  });
});

describe('a verdict that is noted', () => {
  it('says of a slot that nobody told of that it is a gap, and of no other', () => {
    const cluster = new LogCluster({ servers: 3 });
    cluster.fire(2, 'election');
    cluster.fire(2, 'election');
    cluster.run(({ from, to }) => from === to);
    cluster.tell(2, 1, promise(ballot(2, 2), [], [voteFor(2, ballot(1, 1), 'b')]));
    expect(cluster.verdicts(2, 'isGap')).toEqual([true, false]);
  });

  it.each([
    { protocol: paxos, what: 'as it should', verdict: true },
    { protocol: protocolOf(paxosZoo, 'P-42'), what: 'with mistake P-42', verdict: false },
  ])('says whether the promise is what goes to the disk: $what', ({ protocol, verdict }) => {
    const cluster = new LogCluster({ servers: 3 }, protocol);
    cluster.fire(0, 'election');
    cluster.run(isOf('prepare'));
    expect(cluster.verdicts(1, 'persistedPromise')).toEqual([verdict]);
  });
});

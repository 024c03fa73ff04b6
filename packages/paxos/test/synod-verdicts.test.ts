import {
  type Ballot,
  createSynod,
  type SynodRule,
  type SynodRules,
  synodRules,
} from '@menagerie/paxos';
import { describe, expect, it } from 'vitest';
import { fromText, SynodCluster } from './helpers/synod-cluster.ts';

/** What was said of a rule while a value was chosen, with some rules replaced. */
function verdicts(rule: SynodRule, overrides: Partial<SynodRules> = {}): (boolean | number)[] {
  const cluster = new SynodCluster({ servers: 3 }, createSynod(overrides));
  cluster.propose(0, 'x');
  cluster.run();
  return cluster.notes.filter((note) => note.rule === rule).map(({ verdict }) => verdict);
}

describe('the Synod says of a rule', () => {
  it('whether a promise goes to the disk as it was given', () => {
    expect(verdicts('persistedPromise')).toEqual([true, true, true]);
    const forgotten = verdicts('persistedPromise', { persistedPromise: (_, previous) => previous });
    expect(forgotten).toEqual([false, false, false]);
  });

  it('whether a vote counts for its own ballot', () => {
    expect(new Set(verdicts('talliedBallot'))).toEqual(new Set([true]));
    const other = verdicts('talliedBallot', { talliedBallot: (_, newest) => newest });
    expect(new Set(other)).toEqual(new Set([false]));
  });

  it('whether the value to be proposed is one that promises told of', () => {
    expect(verdicts('valueToPropose')).toEqual([false]);
    const cluster = new SynodCluster({ servers: 3 });
    cluster.propose(0, 'x');
    cluster.run(({ message }) => message.type !== 'accepted');
    cluster.drop();
    cluster.propose(1, 'y');
    cluster.run();
    const said = cluster.notes.filter(({ rule }) => rule === 'valueToPropose');
    expect(said.map(({ server, verdict }) => [server, verdict])).toEqual([
      [0, false],
      [1, true],
    ]);
  });
});

describe('a rule of the Synod is asked', () => {
  it('for which ballot a vote counts, with the highest ballot that was voted in before', () => {
    const asked: number[][] = [];
    const cluster = new SynodCluster(
      { servers: 5 },
      createSynod({
        talliedBallot: (ballot, newest) => {
          asked.push([ballot.round, newest.round]);
          return synodRules.talliedBallot(ballot, newest);
        },
      }),
    );
    for (const round of [1, 3, 2, 4]) {
      const ballot: Ballot = { round, owner: 0 };
      const message = { type: 'accepted', ballot, value: fromText('x'), incarnation: 0 } as const;
      cluster.input(0, { type: 'message', from: 0, message });
    }
    expect(asked).toEqual([
      [1, 0],
      [3, 1],
      [2, 3],
      [4, 3],
    ]);
  });

  it('how long to wait, with whether the ballot was refused', () => {
    const asked: boolean[] = [];
    const cluster = new SynodCluster(
      { servers: 3 },
      createSynod({
        backOff: (retryMs, refused) => {
          asked.push(refused);
          return synodRules.backOff(retryMs, refused);
        },
      }),
    );
    cluster.propose(0, 'x');
    expect(asked).toEqual([false]);
    const own: Ballot = { round: 1, owner: 0 };
    const message = { type: 'refused', ballot: own, promised: { round: 1, owner: 2 } } as const;
    cluster.input(0, { type: 'message', from: 1, message });
    expect(asked).toEqual([false, true]);
  });
});

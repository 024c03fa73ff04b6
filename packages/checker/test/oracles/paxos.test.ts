import type { Model } from '@menagerie/checker';
import { expect, it } from 'vitest';
import { count, encodeTree, replaced, withMember } from './count.ts';
import { quorumsOf } from './quorums.ts';

// Lamport's specification of Paxos: what was sent stays sent, and nobody proposes in particular.

const NONE = -1;

interface Acceptor {
  readonly promised: number;
  readonly ballot: number;
  readonly value: number;
  /** By ballot, the promise that it sent: the ballot and value it had accepted; `null` for none. */
  readonly promises: readonly (readonly [ballot: number, value: number] | null)[];
  /** The ballots in which it accepted. */
  readonly accepted: readonly number[];
}

interface State {
  readonly acceptors: readonly Acceptor[];
  readonly prepared: readonly number[];
  /** By ballot, the value that was proposed. */
  readonly proposed: readonly number[];
}

interface Bounds {
  readonly acceptors: number;
  readonly quorum: number;
  readonly values: number;
  readonly ballots: number;
}

function paxos(bounds: Bounds): Model<State> {
  const quorums = quorumsOf(bounds.acceptors, bounds.quorum);
  const ballots = Array.from({ length: bounds.ballots }, (_, ballot) => ballot);
  const blank: Acceptor = {
    promised: NONE,
    ballot: NONE,
    value: NONE,
    promises: ballots.map(() => null),
    accepted: [],
  };
  /** Whether a quorum promised, and the newest value that it had accepted, if any, is this one. */
  const mayPropose = ({ acceptors }: State, ballot: number, value: number): boolean =>
    quorums.some((quorum) => {
      const promises = quorum.flatMap((i) => [acceptors[i]?.promises[ballot] ?? null]);
      const newest = Math.max(...promises.map((promise) => promise?.[0] ?? NONE));
      if (promises.includes(null)) return false;
      return newest === NONE || promises.some((each) => each?.[0] === newest && each[1] === value);
    });
  return {
    name: 'Paxos',
    starts: () => [
      {
        acceptors: new Array<Acceptor>(bounds.acceptors).fill(blank),
        prepared: [],
        proposed: ballots.map(() => NONE),
      },
    ],
    successors: (state, next) => {
      for (const ballot of ballots) {
        next('1a', { ...state, prepared: withMember(state.prepared, ballot) });
        if (state.proposed[ballot] !== NONE) continue;
        for (let value = 0; value < bounds.values; value += 1) {
          if (!mayPropose(state, ballot, value)) continue;
          next('2a', { ...state, proposed: replaced(state.proposed, ballot, value) });
        }
      }
      for (const [i, acceptor] of state.acceptors.entries()) {
        for (const ballot of state.prepared) {
          if (ballot <= acceptor.promised) continue;
          const promises = replaced(acceptor.promises, ballot, [
            acceptor.ballot,
            acceptor.value,
          ] as const);
          const changed = { ...acceptor, promised: ballot, promises };
          next('1b', { ...state, acceptors: replaced(state.acceptors, i, changed) });
        }
        for (const ballot of ballots) {
          const value = state.proposed[ballot] ?? NONE;
          if (value === NONE || ballot < acceptor.promised) continue;
          const accepted = withMember(acceptor.accepted, ballot);
          const changed = { ...acceptor, promised: ballot, ballot, value, accepted };
          next('2b', { ...state, acceptors: replaced(state.acceptors, i, changed) });
        }
      }
    },
    encode: ({ acceptors, prepared, proposed }, words) => {
      const trees = acceptors.map(({ promised, ballot, value, promises, accepted }) => [
        promised,
        ballot,
        value,
        promises.map((promise) => promise ?? []),
        accepted,
      ]);
      encodeTree([trees, prepared, proposed], words);
    },
    properties: [
      {
        name: 'one value is chosen',
        kind: 'always',
        holds: ({ acceptors, proposed }) => {
          const chosen = ballots.filter((ballot) =>
            quorums.some((quorum) => quorum.every((i) => acceptors[i]?.accepted.includes(ballot))),
          );
          return new Set(chosen.map((ballot) => proposed[ballot])).size <= 1;
        },
      },
    ],
  };
}

it('finds the 3,921 states of Paxos with three acceptors, two values and two ballots', () => {
  // TLC generates more: it offers a proposal once for each quorum that allows it.
  const { status, distinct, states } = count(
    paxos({ acceptors: 3, quorum: 2, values: 2, ballots: 2 }),
  );
  expect({ status, distinct, states }).toEqual({ status: 'exhausted', distinct: 3921, states: 17 });
});

it('finds the 25 states of Paxos with one acceptor and one value, where symmetry saves nothing', () => {
  const { status, distinct, generated, states } = count(
    paxos({ acceptors: 1, quorum: 1, values: 1, ballots: 2 }),
  );
  expect({ status, distinct, generated, states }).toEqual({
    status: 'exhausted',
    distinct: 25,
    generated: 82,
    states: 9,
  });
});

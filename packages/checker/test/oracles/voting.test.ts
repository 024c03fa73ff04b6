import type { Model } from '@menagerie/checker';
import { expect, it } from 'vitest';
import { count, encodeTree, replaced } from './count.ts';
import { quorumsOf, renamings } from './quorums.ts';

// Lamport's abstract algorithm behind Paxos: acceptors that vote, and know of each other's votes.

const ACCEPTORS = 3;
const VALUES = 2;
const NONE = -1;

interface Acceptor {
  /** It will vote in no lower ballot. */
  readonly floor: number;
  /** By ballot, the value that it voted for. */
  readonly votes: readonly number[];
}

type State = readonly Acceptor[];

const quorums = quorumsOf(ACCEPTORS, 2);

/** Some quorum shows that no other value can be, or become, chosen in a lower ballot. */
function isShownSafe(state: State, ballot: number, value: number): boolean {
  return quorums.some((quorum) => {
    const members = quorum.flatMap((i) => state[i] ?? []);
    if (members.some(({ floor }) => floor < ballot)) return false;
    for (let newest = ballot - 1; newest >= 0; newest -= 1) {
      const voted = members.filter(({ votes }) => votes[newest] !== NONE);
      if (voted.some(({ votes }) => votes[newest] === value)) return true;
      if (voted.length > 0) return false;
    }
    return true;
  });
}

function voting(ballots: number, symmetric: boolean): Model<State> {
  const blank: Acceptor = { floor: NONE, votes: new Array<number>(ballots).fill(NONE) };
  const model: Model<State> = {
    name: 'voting',
    starts: () => [new Array<Acceptor>(ACCEPTORS).fill(blank)],
    successors: (state, next) => {
      for (const [i, acceptor] of state.entries()) {
        for (let ballot = 0; ballot < ballots; ballot += 1) {
          if (ballot > acceptor.floor)
            next('raise', replaced(state, i, { ...acceptor, floor: ballot }));
          if (acceptor.floor > ballot || acceptor.votes[ballot] !== NONE) continue;
          for (let value = 0; value < VALUES; value += 1) {
            const agreed = state.every(
              ({ votes }) => votes[ballot] === NONE || votes[ballot] === value,
            );
            if (!agreed || !isShownSafe(state, ballot, value)) continue;
            const votes = replaced(acceptor.votes, ballot, value);
            next('vote', replaced(state, i, { floor: ballot, votes }));
          }
        }
      }
    },
    encode: (state, words) =>
      encodeTree(
        state.map(({ floor, votes }) => [floor, votes]),
        words,
      ),
    properties: [
      {
        name: 'one value is chosen',
        kind: 'always',
        holds: (state) => new Set(chosenIn(state, ballots)).size <= 1,
      },
      {
        name: 'a value is chosen',
        kind: 'sometimes',
        holds: (state) => chosenIn(state, ballots).length > 0,
      },
    ],
  };
  return symmetric ? { ...model, images: (state) => imagesOf(state) } : model;
}

function chosenIn(state: State, ballots: number): number[] {
  const chosen: number[] = [];
  for (let ballot = 0; ballot < ballots; ballot += 1) {
    for (let value = 0; value < VALUES; value += 1) {
      const voters = state.filter(({ votes }) => votes[ballot] === value).length;
      if (voters * 2 > ACCEPTORS) chosen.push(value);
    }
  }
  return chosen;
}

/** All values renamed, and the acceptors, of which only what they know matters, put in order. */
function imagesOf(state: State): State[] {
  return renamings(VALUES).map((names) =>
    state
      .map(({ floor, votes }) => ({ floor, votes: votes.map((vote) => names[vote] ?? NONE) }))
      .toSorted((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1)),
  );
}

function keyOf({ floor, votes }: Acceptor): string {
  return [floor, ...votes].join();
}

it('finds the 6,752 states of voting in three ballots', () => {
  const { status, distinct, reached } = count(voting(3, false));
  expect({ status, distinct, reached }).toEqual({
    status: 'exhausted',
    distinct: 6752,
    reached: ['a value is chosen'],
  });
});

it('finds the 77 states of voting in two ballots that no symmetry makes equal', () => {
  const { status, distinct } = count(voting(2, true));
  expect({ status, distinct }).toEqual({ status: 'exhausted', distinct: 77 });
});

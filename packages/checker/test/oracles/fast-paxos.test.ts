import type { Model } from '@menagerie/checker';
import { expect, it } from 'vitest';
import { Interned } from '../../bench/peers/models/interned.ts';
import { count, replaced, withMember } from './count.ts';
import { quorumsOf, renamings } from './quorums.ts';

// The simplified Paxos and Fast Paxos of Lim and Gandhi: four replicas, three values.

const REPLICAS = 4;
const VALUES = 3;
const NONE = -1;
/** In a fast ballot every replica may propose a value of its own. */
const ANY = VALUES;
const quorums = quorumsOf(REPLICAS, 3);
const values = [0, 1, 2];

interface Replica {
  readonly promised: number;
  readonly ballot: number;
  readonly value: number;
  /** By ballot: the ballot and value it had accepted when it promised; `null` for no promise. */
  readonly promises: readonly (readonly [ballot: number, value: number] | null)[];
  /** By ballot, the values for which it voted: more than one in a fast ballot is possible. */
  readonly votes: readonly (readonly number[])[];
}

interface State {
  readonly replicas: readonly Replica[];
  readonly prepared: readonly number[];
  /** By ballot, what was proposed: values and, in a fast ballot, {@link ANY}. */
  readonly proposed: readonly (readonly number[])[];
  readonly decision: number;
  /** What the coordinator of Fast Paxos chose when proposals collided. */
  readonly resolved: number;
}

type Next = (action: string, state: State) => void;

function start(ballots: number): State {
  const none = Array.from({ length: ballots }, () => []);
  const blank: Replica = {
    promised: 0,
    ballot: 0,
    value: NONE,
    promises: none.map(() => null),
    votes: none,
  };
  return {
    replicas: new Array<Replica>(REPLICAS).fill(blank),
    prepared: [],
    proposed: none,
    decision: NONE,
    resolved: NONE,
  };
}

function vote(state: State, at: number, ballot: number, value: number): State {
  const replica = state.replicas[at];
  if (replica === undefined) return state;
  const votes = replaced(replica.votes, ballot, withMember(replica.votes[ballot] ?? [], value));
  const changed = { ...replica, promised: ballot, ballot, value, votes };
  return { ...state, replicas: replaced(state.replicas, at, changed) };
}

/** The votes of a quorum in a ballot, or `null` unless all of it has voted. */
function votesOf({ replicas }: State, quorum: readonly number[], ballot: number): number[] | null {
  const votes = quorum.map((i) => replicas[i]?.votes[ballot] ?? []);
  return votes.some((each) => each.length === 0) ? null : votes.flat();
}

function accept(state: State, next: Next): void {
  for (const [i, { promised }] of state.replicas.entries()) {
    for (const [ballot, proposals] of state.proposed.entries()) {
      if (promised > ballot) continue;
      for (const value of proposals)
        if (value !== ANY) next('accept', vote(state, i, ballot, value));
    }
  }
}

function decide(state: State, ballots: readonly number[], unanimous: boolean, next: Next): void {
  for (const ballot of ballots) {
    for (const quorum of quorums) {
      const votes = votesOf(state, quorum, ballot);
      if (votes === null || (unanimous && new Set(votes).size !== 1)) continue;
      for (const decision of new Set(votes)) next('decide', { ...state, decision });
    }
  }
}

function prepareAndPropose(state: State, ballots: number, next: Next): void {
  for (let ballot = 1; ballot < ballots; ballot += 1) {
    next('prepare', { ...state, prepared: withMember(state.prepared, ballot) });
  }
  for (const [i, replica] of state.replicas.entries()) {
    for (const ballot of state.prepared) {
      if (ballot <= replica.promised) continue;
      const promises = replaced(replica.promises, ballot, [replica.ballot, replica.value] as const);
      const changed = { ...replica, promised: ballot, promises };
      next('promise', { ...state, replicas: replaced(state.replicas, i, changed) });
    }
  }
  for (let ballot = 0; ballot < ballots; ballot += 1) {
    if (state.proposed[ballot]?.length !== 0) continue;
    for (const quorum of quorums) {
      const promises = quorum.map((i) => state.replicas[i]?.promises[ballot] ?? null);
      if (promises.includes(null)) continue;
      const newest = promises.reduce((a, b) => ((b?.[0] ?? 0) > (a?.[0] ?? 0) ? b : a), null);
      for (const value of values) {
        if (newest !== null && newest[1] !== value) continue;
        next('propose', { ...state, proposed: replaced(state.proposed, ballot, [value]) });
      }
    }
  }
}

const FAST = [1, 3];
const CLASSIC = [2, 4];

function openFastBallots(state: State, next: Next): void {
  for (const ballot of FAST) {
    next('any', { ...state, proposed: replaced(state.proposed, ballot, [ANY]) });
    if (state.proposed[ballot]?.includes(ANY) !== true) continue;
    for (const [i, { promised, value: had, votes }] of state.replicas.entries()) {
      if (promised > ballot || votes[ballot]?.length !== 0) continue;
      for (const value of values) {
        if (had === NONE || had === value) next('vote fast', vote(state, i, ballot, value));
      }
    }
  }
}

/** After a collision in an earlier fast ballot: the value of most of a quorum, if there is one. */
function resolve(state: State, next: Next): void {
  for (const ballot of CLASSIC) {
    if (state.proposed[ballot]?.length !== 0) continue;
    for (const fast of FAST.filter((each) => each < ballot)) {
      for (const quorum of quorums) {
        const votes = votesOf(state, quorum, fast) ?? [];
        const seen = [...new Set(votes)];
        if (seen.length < 2) continue;
        const most = seen.find(
          (value) => 2 * votes.filter((v) => v === value).length > votes.length,
        );
        for (const value of most === undefined ? seen : [most]) {
          if (state.resolved !== NONE && state.resolved !== value) continue;
          const proposed = replaced(state.proposed, ballot, [value]);
          next('resolve', { ...state, proposed, resolved: value });
        }
      }
    }
  }
}

const namings = renamings(VALUES).map((names) => [...names, ANY]);

/** States that differ only by the names of values, or of replicas, have the same words. */
function model(
  name: string,
  ballots: number,
  successors: (state: State, next: Next) => void,
): Model<State> {
  const replicas = new Replicas();
  return {
    name,
    starts: () => [start(ballots)],
    successors,
    encode: (state, words) => {
      const numbers = state.replicas.map((each) => replicas.numbersOf(each));
      let least: readonly number[] | null = null;
      for (const [naming, names] of namings.entries()) {
        const row = [
          ...numbers.map((each) => each[naming] ?? 0).toSorted((a, b) => a - b),
          bitsOf(state.prepared),
          ...state.proposed.map((set) => bitsOf(set.map((value) => nameOf(value, names)))),
          nameOf(state.decision, names),
          nameOf(state.resolved, names),
        ];
        least = least === null ? row : lesser(least, row);
      }
      words.pushAll(...(least ?? []));
    },
    properties: [],
  };
}

/** Numbers for what a replica is under each naming of the values: worked out once for each. */
class Replicas {
  readonly #all = new Interned<Replica>();
  readonly #named: (readonly number[])[] = [];
  readonly #known = new WeakMap<Replica, readonly number[]>();

  numbersOf(replica: Replica): readonly number[] {
    const known = this.#known.get(replica);
    if (known !== undefined) return known;
    const number = this.#all.numberOf(replica);
    const named = (this.#named[number] ??= namings.map((names) =>
      this.#all.numberOf(renamed(replica, names)),
    ));
    this.#known.set(replica, named);
    return named;
  }
}

function renamed(replica: Replica, names: readonly number[]): Replica {
  return {
    ...replica,
    value: nameOf(replica.value, names),
    promises: replica.promises.map((each) =>
      each === null ? null : ([each[0], nameOf(each[1], names)] as const),
    ),
    votes: replica.votes.map((set) =>
      set.map((value) => nameOf(value, names)).toSorted((a, b) => a - b),
    ),
  };
}

function nameOf(value: number, names: readonly number[]): number {
  return names[value] ?? NONE;
}

function bitsOf(set: readonly number[]): number {
  return set.reduce((bits, member) => bits | (1 << member), 0);
}

function lesser(a: readonly number[], b: readonly number[]): readonly number[] {
  const at = a.findIndex((number, i) => number !== b[i]);
  return (b[at] ?? 0) < (a[at] ?? 0) ? b : a;
}

it('finds the 1,207 states of the simplified Paxos', () => {
  const paxos = model('simplified Paxos', 3, (state, next) => {
    prepareAndPropose(state, 3, next);
    accept(state, next);
    decide(state, [0, 1, 2], false, next);
  });
  const { status, distinct } = count(paxos);
  expect({ status, distinct }).toEqual({ status: 'exhausted', distinct: 1207 });
});

it('finds the 25,617 states of the simplified Fast Paxos', () => {
  const fastPaxos = model('simplified Fast Paxos', 5, (state, next) => {
    openFastBallots(state, next);
    decide(state, FAST, true, next);
    resolve(state, next);
    accept(state, next);
    decide(state, CLASSIC, false, next);
  });
  const { status, distinct } = count(fastPaxos);
  expect({ status, distinct }).toEqual({ status: 'exhausted', distinct: 25_617 });
});

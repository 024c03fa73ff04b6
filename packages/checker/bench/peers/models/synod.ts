import type { RowModel } from '@menagerie/checker';

/** How many of what there is. Quorums are majorities of the acceptors. */
export interface SynodBounds {
  readonly acceptors: number;
  readonly values: number;
  readonly ballots: number;
}

/**
 * Paxos as its specification has it: messages that were sent stay sent, and nobody proposes in
 * particular (Lamport, "Paxos Made Simple", 2001, section 2.2).
 *
 * Ballots and values count from 1; 0 is none. A promise is one number: the ballot and the value of
 * the last vote that it tells of, plus one, so that 0 is no promise.
 */
export function synod({ acceptors, values, ballots }: SynodBounds): RowModel {
  const quorums = majorities(acceptors);
  /** Bit b: a leader has asked for promises in ballot b. */
  const asked = 0;
  /** By ballot: the value that was proposed in it. */
  const proposed = 1;
  const firstAcceptor = proposed + ballots;
  // What an acceptor has, from where its part begins.
  const promised = 0;
  const votedIn = 1;
  const votedFor = 2;
  /** Bit b: it has voted in ballot b. */
  const votes = 3;
  /** By ballot: the promise that it gave. */
  const promises = 4;
  const part = promises + ballots;
  const partOf = (acceptor: number): number => firstAcceptor + acceptor * part;

  /** Whether a quorum has promised the ballot, and its newest votes, if any, are for the value. */
  const mayPropose = (row: Int32Array, ballot: number, value: number): boolean =>
    quorums.some((quorum) => {
      let newest = 0;
      for (const acceptor of quorum) {
        const promise = row[partOf(acceptor) + promises + ballot - 1] ?? 0;
        if (promise === 0) return false;
        // Votes of one ballot are for one value, so the largest is the newest.
        newest = Math.max(newest, promise - 1);
      }
      return newest === 0 || newest % (values + 1) === value;
    });

  const isChosen = (row: Int32Array, ballot: number): boolean =>
    quorums.some((quorum) =>
      quorum.every((acceptor) => (((row[partOf(acceptor) + votes] ?? 0) >> ballot) & 1) === 1),
    );

  return {
    name: `Paxos, ${acceptors} acceptors, ${values} values, ${ballots} ballots`,
    width: partOf(acceptors),
    starts: (next) => {
      next.copy();
      next.offer('start');
    },
    successors: (row, next) => {
      for (let ballot = 1; ballot <= ballots; ballot += 1) {
        next.copy()[asked] = (row[asked] ?? 0) | (1 << ballot);
        next.offer('1a');
        if (row[proposed + ballot - 1] !== 0) continue;
        for (let value = 1; value <= values; value += 1) {
          if (!mayPropose(row, ballot, value)) continue;
          next.copy()[proposed + ballot - 1] = value;
          next.offer('2a');
        }
      }
      for (let acceptor = 0; acceptor < acceptors; acceptor += 1) {
        const own = partOf(acceptor);
        const above = row[own + promised] ?? 0;
        for (let ballot = above + 1; ballot <= ballots; ballot += 1) {
          if ((((row[asked] ?? 0) >> ballot) & 1) === 0) continue;
          const after = next.copy();
          after[own + promised] = ballot;
          const vote = (row[own + votedIn] ?? 0) * (values + 1) + (row[own + votedFor] ?? 0);
          after[own + promises + ballot - 1] = vote + 1;
          next.offer('1b');
        }
        for (let ballot = Math.max(above, 1); ballot <= ballots; ballot += 1) {
          const value = row[proposed + ballot - 1] ?? 0;
          if (value === 0) continue;
          const after = next.copy();
          after[own + promised] = ballot;
          after[own + votedIn] = ballot;
          after[own + votedFor] = value;
          after[own + votes] = (row[own + votes] ?? 0) | (1 << ballot);
          next.offer('2b');
        }
      }
    },
    properties: [
      {
        name: 'one value is chosen',
        kind: 'always',
        holds: (row) => {
          let chosen = 0;
          for (let ballot = 1; ballot <= ballots; ballot += 1) {
            const value = row[proposed + ballot - 1] ?? 0;
            if (value === 0 || value === chosen || !isChosen(row, ballot)) continue;
            if (chosen !== 0) return false;
            chosen = value;
          }
          return true;
        },
      },
      {
        name: 'a value is chosen',
        kind: 'sometimes',
        holds: (row) =>
          Array.from({ length: ballots }, (_, i) => i + 1).some((b) => isChosen(row, b)),
      },
    ],
  };
}

/** The least sets of acceptors of which any two meet. */
function majorities(acceptors: number): readonly (readonly number[])[] {
  const enough = Math.floor(acceptors / 2) + 1;
  const everybody = Array.from({ length: acceptors }, (_, i) => i);
  return Array.from({ length: 1 << acceptors }, (_, set) =>
    everybody.filter((acceptor) => ((set >> acceptor) & 1) === 1),
  ).filter((quorum) => quorum.length === enough);
}

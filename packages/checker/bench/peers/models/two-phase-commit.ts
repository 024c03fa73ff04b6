import type { RowModel } from '@menagerie/checker';

/** What a manager is, and what has been decided: the same words, as in the source. */
const WORKING = 0;
const PREPARED = 1;
const COMMITTED = 2;
const ABORTED = 3;

/**
 * Two-phase commit without a network to speak of: what was said stays said (Gray and Lamport,
 * "Consensus on Transaction Commit", 2006, section 4). One who decides, and resource managers.
 */
export function twoPhaseCommit(managers: number): RowModel {
  // One place for each manager, then what the one who decides knows.
  const decision = managers;
  /** Bit i: the one who decides has heard that manager i is prepared. */
  const heard = managers + 1;
  /** Bit i: manager i has said that it is prepared. */
  const said = managers + 2;
  const everybody = (1 << managers) - 1;

  const every = (row: Int32Array, what: number): boolean => {
    for (let i = 0; i < managers; i += 1) if (row[i] !== what) return false;
    return true;
  };
  const some = (row: Int32Array, what: number): boolean => {
    for (let i = 0; i < managers; i += 1) if (row[i] === what) return true;
    return false;
  };

  return {
    name: `two-phase commit, ${managers} managers`,
    width: managers + 3,
    starts: (next) => {
      next.copy();
      next.offer('start');
    },
    successors: (row, next) => {
      const isDecided = row[decision] !== WORKING;
      const saidSoFar = row[said] ?? 0;
      const heardSoFar = row[heard] ?? 0;
      if (!isDecided && heardSoFar === everybody) {
        next.copy()[decision] = COMMITTED;
        next.offer('commit');
      }
      if (!isDecided) {
        next.copy()[decision] = ABORTED;
        next.offer('abort');
      }
      for (let i = 0; i < managers; i += 1) {
        const bit = 1 << i;
        if (!isDecided && (saidSoFar & bit) !== 0) {
          next.copy()[heard] = heardSoFar | bit;
          next.offer('hear');
        }
        if (row[i] === WORKING) {
          const prepared = next.copy();
          prepared[i] = PREPARED;
          prepared[said] = saidSoFar | bit;
          next.offer('prepare');
          next.copy()[i] = ABORTED;
          next.offer('choose to abort');
        }
        if (isDecided) {
          next.copy()[i] = row[decision] ?? WORKING;
          next.offer('obey');
        }
      }
    },
    properties: [
      {
        name: 'consistent',
        kind: 'always',
        holds: (row) => !(some(row, ABORTED) && some(row, COMMITTED)),
      },
      { name: 'all commit', kind: 'sometimes', holds: (row) => every(row, COMMITTED) },
      { name: 'all abort', kind: 'sometimes', holds: (row) => every(row, ABORTED) },
    ],
  };
}

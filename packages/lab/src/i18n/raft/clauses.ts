import type { Clause } from '../../worker/exhibit.ts';

/** Clauses by which properties fail: `property/clause`, as the protocols name them. */
export type ClauseName =
  | 'Election Safety/two-leaders'
  | 'Leader Append-Only/leader-truncated'
  | 'Log Matching/same-term-differs'
  | 'Leader Completeness/entry-missing'
  | 'Leader Completeness/entry-differs'
  | 'State Machine Safety/snapshot-goes-back'
  | 'State Machine Safety/out-of-order'
  | 'State Machine Safety/different-entry'
  | 'Committed On Quorum/no-quorum-holds'
  | 'Linearizable Reads/stale-read'
  | 'State Ordering/order'
  | 'State Ordering/term-goes-back'
  | 'State Ordering/commit-goes-back'
  | 'One Change At A Time/several-changes'
  | 'No Exception/threw';

/** The sentence for a clause, from the values that the violation names. */
export type ClauseTable = Readonly<Record<ClauseName, Clause>>;

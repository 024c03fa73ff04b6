export interface PropertyWords {
  readonly name: string;
  readonly says: string;
}

export type PropertyTable = Readonly<Record<string, PropertyWords | undefined>>;

type Values = Readonly<Record<string, string | number>>;

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
export type ClauseTable = Readonly<Record<ClauseName, (values: Values) => string>>;

/** A server among the values, in the page's counting from 1. */
export function named(value: string | number | undefined): string {
  return typeof value === 'number' ? `S${value + 1}` : (value ?? '');
}

export function clauseFor(
  table: ClauseTable,
  property: string,
  clause: string | null,
): ((values: Values) => string) | undefined {
  const name = `${property}/${clause ?? ''}`;
  return isClause(table, name) ? table[name] : undefined;
}

function isClause(table: ClauseTable, name: string): name is ClauseName {
  return Object.hasOwn(table, name);
}

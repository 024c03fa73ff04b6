/** Who must hear of a row before it changes: a snapshot that has not yet come to it. */
export interface Keeper {
  keep(row: number): void;
}

/** Who keeps lists of znodes of some kind: called when one comes and before one goes. */
export interface Roll {
  enter(row: number): void;
  leave(row: number): void;
}

/** Keeps no lists. */
export const nobody: Roll = { enter: () => {}, leave: () => {} };

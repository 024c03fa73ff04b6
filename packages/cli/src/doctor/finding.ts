/** What can be wrong, told apart by name. */
export type FindingKind =
  | 'server-down'
  | 'even-voters'
  | 'low-disk'
  | 'clock-apart'
  | 'clock-jumped'
  | 'open-secret'
  | 'lasting-lock'
  | 'herd';

/** Something that is wrong, and what to do. */
export interface Finding {
  readonly type: FindingKind;
  /** A server or a path. */
  readonly where: string;
  readonly what: string;
  readonly remedy: string;
}

/** What was looked at, and what could not be. */
export interface Diagnosis {
  readonly findings: readonly Finding[];
  /** What was not looked at, and why. */
  readonly skipped: readonly string[];
}

/** Where it is drawn. */
export interface DoctorLimits {
  /** Sessions that watch one path before it is a herd. */
  readonly herd: number;
  /** Free space that a disk should have. */
  readonly leastFreeBytes: number;
  /** Clocks that differ by more are apart. */
  readonly clockMs: number;
  /** Znodes that are looked at. */
  readonly mostZnodes: number;
}

import type { Play } from './play.ts';

/** A design that fails, the failure, and a cure that has none in the same scope. */
export interface Myth {
  /** The experiment and the failure: `X05-two-holders`. */
  readonly id: `X${number}-${string}`;
  readonly title: string;
  /** What the design leads one to expect. */
  readonly promise: string;
  /** Who takes part, and what may happen to them. */
  readonly scope: string;
  /** Numbers of the corrected claims: `C37`. */
  readonly claims: readonly `C${number}`[];
  /** Recorded runs against Apache ZooKeeper 3.8.0 with the same outcome: `L2`. */
  readonly runs: readonly string[];
  /** The design, and a search for the failure. */
  readonly design: Play;
  /** The cure in the same scope, and the same search. */
  readonly cure: Play;
}

/** What found a known mistake, as `npm run zoo:table` writes it. */
export interface FoundMistake {
  readonly id: string;
  /** What broke; `null` where neither a scope nor random runs see the mistake. */
  readonly property: string | null;
  /** Name of the scope that was explored, or `null` where runs of the simulator looked. */
  readonly scope: string | null;
  /** Whether the scope begins in the middle: steps count from there. */
  readonly started: boolean;
  /** The first seed that found it, where random runs did; `null` also for a run told by hand. */
  readonly seed: number | null;
  /** Distinct worlds, or random runs, looked at until it was found. */
  readonly looked: number;
  /** Steps of the shortest way, where a scope was explored. */
  readonly depth: number | null;
  readonly seconds: number;
  /** After shrinking; `null` where the end of a healed run is judged, which cannot be shrunk. */
  readonly events: number | null;
  readonly decisions: number | null;
  /** The run, as the part of a link to the lab behind `#`. */
  readonly fragment: string | null;
  /** Why nothing shows it, where nothing does. */
  readonly why: string | null;
}

/** A published mistake that no rule can be replaced by. */
export interface AbsentMistake {
  readonly id: string;
  readonly mistake: string;
  readonly source: string;
  readonly why: string;
}

/** A mistake of a tool, and the test in which it is made. */
export interface ToolMistake {
  readonly id: string;
  readonly mistake: string;
  readonly file: string;
  readonly test: string;
}

/** What found a known mistake, as `npm run zoo:table` writes it. */
export interface FoundMistake {
  readonly id: string;
  /** What broke; `null` where neither a scope nor random runs see the mistake. */
  readonly property: string | null;
  /** Name of the scope that was explored, or `null` where random runs looked. */
  readonly scope: string | null;
  /** The first seed that found it, where random runs did. */
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
}

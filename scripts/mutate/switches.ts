/** What the switches in mutated sources read and write: one object for all of a process. */
export interface Switches {
  /** The mutant that is on. */
  activeMutant?: string | undefined;
  /** How often the place of the mutant was passed, and when that is a circle. */
  hitCount?: number | undefined;
  hitLimit?: number | undefined;
  /** Under which name the places that are passed are written down; without one, as `static`. */
  currentTestId?: string | undefined;
  mutantCoverage: {
    readonly static: Record<string, number>;
    readonly perTest: Record<string, Record<string, number>>;
  };
}

declare global {
  var __stryker__: Switches | undefined;
}

/** To be called before a mutated source is loaded: each keeps the object that it finds. */
export function switchesOfProcess(): Switches {
  globalThis.__stryker__ ??= { mutantCoverage: { static: {}, perTest: {} } };
  return globalThis.__stryker__;
}

/** @param hits how often its place may be passed before the mutant is taken to run in a circle */
export function switchOn(switches: Switches, id: string, hits: number): void {
  switches.activeMutant = id;
  switches.hitCount = 0;
  switches.hitLimit = hits;
}

export function switchOff(switches: Switches): void {
  switches.activeMutant = undefined;
  switches.hitCount = undefined;
}

import { type Behaviour, Histories, type Program, replay } from './replay.ts';

/**
 * What processes do, by the rows of what has reached them. A program takes time to run, and a search
 * none: what is asked for and not known is noted, and learnt before it is asked for again.
 */
export class Behaviours {
  readonly histories = new Histories();
  readonly #programs: readonly Program[];
  readonly #known: (Behaviour | undefined)[][];
  readonly #missing = new Map<string, { seat: number; history: number }>();
  #misses = 0;

  constructor(programs: readonly Program[]) {
    this.#programs = programs;
    this.#known = programs.map(() => []);
  }

  /** How often something was asked for that is not known. */
  get misses(): number {
    return this.#misses;
  }

  /** `null` where it is not known yet. */
  of(seat: number, history: number): Behaviour | null {
    const known = this.#known[seat]?.[history];
    if (known !== undefined) return known;
    this.#misses += 1;
    this.#missing.set(`${seat} ${history}`, { seat, history });
    return null;
  }

  /** Runs what was asked for. */
  async learn(): Promise<void> {
    const missing = [...this.#missing.values()];
    this.#missing.clear();
    await Promise.all(
      missing.map(async ({ seat, history }) => {
        const program = this.#programs[seat];
        if (program === undefined) return;
        const learnt = await replay(program, seat, this.histories.stimuli(history));
        const known = this.#known[seat];
        if (known !== undefined) known[history] = learnt;
      }),
    );
  }
}

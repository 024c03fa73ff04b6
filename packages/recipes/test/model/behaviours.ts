import type { Stimulus } from './puppet.ts';
import { type Behaviour, Histories, type Program, replay } from './replay.ts';

/** A row of what has reached a seat. */
interface Row {
  readonly seat: number;
  readonly history: number;
}

/**
 * What processes do, by the rows of what has reached them. A program takes time to run, and a search
 * none: what is asked for and not known is noted, and learnt before it is asked for again.
 */
export class Behaviours {
  readonly histories = new Histories();
  readonly #programs: readonly Program[];
  readonly #known: (Behaviour | undefined)[][];
  readonly #missing = new Map<string, Row>();
  /** The first row that was found of those that leave a process at rest with the same to show. */
  readonly #rests = new Map<string, number>();
  readonly #resting = new Map<string, Row>();
  readonly #tried = new Set<string>();
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

  /**
   * One row for all that leave a process at rest with the same to show: it has ended, waits for
   * nothing, and is told of nothing. That it stays at rest is tried with each row before the search
   * goes on.
   */
  rest(seat: number, history: number, { ended, notes, granted }: Behaviour): number {
    const row = `${seat} ${history}`;
    if (!this.#tried.has(row)) this.#resting.set(row, { seat, history });
    const shows = JSON.stringify([seat, ended, notes, granted.length]);
    const first = this.#rests.get(shows) ?? history;
    this.#rests.set(shows, first);
    return first;
  }

  /** Runs what was asked for. */
  async learn(): Promise<void> {
    const missing = [...this.#missing.values()];
    const resting = [...this.#resting];
    this.#missing.clear();
    this.#resting.clear();
    await Promise.all([
      ...missing.map(async ({ seat, history }) => {
        const learnt = await this.#run(seat, history);
        const known = this.#known[seat];
        if (known !== undefined && learnt !== null) known[history] = learnt;
      }),
      ...resting.map(async ([row, { seat, history }]) => {
        this.#tried.add(row);
        await this.#stir(seat, history);
      }),
    ]);
  }

  /** @throws Error where a process at rest does something all the same */
  async #stir(seat: number, history: number): Promise<void> {
    const before = this.of(seat, history);
    for (const stimuli of STIRRING) {
      const after = await this.#run(seat, history, stimuli);
      if (before === null || after === null || isAsBefore(before, after)) continue;
      const told = stimuli.map(({ type }) => type).join(', ');
      throw new Error(`seat ${seat} is not at rest where it has ended: it acts on ${told}`);
    }
  }

  async #run(
    seat: number,
    history: number,
    more: readonly Stimulus[] = [],
  ): Promise<Behaviour | null> {
    const program = this.#programs[seat];
    if (program === undefined) return null;
    return replay(program, seat, [...this.histories.stimuli(history), ...more]);
  }
}

/** What can reach a process that has no watch, no timer, and no request. */
const STIRRING: readonly (readonly Stimulus[])[] = [
  [{ type: 'cut' }, { type: 'connected' }, { type: 'abort' }],
  [{ type: 'cut' }, { type: 'expired' }],
];

/** Whether a process that has ended has nothing under way, and holds nothing. */
export function isIdle({ ended, pending, effects, staying, timers, holds }: Behaviour): boolean {
  const underWay = pending.length + effects.length + staying.length + timers;
  return ended !== null && underWay === 0 && holds.length === 0;
}

function isAsBefore(before: Behaviour, after: Behaviour): boolean {
  return (
    isIdle(after) &&
    after.granted.length === before.granted.length &&
    after.notes.length === before.notes.length
  );
}

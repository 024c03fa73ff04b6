import { isKeeperError } from '@menagerie/client';
import { type LossSignal } from '@menagerie/recipes';
import { type Effect, Puppet, type Staying, type Stimulus } from './puppet.ts';
import type { ModelRequest } from './tree.ts';

/** What a process has to do with the world. */
export interface Stage {
  readonly keeper: Puppet;
  /** Aborted when the process does not want to wait any more. */
  readonly signal: AbortSignal;
  /** Says that something is held from now until the signal, such as `read` or `write`. */
  granted(grant: { readonly token: bigint; readonly signal: LossSignal }, kind?: string): void;
  /** Does something outside of the tree, and hears whether it was accepted. */
  effect(token: bigint): Promise<boolean>;
  /** Notes something for a property to look at. */
  note(text: string): void;
}

/** What a process runs. It decides by nothing but what the stage gives. */
export type Program = (stage: Stage) => Promise<void>;

/** What a process does after a row of stimuli. */
export interface Behaviour {
  readonly pending: readonly ModelRequest[];
  readonly effects: readonly Effect[];
  /** Tokens, in the order of the grants. */
  readonly granted: readonly bigint[];
  /** The kinds of what it believes to hold now. */
  readonly holds: readonly string[];
  readonly notes: readonly string[];
  /** The watches that stay, which a new connection is told of. */
  readonly staying: readonly Staying[];
  /** How many timers run. */
  readonly timers: number;
  /** `null` before it has ended; else `done`, or the code of what it ended with. */
  readonly ended: string | null;
}

/** Behind everything that follows from what has happened. */
const quiet = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/** Runs a program from its start, through a row of stimuli. */
export async function replay(
  program: Program,
  seat: number,
  stimuli: readonly Stimulus[],
): Promise<Behaviour> {
  const keeper = new Puppet(seat);
  const granted: bigint[] = [];
  const held: { readonly kind: string; readonly signal: LossSignal }[] = [];
  const notes: string[] = [];
  let ended: string | null = null;
  const stage: Stage = {
    keeper,
    signal: keeper.aborter.signal,
    granted: ({ token, signal }, kind = 'it') => {
      granted.push(token);
      held.push({ kind, signal });
    },
    effect: (token) => keeper.effect(token, granted.length - 1),
    note: (text) => notes.push(text),
  };
  void program(stage).then(
    () => {
      ended = 'done';
    },
    (error: unknown) => {
      ended = codeOf(error) ?? `broken: ${String(error)}`;
    },
  );
  await quiet();
  for (const stimulus of stimuli) {
    keeper.take(stimulus);
    await quiet();
  }
  const holds = held.filter(({ signal }) => !signal.aborted).map(({ kind }) => kind);
  const { pending, effects, staying, timers } = keeper;
  return { pending, effects, granted, holds, notes, staying, timers, ended };
}

/** By name and not by class: a copy of the package with a mistake in it has a class of its own. */
function codeOf(error: unknown): string | null {
  if (isKeeperError(error)) return error.code;
  const isOurs = error instanceof Error && error.name === 'RecipeError' && 'code' in error;
  return isOurs ? String(error.code) : null;
}

/** Rows of stimuli by number: 0 is the empty one. */
export class Histories {
  readonly #parents: number[] = [-1];
  readonly #last: (Stimulus | null)[] = [null];
  readonly #known = new Map<string, number>();

  /** The number of a row with one more. */
  after(history: number, stimulus: Stimulus): number {
    const key = `${history} ${JSON.stringify(stimulus)}`;
    const known = this.#known.get(key);
    if (known !== undefined) return known;
    const number = this.#parents.length;
    this.#parents.push(history);
    this.#last.push(stimulus);
    this.#known.set(key, number);
    return number;
  }

  stimuli(history: number): Stimulus[] {
    const row: Stimulus[] = [];
    for (let at = history; at > 0; at = this.#parents[at] ?? 0) {
      const stimulus = this.#last[at];
      if (stimulus !== null && stimulus !== undefined) row.push(stimulus);
    }
    return row.reverse();
  }
}

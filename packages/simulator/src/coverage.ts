import type { Happening, Shape, Subject } from '@menagerie/contract';
import type { Decision } from './decision.ts';
import type { World } from './world/world.ts';

/**
 * What may be the matter with a world while something happens; several may be so at once. `calm` is
 * none of the faults; `unsynced` is no fault, but a crash would then lose something.
 */
export const WEATHER = ['calm', 'crashed', 'paused', 'cut', 'drifting', 'unsynced'] as const;
export type Weather = (typeof WEATHER)[number];

/** One row of a coverage matrix. */
export interface CoverageRow {
  /** The kind of event, with the kind of message, timer or command: `deliver vote`. */
  readonly kind: string;
  /** The role of the server before the event; empty for events of the network and of crashed servers. */
  readonly role: string;
  /** How often, by the position of {@link WEATHER}. */
  readonly counts: readonly number[];
}

/**
 * Counts which kinds of events met which roles under which faults. What a campaign has never
 * tried it has never checked: an empty cell says so.
 */
export class Coverage<S extends Shape> {
  readonly #subject: Subject<S>;
  readonly #table: CoverageTable = new CoverageTable();
  #roles: string[] = [];
  #detail = '';

  constructor(subject: Subject<S>) {
    this.#subject = subject;
  }

  /** To be called at the beginning of each run. */
  begin(world: World<S>): void {
    this.#roles = world.servers.map(({ state }) =>
      state === null ? '' : this.#subject.roleOf(state),
    );
  }

  /** To be called with every happening, before {@link Coverage.count} for its step. */
  observe(happening: Happening<S>): void {
    if (happening.type !== 'step') return;
    const { input } = happening;
    if (input.type === 'message') this.#detail = ` ${input.message.type}`;
    else if (input.type === 'command') this.#detail = ` ${input.command.type}`;
    else if (input.type === 'timeout') this.#detail = ` ${input.timer}`;
  }

  /** To be called after each step. */
  count(decision: Decision<S>, world: World<S>): void {
    const at = 'server' in decision ? decision.server : decision.to;
    const alone = decision.type === 'drop' || decision.type === 'duplicate';
    const role =
      alone || decision.type === 'cut' || decision.type === 'mend' ? '' : this.#roles[at];
    const key = `${decision.type}${this.#detail}\t${role ?? ''}`;
    this.#detail = '';
    const row = this.#table.row(key);
    let calm = true;
    const note = (weather: number, there: boolean): void => {
      if (!there) return;
      row[weather] = (row[weather] ?? 0) + 1;
      calm = false;
    };
    note(
      1,
      world.servers.some(({ status }) => status === 'crashed'),
    );
    note(
      2,
      world.servers.some(({ status }) => status === 'paused'),
    );
    note(
      3,
      world.network.cuts.some((mask) => mask !== 0),
    );
    note(
      4,
      world.servers.some(({ rate }) => rate !== 1),
    );
    if (calm) note(0, true);
    note(
      5,
      world.servers.some(({ unsynced }) => unsynced.length > 0),
    );
    const state = world.servers[at]?.state ?? null;
    this.#roles[at] = state === null ? '' : this.#subject.roleOf(state);
  }

  rows(): CoverageRow[] {
    return this.#table.rows();
  }
}

/** Counts by kind and role. */
export class CoverageTable {
  readonly #rows: Map<string, number[]> = new Map();

  /** The counts under a key of kind and role, to be counted up. */
  row(key: string): number[] {
    const row = this.#rows.get(key);
    if (row !== undefined) return row;
    const fresh = WEATHER.map(() => 0);
    this.#rows.set(key, fresh);
    return fresh;
  }

  /** Adds the counts of another table. */
  add(rows: readonly CoverageRow[]): void {
    for (const { kind, role, counts } of rows) {
      const row = this.row(`${kind}\t${role}`);
      for (const [i, count] of counts.entries()) row[i] = (row[i] ?? 0) + count;
    }
  }

  /** The matrix, sorted by kind and role. */
  rows(): CoverageRow[] {
    const keys = [...this.#rows.keys()].sort();
    return keys.map((key) => {
      const [kind = '', role = ''] = key.split('\t');
      return { kind, role, counts: this.#rows.get(key) ?? [] };
    });
  }
}

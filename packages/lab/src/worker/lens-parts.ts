import type { Shape } from '@menagerie/contract';
import type { Act, ServerMoment } from '@menagerie/simulator';
import type { ServerFrame } from '../model/frame.ts';
import type { EntryLine, Fact } from '../model/run.ts';
import { keptFact, unsyncedFacts } from './facts.ts';
import type { Lens } from './lens.ts';

// What the lenses of several protocols do alike.

/** Entries that the panel of a server lists. */
const NEWEST = 12;

/** Letters that fit a client's chip on the stage. */
const CHIP = 7;

/** What of a server's frame does not depend on what it runs. */
export function bareFrame<S extends Shape>({
  id,
  status,
  timers,
  unsynced,
  gated,
  rate,
  incarnation,
}: ServerMoment<S>): Pick<
  ServerFrame,
  'id' | 'status' | 'timers' | 'unsynced' | 'gated' | 'rate' | 'incarnation'
> {
  return {
    id,
    status,
    timers: timers.map(({ timer, armedAt, dueAt }) => ({ timer, armedAt, dueAt })),
    unsynced: unsynced.length,
    gated,
    rate,
    incarnation,
  };
}

/** Fires the first of these timers that is armed, else any that is; `null` where none is. */
export function fireFirst<S extends Shape>(
  { id, timers }: ServerMoment<S>,
  ...preferred: readonly S['timer'][]
): Act<S> | null {
  const named = preferred.flatMap((name) => timers.find(({ timer }) => timer === name) ?? []);
  const found = named[0] ?? timers[0];
  return found ? { type: 'fire', server: id, timer: found.timer } : null;
}

export function chipText(text: string): string {
  return text.slice(0, CHIP);
}

/** What a command is to a client of a log. */
export function logCommandKind({
  type,
}: {
  readonly type: string;
}): ReturnType<Lens<Shape>['commandKind']> {
  if (type === 'propose') return 'write';
  return type === 'read' ? 'read' : 'other';
}

/** What an answer of a log is to a client. */
export function logOutcome({
  type,
}: {
  readonly type: string;
}): ReturnType<Lens<Shape>['outcomeOf']> {
  return type === 'refused' || type === 'unknown' ? type : 'done';
}

/** A name of what a disk holds, and how to say it. */
export type Kept<Image> = readonly [name: string, say: (image: Image) => string];

/** What a server keeps on its disk, what of it is not there yet, and what a crash would take. */
export function serverFacts<S extends Shape>(
  { status, state, image, unsynced }: ServerMoment<S>,
  persistentOf: (state: S['state']) => S['image'],
  kept: readonly Kept<S['image']>[],
  recordDetail: (record: S['record']) => string,
  volatileFacts: (state: S['state']) => Fact[],
): Fact[] {
  const now = state === null ? image : persistentOf(state);
  const found = [
    ...kept.map(([name, say]) => keptFact(now, image, name, say)),
    ...unsyncedFacts(unsynced, recordDetail),
  ];
  return status === 'crashed' || state === null ? found : [...found, ...volatileFacts(state)];
}

/**
 * Lines for the newest items of a log, newest first.
 *
 * @param compacted how many items before these have gone into a snapshot
 * @param lineOf `null` where an item is not to be listed
 */
export function newestLines<Item>(
  items: readonly Item[],
  compacted: number,
  lineOf: (item: Item) => Omit<EntryLine, 'index'> | null,
): EntryLine[] {
  const from = Math.max(0, items.length - NEWEST);
  return items
    .slice(from)
    .flatMap((item, i) => {
      const line = lineOf(item);
      return line === null ? [] : [{ index: compacted + from + i + 1, ...line }];
    })
    .reverse();
}

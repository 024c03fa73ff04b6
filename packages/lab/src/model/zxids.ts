import type { CellState } from './cells.ts';
import type { ServerFrame } from './frame.ts';
import type { ZxidName, ZxidsFrame } from './ledger.ts';

const EPOCH = 2 ** 32;

/** A zxid as one number, ordered as zxids are. */
export function zxidKey({ epoch, counter }: ZxidName): number {
  return epoch * EPOCH + counter;
}

export function zxidOf(key: number): ZxidName {
  return { epoch: Math.floor(key / EPOCH), counter: key % EPOCH };
}

/** What must be known of the whole ensemble to judge a cell: computed once a frame. */
export interface ZxidSurvey {
  /** All zxids that stand in some history, ascending. */
  readonly columns: readonly number[];
  readonly committed: ReadonlySet<number>;
  /** Through this one all is decided: what is not committed is dropped. */
  readonly lastCommitted: number;
  readonly held: ReadonlySet<number>;
  /** What the newest leader has, and the first zxid of its epoch; `null` without one. */
  readonly leader: { readonly from: number; readonly has: ReadonlySet<number> } | null;
}

export function surveyZxids(
  histories: readonly ZxidsFrame[],
  servers: readonly Pick<ServerFrame, 'id' | 'part' | 'status' | 'epoch'>[],
  held: readonly ZxidName[],
): ZxidSurvey {
  const columns = new Set<number>();
  for (const history of histories) for (const key of keysOf(history)) columns.add(key);
  const furthest = histories.reduce<ZxidsFrame | null>(
    (best, one) => (best !== null && best.delivered >= one.delivered ? best : one),
    null,
  );
  const committed = furthest
    ? keysOf(furthest).slice(0, furthest.delivered - furthest.snapshotIndex)
    : [];
  const lastCommitted = committed.at(-1) ?? (furthest ? snapshotKey(furthest) : 0);
  let newest: (typeof servers)[number] | null = null;
  for (const server of servers) {
    if (server.part !== 'leader' || server.status === 'crashed') continue;
    if (newest === null || server.epoch > newest.epoch) newest = server;
  }
  const led = newest === null ? undefined : histories[newest.id];
  return {
    columns: [...columns].sort((a, b) => a - b),
    committed: new Set(committed),
    lastCommitted,
    held: new Set(held.map(zxidKey)),
    leader:
      newest !== null && led
        ? { from: zxidKey({ epoch: newest.epoch, counter: 0 }), has: new Set(keysOf(led)) }
        : null,
  };
}

/** How a transaction stands on one server; `null` where it does not have it. */
export function zxidState(
  history: ZxidsFrame,
  key: number,
  survey: ZxidSurvey,
): CellState | 'snapshot' | null {
  const at = keysOf(history).indexOf(key);
  if (at < 0) {
    const covered = key <= snapshotKey(history) && survey.committed.has(key);
    return covered ? 'snapshot' : null;
  }
  const index = history.snapshotIndex + 1 + at;
  if (index <= history.delivered) return 'applied';
  if (isDropped(key, survey)) return 'discarded';
  if (index > history.durable) return 'logged';
  return survey.committed.has(key) || survey.held.has(key) ? 'acked' : 'durable';
}

/** Whether a later leader, or a commit, has gone past a transaction without it. */
function isDropped(key: number, { committed, lastCommitted, leader }: ZxidSurvey): boolean {
  if (committed.has(key)) return false;
  if (key <= lastCommitted) return true;
  return leader !== null && key < leader.from && !leader.has.has(key);
}

function snapshotKey({ snapshotEpoch, snapshotCounter }: ZxidsFrame): number {
  return zxidKey({ epoch: snapshotEpoch, counter: snapshotCounter });
}

function keysOf({ epochs, counters }: ZxidsFrame): number[] {
  return Array.from(epochs, (epoch, i) => zxidKey({ epoch, counter: counters[i] ?? 0 }));
}

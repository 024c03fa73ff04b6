import * as c from '../store/columns.ts';
import { utf8 } from '../store/crc32.ts';
import type { Store } from '../store/store.ts';
import type { Core } from './core.ts';
import { limitsPath, quotaTargetOf, STATS, statsPath } from './quota-paths.ts';

/** Nothing that means something is longer: anybody may write it, and every write reads it. */
const LONGEST_TEXT = 1024;

/** What the text of limits or of usage says; -1 where it says nothing. */
interface Track {
  readonly count: number;
  readonly bytes: number;
  readonly countHardLimit: number;
  readonly byteHardLimit: number;
}

/** Whether a write by so many bytes and znodes would go over a hard limit. */
export function exceedsQuota(core: Core, path: string, bytes: number, count: number): boolean {
  if (!core.settings.enforceQuota) return false;
  const target = targetOf(core, path);
  if (target === null) return false;
  const limits = trackAt(core.store, limitsPath(target));
  const usage = trackAt(core.store, statsPath(target));
  if (limits === null || usage === null) return false;
  return (
    (count !== 0 && isOver(limits.countHardLimit, usage.count, count)) ||
    (bytes !== 0 && isOver(limits.byteHardLimit, usage.bytes, bytes))
  );
}

/** A quota whose soft limits are overstepped. */
export interface OverQuota {
  /** What it is on. */
  readonly path: string;
  readonly count: number;
  /** -1 for none; also below. */
  readonly countLimit: number;
  readonly bytes: number;
  readonly bytesLimit: number;
}

/** Whether a path is under a quota whose soft limits are overstepped; null where it is not. */
export function softExcess(core: Core, path: string): OverQuota | null {
  const target = targetOf(core, path);
  if (target === null) return null;
  const limits = trackAt(core.store, limitsPath(target));
  const usage = trackAt(core.store, statsPath(target));
  if (limits === null || usage === null) return null;
  const { count, bytes } = usage;
  if (!isOver(limits.count, count, 0) && !isOver(limits.bytes, bytes, 0)) return null;
  return { path: target, count, countLimit: limits.count, bytes, bytesLimit: limits.bytes };
}

/** Counts a change of so many bytes and znodes where a quota is on the path. */
export function countUsage(core: Core, path: string, bytes: number, count: number): void {
  const target = targetOf(core, path);
  if (target === null) return;
  const { store } = core;
  const row = store.find(statsPath(target));
  if (row === c.NONE) return;
  const usage = trackOf(store.data(row));
  putUsage(store, row, usage.count + count, usage.bytes + bytes);
}

/** Counts anew where the usage of a quota was just created at a path. */
export function startUsage({ store }: Core, path: string): void {
  const target = path.endsWith(`/${STATS}`) ? quotaTargetOf(path) : null;
  if (target === null) return;
  const row = store.find(path);
  const top = store.find(target);
  if (row === c.NONE) return;
  if (top === c.NONE) return putUsage(store, row, 0, 0);
  putUsage(store, row, store.rows.get(top, c.DESCENDANTS) + 1, bytesBelow(store, top));
}

/** The path of the one quota that a path is under: the longest; null where there is none. */
function targetOf({ rolls: { quotas } }: Core, path: string): string | null {
  if (quotas.size === 0) return null;
  for (let end = path.length; end > 0; end = path.lastIndexOf('/', end - 1)) {
    const target = path.slice(0, end);
    if (quotas.has(target)) return target;
  }
  return null;
}

function isOver(limit: number, usage: number, by: number): boolean {
  return limit > -1 && usage + by > limit;
}

/** Data of all znodes from one down. */
function bytesBelow({ rows }: Store, top: number): number {
  let bytes = 0;
  let row = top;
  while (row !== c.NONE) {
    bytes += Math.max(rows.get(row, c.LENGTH), 0);
    let next = rows.get(row, c.FIRST_CHILD);
    while (next === c.NONE && row !== top) {
      next = rows.get(row, c.NEXT_SIBLING);
      if (next === c.NONE) row = rows.get(row, c.PARENT);
    }
    row = next;
  }
  return bytes;
}

function trackAt(store: Store, path: string): Track | null {
  const row = store.find(path);
  return row === c.NONE ? null : trackOf(store.data(row));
}

/** Reads `count=1,bytes=2=;byteHardLimit=3`: whatever is no number says nothing. */
function trackOf(data: Uint8Array | null): Track {
  let text = '';
  for (const byte of data?.subarray(0, LONGEST_TEXT) ?? []) text += String.fromCharCode(byte);
  const numbers = new Map<string, number>();
  for (const part of text.split(/[,;]+/)) {
    const [key = '', value = ''] = part.split('=');
    if (/^[+-]?\d{1,15}$/.test(value)) numbers.set(key, Number(value));
  }
  return {
    count: numbers.get('count') ?? -1,
    bytes: numbers.get('bytes') ?? -1,
    countHardLimit: numbers.get('countHardLimit') ?? -1,
    byteHardLimit: numbers.get('byteHardLimit') ?? -1,
  };
}

/** Not a write of anybody's: neither version nor time of the znode change. */
function putUsage(store: Store, row: number, count: number, bytes: number): void {
  store.change(row);
  store.setData(row, utf8(`count=${count},bytes=${bytes}`));
  store.changed(row);
}

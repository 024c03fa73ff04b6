import { ErrorCode, Perms, type RequestBodies } from '@menagerie/jute';
import { wellFormed } from '../access/schemes.ts';
import * as c from '../store/columns.ts';
import { type Core, mayDo, note, type Turn } from './core.ts';
import { sessionError } from './create.ts';
import { hasNul, isPath, isSpecial } from './paths.ts';
import { countUsage, exceedsQuota } from './quotas.ts';

/** The version that fits every version. */
const ANY = -1;

/** Deletes a znode. Returns 0, or the error of the first check that fails, in ZooKeeper's order. */
export function deleteZnode(
  core: Core,
  turn: Turn,
  { path, version }: RequestBodies['delete'],
): number {
  const { store } = core;
  const unfit = sessionError(core, turn, false);
  if (unfit !== ErrorCode.ok) return unfit;
  // ZooKeeper's server stumbles over a null.
  if (path === null) return ErrorCode.marshallingError;
  if (hasNul(path) || isSpecial(path)) return ErrorCode.badArguments;
  const slash = path.lastIndexOf('/');
  if (slash < 0) return ErrorCode.badArguments;
  const parent = store.find(path, slash);
  if (parent === c.NONE) return ErrorCode.noNode;
  if (!mayDo(core, store.acl(parent), Perms.delete, turn.identities)) return ErrorCode.noAuth;
  const row = store.find(path);
  if (row === c.NONE || row === c.ROOT) return ErrorCode.noNode;
  if (!fits(version, store.rows.get(row, c.VERSION))) return ErrorCode.badVersion;
  if (store.rows.get(row, c.CHILDREN) > 0) return ErrorCode.notEmpty;
  removeZnode(core, turn, row, path);
  return ErrorCode.ok;
}

/** Takes a znode without children away, whatever it is. */
export function removeZnode(core: Core, turn: Turn, row: number, path: string): void {
  const { store } = core;
  const { rows } = store;
  const parent = rows.get(row, c.PARENT);
  const bytes = Math.max(rows.get(row, c.LENGTH), 0);
  note(core, turn, 'deleted', row, parent, path);
  store.change(parent);
  store.remove(row);
  rows.set(parent, c.PZXID, turn.zxidHigh);
  rows.set(parent, c.PZXID + 1, turn.zxidLow);
  store.changed(parent);
  countUsage(core, path, -bytes, -1);
}

/** Replaces the data of a znode. Returns its row, or the error of the first check that fails. */
export function setZnodeData(
  core: Core,
  turn: Turn,
  { path, data, version }: RequestBodies['setData'],
): number {
  const { store } = core;
  const { rows } = store;
  const unfit = sessionError(core, turn, false);
  if (unfit !== ErrorCode.ok) return unfit;
  if (!isPath(path)) return ErrorCode.badArguments;
  const row = store.find(path);
  if (row === c.NONE) return ErrorCode.noNode;
  if (!mayDo(core, store.acl(row), Perms.write, turn.identities)) return ErrorCode.noAuth;
  const bytes = (data?.length ?? 0) - Math.max(rows.get(row, c.LENGTH), 0);
  if (exceedsQuota(core, path, bytes, 0)) return ErrorCode.quotaExceeded;
  const current = rows.get(row, c.VERSION);
  if (!fits(version, current)) return ErrorCode.badVersion;
  putData(core, turn, row, data, current + 1);
  countUsage(core, path, bytes, 0);
  note(core, turn, 'dataChanged', row, row, path);
  return row;
}

/** Writes data, whatever they are, with a version, which wraps round. */
export function putData(
  { store }: Core,
  turn: Turn,
  row: number,
  data: Uint8Array | null,
  version: number,
): void {
  const { rows } = store;
  store.change(row);
  store.setData(row, data);
  rows.set(row, c.VERSION, version);
  rows.set(row, c.MZXID, turn.zxidHigh);
  rows.set(row, c.MZXID + 1, turn.zxidLow);
  rows.set(row, c.MTIME, turn.timeHigh);
  rows.set(row, c.MTIME + 1, turn.timeLow);
  store.changed(row);
}

/** Replaces the ACL of a znode. Returns its row, or the error of the first check that fails. */
export function setZnodeAcl(
  core: Core,
  turn: Turn,
  { path, acl, version }: RequestBodies['setACL'],
): number {
  const { store, settings } = core;
  const { rows } = store;
  const unfit = sessionError(core, turn, false);
  if (unfit !== ErrorCode.ok) return unfit;
  if (!isPath(path)) return ErrorCode.badArguments;
  const kept = wellFormed(acl, turn.identities, settings);
  if (typeof kept === 'number') return kept;
  const row = store.find(path);
  if (row === c.NONE) return ErrorCode.noNode;
  if (!mayDo(core, store.acl(row), Perms.admin, turn.identities)) return ErrorCode.noAuth;
  const current = rows.get(row, c.AVERSION);
  if (!fits(version, current)) return ErrorCode.badVersion;
  store.change(row);
  store.setAcl(row, kept);
  rows.set(row, c.AVERSION, current + 1);
  store.changed(row);
  return row;
}

/** Returns 0 if a znode has a version, or the error of the first check that fails. */
export function checkVersion(
  core: Core,
  turn: Turn,
  { path, version }: RequestBodies['delete'],
): number {
  const { store } = core;
  const unfit = sessionError(core, turn, false);
  if (unfit !== ErrorCode.ok) return unfit;
  if (!isPath(path)) return ErrorCode.badArguments;
  const row = store.find(path);
  if (row === c.NONE) return ErrorCode.noNode;
  if (!mayDo(core, store.acl(row), Perms.read, turn.identities)) return ErrorCode.noAuth;
  return fits(version, store.rows.get(row, c.VERSION)) ? ErrorCode.ok : ErrorCode.badVersion;
}

function fits(expected: number, current: number): boolean {
  return expected === ANY || expected === current;
}

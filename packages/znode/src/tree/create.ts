import { createModeTraits, ErrorCode, Perms, type RequestBodies } from '@menagerie/jute';
import { wellFormed } from '../access/schemes.ts';
import { highOf, lowOf } from '../longs.ts';
import * as c from '../store/columns.ts';
import { partOf } from '../store/text.ts';
import { type Core, mayDo, note, type Turn } from './core.ts';
import { CONTAINER_HIGH, LONGEST_TTL_MS, lifetimeOf, ttlHigh } from './owners.ts';
import { hasNul, isPath, suffixOf } from './paths.ts';
import { countUsage, exceedsQuota, startUsage } from './quotas.ts';

/** A request to create a znode, of any of the four opcodes. */
export type CreateOp =
  | {
      readonly type: 'create' | 'create2' | 'createContainer';
      readonly body: RequestBodies['create'];
    }
  | { readonly type: 'createTTL'; readonly body: RequestBodies['createTTL'] };

const GREATEST_INT = 2 ** 31 - 1;

/**
 * Creates a znode. Returns its row, or the error of the first check that fails, in ZooKeeper's order.
 */
export function createZnode(core: Core, turn: Turn, op: CreateOp): number {
  const { store, settings } = core;
  const { rows } = store;
  const { body } = op;
  const mode = createModeTraits(body.flags);
  if (mode === null) return ErrorCode.badArguments;
  const ttl = op.type === 'createTTL' ? op.body.ttl : -1n;
  if (mode.ttl && !settings.ttl) return ErrorCode.unimplemented;
  if (mode.ttl ? ttl <= 0n || ttl > LONGEST_TTL_MS : ttl >= 0n) return ErrorCode.badArguments;

  const unfit = sessionError(core, turn, mode.ephemeral);
  if (unfit !== ErrorCode.ok) return unfit;
  // ZooKeeper's server stumbles over a null.
  if (body.path === null) return ErrorCode.marshallingError;
  if (hasNul(body.path)) return ErrorCode.badArguments;
  const slash = body.path.lastIndexOf('/');
  if (slash < 0) return ErrorCode.badArguments;
  const acl = wellFormed(body.acl, turn.identities, settings);
  if (typeof acl === 'number') return acl;
  const parent = store.find(body.path, slash);
  if (parent === c.NONE) return ErrorCode.noNode;
  if (!mayDo(core, store.acl(parent), Perms.create, turn.identities)) return ErrorCode.noAuth;
  const creates = rows.get(parent, c.CREATES);
  const path = mode.sequential ? body.path + suffixOf(creates) : body.path;
  if (!isPath(path)) return ErrorCode.badArguments;
  if (path.length === 1 || store.findChild(parent, path, slash) !== c.NONE) {
    return ErrorCode.nodeExists;
  }
  if (lifetimeOf(rows, parent) === 'ephemeral') return ErrorCode.noChildrenForEphemerals;
  const bytes = body.data?.length ?? 0;
  if (exceedsQuota(core, path, bytes, 1)) return ErrorCode.quotaExceeded;

  const row = store.open(partOf(path, slash + 1));
  rows.set(row, c.CZXID, turn.zxidHigh);
  rows.set(row, c.CZXID + 1, turn.zxidLow);
  rows.set(row, c.MZXID, turn.zxidHigh);
  rows.set(row, c.MZXID + 1, turn.zxidLow);
  rows.set(row, c.PZXID, turn.zxidHigh);
  rows.set(row, c.PZXID + 1, turn.zxidLow);
  rows.set(row, c.CTIME, turn.timeHigh);
  rows.set(row, c.CTIME + 1, turn.timeLow);
  rows.set(row, c.MTIME, turn.timeHigh);
  rows.set(row, c.MTIME + 1, turn.timeLow);
  if (op.type === 'createContainer') {
    rows.set(row, c.OWNER, CONTAINER_HIGH);
  } else if (mode.ttl) {
    rows.set(row, c.OWNER, ttlHigh(Number(ttl)));
    rows.set(row, c.OWNER + 1, lowOf(ttl));
  } else if (mode.ephemeral) {
    rows.set(row, c.OWNER, highOf(turn.session));
    rows.set(row, c.OWNER + 1, lowOf(turn.session));
  }
  store.setAcl(row, acl);
  store.setData(row, body.data);

  store.change(parent);
  store.hang(row, parent);
  rows.set(parent, c.CREATES, creates < GREATEST_INT ? creates + 1 : creates);
  rows.set(parent, c.PZXID, turn.zxidHigh);
  rows.set(parent, c.PZXID + 1, turn.zxidLow);
  store.changed(parent);
  store.enter(row);
  startUsage(core, path);
  countUsage(core, path, bytes, 1);
  note(core, turn, 'created', row, parent, path);
  return row;
}

/** What is wrong with the session of a write; 0 where nothing is. */
export function sessionError(core: Core, turn: Turn, ephemeral: boolean): number {
  if (turn.local) return ephemeral ? ErrorCode.ephemeralOnLocalSession : ErrorCode.ok;
  return core.sessions.has(turn.session) ? ErrorCode.ok : ErrorCode.sessionExpired;
}

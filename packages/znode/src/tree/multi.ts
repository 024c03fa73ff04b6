import {
  createModeTraits,
  ErrorCode,
  type MultiRequest,
  type OpResult,
  type WriteOp,
} from '@menagerie/jute';
import { checkVersion, deleteZnode, setZnodeData } from './change.ts';
import type { Core, Turn } from './core.ts';
import { type CreateOp, createZnode } from './create.ts';
import { statOf } from './stat.ts';

/**
 * Carries out all operations, each on what those before it left, or none. The results are those of
 * the operations, or all errors where one failed. Returns an error where there is to be no result.
 */
export function multi(core: Core, turn: Turn, ops: MultiRequest): readonly OpResult[] | number {
  const results: OpResult[] = [];
  core.store.begin();
  for (const op of ops) {
    const result = carryOut(core, turn, op);
    if (typeof result === 'number') {
      core.store.rollback();
      turn.changes = [];
      if (result === ErrorCode.marshallingError) return result;
      return errors(ops.length, results.length, result);
    }
    results.push(result);
  }
  core.store.commit();
  return results;
}

/** The result of an operation, or the error. */
function carryOut(core: Core, turn: Turn, op: WriteOp): OpResult | number {
  const { store } = core;
  switch (op.type) {
    case 'create':
    case 'create2':
    case 'createContainer':
    case 'createTTL': {
      const meant = createMeant(op);
      if (meant === null) return ErrorCode.marshallingError;
      const row = createZnode(core, turn, meant);
      if (row < 0) return row;
      const path = store.path(row);
      if (meant.type === 'create') return { type: 'create', body: { path } };
      return { type: 'create2', body: { path, stat: statOf(store.rows, row) } };
    }
    case 'setData': {
      const row = setZnodeData(core, turn, op.body);
      return row < 0 ? row : { type: 'setData', body: { stat: statOf(store.rows, row) } };
    }
    case 'delete': {
      const error = deleteZnode(core, turn, op.body);
      return error < 0 ? error : { type: 'delete', body: null };
    }
    case 'check': {
      const error = checkVersion(core, turn, op.body);
      return error < 0 ? error : { type: 'check', body: null };
    }
  }
}

/**
 * In a multi ZooKeeper goes by the flags and not by the opcode, so a create2 is answered as a create.
 * Null where the flags ask for a lifetime and the record has none, over which its server stumbles.
 */
function createMeant(op: CreateOp): CreateOp | null {
  const traits = createModeTraits(op.body.flags);
  if (traits?.ttl === true) return op.type === 'createTTL' ? op : null;
  return { type: traits?.container === true ? 'createContainer' : 'create', body: op.body };
}

function errors(count: number, failed: number, error: number): readonly OpResult[] {
  return Array.from({ length: count }, (_, at): OpResult => {
    const err = at < failed ? ErrorCode.ok : ErrorCode.runtimeInconsistency;
    return { type: 'error', body: { err: at === failed ? error : err } };
  });
}

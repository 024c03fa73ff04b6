import { ErrorCode, type MultiRequest, type OpResult, type WriteOp } from '@menagerie/jute';
import { checkVersion, deleteZnode, setZnodeData } from './change.ts';
import type { Core, Turn } from './core.ts';
import { createZnode } from './create.ts';
import { statOf } from './stat.ts';

/**
 * Carries out all operations, each on what those before it left, or none. The results are those of
 * the operations, or all errors where one failed.
 */
export function multi(core: Core, turn: Turn, ops: MultiRequest): readonly OpResult[] {
  const results: OpResult[] = [];
  core.store.begin();
  for (const op of ops) {
    const result = carryOut(core, turn, op);
    if (typeof result === 'number') {
      core.store.rollback();
      turn.changes = [];
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
    case 'create': {
      const row = createZnode(core, turn, op);
      return row < 0 ? row : { type: 'create', body: { path: store.path(row) } };
    }
    case 'create2':
    case 'createContainer':
    case 'createTTL': {
      const row = createZnode(core, turn, op);
      if (row < 0) return row;
      return { type: 'create2', body: { path: store.path(row), stat: statOf(store.rows, row) } };
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

function errors(count: number, failed: number, error: number): readonly OpResult[] {
  return Array.from({ length: count }, (_, at): OpResult => {
    const err = at < failed ? ErrorCode.ok : ErrorCode.runtimeInconsistency;
    return { type: 'error', body: { err: at === failed ? error : err } };
  });
}

import { type SetWatches2, Xid } from '@menagerie/jute';
import { type KeeperError, ServerError } from '../errors.ts';
import { type AnyAsk, Ask } from './ask.ts';
import type { Watches } from './watches.ts';

/** Paths in one request, in bytes: far below any server's limit. */
const BATCH_BYTES = 128 * 1024;

const PLACE = { operation: 'setWatches', path: null };

/**
 * What to ask on another connection, whose server knows nothing of the watches. Those that fire once
 * fire at once for what happened meanwhile; those that stay are told of a gap.
 */
export function restoreWatches(
  watches: Watches,
  zxid: bigint,
  failed: (error: KeeperError) => void,
): AnyAsk[] {
  const batches = watches.restore(zxid, BATCH_BYTES);
  return batches.map((batch, at) => {
    const isLast = at === batches.length - 1;
    const ask = new Ask({
      ...request(batch),
      place: PLACE,
      xid: Xid.setWatches,
      read: (reply) => {
        if (reply.type === 'failed') failed(new ServerError(reply.err, PLACE));
        else if (isLast) watches.tellGap();
      },
    });
    // Where it is lost, so is the connection, and the next one brings another.
    ask.promise.catch(() => {});
    return ask;
  });
}

/** By the older operation where that suffices, which servers before 3.6 know. */
function request(batch: SetWatches2) {
  const { persistentWatches, persistentRecursiveWatches, ...older } = batch;
  const needed = persistentWatches?.length !== 0 || persistentRecursiveWatches?.length !== 0;
  return needed
    ? ({ type: 'setWatches2', body: batch } as const)
    : ({ type: 'setWatches', body: older } as const);
}

import { txnAt } from './history.ts';
import { deliver, type Step, write } from './step.ts';
import type { History } from './types.ts';
import { compareZxids } from './zxid.ts';

/** Gives the application what is committed, in order, and puts memberships in force with it. */
export function deliverThrough(step: Step, index: number): void {
  const { state } = step;
  while (state.delivered < index) {
    const txn = txnAt(state.persistent, state.delivered + 1);
    if (txn === null) return;
    state.delivered += 1;
    deliver(step, { type: 'txn', index: state.delivered, txn });
    if (txn.type !== 'reconfig') continue;
    if (compareZxids(txn.zxid, state.persistent.activated) <= 0) continue;
    // On the disk, or an ensemble that starts anew would wait for voters that are gone for good.
    write(step, { type: 'activate', zxid: txn.zxid });
  }
}

/** Another history in place of this one; the application skips what its snapshot covers. */
export function replaceHistory(step: Step, history: History): void {
  const { state } = step;
  write(step, { type: 'install', history });
  const { snapshot } = history;
  if (snapshot.index <= state.delivered) return;
  state.delivered = snapshot.index;
  deliver(step, { type: 'snapshot', snapshot });
}

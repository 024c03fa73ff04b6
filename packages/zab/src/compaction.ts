import type { RequestId } from '@menagerie/contract';
import { lastIndex, membershipAt, zxidAt } from './history.ts';
import { decided, refuse, type Step, write } from './step.ts';
import { ZERO } from './zxid.ts';

/** The application's state replaces the transactions that made it. */
export function onCompact(step: Step, request: RequestId, through: number, data: Uint8Array): void {
  const { persistent, delivered } = step.state;
  const may = step.rules.mayCompact(through, delivered, lastIndex(persistent));
  if (!decided(step, 'mayCompact', may)) {
    refuse(step, request, 'not-delivered');
    return;
  }
  if (through <= persistent.snapshot.index) {
    refuse(step, request, 'already-compacted');
    return;
  }
  const zxid = zxidAt(persistent, through) ?? ZERO;
  const { version, membership } = membershipAt(persistent, through);
  write(step, { type: 'compact', snapshot: { index: through, zxid, version, membership, data } });
  step.effects.push({
    type: 'answer',
    request,
    answer: { type: 'compacted', through },
    gated: true,
  });
}

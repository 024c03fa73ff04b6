import type { RequestId } from '@menagerie/contract';
import { onCompact } from './compaction.ts';
import { zxidAt } from './history.ts';
import { propose } from './leading/broadcast.ts';
import { onSyncRead } from './leading/pulse.ts';
import { onReconfig } from './leading/reconfig.ts';
import type { ReadMode, ZabCommand } from './messages.ts';
import { answer, refuse, type Step, sendFrame } from './step.ts';
import { ZERO } from './zxid.ts';

// What clients and operators ask for. Every refusal is safe to retry.

export function onCommand(step: Step, request: RequestId, command: ZabCommand): void {
  const { role } = step.state;
  switch (command.type) {
    case 'compact':
      onCompact(step, request, command.through, command.data);
      return;
    case 'read':
      onRead(step, request, command.mode);
      return;
    case 'propose': {
      const { data } = command;
      if (role.type !== 'leading') refuse(step, request, 'not-leader');
      else propose(step, role, request, (zxid) => ({ type: 'data', zxid, data }));
      return;
    }
    case 'reconfig':
      if (role.type !== 'leading') refuse(step, request, 'not-leader');
      else onReconfig(step, role, request, command.membership);
  }
}

function onRead(step: Step, request: RequestId, mode: ReadMode): void {
  const { role, persistent, delivered } = step.state;
  if (mode === 'local') {
    const zxid = zxidAt(persistent, delivered) ?? ZERO;
    answer(step, request, { type: 'read', zxid, by: 'local' });
  } else if (role.type === 'leading') {
    onSyncRead(step, role, request, null);
  } else if (role.type === 'learning' && role.stage === 'serving') {
    role.syncs.push(request);
    sendFrame(step, role.leader, role.channel, { type: 'request', request });
  } else {
    refuse(step, request, 'not-leader');
  }
}

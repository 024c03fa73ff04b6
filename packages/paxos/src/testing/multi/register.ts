import type { HistoryReader } from '@menagerie/contract';
import { type RegisterOperation, registerOfLog, toText } from '@menagerie/contract/testing';
import type { PaxosReadMode, PaxosShape } from '../../multi/messages.ts';

/**
 * Multi-Paxos as one register, for a checker of histories. A proposal writes its payload.
 *
 * @param modes reads of these modes are operations. @default those that promise linearizability
 */
export function paxosRegister(
  modes: readonly PaxosReadMode[] = ['quorum'],
): HistoryReader<PaxosShape, RegisterOperation, string | null> {
  return registerOfLog({
    input: (command) => {
      if (command.type === 'propose') return { type: 'write', value: toText(command.data) };
      return command.type === 'read' && modes.includes(command.mode) ? { type: 'read' } : null;
    },
    entry: (output) => {
      if (output.type === 'snapshot') return null;
      const { slot, value } = output;
      return { at: slot, writes: value.type === 'data' ? toText(value.data) : null };
    },
    answer: (answer) => {
      switch (answer.type) {
        case 'committed':
          return { type: 'written' };
        case 'read':
          return { type: 'read', at: answer.slot };
        case 'refused':
          return { type: 'refused' };
        default:
          return { type: 'unknown' };
      }
    },
  });
}

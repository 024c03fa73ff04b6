import type { HistoryReader } from '@menagerie/contract';
import { type RegisterOperation, registerOfLog, toText } from '@menagerie/contract/testing';
import type { RaftShape, ReadMode } from '../messages.ts';

/**
 * Raft as one register, for a checker of histories. A proposal writes its payload.
 *
 * @param modes reads of these modes are operations. @default those that promise linearizability
 */
export function raftRegister(
  modes: readonly ReadMode[] = ['quorum', 'lease'],
): HistoryReader<RaftShape, RegisterOperation, string | null> {
  return registerOfLog({
    input: (command) => {
      if (command.type === 'propose') return { type: 'write', value: toText(command.data) };
      return command.type === 'read' && modes.includes(command.mode) ? { type: 'read' } : null;
    },
    entry: (output) => {
      if (output.type === 'snapshot') return null;
      const { index, entry } = output;
      return { at: index, writes: entry.type === 'data' ? toText(entry.data) : null };
    },
    answer: (answer) => {
      switch (answer.type) {
        case 'committed':
          return { type: 'written' };
        case 'read':
          return { type: 'read', at: answer.index };
        case 'refused':
          return { type: 'refused' };
        default:
          return { type: 'unknown' };
      }
    },
  });
}

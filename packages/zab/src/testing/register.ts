import type { HistoryReader } from '@menagerie/contract';
import { type RegisterOperation, registerOfLog, toText } from '@menagerie/contract/testing';
import type { ReadMode, ZabShape } from '../messages.ts';
import type { Zxid } from '../zxid.ts';

/**
 * Zab as one register, for a checker of histories. A proposal writes its payload.
 *
 * @param modes reads of these modes are operations. @default those that promise linearizability
 */
export function zabRegister(
  modes: readonly ReadMode[] = ['sync'],
): HistoryReader<ZabShape, RegisterOperation, string | null> {
  /** Numbers of the transactions that any server was given, by their zxids. */
  const numbers = new Map<string, number>();
  return registerOfLog({
    input: (command) => {
      if (command.type === 'propose') return { type: 'write', value: toText(command.data) };
      return command.type === 'read' && modes.includes(command.mode) ? { type: 'read' } : null;
    },
    entry: (output) => {
      if (output.type === 'snapshot') return null;
      const { index, txn } = output;
      numbers.set(nameOf(txn.zxid), index);
      return { at: index, writes: txn.type === 'data' ? toText(txn.data) : null };
    },
    answer: (answer) => {
      switch (answer.type) {
        case 'committed':
          return { type: 'written' };
        case 'read':
          return { type: 'read', at: numbers.get(nameOf(answer.zxid)) ?? 0 };
        case 'refused':
          return { type: 'refused' };
        default:
          return { type: 'unknown' };
      }
    },
  });
}

function nameOf({ epoch, counter }: Zxid): string {
  return `${epoch} ${counter}`;
}

import type { RaftOutput, RaftShape } from '@menagerie/raft';
import type { Meaning, Reader, RegisterInput, RegisterOutput } from '../../../src/index.ts';

/**
 * Raft as a register: a proposal writes its payload, a read answers what the newest write up to its
 * index wrote. Reads of mode `local` promise nothing and are left out.
 */
export function raftRegister(): Reader<RaftShape, RegisterInput, RegisterOutput> {
  /** What the register holds after each index that any server applied. */
  const values = new Map<number, string | null>([[0, null]]);
  return {
    input: (command) => {
      if (command.type === 'propose') return { type: 'write', value: textOf(command.data) };
      if (command.type === 'read' && command.mode !== 'local') return { type: 'read' };
      return null;
    },
    delivered: (_server, output) => apply(values, output),
    recovered: () => {},
    answered: (_server, _command, answer): Meaning<RegisterOutput> => {
      switch (answer.type) {
        case 'committed':
          return { type: 'ok', output: null };
        case 'read':
          return { type: 'ok', output: values.get(answer.index) ?? null };
        case 'refused':
          return { type: 'failed' };
        default:
          return { type: 'unknown' };
      }
    },
  };
}

/** A snapshot covers only what some server applied entry by entry before. */
function apply(values: Map<number, string | null>, output: RaftOutput): void {
  if (output.type === 'snapshot' || values.has(output.index)) return;
  const { index, entry } = output;
  const held = values.get(index - 1) ?? null;
  values.set(index, entry.type === 'data' ? textOf(entry.data) : held);
}

function textOf(data: Uint8Array): string {
  return String.fromCharCode(...data);
}

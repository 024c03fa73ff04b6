import type { Operation, Outcome, RegisterInput, RegisterOutput } from '../../../src/index.ts';

type RegisterOperation = Operation<RegisterInput, RegisterOutput>;

const LINE = /-\s+(\d+)\s+:(invoke|ok|fail|info)\s+:(read|write|cas)\s+(.*)$/;

/**
 * The history in a log of a compare-and-set register: events of processes in the order in which
 * they were recorded. A `cas` that failed found another value; everything else that failed had no
 * effect. What was still open at the end, or timed out, is unknown.
 */
export function jepsenHistory(text: string): RegisterOperation[] {
  const history: RegisterOperation[] = [];
  const open = new Map<number, number>();
  for (const [at, line] of text.split('\n').entries()) {
    const [, process_, event, kind, value] = LINE.exec(line) ?? [];
    if (process_ === undefined || kind === undefined || value === undefined) continue;
    const process = Number(process_);
    if (event === 'invoke') {
      open.set(process, history.length);
      const input = inputOf(kind, value);
      history.push({ process, input, invokedAt: at, outcome: { type: 'unknown' } });
      continue;
    }
    const index = open.get(process) ?? -1;
    const operation = history[index];
    if (operation === undefined) throw new Error(`line ${at + 1}: nothing was invoked`);
    open.delete(process);
    history[index] = { ...operation, outcome: outcomeOf(event, kind, value, at) };
  }
  return history;
}

function inputOf(kind: string, value: string): RegisterInput {
  if (kind === 'read') return { type: 'read' };
  if (kind === 'write') return { type: 'write', value: Number(value) };
  const [expected, next] = value.slice(1, -1).split(' ').map(Number);
  return { type: 'cas', expected: expected ?? null, value: next ?? null };
}

function outcomeOf(
  event: string | undefined,
  kind: string,
  value: string,
  returnedAt: number,
): Outcome<RegisterOutput> {
  if (event === 'info') return { type: 'unknown' };
  if (event === 'fail') {
    return kind === 'cas'
      ? { type: 'ok', output: false, returnedAt }
      : { type: 'failed', returnedAt };
  }
  if (kind === 'read') {
    return { type: 'ok', output: value === 'nil' ? null : Number(value), returnedAt };
  }
  return { type: 'ok', output: kind === 'cas' ? true : null, returnedAt };
}

import { PeerError } from './errors.ts';

/** The line of JSON with which our program and the one for Stateright end, by name. */
export type Result = ReadonlyMap<string, unknown>;

/** @throws PeerError `unreadable-output` where the last line is no object of JSON */
export function readResult(output: string): Result {
  const line = output.trim().split('\n').at(-1) ?? '';
  try {
    const parsed: unknown = JSON.parse(line);
    if (typeof parsed === 'object' && parsed !== null) return new Map(Object.entries(parsed));
  } catch (error) {
    throw unreadable(`the last line is "${line.slice(0, 200)}"`, { cause: error });
  }
  throw unreadable(`the last line is "${line.slice(0, 200)}"`);
}

/** @throws PeerError `unreadable-output` where there is no number of that name */
export function numberOf(result: Result, name: string): number {
  const value = result.get(name);
  if (typeof value === 'number') return value;
  throw unreadable(`"${name}" is ${JSON.stringify(value) ?? 'missing'}`);
}

function unreadable(problem: string, options?: ErrorOptions): PeerError {
  const remedy = 'The program should end with an object of JSON that has the counts and seconds';
  return new PeerError('unreadable-output', problem, remedy, options);
}

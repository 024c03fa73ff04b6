import type { HistoryReader, Meaning } from '../history-reader.ts';
import type { Shape } from '../protocol.ts';

/** What clients do with a register. */
export type RegisterOperation =
  | { readonly type: 'read' }
  | { readonly type: 'write'; readonly value: string };

/** What an answer says, in the terms of a log whose places count from 1. */
export type LogAnswer =
  | { readonly type: 'written' }
  /** Served from the state just after a place; 0 before the first. */
  | { readonly type: 'read'; readonly at: number }
  | { readonly type: 'refused' }
  | { readonly type: 'unknown' };

/** How a protocol that keeps a log says what a register needs to know. */
export interface RegisterDefinition<S extends Shape> {
  readonly input: (command: S['command']) => RegisterOperation | null;
  /** A place that is given to the application, and what stands there: `null` if it writes nothing. */
  readonly entry: (
    output: S['output'],
  ) => { readonly at: number; readonly writes: string | null } | null;
  readonly answer: (answer: S['answer']) => LogAnswer;
}

/**
 * A protocol's log as one register: a command writes its payload, and a read gives what the newest
 * write up to its place wrote. What stands at a place is the same on all servers, and a snapshot
 * covers only what some server was given entry by entry: so it is enough to hear of each place once.
 */
export function registerOfLog<S extends Shape>({
  input,
  entry,
  answer,
}: RegisterDefinition<S>): HistoryReader<S, RegisterOperation, string | null> {
  /** What the register holds after each place that any server was given. */
  const values = new Map<number, string | null>([[0, null]]);
  return {
    input,
    delivered: (_server, output) => {
      const found = entry(output);
      if (found === null || values.has(found.at)) return;
      values.set(found.at, found.writes ?? values.get(found.at - 1) ?? null);
    },
    recovered: () => {},
    answered: (_server, _command, given): Meaning<string | null> => {
      const meaning = answer(given);
      switch (meaning.type) {
        case 'written':
          return { type: 'ok', output: null };
        case 'read':
          return { type: 'ok', output: values.get(meaning.at) ?? null };
        case 'refused':
          return { type: 'failed' };
        case 'unknown':
          return meaning;
      }
    },
  };
}

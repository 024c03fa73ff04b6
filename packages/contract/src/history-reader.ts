import type { ServerId } from './ids.ts';
import type { Shape } from './protocol.ts';

/** What an answer means for the operation that it ends. */
export type Meaning<Output> =
  | { readonly type: 'ok'; readonly output: Output }
  /** It had no effect and never will. */
  | { readonly type: 'failed' }
  | { readonly type: 'unknown' };

/**
 * What somebody who knows a protocol says of its commands: which of them a model of an object
 * knows, and what their answers mean to it. It is told of everything in the order of the trace of
 * one run, and of no other run.
 */
export interface HistoryReader<S extends Shape, Input, Output> {
  /** What the command is to the model; `null` where it is nothing to it. */
  input(command: S['command']): Input | null;
  /** The application on a server is given something; from this it answers reads. */
  delivered(server: ServerId, output: S['output']): void;
  /** A server came back: its application begins anew. */
  recovered(server: ServerId): void;
  answered(server: ServerId, command: S['command'], answer: S['answer']): Meaning<Output>;
}

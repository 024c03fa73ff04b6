import type { Shape, TraceEvent } from '@menagerie/contract';
import type { Act, Moment, ServerMoment } from '@menagerie/simulator';
import type { ServerFrame } from '../model/frame.ts';
import type { LedgerFrame } from '../model/ledger.ts';
import type { EntryLine, Fact, MessageKind } from '../model/run.ts';

/**
 * How a protocol's own data becomes what the page shows. The page knows no protocol; for another
 * one a lens is written, and nothing else.
 */
export interface Lens<S extends Shape> {
  readonly kinds: readonly MessageKind[];
  /** Position in {@link Lens.kinds}. */
  kindOf(message: S['message']): number;
  /** Its term, ballot or epoch; `null` for one without, which then has that of its sender. */
  epochOf(message: S['message']): number | null;
  /** The fields of a message in the wire's words. */
  messageDetail(message: S['message']): string;
  recordDetail(record: S['record']): string;
  commandDetail(command: S['command']): string;
  commandKind(command: S['command']): 'write' | 'read' | 'other';
  /** A few letters that name what a client asked, for its chip on the stage. */
  commandLabel(command: S['command']): string;
  answerDetail(answer: S['answer']): string;
  /** `unknown`: the client cannot tell whether its command took effect. */
  outcomeOf(answer: S['answer']): 'done' | 'refused' | 'unknown';
  outputDetail(output: S['output']): string;
  /** What an application was given at an index, to compare across servers. */
  committed(output: S['output']): {
    readonly index: number;
    /** `null` where an entry does not tell: then it is that of the server that delivers it. */
    readonly epoch: number | null;
    readonly write: boolean;
    readonly content: string;
  } | null;
  serverFrame(server: ServerMoment<S>, config: S['config']): ServerFrame;
  /** Whether a server in this frame stays what it is while it writes nothing and no timer runs out. */
  settled(frame: Pick<ServerFrame, 'role' | 'part'>): boolean;
  /** What the servers have written; `past` has the events up to now that {@link remembers} kept. */
  ledger(moment: Moment<S>, config: S['config'], past: readonly TraceEvent<S>[]): LedgerFrame;
  /** Whether the ledger is made of this event too, and not of the moment alone. */
  remembers(event: TraceEvent<S>): boolean;
  facts(server: ServerMoment<S>): Fact[];
  entries(server: ServerMoment<S>): EntryLine[];
  /** Which of the armed timers a reader means by "time out now". */
  timerToFire(server: ServerMoment<S>): Act<S> | null;
}

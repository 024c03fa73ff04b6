import type { EventId, RequestId, ServerId } from './ids.ts';
import type { Shape } from './protocol.ts';

/**
 * What happened, for people and tools. The driver writes it, never the core.
 *
 * `link` numbers name a message for good: the n-th message from one server to another. They do not
 * depend on what happened elsewhere, so that an intervention on one message moves no other.
 */
export type TraceBody<S extends Shape> =
  | {
      readonly type: 'sent';
      readonly to: ServerId;
      readonly nth: number;
      readonly message: S['message'];
    }
  | {
      readonly type: 'received';
      readonly from: ServerId;
      readonly nth: number;
      readonly message: S['message'];
    }
  | {
      readonly type: 'dropped';
      readonly from: ServerId;
      readonly to: ServerId;
      readonly nth: number;
      readonly why: 'loss' | 'cut' | 'down' | 'intervention';
    }
  | {
      readonly type: 'duplicated';
      readonly from: ServerId;
      readonly to: ServerId;
      readonly nth: number;
    }
  | { readonly type: 'armed'; readonly timer: S['timer']; readonly ms: number }
  | { readonly type: 'disarmed'; readonly timer: S['timer'] }
  | { readonly type: 'timeout'; readonly timer: S['timer'] }
  | { readonly type: 'wrote'; readonly records: readonly S['record'][] }
  | { readonly type: 'synced'; readonly batches: number }
  | { readonly type: 'command'; readonly request: RequestId; readonly command: S['command'] }
  | { readonly type: 'answered'; readonly request: RequestId; readonly answer: S['answer'] }
  | { readonly type: 'delivered'; readonly output: S['output'] }
  | { readonly type: 'decided'; readonly rule: S['rule']; readonly verdict: boolean | number }
  | { readonly type: 'crashed'; readonly lostBatches: number }
  | { readonly type: 'recovered' }
  | { readonly type: 'wiped' }
  | { readonly type: 'paused' }
  | { readonly type: 'resumed' }
  | { readonly type: 'skewed'; readonly rate: number }
  | { readonly type: 'cut'; readonly from: ServerId; readonly to: ServerId }
  | { readonly type: 'mended'; readonly from: ServerId; readonly to: ServerId }
  | { readonly type: 'violated'; readonly property: string; readonly sentence: string };

/**
 * An event of a trace. The causes form a directed acyclic graph: a message is received because it
 * was sent; an effect because of the input in progress; a gated send also because of the sync that
 * released it; a timeout because of its arming; a recovery because of the crash.
 */
export interface TraceEvent<S extends Shape> {
  readonly id: EventId;
  /** Virtual milliseconds since the start of the run. */
  readonly at: number;
  /** `null` where the event belongs to the network or the run as a whole. */
  readonly server: ServerId | null;
  readonly causes: readonly EventId[];
  readonly body: TraceBody<S>;
}

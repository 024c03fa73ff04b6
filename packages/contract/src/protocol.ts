import type { RequestId, ServerId } from './ids.ts';
import type { Schema } from './schema/schema.ts';

/** What a driver must know of any configuration; a protocol adds its own fields. */
export interface ClusterConfig {
  /** Servers that may ever exist in this run, members or not: 1 to 31 (server sets are bit masks). */
  readonly servers: number;
}

/**
 * The types of one protocol, bundled so that every tool needs a single parameter.
 *
 * `config` is plain data and never changes during a run. `state` is everything a running server
 * knows; `image` is what its disk holds, and it is only ever built by folding `record`s.
 */
export interface Shape {
  readonly config: ClusterConfig;
  readonly state: object;
  readonly image: object;
  readonly message: { readonly type: string };
  readonly record: { readonly type: string };
  readonly command: { readonly type: string };
  readonly answer: { readonly type: string };
  readonly output: { readonly type: string };
  readonly timer: string;
  readonly rule: string;
}

/** What a driver hands to a core, one at a time. */
export type Input<S extends Shape> =
  | { readonly type: 'message'; readonly from: ServerId; readonly message: S['message'] }
  /** Only for a timer that is armed; it is disarmed by firing. */
  | { readonly type: 'timeout'; readonly timer: S['timer'] }
  | { readonly type: 'command'; readonly request: RequestId; readonly command: S['command'] }
  /** A hint that a peer became reachable or not. No safety may rest on it. */
  | { readonly type: 'link'; readonly peer: ServerId; readonly up: boolean };

/**
 * How long a timer runs, in milliseconds of the server's own clock. The driver draws a length
 * from the range: a core that drew by itself could be neither replayed nor explored.
 */
export interface Span {
  readonly min: number;
  readonly max: number;
}

/**
 * What a core asks of its driver.
 *
 * `gated` effects wait until every record persisted so far, those of the same step included, is
 * durable; they are released in the order in which they were pushed and die with a crash.
 * The driver numbers writes, not the core: a counter in the state would make equal states differ.
 */
export type Effect<S extends Shape> =
  /** To itself a server sends reliably: a gated message to self is how a core learns of durability. */
  | {
      readonly type: 'send';
      readonly to: ServerId;
      readonly message: S['message'];
      readonly gated: boolean;
    }
  /** All records of one step form one atomic batch: the disk keeps all of them or none. */
  | { readonly type: 'persist'; readonly records: readonly S['record'][] }
  /** To the application, in order: a committed entry, a snapshot. */
  | { readonly type: 'deliver'; readonly output: S['output']; readonly gated: boolean }
  | {
      readonly type: 'answer';
      readonly request: RequestId;
      readonly answer: S['answer'];
      readonly gated: boolean;
    }
  /** Arming an armed timer replaces it. */
  | { readonly type: 'arm'; readonly timer: S['timer']; readonly span: Span }
  /** Disarming an unarmed timer is no mistake. */
  | { readonly type: 'disarm'; readonly timer: S['timer'] };

/** Where a core puts its effects. Owned and reused by the driver. */
export interface Sink<S extends Shape> {
  push(effect: Effect<S>): void;
  /**
   * Reports that a named rule was asked and what it said. The same id leads to the code view of
   * the lab, to the coverage of rules and to the mutants; a production driver ignores it.
   */
  note(rule: S['rule'], verdict: boolean | number): void;
}

/** One decision of a protocol, as the papers name it. */
export interface RuleInfo<Rule extends string = string> {
  readonly id: Rule;
  /** Paper and section: `Raft §5.4.1`. */
  readonly source: string;
  /** What the rule says, in one sentence. */
  readonly says: string;
}

/** One schema for each kind of value that a tool may have to clone, hash, compare, print or send. */
export interface ProtocolSchemas<S extends Shape> {
  readonly config: Schema<S['config']>;
  readonly state: Schema<S['state']>;
  readonly image: Schema<S['image']>;
  readonly message: Schema<S['message']>;
  readonly record: Schema<S['record']>;
  readonly command: Schema<S['command']>;
  readonly answer: Schema<S['answer']>;
  readonly output: Schema<S['output']>;
  readonly timer: Schema<S['timer']>;
}

/**
 * A protocol core: a state machine without clock, randomness, I/O or promises.
 *
 * The rules that every implementation keeps and that `@menagerie/contract/testing` checks:
 *
 * 1. `step` changes nothing but `state`; it retains neither the sink nor the input (values whose
 *    schema is `frozen` may be kept, since nobody changes them). Equal configuration, state and
 *    input give equal effects and an equal next state.
 * 2. The records of one step are one batch. Gated effects wait for all batches so far.
 * 3. A driver may lose, repeat, delay and reorder messages between servers, and may crash a
 *    server between any two inputs. The disk then holds the fold of a prefix of the batches, and
 *    this prefix contains every batch on which a released effect waited.
 * 4. Timers are edges: no timeout arrives for a timer that is not armed. A timer that is due
 *    fires before any input that arrives later, so a paused server learns of its lateness first.
 * 5. Payloads are opaque bytes: a core shares them, may cut and join them, and decides nothing by
 *    what they say.
 * 6. Every bit of state is described by its schema.
 */
export interface Protocol<S extends Shape> {
  readonly name: string;
  readonly schemas: ProtocolSchemas<S>;
  readonly rules: readonly RuleInfo<S['rule']>[];
  /**
   * The disk of a server that has never run.
   *
   * @param incarnation 0 at the first boot; another number for each disk that replaced a lost one.
   *   A server whose disk was lost is a different server: it has forgotten promises that others
   *   rely on, so it must not pass for the one it was.
   */
  blank(config: S['config'], self: ServerId, incarnation: number): S['image'];
  /** Adds a durable record to the image, in place. */
  fold(image: S['image'], record: S['record']): void;
  /** Starts, or starts again, from what the disk holds. May arm timers and deliver a snapshot. */
  recover(config: S['config'], self: ServerId, image: S['image'], sink: Sink<S>): S['state'];
  step(config: S['config'], state: S['state'], input: Input<S>, sink: Sink<S>): void;
}

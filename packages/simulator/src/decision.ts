import type { RequestId, ServerId, Shape } from '@menagerie/contract';

/**
 * The n-th message that one server sent to another, counted from 0 over the whole run; `copy` is 0
 * for the original and counts up for duplicates. The name survives changes elsewhere in the run.
 */
export interface MessageName {
  readonly from: ServerId;
  readonly to: ServerId;
  readonly nth: number;
  readonly copy: number;
}

/**
 * What happens next in a world: the whole nondeterminism of a run, as data. A world that applies
 * the same decisions goes through the same states; a decision that is not enabled is skipped.
 */
export type Decision<S extends Shape> =
  | ({ readonly type: 'deliver' } & MessageName)
  | ({ readonly type: 'drop' } & MessageName)
  | ({ readonly type: 'duplicate' } & MessageName)
  | { readonly type: 'fire'; readonly server: ServerId; readonly timer: S['timer'] }
  /** The oldest `batches` unsynced batches become durable. */
  | { readonly type: 'sync'; readonly server: ServerId; readonly batches: number }
  /** Of the unsynced batches the oldest `keep` survive; `torn` if the next was cut in the middle. */
  | {
      readonly type: 'crash';
      readonly server: ServerId;
      readonly keep: number;
      readonly torn: boolean;
    }
  | { readonly type: 'recover'; readonly server: ServerId }
  /** The disk of a crashed server is replaced by an empty one, under a new incarnation. */
  | { readonly type: 'wipe'; readonly server: ServerId }
  | { readonly type: 'pause'; readonly server: ServerId }
  | { readonly type: 'resume'; readonly server: ServerId }
  /** The clock of the server runs at `rate` from now on; 1 is true time. */
  | { readonly type: 'skew'; readonly server: ServerId; readonly rate: number }
  /** From now on nothing passes from `from` to `to`; messages in flight on the link are lost when due. */
  | { readonly type: 'cut'; readonly from: ServerId; readonly to: ServerId }
  | { readonly type: 'mend'; readonly from: ServerId; readonly to: ServerId }
  | {
      readonly type: 'command';
      readonly server: ServerId;
      readonly request: RequestId;
      readonly command: S['command'];
    };

/** A decision and the virtual millisecond at which it was taken. */
export interface TimedDecision<S extends Shape> {
  readonly at: number;
  readonly decision: Decision<S>;
}

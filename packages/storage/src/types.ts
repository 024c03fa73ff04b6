import type { StorageError } from './errors.ts';

/** A whole snapshot on the disk. */
export interface SnapshotInfo {
  /** The last batch that it stands for. */
  readonly through: number;
  /** Size of its file. */
  readonly bytes: number;
}

/** Whether a store takes batches, and why not. */
export type StoreState =
  | { readonly type: 'open' }
  /** The disk is full, or nearly. `retry` asks whether there is room again. */
  | { readonly type: 'read-only'; readonly freeBytes: number; readonly reserveBytes: number }
  /** Nothing more will be durable. Close it, and open the directory again. */
  | { readonly type: 'failed'; readonly error: StorageError }
  | { readonly type: 'closed' };

/** What became of a snapshot. */
export type SnapshotOutcome =
  | { readonly type: 'written'; readonly snapshot: SnapshotInfo }
  /** No room; nothing is left of it. */
  | { readonly type: 'no-space' }
  /** The store was closed or failed meanwhile; nothing is left of it. */
  | { readonly type: 'abandoned' };

import type { Files } from '../files.ts';
import type { SnapshotInfo } from '../types.ts';
import type { Progress } from './progress.ts';

/** Whom a recovery tells. */
export interface RecoveryHandlers {
  snapshot(info: SnapshotInfo, chunks: AsyncIterable<Uint8Array>): void | Promise<void>;
  batch(number: number, bytes: Uint8Array): void | Promise<void>;
}

/** What all parts of a recovery share. */
export interface Recovery {
  readonly files: Files;
  readonly identity: Uint8Array;
  readonly seed: number;
  readonly handlers: RecoveryHandlers;
  readonly progress: Progress;
}

/**
 * A write-ahead log and snapshots on disk, for one server: numbered batches, each kept as a whole or
 * not at all. Torn tails are cut, damage is refused by file and offset. The disk is an interface,
 * `Files`: Node's is in `@menagerie/storage/node`, one that crashes by a seed in
 * `@menagerie/storage/testing`.
 *
 * A list that survives `kill -9`:
 *
 * ```js
 * import { openStore } from '@menagerie/storage';
 * import { nodeFiles } from '@menagerie/storage/node';
 *
 * const list = [];
 * const waiting = [];
 * const { store } = await openStore({
 *   files: await nodeFiles('list-data'),
 *   identity: crypto.getRandomValues(new Uint8Array(16)),
 *   onBatch: (number, bytes) => list.push(new TextDecoder().decode(bytes)),
 *   onDurable: (number) => {
 *     while (waiting[0]?.number <= number) console.log('is on the disk:', waiting.shift().word);
 *   },
 * });
 * console.log('was here:', list.join(' '));
 * for (const word of ['one', 'two', 'three']) {
 *   waiting.push({ number: store.append(new TextEncoder().encode(word)), word });
 * }
 * await store.close();
 * ```
 *
 * @packageDocumentation
 */
export { StorageError, type StorageErrorCode, type StorageErrorDetails } from './errors.ts';
export {
  type Files,
  FilesError,
  type FilesErrorCode,
  type Lock,
  type OpenFile,
  type OpenMode,
} from './files.ts';
export { isOfStore } from './format/names.ts';
export {
  checkStore,
  reportText,
  type SegmentReport,
  type SnapshotReport,
  type StoreReport,
} from './inspect/check.ts';
export {
  compareLogs,
  compareSnapshots,
  type LogComparison,
  type RecordPlace,
  type SnapshotComparison,
  type SnapshotPlace,
} from './inspect/compare.ts';
export { type LogRecord, type ReadLogOptions, readLog, recordText } from './inspect/read-log.ts';
export { readSnapshotOf } from './inspect/read-snapshot.ts';
export type { RecoveryNote } from './notes.ts';
export { type OpenedStore, openStore } from './open.ts';
export type { StoreOptions } from './options.ts';
export type { Chunks } from './snapshot/write.ts';
export type { Store } from './store.ts';
export type { SnapshotInfo, SnapshotOutcome, StoreState } from './types.ts';

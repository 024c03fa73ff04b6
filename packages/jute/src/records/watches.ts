import type { Codec } from '../codec/codec.ts';
import { int, long, ustring, vector } from '../codec/fields.ts';
import { record } from '../codec/record.ts';

/** Restores watches after a reconnect: what changed since `relativeZxid` fires at once. */
export interface SetWatches {
  /** The last zxid that the client saw. */
  readonly relativeZxid: bigint;
  readonly dataWatches: readonly (string | null)[] | null;
  readonly existWatches: readonly (string | null)[] | null;
  readonly childWatches: readonly (string | null)[] | null;
}

/** The codec of {@link SetWatches}. */
export const SetWatches: Codec<SetWatches> = record('SetWatches', {
  relativeZxid: long,
  dataWatches: vector(ustring),
  existWatches: vector(ustring),
  childWatches: vector(ustring),
});

/** {@link SetWatches} and the persistent ones, which never fire at once. */
export interface SetWatches2 {
  /** The last zxid that the client saw. */
  readonly relativeZxid: bigint;
  readonly dataWatches: readonly (string | null)[] | null;
  readonly existWatches: readonly (string | null)[] | null;
  readonly childWatches: readonly (string | null)[] | null;
  readonly persistentWatches: readonly (string | null)[] | null;
  readonly persistentRecursiveWatches: readonly (string | null)[] | null;
}

/** The codec of {@link SetWatches2}. */
export const SetWatches2: Codec<SetWatches2> = record('SetWatches2', {
  relativeZxid: long,
  dataWatches: vector(ustring),
  existWatches: vector(ustring),
  childWatches: vector(ustring),
  persistentWatches: vector(ustring),
  persistentRecursiveWatches: vector(ustring),
});

/** Watches until told otherwise. */
export interface AddWatchRequest {
  readonly path: string | null;
  /** See {@link AddWatchMode}. */
  readonly mode: number;
}

/** The codec of {@link AddWatchRequest}. */
export const AddWatchRequest: Codec<AddWatchRequest> = record('AddWatchRequest', {
  path: ustring,
  mode: int,
});

/** A code by itself: the answer to addWatch, and the result of an operation in a multi that failed. */
export interface ErrorResponse {
  /** See {@link ErrorCode}. */
  readonly err: number;
}

/** The codec of {@link ErrorResponse}. */
export const ErrorResponse: Codec<ErrorResponse> = record('ErrorResponse', { err: int });

/** Removes the watches of this connection on a path. */
export interface RemoveWatchesRequest {
  readonly path: string | null;
  /** See {@link WatcherType}. */
  readonly type: number;
}

/** The codec of {@link RemoveWatchesRequest}. */
export const RemoveWatchesRequest: Codec<RemoveWatchesRequest> = record('RemoveWatchesRequest', {
  path: ustring,
  type: int,
});

/** Asks whether this connection has a watch on a path. */
export interface CheckWatchesRequest {
  readonly path: string | null;
  /** See {@link WatcherType}. */
  readonly type: number;
}

/** The codec of {@link CheckWatchesRequest}. */
export const CheckWatchesRequest: Codec<CheckWatchesRequest> = record('CheckWatchesRequest', {
  path: ustring,
  type: int,
});

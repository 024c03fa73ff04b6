import { JuteError } from '@menagerie/jute';

/** Why something that a client sent cannot be answered. */
export type Unreadable =
  /** A frame has more bytes than it may have. */
  | {
      readonly type: 'too-long';
      readonly bytes: number;
      readonly limit: number;
      readonly reason: string;
    }
  /** It is no frame, or no request. */
  | { readonly type: 'malformed'; readonly reason: string }
  /** It was understood, and something went wrong here. */
  | { readonly type: 'failed'; readonly error: unknown };

/** @param error what was thrown where it was read */
export function unreadableBy(error: unknown): Unreadable {
  if (!(error instanceof JuteError)) return { type: 'failed', error };
  const { code, record, value, bound, message: reason } = error;
  if (code !== 'too-long' || record !== null) return { type: 'malformed', reason };
  return { type: 'too-long', bytes: Number(value), limit: Number(bound), reason };
}

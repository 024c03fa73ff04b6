import type { OperationName, RequestBodies } from '@menagerie/jute';

/** A request, whatever it asks. */
export interface Ask<K extends OperationName = OperationName> {
  readonly type: K;
  readonly body: RequestBodies[K];
}

/** A request by its bytes, where no record would do. */
export interface Raw {
  readonly opcode: number;
  readonly body: Uint8Array;
}

/**
 * What a client does, told apart by `type`. Clients are numbered: each has one session at a time, on
 * one connection. Zxids are relative to that of the first session of the sequence.
 */
export type Step =
  /** A new session, where the client has no connection. */
  | { readonly type: 'open'; readonly client: number; readonly seen: bigint }
  /** One request. */
  | { readonly type: 'ask'; readonly client: number; readonly ask: Ask }
  /** Several, sent at once. */
  | { readonly type: 'burst'; readonly client: number; readonly asks: readonly Ask[] }
  | { readonly type: 'raw'; readonly client: number; readonly raw: Raw }
  /** The session is taken up on a new connection, while the old one is open, if it is. */
  | { readonly type: 'move'; readonly client: number; readonly password: 'right' | 'wrong' }
  /** The connection is gone without a word. */
  | { readonly type: 'vanish'; readonly client: number };

/** How many requests a step is. */
export function requestsOf(step: Step): number {
  return step.type === 'burst' ? step.asks.length : 1;
}

/** A step as one line, for people. */
export function shown(step: unknown): string {
  return JSON.stringify(step, (_key, value: unknown) => {
    if (typeof value === 'bigint') return `${value}n`;
    if (value instanceof Uint8Array) return `bytes ${Buffer.from(value).toString('hex')}`;
    return value;
  });
}

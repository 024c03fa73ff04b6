import type { ServerId } from '@menagerie/contract';

/** One act of a story about primaries, in words that any protocol with leaders understands. */
export type PrimaryAct =
  /** Only these servers reach each other from now on. */
  | { readonly type: 'connect'; readonly servers: readonly ServerId[] }
  /** The server campaigns, and everything is delivered until it leads. */
  | { readonly type: 'elect'; readonly server: ServerId }
  /** A client of the server proposes; what is sent is delivered, as far as it reaches anybody. */
  | { readonly type: 'propose'; readonly server: ServerId; readonly value: string }
  /** Loses what its disk does not have; a server that is down already stays so. */
  | { readonly type: 'crash'; readonly server: ServerId }
  /** A server that is up already stays so. */
  | { readonly type: 'recover'; readonly server: ServerId };

/**
 * The run by which Junqueira, Reed and Serafini show that Paxos does not keep the order of a
 * primary's proposals (Zab: High-performance broadcast for primary-backup systems, DSN 2011,
 * Figure 1), as one story to be played with a crash of the first primary after each of its steps.
 *
 * The first primary proposes A and then B, which may depend on A, and reaches nobody. The second
 * hears of neither and proposes C. The third hears of both: of C in the first slot, where its
 * ballot is the higher one, and of B in the second. It goes on with D.
 *
 * What Paxos then delivers is C, B, D: B without A.
 */
export const primaryOrderStory: {
  readonly servers: number;
  readonly first: ServerId;
  /** Up to here the first primary may crash, after any of its steps; it then takes part no more. */
  readonly before: readonly PrimaryAct[];
  readonly after: readonly PrimaryAct[];
} = {
  servers: 5,
  first: 0,
  before: [
    { type: 'connect', servers: [0, 1, 2, 3, 4] },
    { type: 'elect', server: 0 },
    { type: 'connect', servers: [0] },
    { type: 'propose', server: 0, value: 'A' },
    { type: 'propose', server: 0, value: 'B' },
  ],
  after: [
    { type: 'crash', server: 0 },
    { type: 'connect', servers: [1, 2, 3] },
    { type: 'elect', server: 1 },
    { type: 'connect', servers: [1] },
    { type: 'propose', server: 1, value: 'C' },
    { type: 'crash', server: 1 },
    { type: 'recover', server: 0 },
    { type: 'recover', server: 1 },
    { type: 'connect', servers: [0, 1, 2] },
    { type: 'elect', server: 2 },
    { type: 'propose', server: 2, value: 'D' },
    { type: 'connect', servers: [0, 1, 2, 3, 4] },
    { type: 'elect', server: 2 },
  ],
};

/** Whether a server delivered B without A before it: primary order is broken. */
export function breaksPrimaryOrder(delivered: readonly string[]): boolean {
  const b = delivered.indexOf('B');
  return b >= 0 && !delivered.slice(0, b).includes('A');
}

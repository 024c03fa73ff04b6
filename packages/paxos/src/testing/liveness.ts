/** Where a mistake is seen that keeps a protocol from going on and makes nothing unsafe. */
export interface LivenessMistake {
  readonly id: string;
  /** The property of a run, or what the test observes. */
  readonly property: string;
  readonly seenIn:
    | { readonly type: 'seed'; readonly seed: number }
    /** A test of this package, where faults must come in an order that random runs rarely have. */
    | { readonly type: 'test'; readonly file: string; readonly name: string };
}

/**
 * No scope kills these: that a run of a scope ends for want of budget says nothing about what would
 * come of it. The simulator heals its faults and waits, and sees that nothing comes.
 */
export const paxosLiveness: readonly LivenessMistake[] = [
  { id: 'P-06', property: 'Progress', seenIn: { type: 'seed', seed: 0 } },
  { id: 'P-24', property: 'Progress', seenIn: { type: 'seed', seed: 41 } },
  { id: 'P-54', property: 'Progress', seenIn: { type: 'seed', seed: 7 } },
  {
    id: 'P-58',
    property: 'a leader that no quorum answers leads on',
    seenIn: { type: 'test', file: 'test/log.test.ts', name: 'that no quorum answers gives up' },
  },
  { id: 'P-61', property: 'Progress', seenIn: { type: 'seed', seed: 0 } },
];

/** Where a mistake is seen that keeps a protocol from going on and makes nothing unsafe. */
export interface LivenessMistake {
  readonly id: string;
  /** The property that the run breaks. */
  readonly property: string;
  readonly seenIn:
    | { readonly type: 'seed'; readonly seed: number }
    /** A run told by hand, where faults must come in an order that random runs do not have. */
    | { readonly type: 'story' };
}

/**
 * No scope kills these: that a run of a scope ends for want of budget says nothing about what would
 * come of it. The simulator heals its faults and waits, and sees that nothing comes.
 */
export const paxosLiveness: readonly LivenessMistake[] = [
  { id: 'P-06', property: 'Progress', seenIn: { type: 'seed', seed: 0 } },
  { id: 'P-24', property: 'Progress', seenIn: { type: 'seed', seed: 41 } },
  { id: 'P-54', property: 'Progress', seenIn: { type: 'seed', seed: 7 } },
  { id: 'P-58', property: 'Progress', seenIn: { type: 'story' } },
  { id: 'P-61', property: 'Progress', seenIn: { type: 'seed', seed: 0 } },
];

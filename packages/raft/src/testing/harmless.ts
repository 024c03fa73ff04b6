/** A mistake that a rule expresses, and that does nothing wrong as long as it is the only one. */
export interface Harmless {
  readonly id: string;
  readonly why: string;
}

export const raftHarmless: readonly Harmless[] = [
  {
    id: 'R-10',
    why: 'It lies only where a request ends before the place at which the logs part, and no leader here asks before that place: a rejection says how far the logs may agree, exactly, and each leader has an entry of its own term, so that the first request that is accepted cuts off the remnants. With a leader that goes back further than it must it breaks Committed On Quorum.',
  },
];

/** A mistake of a tool of ours, and the test that sees it. */
export interface ToolMistake {
  readonly id: string;
  readonly mistake: string;
  /** Of the test, from the root of the project. */
  readonly file: string;
  /** What the name of the test, or of its group, contains. */
  readonly test: string;
}

/** Mistakes that a checker, a simulator or a shrinker could make: each is made once, in a test. */
export const toolMistakes: readonly ToolMistake[] = [
  {
    id: 'K-01',
    mistake: 'A field of the state is left out of the fingerprint.',
    file: 'packages/checker/test/explorer/tools.test.ts',
    test: 'K-01: with a field of the state left out of the fingerprint, it would miss a violation',
  },
  {
    id: 'K-02',
    mistake: 'What properties remember is left out of the fingerprint.',
    file: 'packages/checker/test/explorer/tools.test.ts',
    test: 'K-02: with the histories of properties left out of the fingerprint, it would miss a violation',
  },
  {
    id: 'K-04',
    mistake: 'Messages are lost, although they may be delayed without end already.',
    file: 'packages/checker/test/explorer/losses.test.ts',
    test: 'K-04: explicit loss shows nothing that delay without end does not, and costs states',
  },
  {
    id: 'K-05',
    mistake: 'A crash keeps what was not durable.',
    file: 'packages/checker/test/explorer/tools.test.ts',
    test: 'K-05: if a crash kept what was not durable, acknowledging too early would be forgiven',
  },
  {
    id: 'K-06',
    mistake: 'What timed out is taken for failed.',
    file: 'packages/checker/test/linearizability/jepsen.test.ts',
    test: 'is judged wrongly by a checker that takes what timed out for failed: zoo K-06',
  },
  {
    id: 'K-08',
    mistake: 'Something unordered, or kept outside of the state, decides what happens.',
    file: 'packages/simulator/test/campaign.test.ts',
    test: 'a run that is made twice: zoo K-08',
  },
  {
    id: 'K-09',
    mistake: 'Leaving out one decision puts others in the place of all that follow.',
    file: 'packages/checker/test/shrinker/shrinker.test.ts',
    test: 'puts no other in its place: zoo K-09',
  },
];

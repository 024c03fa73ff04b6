import type { ReactNode } from 'react';

/** What the chapters ask of the lab. */
export interface ChallengeResult {
  readonly solved: boolean;
  readonly explanation: string;
  /** Number of the first event where the run left the goal. */
  readonly event?: number;
}

export interface LabProps {
  readonly scenario: string;
  readonly locale: 'en' | 'zh';
  readonly height?: number;
  readonly views?: ('stage' | 'log' | 'timeline' | 'invariants' | 'why')[];
  readonly challenge?: 'write-survives-crash';
  readonly onChallenge?: (result: ChallengeResult) => void;
}

export function Lab({ scenario }: LabProps): ReactNode {
  return <p>{scenario}</p>;
}

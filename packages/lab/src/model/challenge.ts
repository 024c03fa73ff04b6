import type { EventId } from '@menagerie/contract';
import type { Milestone } from './run.ts';

/** A task that the lab checks by itself. */
export type ChallengeId = 'write-survives-crash';

export type ChallengeStep = 'write-before' | 'crash-leader' | 'write-after' | 'kept';

export interface ChallengeResult {
  readonly challenge: ChallengeId;
  /** `failed` is final for this branch: going back and acting otherwise is the way on. */
  readonly status: 'open' | 'passed' | 'failed';
  /** What has been reached so far, in order, with the event that reached it. */
  readonly reached: readonly { readonly step: ChallengeStep; readonly event: EventId }[];
  /** What is wanted next; `null` once passed. */
  readonly next: ChallengeStep | null;
  /** The first event at which the run left the goal. */
  readonly leftAt: EventId | null;
}

export function checkChallenge(
  challenge: ChallengeId,
  milestones: readonly Milestone[],
): ChallengeResult {
  switch (challenge) {
    case 'write-survives-crash':
      return checkWriteSurvivesCrash(milestones);
  }
}

/**
 * A write is committed; the reader crashes the leader; in a later epoch another write is
 * committed; and the first is still there. What an earlier attempt reached stays reached.
 */
function checkWriteSurvivesCrash(milestones: readonly Milestone[]): ChallengeResult {
  const reached: { step: ChallengeStep; event: EventId }[] = [];
  const result = (
    status: ChallengeResult['status'],
    next: ChallengeStep | null,
    leftAt: EventId | null,
  ): ChallengeResult => ({ challenge: 'write-survives-crash', status, reached, next, leftAt });

  let next: ChallengeStep = 'write-before';
  let crashEpoch = 0;
  for (const milestone of milestones) {
    if (milestone.type === 'overwritten' || milestone.type === 'violated') {
      return result('failed', next, milestone.event);
    }
    if (next === 'write-before' && milestone.type === 'committed' && milestone.write) {
      reached.push({ step: 'write-before', event: milestone.event });
      next = 'crash-leader';
    } else if (
      next === 'crash-leader' &&
      milestone.type === 'crashed' &&
      milestone.wasLeader &&
      milestone.byReader
    ) {
      reached.push({ step: 'crash-leader', event: milestone.event });
      crashEpoch = milestone.epoch;
      next = 'write-after';
    } else if (
      next === 'write-after' &&
      milestone.type === 'committed' &&
      milestone.write &&
      milestone.epoch > crashEpoch
    ) {
      // The first write is still there: had its index been given to another, we had returned.
      reached.push(
        { step: 'write-after', event: milestone.event },
        { step: 'kept', event: milestone.event },
      );
      return result('passed', null, null);
    }
  }
  return result('open', next, null);
}

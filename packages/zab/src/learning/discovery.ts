import { historyThrough, lastIndex } from '../history.ts';
import type { FrameOf } from '../messages.ts';
import { lookForLeader } from '../roles.ts';
import { statedRecency } from '../standing.ts';
import { decided, disarm, promiseFrame, type Step, write } from '../step.ts';
import type { Learning } from '../types.ts';

// Discovery at a learner: DSN 2011, phase 1, steps f.1.1 and f.1.2.

export function onLeaderInfo(
  step: Step,
  learning: Learning,
  { epoch }: FrameOf<'leaderInfo'>,
): void {
  const { state, rules } = step;
  const { acceptedEpoch, promisedTo } = state.persistent;
  if (!decided(step, 'acceptsEpoch', rules.acceptsEpoch(epoch, acceptedEpoch))) {
    lookForLeader(step);
    return;
  }
  const same = promisedTo === learning.leader;
  const counts = rules.countsPromise(epoch, acceptedEpoch, same);
  if (decided(step, 'countsPromise', counts) && !(epoch === acceptedEpoch && same)) {
    write(step, { type: 'accept', epoch, leader: learning.leader });
  }
  learning.stage = 'promised';
  learning.epoch = epoch;
  disarm(step, 'dial');
  const { currentEpoch, zxid } = statedRecency(step);
  const history = decided(step, 'sendsHistory', rules.sendsHistory())
    ? historyThrough(state.persistent, lastIndex(state.persistent))
    : null;
  const waits = decided(step, 'promiseWaits', rules.promiseWaits());
  promiseFrame(step, waits, learning.leader, learning.channel, {
    type: 'ackEpoch',
    epoch,
    counts,
    currentEpoch,
    zxid,
    history,
  });
}

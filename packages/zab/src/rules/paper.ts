import { isMoreRecent } from './discovery.ts';
import type { ZabRules } from './index.ts';

/**
 * All that the paper (Junqueira, Reed, Serafini: Zab, DSN 2011) does otherwise than ZooKeeper.
 * Whatever is not named here is the same in both.
 *
 * The paper lets any oracle name a leader, so an election need not look at zxids. The leader
 * then asks a quorum for its whole histories, takes over the most recent, and sends that as a
 * whole. ZooKeeper elects a server whose history is the most recent already, and so needs to send
 * only differences.
 */
export const paperDifferences: Partial<ZabRules> = {
  isBetterVote: (candidate, own) =>
    candidate.epoch === own.epoch ? candidate.leader > own.leader : candidate.epoch > own.epoch,
  sendsHistory: () => true,
  abortsFor: () => false,
  adoptsHistory: isMoreRecent,
  syncPlan: () => ({ type: 'snap' }),
  // History and epoch come in one message and go to the disk in one step: f.2.1 is atomic.
  writesEpochAt: (moment) => moment === 'beginning',
};

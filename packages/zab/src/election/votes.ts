import type { ServerSet } from '@menagerie/contract';
import { suffices, sufficesFor } from '../standing.ts';
import { decided, type Step } from '../step.ts';
import type { Looking, Vote } from '../types.ts';
import { sameZxid } from '../zxid.ts';

// How votes are compared and counted: ZooKeeper's FastLeaderElection.

export function sameVote(a: Vote, b: Vote): boolean {
  return a.leader === b.leader && a.epoch === b.epoch && sameZxid(a.zxid, b.zxid);
}

/** The better of two votes; any is better than none. */
export function betterVote(step: Step, candidate: Vote, own: Vote | null): Vote {
  if (own === null) return candidate;
  const better = step.rules.isBetterVote(candidate, own);
  return decided(step, 'isBetterVote', better) ? candidate : own;
}

/** Whether a quorum votes as this server does, in this round. */
export function agrees(step: Step, { vote, heard }: Looking): boolean {
  if (vote === null) return false;
  const { state, rules } = step;
  let set: ServerSet = 1 << state.self;
  heard.forEach((other, id) => {
    if (other === null || !sameVote(other.vote, vote)) return;
    const inRound = rules.isOfRound(other.round, state.round);
    if (decided(step, 'isOfRound', inRound)) set |= 1 << id;
  });
  return suffices(step, set);
}

/**
 * Whether a quorum has settled for the leader of a vote, and that one says that it leads. A membership
 * that is only proposed does not count: nobody else may have it, and the leader will take it back.
 */
export function isSettled(step: Step, { heard }: Looking, vote: Vote): boolean {
  let set: ServerSet = 0;
  heard.forEach((other, id) => {
    if (other === null || other.state === 'looking') return;
    if (other.vote.leader === vote.leader && other.vote.epoch === vote.epoch) set |= 1 << id;
  });
  const leads = heard[vote.leader]?.state === 'leading';
  const follows = sufficesFor(step, step.state.delivered, set);
  return decided(step, 'joinsSettled', step.rules.joinsSettled(follows, leads));
}

import type { Property } from '@menagerie/contract';
import type { RaftShape } from '../../messages.ts';
import { linearizableReads } from './clients.ts';
import { committedOnQuorum, leaderCompleteness } from './commitment.ts';
import { electionSafety } from './elections.ts';
import { jointMembershipEnds } from './joint.ts';
import { leaderAppendOnly, logMatching } from './logs.ts';
import { stateMachineSafety } from './machine.ts';
import { oneChangeAtATime, stateOrdering } from './order.ts';
import { reachedProperties } from './reached.ts';

/** The five properties of the paper first, then those that it implies. */
export const safetyProperties: readonly Property<RaftShape>[] = [
  electionSafety,
  leaderAppendOnly,
  logMatching,
  leaderCompleteness,
  stateMachineSafety,
  committedOnQuorum,
  linearizableReads,
  stateOrdering,
  oneChangeAtATime,
];

export const raftProperties: readonly Property<RaftShape>[] = [
  ...safetyProperties,
  jointMembershipEnds,
  ...reachedProperties,
];

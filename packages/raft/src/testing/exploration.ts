import type { Exploration, ServerId } from '@menagerie/contract';
import type { RaftMessage, RaftShape } from '../messages.ts';
import type { RaftConfig, RaftState } from '../types.ts';
import { raftScopes } from './scopes.ts';

/** Raft, as the explorer takes it: ids are only compared for equality, so servers are alike. */
export const raftExploration: Exploration<RaftShape> = {
  symmetric: true,
  ignoredForever,
  scopes: raftScopes,
};

/**
 * A message of an older term, unless it is a request that is answered with the newer term; an
 * answer to a candidate or a leader that is none any more in that term, and never will be again.
 */
function ignoredForever(
  { answerStale }: RaftConfig,
  { persistent, role }: RaftState,
  _from: ServerId,
  message: RaftMessage,
): boolean {
  const { currentTerm } = persistent;
  switch (message.type) {
    case 'requestPreVote':
    case 'requestVote':
    case 'appendEntries':
    case 'heartbeat':
    case 'installSnapshot':
      return message.term < currentTerm && !answerStale;
    case 'timeoutNow':
      return message.term < currentTerm;
    case 'preVoteAnswer':
      return message.granted && message.proposed <= currentTerm;
    case 'voteAnswer':
      return (
        message.term < currentTerm || (message.term === currentTerm && role.type !== 'candidate')
      );
    case 'appendAccepted':
    case 'appendRejected':
    case 'heartbeatAnswer':
    case 'chunkReceived':
      // A candidate of this term may yet lead it, but then nobody has answered it so far.
      return (
        message.term < currentTerm || (message.term === currentTerm && role.type !== 'leader')
      );
    case 'ownAppendDurable':
      return false;
  }
}

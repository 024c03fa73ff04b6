import type { ServerId } from '@menagerie/contract';
import type { RaftMessage } from './messages.ts';
import { decided, ownIncarnation, type Step, send } from './step.ts';

/**
 * Meets a request from an older term with an answer of this one, which says nothing but the term.
 *
 * @returns whether the message was a request; answers of older terms are for the rules to judge
 */
export function answerStale(step: Step, from: ServerId, message: RaftMessage): boolean {
  const reply = refusalOf(step, message);
  if (reply === null) return message.type === 'timeoutNow';
  const { answerStale: configured } = step.config;
  if (decided(step, 'answersStale', step.rules.answersStale(configured))) send(step, from, reply);
  return true;
}

function refusalOf(step: Step, message: RaftMessage): RaftMessage | null {
  const term = step.state.persistent.currentTerm;
  const incarnation = ownIncarnation(step);
  switch (message.type) {
    case 'requestPreVote':
      return {
        type: 'preVoteAnswer',
        term,
        proposed: message.term,
        granted: false,
        incarnation,
      };
    case 'requestVote':
      return { type: 'voteAnswer', term, granted: false, incarnation };
    case 'appendEntries':
    case 'heartbeat':
    case 'installSnapshot':
      // With an index it would be taken for an answer to a probe by who leads this term by now.
      return {
        type: 'appendRejected',
        term,
        prevIndex: 0,
        hintIndex: 0,
        hintTerm: 0,
        incarnation,
      };
    default:
      return null;
  }
}

import type { Survey } from '../words/survey.ts';

/** Whether clients can be sent to a server, and why not. */
export interface Readiness {
  readonly ready: boolean;
  readonly reason: string;
}

/** It is ready once it knows a leader, and has applied what that leader found: with a vote or without. */
export function readiness(survey: Survey): Readiness {
  const { ready, reason } = readinessOf(survey);
  return { ready, reason: survey.notice === null ? reason : `${reason}; ${survey.notice}` };
}

function readinessOf(survey: Survey): Readiness {
  const { serves, mode, settings, reachable, tree } = survey;
  if (mode === 'read-only') {
    return { ready: false, reason: 'read-only: no leader, or a disk that takes nothing' };
  }
  if (serves) return { ready: true, reason: `serving as ${mode}` };
  const others = settings.members.length - 1;
  if (others < 1) return { ready: false, reason: 'starting: its log is being read' };
  const needed = Math.floor((others + 1) / 2) + 1;
  const found = `it reaches ${reachable} of ${others} other servers`;
  return reachable + 1 < needed
    ? { ready: false, reason: `no quorum: ${found}, and ${needed - 1} are needed` }
    : { ready: false, reason: `no leader: ${found}, ${tree.sessionCount} sessions wait` };
}

import type { Subject } from '@menagerie/contract';
import { raftSubject } from '@menagerie/raft/testing';

type RaftShape = typeof raftSubject extends Subject<infer S> ? S : never;

/** The protocols that the command line knows, by name. */
export const subjects: readonly Subject<RaftShape>[] = [raftSubject];

/** A subject of the list. @throws Error naming those that there are */
export function subjectNamed(name: string): Subject<RaftShape> {
  const subject = subjects.find(({ protocol }) => protocol.name === name);
  if (subject !== undefined) return subject;
  const known = subjects.map(({ protocol }) => protocol.name).join(', ');
  throw new Error(`there is no protocol "${name}": use ${known}`);
}

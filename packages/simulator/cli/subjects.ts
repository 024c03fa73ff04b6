import type { Shape, Subject } from '@menagerie/contract';
import { paxosSubject, synodSubject } from '@menagerie/paxos/testing';
import { raftSubject } from '@menagerie/raft/testing';
import { zabSubject } from '@menagerie/zab/testing';

/** Something that is done with a subject, whatever the shape of its protocol. */
export type Use<Result> = <S extends Shape>(subject: Subject<S>) => Result;

/** A subject behind its name, for lists of subjects that differ in shape. */
export interface NamedSubject {
  readonly name: string;
  readonly mutants: readonly string[];
  use<Result>(use: Use<Result>): Result;
}

/** The protocols that the command line knows. The first is the one that is run unless told. */
export const subjects: readonly NamedSubject[] = [
  named(raftSubject),
  named(paxosSubject),
  named(synodSubject),
  named(zabSubject),
];

/** A subject of the list. @throws Error naming those that there are */
export function subjectNamed(name: string): NamedSubject {
  const subject = subjects.find((each) => each.name === name);
  if (subject !== undefined) return subject;
  const known = subjects.map((each) => each.name).join(', ');
  throw new Error(`there is no protocol "${name}": use ${known}`);
}

function named<S extends Shape>(subject: Subject<S>): NamedSubject {
  return {
    name: subject.protocol.name,
    mutants: subject.mutants.map(({ id }) => id),
    use: (use) => use(subject),
  };
}

import type { Exploration, Shape, Subject } from '@menagerie/contract';
import {
  paxosExploration,
  paxosSubject,
  synodExploration,
  synodSubject,
} from '@menagerie/paxos/testing';
import { raftExploration, raftSubject } from '@menagerie/raft/testing';
import { zabExploration, zabSubject } from '@menagerie/zab/testing';

/** A protocol with all that an explorer must know of it. */
export interface Explorable<S extends Shape> {
  readonly subject: Subject<S>;
  readonly exploration: Exploration<S>;
}

/** Something to be done with a protocol, whichever it is. */
export type ForProtocol<T> = <S extends Shape>(protocol: Explorable<S>) => T;

/** Names of the protocols, in the order in which they are gone through. */
export const PROTOCOLS = ['raft', 'synod', 'paxos', 'zab'] as const;

/**
 * Does something with the protocol of that name.
 *
 * @throws UsageError
 */
export function withProtocol<T>(name: string, act: ForProtocol<T>): T {
  switch (PROTOCOLS.find((each) => each === name)) {
    case 'raft':
      return act({ subject: raftSubject, exploration: raftExploration });
    case 'paxos':
      return act({ subject: paxosSubject, exploration: paxosExploration });
    case 'synod':
      return act({ subject: synodSubject, exploration: synodExploration });
    case 'zab':
      return act({ subject: zabSubject, exploration: zabExploration });
    case undefined:
      throw new UsageError(`there is no protocol ${name}: use ${PROTOCOLS.join(', ')}`);
  }
}

/** The command line cannot be used as it is. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

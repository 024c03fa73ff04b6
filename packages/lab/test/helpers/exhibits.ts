import type { Shape } from '@menagerie/contract';
import type { ProtocolName } from '../../src/model/protocols.ts';
import { type AnyEngine, Engine } from '../../src/worker/engine.ts';
import type { Exhibit } from '../../src/worker/exhibit.ts';
import { paxosExhibit } from '../../src/worker/paxos/scenarios.ts';
import { raftExhibit } from '../../src/worker/raft/scenarios.ts';
import { synodExhibit } from '../../src/worker/synod/scenarios.ts';
import { zabExhibit } from '../../src/worker/zab/scenarios.ts';

/** What a test asks of an exhibit, whatever its protocol. */
export type AnyExhibit = Pick<Exhibit<Shape>, 'protocol' | 'words'> & {
  readonly rules: readonly { readonly id: string; readonly says: string }[];
  readonly mutants: readonly { readonly id: string; readonly mistake: string }[];
  readonly properties: readonly { readonly name: string }[];
};

function asked<S extends Shape>({ protocol, words, subject }: Exhibit<S>): AnyExhibit {
  const { mutants, properties } = subject;
  return { protocol, words, rules: subject.protocol.rules, mutants, properties };
}

export const exhibits: readonly AnyExhibit[] = [
  asked(raftExhibit),
  asked(paxosExhibit),
  asked(synodExhibit),
  asked(zabExhibit),
];

export function engineOf(protocol: ProtocolName): AnyEngine {
  switch (protocol) {
    case 'raft':
      return new Engine(raftExhibit);
    case 'paxos':
      return new Engine(paxosExhibit);
    case 'synod':
      return new Engine(synodExhibit);
    case 'zab':
      return new Engine(zabExhibit);
  }
}

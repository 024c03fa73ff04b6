import type { ModelProperty } from '@menagerie/checker';
import { nothingIsLeft } from '../clients/litter.ts';
import type { Client, World } from '../clients/world.ts';

/** How to see in an election's local state what every election has. */
export interface ElectionView<Local> {
  /** Whether the candidate takes itself for the leader. */
  leads(local: Local): boolean;
  /** Whether the candidate is out by no fault of the election: its session has expired. */
  isOut(local: Local): boolean;
  /** Whether the candidate stopped with an error. */
  hasFailed(local: Local): boolean;
}

/** What an election must never do, over whatever runs it. */
export interface ElectionFailures<Local> {
  readonly twoLeaders: ModelProperty<World<Local>>;
  readonly everybodyLeads: ModelProperty<World<Local>>;
  readonly nobodyLeads: ModelProperty<World<Local>>;
  readonly everybodyFails: ModelProperty<World<Local>>;
  readonly failure: ModelProperty<World<Local>>;
  readonly litter: ModelProperty<World<Local>>;
}

/** The failures, over an election that can be seen by `view`. Their names say what should hold. */
export function electionFailures<Local>(view: ElectionView<Local>): ElectionFailures<Local> {
  const isLeader = ({ running, connected, local }: Client<Local>): boolean =>
    running && connected && view.leads(local);
  return {
    twoLeaders: {
      name: 'one leader at most',
      kind: 'always',
      holds: ({ clients }) => clients.filter(isLeader).length <= 1,
    },
    everybodyLeads: {
      name: 'not everybody leads',
      kind: 'always',
      holds: ({ clients }) => !clients.every(isLeader),
    },
    /** Nothing can happen any more, candidates live, and none of them leads. */
    nobodyLeads: {
      name: 'somebody leads in the end',
      kind: 'final',
      holds: ({ clients }) => {
        const alive = clients.filter(({ running, local }) => running && !view.isOut(local));
        return alive.length === 0 || alive.some(isLeader);
      },
    },
    everybodyFails: {
      name: 'not everybody fails',
      kind: 'always',
      holds: ({ clients }) => !clients.every(({ local }) => view.hasFailed(local)),
    },
    failure: {
      name: 'no candidate fails',
      kind: 'always',
      holds: ({ clients }) => !clients.some(({ local }) => view.hasFailed(local)),
    },
    litter: nothingIsLeft<Local>(),
  };
}

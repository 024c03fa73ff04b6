import type { RowModel } from '@menagerie/checker';
import { singleDecreePaxos } from './models/single-decree-paxos.ts';
import { synod } from './models/synod.ts';
import { twoPhaseCommit } from './models/two-phase-commit.ts';

/** A published model, written down once for each tool. */
export interface PeerModel {
  readonly id: string;
  readonly ours: RowModel;
  readonly tlc: {
    /** A file in `tlc/`, and its module. */
    readonly module: string;
    readonly constants: Readonly<Record<string, number>>;
  };
  /** What the program in `stateright/` is asked for. */
  readonly stateright: readonly string[];
  /** The same with states that are rows of numbers, as ours are, where it has been written. */
  readonly staterightRows: readonly string[] | null;
}

function twoPhase(managers: number): PeerModel {
  return {
    id: `2pc-${managers}`,
    ours: twoPhaseCommit(managers),
    tlc: { module: 'TwoPhaseCommit', constants: { Managers: managers } },
    stateright: ['two-phase-commit', `${managers}`],
    staterightRows: ['two-phase-commit-rows', `${managers}`],
  };
}

function paxos(acceptors: number, values: number, ballots: number): PeerModel {
  return {
    id: `synod-${acceptors}-${values}-${ballots}`,
    ours: synod({ acceptors, values, ballots }),
    tlc: { module: 'Synod', constants: { Acceptors: acceptors, Values: values, Ballots: ballots } },
    stateright: ['synod', `${acceptors}`, `${values}`, `${ballots}`],
    staterightRows: null,
  };
}

function register(servers: number, clients: number): PeerModel {
  return {
    id: `paxos-${servers}-${clients}`,
    ours: singleDecreePaxos(servers, clients),
    tlc: { module: 'SingleDecreePaxos', constants: { Servers: servers, Clients: clients } },
    stateright: ['single-decree-paxos', `${servers}`, `${clients}`],
    staterightRows: null,
  };
}

/** So small that what it takes is the time to start. */
export const nothing: PeerModel = twoPhase(1);

/** Compared unless others are asked for. */
export const usual: readonly PeerModel[] = [twoPhase(7), paxos(3, 2, 3), register(3, 3)];

/** Those, small ones for a quick look, and a large one. */
export const peerModels: readonly PeerModel[] = [
  nothing,
  twoPhase(3),
  twoPhase(5),
  ...usual,
  twoPhase(8),
  paxos(3, 2, 2),
  register(3, 2),
];

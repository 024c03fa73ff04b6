import type { ServerId, Shape } from '@menagerie/contract';
import type { MessageName, TimedDecision } from './decision.ts';

/** How messages travel. Times in virtual milliseconds, chances from 0 to 1. */
export interface NetworkPlan {
  readonly delayMin: number;
  readonly delayMax: number;
  /** Each link, in each direction, is slower by an amount of its own: at most so many milliseconds. */
  readonly spread: number;
  /** Chance that a message takes up to ten times as long, and so is overtaken. */
  readonly straggle: number;
  readonly loss: number;
  readonly duplicate: number;
}

/** How long a write takes to become durable, and what a crash leaves of those that are not. */
export interface DiskPlan {
  readonly syncMin: number;
  readonly syncMax: number;
  /** Chance that a crash keeps each further unsynced batch. */
  readonly keep: number;
}

/** Mean virtual milliseconds between faults of a kind, over the whole cluster; 0 for never. */
export interface FaultPlan {
  readonly crashEvery: number;
  readonly pauseEvery: number;
  readonly partitionEvery: number;
  /** Of the partitions, the share that cuts one direction only. */
  readonly oneWay: number;
  readonly wipeEvery: number;
  /** Clocks run at 1 ± this. */
  readonly drift: number;
  /** How long a fault lasts, at least and at most. */
  readonly lastMin: number;
  readonly lastMax: number;
}

export interface ClientPlan {
  /** Mean virtual milliseconds between commands; 0 for none. */
  readonly commandEvery: number;
}

/** Every parameter of a random run. Drawn from the seed, unless a scenario states it. */
export interface Plan {
  readonly network: NetworkPlan;
  readonly disk: DiskPlan;
  readonly faults: FaultPlan;
  readonly clients: ClientPlan;
  /** Virtual milliseconds of faults, and then of healed running in which progress is required. */
  readonly faultyMs: number;
  readonly healedMs: number;
}

/** What a person does to a run. */
export type Act<S extends Shape> =
  | { readonly type: 'crash'; readonly server: ServerId; readonly keep: number }
  | { readonly type: 'recover'; readonly server: ServerId }
  | { readonly type: 'wipe'; readonly server: ServerId }
  | { readonly type: 'pause'; readonly server: ServerId }
  | { readonly type: 'resume'; readonly server: ServerId }
  | { readonly type: 'skew'; readonly server: ServerId; readonly rate: number }
  | { readonly type: 'cut'; readonly from: ServerId; readonly to: ServerId }
  | { readonly type: 'mend'; readonly from: ServerId; readonly to: ServerId }
  | { readonly type: 'fire'; readonly server: ServerId; readonly timer: S['timer'] }
  | { readonly type: 'sync'; readonly server: ServerId }
  | { readonly type: 'command'; readonly server: ServerId; readonly command: S['command'] }
  | ({ readonly type: 'drop' } & MessageName)
  | ({ readonly type: 'duplicate' } & MessageName)
  /** Arrives at the given virtual time instead. */
  | ({ readonly type: 'reschedule'; readonly dueAt: number } & MessageName);

/** An act and its place in the run: after so many steps, and not before this virtual time. */
export interface Intervention<S extends Shape> {
  readonly afterStep: number;
  readonly at: number;
  readonly act: Act<S>;
}

/**
 * A run as a file or a link: it plays the same everywhere. Either `seed` and `plan` with a
 * person's interventions, or a bare list of decisions (what a shrinker or an explorer writes).
 */
export interface Scenario<S extends Shape> {
  readonly format: 'menagerie-scenario/1';
  readonly protocol: string;
  /** Id of the mutant that runs in place of the protocol, or `null`. */
  readonly mutant: string | null;
  readonly title: string;
  readonly config: S['config'];
  readonly seed: number;
  readonly plan: Plan;
  readonly interventions: readonly Intervention<S>[];
  /** When not empty, these and nothing else happen: no seed, plan or intervention is used. */
  readonly decisions: readonly TimedDecision<S>[];
}

import type { ServerId } from './ids.ts';
import type { Input, Shape } from './protocol.ts';
import type { ServerSet } from './quorum/system.ts';

/**
 * How messages travel between servers while an explorer looks at every possibility. In each of
 * the three a message may stay under way for ever, which is the same as losing it.
 *
 * - `bag`: any order; a message is delivered once for each time that it was sent.
 * - `sticky`: any order; a message that was sent may be delivered any number of times, so equal
 *   ones are one. Covers unlimited duplication.
 * - `ordered`: each link, in each direction, delivers in the order of sending.
 */
export type NetworkSemantics = 'bag' | 'sticky' | 'ordered';

/**
 * - `atomic`: what a step writes is durable as the step ends.
 * - `asynchronous`: batches wait for a sync, and a crash keeps any prefix of those that wait.
 */
export type PersistenceMode = 'atomic' | 'asynchronous';

/** How often each thing may happen in a run of a scope. What is not named never happens. */
export interface Budgets<Timer extends string> {
  /** Timers that may fire, over all servers, by name. An election in Raft is one `election`. */
  readonly timeouts: Readonly<Partial<Record<Timer, number>>>;
  /** Crashes, each followed by a restart: a server that stays down is one that hears nothing. @default 0 */
  readonly crashes?: number;
  /** Crashes that lose the disk as well. @default 0 */
  readonly wipes?: number;
  /** Explicit losses. Only in an `ordered` network do they add anything: what waits behind passes. @default 0 */
  readonly drops?: number;
  /** Second copies of messages; not for `sticky`, which has all of them. @default 0 */
  readonly duplicates?: number;
}

/** A command of a scope. They are given in the order of their list. */
export interface ScopeCommand<S extends Shape> {
  readonly command: S['command'];
  /** Who may be given it; every server where left out. */
  readonly to?: ServerSet;
}

/** A step towards a constructed start; none of them counts against a budget. */
export type StartStep<S extends Shape> =
  | { readonly type: 'fire'; readonly server: ServerId; readonly timer: S['timer'] }
  | { readonly type: 'command'; readonly server: ServerId; readonly command: S['command'] }
  /** A message of that type on the link. */
  | {
      readonly type: 'deliver';
      readonly from: ServerId;
      readonly to: ServerId;
      readonly message: S['message']['type'];
      /** How many of these that are older are left under way. @default 0, the oldest is taken */
      readonly past?: number;
    }
  /** Everything between servers of the set, oldest first, and all that comes of it. */
  | { readonly type: 'settle'; readonly among: ServerSet }
  /** Everything that is under way is lost. */
  | { readonly type: 'lose' }
  | { readonly type: 'sync'; readonly server: ServerId }
  | { readonly type: 'crash'; readonly server: ServerId }
  | { readonly type: 'wipe'; readonly server: ServerId };

/** Messages that never arrive in a scope. */
export interface LostMessages<S extends Shape> {
  /** In words, for reports: `news of commits alone`. */
  readonly what: string;
  /** Must not depend on which server is which. */
  isLost(message: S['message']): boolean;
}

/** A bounded part of all that a protocol can do, small enough to be looked at as a whole. */
export interface Scope<S extends Shape> {
  /** Short, and unique within the protocol: `4 elections, 2 writes`. */
  readonly name: string;
  readonly config: S['config'];
  readonly budgets: Budgets<S['timer']>;
  readonly commands: readonly ScopeCommand<S>[];
  readonly network: NetworkSemantics;
  /**
   * Messages that never arrive in this scope. Any message may be lost, so nothing impossible is
   * looked at; but what they would bring about is not looked at either.
   */
  readonly lost?: LostMessages<S>;
  readonly persistence: PersistenceMode;
  /** Names of the {@link Module}s of the protocol that neither this scope nor its start ever enters. */
  readonly off: readonly string[];
  /** What has happened before; nothing where it is empty. */
  readonly start: readonly StartStep<S>[];
  /**
   * Whether messages that the protocol ignores for ever are kept under way: for a mistake that
   * listens to them. They are always kept where a disk may be lost: what a server ignores it knows
   * from there. @default false
   */
  readonly keepsIgnored?: boolean;
  /** Whether it takes minutes and gigabytes, and so is not for every day. @default false */
  readonly deep?: boolean;
  /**
   * Names of `sometimes` properties that a whole search comes to, and that the start has not come
   * to already; at least one. Without them an exhausted scope says nothing.
   */
  readonly reaches: readonly string[];
  /** Ids of mutants that a breadth first search of this scope kills. */
  readonly kills: readonly string[];
}

/** A part of a protocol that a scope may leave off. */
export interface Module<S extends Shape> {
  /** In the words of the protocol's README. */
  readonly name: string;
  /** Whether a server with this configuration that is given this input is in the module. */
  isEntered(config: S['config'], input: Input<S>, server: ServerId): boolean;
}

/** What an explorer must know of a protocol besides its subject. */
export interface Exploration<S extends Shape> {
  /**
   * Whether servers may be renamed at will: ids are compared for equality only, in the core and in
   * every property. Not so where a larger id wins a tie.
   */
  readonly symmetric: boolean;
  /**
   * Whether a server in this state, and in every state that it can come to, does nothing at all
   * on this message. Asked only while everything that the server wrote is durable. To answer false
   * is always right, and costs states.
   */
  ignoredForever(
    config: S['config'],
    state: S['state'],
    from: ServerId,
    message: S['message'],
  ): boolean;
  /**
   * The message that this one has come to: one that a server in this state, and in every state that
   * it can come to, does the same on. Of messages that came to the same only one counts. `null`
   * where all of it still matters. Asked only while everything that the server wrote is durable.
   */
  readonly wornTo?: (
    config: S['config'],
    state: S['state'],
    from: ServerId,
    message: S['message'],
  ) => S['message'] | null;
  /** What a scope may leave off; it names all of these that it does. */
  readonly modules: readonly Module<S>[];
  readonly scopes: readonly Scope<S>[];
}

import type { ServerId, Shape } from '@menagerie/contract';
import type { TreeOptions } from '@menagerie/znode';
import type { Disk } from '../driver/driver.ts';
import type { Clock } from '../driver/timers.ts';
import type { EnsembleOptions, Kernel } from '../kernels/kernel.ts';
import type { RosterRules } from '../roster/rosters.ts';
import type { Tracer } from '../trace/tracer.ts';
import type { TreeShelf } from './compaction.ts';
import type { Settled } from './ledger.ts';
import type { Restored } from './ledger-restorer.ts';
import type { ReapOptions } from './reaper.ts';
import type { Service } from './service.ts';

/** What a member of an ensemble is made of. */
export interface MemberParts<S extends Shape> {
  readonly kernel: Kernel<S>;
  readonly ensemble: EnsembleOptions;
  readonly self: ServerId;
  /** What the disk holds, and the number of its last batch. */
  readonly image: S['image'];
  readonly last: number;
  readonly disk: Disk;
  readonly shelf: TreeShelf;
  /** The newest tree on the shelf. */
  readonly restored: Restored | null;
  readonly clock: Clock;
  /** Milliseconds since 1970. */
  wallClock(): number;
  /** From 0 on, below 1. */
  random(): number;
  /** So many bytes that nobody can guess. */
  entropy(bytes: number): Uint8Array;
  readonly tree: TreeOptions;
  readonly tickMs: number;
  /** After so long without a leader clients may read that asked for no more; `null` for never. */
  readonly readOnlyAfterMs: number | null;
  readonly reap: ReapOptions;
  /** After so many wishes the log is cut short. */
  readonly compactEvery: number;
  /** Wishes that a leader puts into one proposal. */
  readonly mostWishes: number;
  /** Wishes after which a leader begins the next epoch of zxids, without an election. @default 2^30 */
  readonly mostOfAnOpening?: number | undefined;
  /** What may become of the configuration. @default nobody may change it */
  readonly rosterRules?: RosterRules;
  /** The members that it was started with, a line each, as ZooKeeper writes them. @default none */
  readonly members?: string;
  /** So long servers may take to come and to catch up, before a plan is given up. @default 5000 */
  readonly patienceMs?: number | undefined;
  /** The servers that can be reached now. */
  reached(): Iterable<ServerId>;
  /** Which incarnation another server says that it is. @default `null`, for it does not say */
  incarnationOf?(server: ServerId): number | null;
  /** The configuration, or what is planned, is another one. */
  rosterChanged?(): void;
  /** What another server knows of the configuration. */
  rosterHeard?(from: ServerId, bytes: Uint8Array): void;
  /** May lose it. */
  send(to: ServerId, bytes: Uint8Array): void;
  /** Something was delivered and applied here. */
  applied(settled: Settled): void;
  /** Clients get more from now on, or less. */
  serving(service: Service): void;
  /** The image as it is with the batches through a number, which may be forgotten. */
  compacted(through: number, image: S['image']): void;
  /** The disk takes no more. */
  halted(): void;
  /** Hears what the member does. @default null */
  readonly tracer?: Tracer | null;
}

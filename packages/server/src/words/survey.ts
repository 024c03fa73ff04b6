import type { Tree, Watches } from '@menagerie/znode';
import type { Hierarchy } from '../roster/roster.ts';
import type { Distribution } from '../stats/distribution.ts';
import type { Meter } from '../stats/meter.ts';
import type { Traffic } from '../stats/traffic.ts';

/** What a server is in its ensemble, as ZooKeeper names it. */
export type Mode = 'standalone' | 'leader' | 'follower' | 'observer' | 'read-only';

/** A connection of a client. */
export interface SurveyedConnection {
  readonly session: bigint;
  readonly socket: {
    readonly address: string;
    readonly port: number;
    /** Whether it is encrypted. */
    readonly secure?: boolean;
  };
  readonly meter: Meter;
}

/** A member of the ensemble, as its configuration has it. */
export interface SurveyedMember {
  /** The number in `server.N`. */
  readonly id: number;
  readonly host: string;
  readonly port: number;
  /** -1 where there is none. */
  readonly electionPort: number;
  readonly role: 'participant' | 'observer';
  /** `host:port` for clients; null where the configuration does not say. */
  readonly client: string | null;
}

/** How a server was configured, under ZooKeeper's names. Times in milliseconds; -1 is not set. */
export interface SurveyedSettings {
  /** Where it listens for clients. */
  readonly clientHost: string;
  readonly clientPort: number;
  readonly secureClientPort: number;
  /** Empty where it has no disk. */
  readonly dataDir: string;
  readonly dataLogDir: string;
  readonly tickTime: number;
  readonly maxClientCnxns: number;
  readonly minSessionTimeout: number;
  readonly maxSessionTimeout: number;
  readonly clientPortListenBacklog: number;
  readonly serverId: number;
  readonly initLimit: number;
  readonly syncLimit: number;
  readonly electionPort: number;
  readonly quorumPort: number;
  /** Empty where it is alone. */
  readonly members: readonly SurveyedMember[];
  /** How they count; null where all voters count alike. */
  readonly hierarchy: Hierarchy | null;
  /** Of the configuration that has them: the zxid that made it. */
  readonly version: bigint;
}

/** What a leader knows of its proposals; sizes in bytes, -1 before the first. */
export interface SurveyedLead {
  readonly proposals: { readonly last: number; readonly min: number; readonly max: number };
  /** Followers and observers that it can reach. */
  readonly followers: number;
  readonly observers: number;
  readonly uptimeMs: number;
}

/** A session, and when it ends unless it is heard of. */
export interface SurveyedExpiry {
  readonly session: bigint;
  /** Milliseconds since 1970. */
  readonly at: number;
}

/** Everything that operators ask a server for, as it is when they ask. */
export interface Survey {
  /** Such as `3.9.4-menagerie-0.1.0, built on …`. */
  readonly version: string;
  readonly serves: boolean;
  readonly mode: Mode;
  /** Such as `following - broadcast`; empty where it is alone. */
  readonly peerState: string;
  readonly zxid: bigint;
  /** Milliseconds since 1970. */
  readonly now: number;
  readonly uptimeMs: number;
  readonly tree: Tree;
  readonly watches: Watches;
  readonly traffic: Traffic;
  readonly connections: Iterable<SurveyedConnection>;
  readonly connectionCount: number;
  readonly settings: SurveyedSettings;
  /** The text of its configuration; empty where it had none. */
  readonly configuration: string;
  /** What people should know of its disk, in half a sentence; null where there is nothing to be said. */
  readonly notice: string | null;
  /** Other servers that can be reached. */
  readonly reachable: number;
  /** Who leads; null where nobody is known to. */
  readonly leader: SurveyedMember | null;
  /** Null where it does not lead. */
  readonly lead: SurveyedLead | null;
  /** Of a leader; null where another expires sessions. */
  readonly expiries: readonly SurveyedExpiry[] | null;
  /** For `envi`: names and values. */
  readonly environment: readonly (readonly [string, string])[];
  /** Bytes below the directories of snapshots and logs. */
  readonly sizes: { readonly data: number; readonly log: number };
  /** Numbers that are only ever counted up, under ZooKeeper's names. */
  readonly counters: Readonly<Record<string, number>>;
  /** What is measured, under ZooKeeper's names. */
  readonly distributions: Readonly<Record<string, Distribution>>;
  readonly openFiles: { readonly open: number; readonly most: number };
  /** The session of a connection, by its number; 0 for none. */
  sessionOf(connection: number): bigint;
  /** What each connection did counts from 0 again. */
  resetConnections(): void;
  /** What all of them did counts from 0 again, and how large proposals were. */
  resetServer(): void;
}

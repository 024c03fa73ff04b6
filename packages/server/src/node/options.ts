import type {
  AuditEntry,
  ClientLimits,
  CoreName,
  Hierarchy,
  Log,
  Roster,
  SurveyedSettings,
} from '@menagerie/server';
import type { Files, StoreOptions } from '@menagerie/storage';
import type { PageOptions } from './admin.ts';
import type { ConfigWarning } from './config/errors.ts';
import type { Cut } from './cuts.ts';
import type { GatewayOptions } from './gateway/gateway.ts';
import type { PeerTls } from './peers/peers-parts.ts';
import type { TlsMaterial } from './tls/material.ts';
import type { Renewals } from './tls/renewals.ts';

/** Where a member of the ensemble listens for the others. */
export interface PeerOptions {
  readonly host: string;
  readonly port: number;
  /** The number in `server.N`. @default its place among the peers, from 1 */
  readonly id?: number;
  /** An observer has all that the others have, and does not vote. Not on Paxos. @default 'participant' */
  readonly role?: 'participant' | 'observer';
  /** Of Apache's elections; nothing listens there. @default 0 */
  readonly electionPort?: number;
  /** Where its clients find it, for whoever reads `/zookeeper/config`. @default null, for nowhere */
  readonly client?: { readonly host: string; readonly port: number } | null;
}

/** How clients are taken over TLS. */
export interface SecureOptions extends TlsMaterial {
  /** @default that of the plain port */
  readonly host?: string;
  /** 0 for any that is free. */
  readonly port: number;
  /**
   * Whether clients need a certificate of their own. Who has one is known by its subject to ACLs of
   * the scheme `x509`.
   *
   * @default 'need'
   */
  readonly clientAuth?: 'none' | 'want' | 'need';
  /** Tells of other keys and certificates while the server runs. @default null, for nobody does */
  readonly renewals?: Renewals | null;
  /** The subject of the certificate whose owner may do everything. @default null, for nobody */
  readonly superUser?: string | null;
}

/** In bytes: of a file of the log, of what is taken in advance, and of what must be left free. */
export type Space = Pick<StoreOptions, 'segmentBytes' | 'preallocateBytes' | 'reserveBytes'>;

/** Who may authenticate by SASL, with DIGEST-MD5. Has to be the same on all servers. */
export interface SaslOptions {
  /** Passwords by user. */
  readonly users: Readonly<Record<string, string>>;
  /** The user who may do everything. @default null, for nobody */
  readonly superUser?: string | null;
  /** Whether who does not prove who he is may stay, as nobody. @default false */
  readonly allowFailed?: boolean;
}

/** How to start a member of an ensemble. */
export interface ServerOptions {
  /** A `zoo.cfg`: what it says holds where nothing else is said here. @default null */
  readonly config?: string | null;
  /** @default 'zab' */
  readonly core?: CoreName;
  /** Where its disk is; `null` for none: then what it knew is gone when it stops. @default null */
  readonly directory?: string | null;
  /** A disk in the place of a directory, such as one in memory that fails. @default null */
  readonly files?: Files | null;
  /**
   * Where the log is, if not with the trees in `directory`: a disk of its own makes writes faster.
   *
   * @default null, for the same directory
   */
  readonly logDirectory?: string | null;
  /** A disk for the log in the place of `logDirectory`, where there are `files`. @default null */
  readonly logFiles?: Files | null;
  /** How the log takes up its disk. @default as a store does by itself */
  readonly space?: Space;
  /** After so long a disk that was full is asked whether there is room again. @default 3000 */
  readonly diskRetryMs?: number;
  /** Whether a server without a leader lets clients read that asked for no more. @default false */
  readonly readOnly?: boolean;
  /** @default '127.0.0.1' */
  readonly host?: string;
  /**
   * For clients; 0 for any that is free, `null` for none. A reconfiguration that says another address
   * behind the `;` of this server moves it while the server runs, unless it is one of these two.
   *
   * @default 2181
   */
  readonly clientPort?: number | null;
  /** Connections that may wait to be accepted. @default what Node takes */
  readonly backlog?: number;
  /** Which of the ensemble it is, from 0. @default 0 */
  readonly self?: number;
  /** Addresses of all members, for each other. Empty for an ensemble of one. @default [] */
  readonly peers?: readonly PeerOptions[];
  /**
   * Groups and weights of the voters, by the numbers of the servers: on Zab as they are, on Multi-Paxos
   * one group. Has to be the same on all servers. Where the ensemble was begun with others, the server
   * does not start; with `reconfigEnabled` it goes by what was agreed on.
   *
   * @default null, for more than half of the voters
   */
  readonly hierarchy?: Hierarchy | null;
  /**
   * Whether clients may change who belongs to the ensemble (`reconfig`). Has to be the same on all
   * servers, whose numbers then are 1 to 31. @default false
   */
  readonly reconfigEnabled?: boolean;
  /** Whether an ensemble has two voters at least. Has to be the same on all servers. @default true */
  readonly standaloneEnabled?: boolean;
  /**
   * Hears of each configuration of the ensemble that comes into force here. What it fails with is
   * logged. @default nobody
   */
  readonly rosterChanged?: (roster: Roster) => void | Promise<void>;
  /** A plan for which servers do not come or catch up is given up after so long. @default 5000 */
  readonly reconfigPatienceMs?: number;
  /** Which ensemble it belongs to: servers of others are refused. @default '' */
  readonly cluster?: string;
  /**
   * What all servers of the ensemble know and nobody else: whoever does not prove that he knows it
   * is no server. It keeps strangers out, and hides nothing: for that there is `peerTls`.
   *
   * @default null, for none
   */
  readonly peerSecret?: string | Uint8Array | null;
  /** For connections between servers, which then all need a certificate. @default null */
  readonly peerTls?: PeerTls | null;
  /** Where it listens for other servers. @default its own address among the peers */
  readonly peerListenHost?: string | null;
  /** A port for clients over TLS. @default null, for none */
  readonly secure?: SecureOptions | null;
  /** @default null, for nobody authenticates by SASL */
  readonly sasl?: SaslOptions | null;
  /**
   * A client has to have proved something under one of these schemes before it may ask for anything,
   * such as `['sasl']`. @default [], for nobody has to
   */
  readonly requiredSchemes?: readonly string[];
  /** Of session timeouts and expiry. @default 2000 */
  readonly tickMs?: number;
  /** The least and the longest timeout of a session. @default 2 and 20 ticks */
  readonly minSessionMs?: number;
  readonly maxSessionMs?: number;
  /** The log is cut short after so many writes; 2 KiB count as one more. @default 20000 */
  readonly compactEvery?: number;
  /** Between two looks at containers and TTL znodes. @default 60000 */
  readonly reapCheckMs?: number;
  /** Of containers and TTL znodes at most so many go in a minute. @default 10000 */
  readonly reapPerMinute?: number;
  /** After so long a container that never had a child goes; `null` for never. @default null */
  readonly neverUsedMs?: number | null;
  /** Whether TTL znodes may be created. Has to be the same on all servers. @default true */
  readonly ttl?: boolean;
  /** Whether hard quotas are kept. Has to be the same on all servers. @default false */
  readonly enforceQuota?: boolean;
  /** Whether ACLs count for nothing. Has to be the same on all servers. @default false */
  readonly skipACL?: boolean;
  /** What clients may ask for. @default as Apache's: 60 connections from one address, and so on */
  readonly limits?: Partial<ClientLimits>;
  /** A leader that was silent for so long is replaced. @default 500 */
  readonly silenceMs?: number;
  /**
   * A leader whose process was held up for so long lets another lead.
   *
   * @default ten times `silenceMs`
   */
  readonly stallMs?: number;
  /**
   * The four-letter words that are answered; `*` is all of them.
   *
   * @default those that change nothing, cost little and tell no secrets
   */
  readonly words?: readonly string[];
  /** What `conf` and the like say of the configuration, where it is known better. */
  readonly described?: Partial<SurveyedSettings>;
  /** The text of a configuration, for whoever asks for it. */
  readonly configText?: string;
  /** Who is told what happens, such as a logger of pino's. @default nobody */
  readonly log?: Log;
  /**
   * Who is told of each change of the tree, made or refused; `true` for the log, line by line as
   * ZooKeeper's audit log has them.
   *
   * @default false
   */
  readonly audit?: boolean | ((entry: AuditEntry) => void);
  /**
   * Pages for operators: `/livez`, `/readyz`, `/commands` and `/metrics`. A port that cannot be had
   * is logged; the server goes on without. @default null, for none
   */
  readonly admin?: PageOptions | null;
  /** The same pages on another port, where Prometheus looks for them. @default null */
  readonly metrics?: PageOptions | null;
  /** A door for browsers, and for those who look on. @default null, for none */
  readonly gateway?: GatewayOptions | null;
  /** Of a configuration: they are logged at the start. */
  readonly warnings?: readonly ConfigWarning[];
}

/** A server that runs. */
export interface RunningServer {
  /** -1 where there is none. A reconfiguration may move it. */
  readonly clientPort: number;
  /** Of TLS; null where there is none. */
  readonly securePort: number | null;
  /** Of the pages for operators, and for Prometheus; null where there are none. */
  readonly adminPort: number | null;
  readonly metricsPort: number | null;
  readonly role: 'looking' | 'following' | 'leading';
  readonly zxid: bigint;
  /**
   * What people should know of its disk, in half a sentence: that it waits to hear whether it replaces
   * another one, or for the leader to exchange it. `null` where there is nothing to be said.
   */
  readonly notice: string | null;
  /** Of the door for browsers; null without one. */
  readonly gatewayPort: number | null;
  /** Cuts links to other servers, for a playground; those that are not named are whole again. */
  cut(links: Cut): void;
  /** Lets go of clients, disk and ports. */
  close(): Promise<void>;
}

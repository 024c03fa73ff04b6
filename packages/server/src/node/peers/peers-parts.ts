import type { Log } from '@menagerie/server';
import type { TlsMaterial } from '../tls/material.ts';
import type { Renewals } from '../tls/renewals.ts';
import type { World } from '../world.ts';
import type { PeerIdentity } from './greeting.ts';
import type { DiskSaid, Recall } from './hello.ts';

/** Where a member of the ensemble listens for the others. */
export interface PeerAddress {
  readonly host: string;
  readonly port: number;
}

/** Where the servers of an ensemble are. */
export interface Whereabouts {
  /** By their places, this server among them. */
  readonly addresses: ReadonlyMap<number, PeerAddress>;
  /** Where this server is to be found: at several addresses while it moves; none where it is alone. */
  readonly homes: readonly PeerAddress[];
}

export function isSameAddress(one: PeerAddress, other: PeerAddress): boolean {
  return one.host === other.host && one.port === other.port;
}

/** How servers make sure of each other. */
export interface PeerTls extends TlsMaterial {
  /** Whether a certificate has to name the host that was dialled. @default true */
  readonly checkHost?: boolean;
  /** Tells of other keys and certificates while the server runs. @default null, for nobody does */
  readonly renewals?: Renewals | null;
}

/** What comes of it that a peer names its disk. */
export type Acquainted =
  | {
      readonly type: 'known';
      /** What it is told of its disks. */
      readonly recall: Recall;
      /** Resolves once the disk is remembered, `null` where it is; what the peer says waits for that. */
      readonly written: Promise<void> | null;
      /** Nothing else that it says is taken in: it has to find out first which incarnation it is. */
      readonly isMute: boolean;
    }
  /** It cannot be that server. */
  | { readonly type: 'refused'; readonly reason: string };

/** What connections between servers are made of. */
export interface PeersParts {
  readonly world: World;
  readonly identity: PeerIdentity;
  readonly whereabouts: Whereabouts;
  /** Where this server listens, if not at its own addresses: at the same ports. */
  readonly listenHost: string | null;
  /** `null` for plain connections. */
  readonly tls: PeerTls | null;
  readonly log: Log;
  /** @throws Error for what no peer says */
  receive(from: number, bytes: Uint8Array): void;
  /** A peer that has come has such a disk; `null` where it does not say. */
  acquaint(peer: number, disk: DiskSaid | null): Acquainted;
  /** Why a peer that was dialled cannot be the server that it should be; `null` where it can. */
  objection(peer: number, disk: DiskSaid | null): string | null;
  /** What a peer that was dialled knows of the disks of this server. */
  recalled(peer: number, recall: Recall): void;
  link(peer: number, up: boolean): void;
  /** A peer closed the connection that it had dialled. */
  left(peer: number): void;
  /** Nobody listens where a peer was, and it has no connection to this server: its process has ended. */
  gone(peer: number): void;
  /** A peer has made its connection to this server. */
  reached(peer: number): void;
  /** A greeting came to an end. */
  greeted(well: boolean): void;
}

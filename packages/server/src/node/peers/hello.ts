import { createHmac, timingSafeEqual } from 'node:crypto';
import type { CoreName } from '@menagerie/server';

/**
 * The versions of what servers say to each other that this one speaks. From 2 on whoever was dialled
 * says last what it knows of the disks of the one that dialled.
 */
export const VERSIONS: Versions = { least: 1, most: 2 };
/** The first version in which servers say that. */
export const RECALLS = 2;

export interface Versions {
  readonly least: number;
  readonly most: number;
}

/** A disk, as its server tells of it. */
export interface DiskSaid {
  /** Drawn when it was new, in hex. */
  readonly identity: string;
  /** `null` for a new one that has not found out whether it replaces another. */
  readonly incarnation: number | null;
}

/** What a server knows of the disks of one that dialled it, and of its own. */
export interface Recall {
  /** The highest incarnation that it knows of another disk of that server; `null` where it knows none. */
  readonly others: number | null;
  /**
   * - `none`: it has nothing, and has not begun.
   * - `whole`: it knows each disk that it ever relied on.
   * - `partial`: it may have forgotten some, with a disk that it lost or before it remembered any.
   */
  readonly memory: 'none' | 'whole' | 'partial';
  /** Whether it has nothing that was ever proposed, and replaces no other disk. */
  readonly isNew: boolean;
}

/** What a server says of itself when it dials another. */
export interface Hello {
  readonly versions: Versions;
  /** Which ensemble it belongs to. */
  readonly cluster: string;
  readonly core: CoreName;
  /** Which of the ensemble it is, and which it means to have dialled; from 0. */
  readonly from: number;
  readonly to: number;
  /** Drawn for this connection. */
  readonly nonce: string;
  /** Drawn when its process began: see `PeerIdentity`; `null` from who does not say. */
  readonly boot: string | null;
  /** `null` from who keeps nothing, or does not say. */
  readonly disk: DiskSaid | null;
}

/** What the other says to that: its proof comes first, so that nobody asks it for one in vain. */
export type Answer =
  | {
      readonly type: 'welcome';
      readonly version: number;
      readonly nonce: string;
      /** Said to whoever said its own. */
      readonly boot: string | null;
      /** From version 2 on; `null` from who keeps nothing. */
      readonly disk: DiskSaid | null;
      readonly proof: string;
    }
  | { readonly type: 'refused'; readonly reason: string };

/** Which end of a connection proves itself: one cannot be made to speak for the other. */
export type End = 'dialled' | 'answered';

/** Sixteen random bytes in hex. */
const DRAWN = /^[0-9a-f]{32}$/;
const PROOF = /^(?:[0-9a-f]{64})?$/;

/**
 * Shows that a server knows the secret, without telling it. Empty where there is none.
 *
 * @param nonce of the other end
 */
export function proofOf(
  secret: string | Uint8Array | null,
  end: End,
  hello: Hello,
  {
    version,
    nonce,
    boot,
    disk,
  }: Omit<Extract<Answer, { readonly type: 'welcome' }>, 'type' | 'proof'>,
): string {
  if (secret === null) return '';
  const { cluster, core, from, to, nonce: theirs } = hello;
  const said = ['menagerie', end, version, cluster, core, from, to, theirs, nonce];
  // A release that does not know of them proves what it knows of.
  if (boot !== null) said.push(hello.boot ?? '', boot);
  if (version >= RECALLS) said.push(...shownDisk(hello.disk), ...shownDisk(disk));
  return createHmac('sha256', secret).update(JSON.stringify(said)).digest('hex');
}

function shownDisk(disk: DiskSaid | null): readonly [string, number | ''] {
  return [disk?.identity ?? '', disk?.incarnation ?? ''];
}

export function isProof(proof: string, right: string): boolean {
  return proof.length === right.length && timingSafeEqual(Buffer.from(proof), Buffer.from(right));
}

/** The version that both speak, the newest one; `null` where there is none. */
export function agreed(own: Versions, theirs: Versions): number | null {
  const version = Math.min(own.most, theirs.most);
  return version >= Math.max(own.least, theirs.least) ? version : null;
}

export function encodeSaid(said: Hello | Answer | Recall | { readonly proof: string }): Uint8Array {
  return new TextEncoder().encode(JSON.stringify(said));
}

/** @throws RangeError or SyntaxError for what is no hello */
export function decodeHello(bytes: Uint8Array): Hello {
  const said = fieldsOf(bytes);
  const versions = recordIn(said['versions']);
  return {
    versions: { least: wholeIn(versions['least']), most: wholeIn(versions['most']) },
    cluster: textIn(said['cluster'], /^.{0,256}$/s),
    core: coreIn(said['core']),
    from: wholeIn(said['from']),
    to: wholeIn(said['to']),
    nonce: textIn(said['nonce'], DRAWN),
    boot: bootIn(said),
    disk: diskIn(said['disk']),
  };
}

/** @throws RangeError or SyntaxError for what is no answer */
export function decodeAnswer(bytes: Uint8Array): Answer {
  const said = fieldsOf(bytes);
  if (said['type'] === 'refused') return { type: 'refused', reason: textIn(said['reason'], /^/) };
  return {
    type: 'welcome',
    version: wholeIn(said['version']),
    nonce: textIn(said['nonce'], DRAWN),
    boot: bootIn(said),
    disk: diskIn(said['disk']),
    proof: textIn(said['proof'], PROOF),
  };
}

/** @throws RangeError or SyntaxError for what is no proof */
export function decodeProof(bytes: Uint8Array): string {
  return textIn(fieldsOf(bytes)['proof'], PROOF);
}

/** @returns why the other end will not have us, where it says so instead */
export function decodeRecall(bytes: Uint8Array): Recall | string {
  const said = fieldsOf(bytes);
  if (said['type'] === 'refused') return textIn(said['reason'], /^/);
  const { others = null, memory, isNew } = said;
  return {
    others: others === null ? null : wholeIn(others),
    memory: memory === 'none' || memory === 'whole' ? memory : 'partial',
    isNew: isNew === true,
  };
}

function fieldsOf(bytes: Uint8Array): Record<string, unknown> {
  return recordIn(JSON.parse(new TextDecoder().decode(bytes)));
}

function recordIn(value: unknown): Record<string, unknown> {
  if (typeof value !== 'object' || value === null) throw new RangeError('no fields');
  return { ...value };
}

function wholeIn(value: unknown): number {
  if (typeof value === 'number' && Number.isSafeInteger(value) && value >= 0) return value;
  throw new RangeError('no whole number');
}

function textIn(value: unknown, form: RegExp): string {
  if (typeof value === 'string' && form.test(value)) return value;
  throw new RangeError('no text of that form');
}

function bootIn({ boot = null }: Readonly<Record<string, unknown>>): string | null {
  return boot === null ? null : textIn(boot, DRAWN);
}

function diskIn(value: unknown): DiskSaid | null {
  if (value === undefined || value === null) return null;
  const { identity, incarnation = null } = recordIn(value);
  return {
    identity: textIn(identity, DRAWN),
    incarnation: incarnation === null ? null : wholeIn(incarnation),
  };
}

function coreIn(value: unknown): CoreName {
  if (value === 'zab' || value === 'raft' || value === 'paxos') return value;
  throw new RangeError('no core');
}

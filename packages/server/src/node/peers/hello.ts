import { createHmac, timingSafeEqual } from 'node:crypto';
import type { CoreName } from '@menagerie/server';

/** The versions of what servers say to each other that this one speaks. */
export const VERSIONS: Versions = { least: 1, most: 1 };

export interface Versions {
  readonly least: number;
  readonly most: number;
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
}

/** What the other says to that: its proof comes first, so that nobody asks it for one in vain. */
export type Answer =
  | {
      readonly type: 'welcome';
      readonly version: number;
      readonly nonce: string;
      /** Said to whoever said its own. */
      readonly boot: string | null;
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
  { version, nonce, boot }: Omit<Extract<Answer, { readonly type: 'welcome' }>, 'type' | 'proof'>,
): string {
  if (secret === null) return '';
  const { cluster, core, from, to, nonce: theirs } = hello;
  const said = ['menagerie', end, version, cluster, core, from, to, theirs, nonce];
  // A release that does not know of them proves what it knows of.
  if (boot !== null) said.push(hello.boot ?? '', boot);
  return createHmac('sha256', secret).update(JSON.stringify(said)).digest('hex');
}

export function isProof(proof: string, right: string): boolean {
  return proof.length === right.length && timingSafeEqual(Buffer.from(proof), Buffer.from(right));
}

/** The version that both speak, the newest one; `null` where there is none. */
export function agreed(own: Versions, theirs: Versions): number | null {
  const version = Math.min(own.most, theirs.most);
  return version >= Math.max(own.least, theirs.least) ? version : null;
}

export function encodeSaid(said: Hello | Answer | { readonly proof: string }): Uint8Array {
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
    proof: textIn(said['proof'], PROOF),
  };
}

/** @throws RangeError or SyntaxError for what is no proof */
export function decodeProof(bytes: Uint8Array): string {
  return textIn(fieldsOf(bytes)['proof'], PROOF);
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

function coreIn(value: unknown): CoreName {
  if (value === 'zab' || value === 'raft' || value === 'paxos') return value;
  throw new RangeError('no core');
}

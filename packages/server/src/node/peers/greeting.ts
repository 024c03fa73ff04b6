import type { CoreName } from '@menagerie/server';
import {
  type Answer,
  agreed,
  decodeAnswer,
  decodeHello,
  decodeProof,
  encodeSaid,
  type Hello,
  isProof,
  proofOf,
  VERSIONS,
} from './hello.ts';

/** Who a server is, to others of its ensemble. */
export interface PeerIdentity {
  readonly cluster: string;
  readonly core: CoreName;
  /** From 0. */
  readonly self: number;
  /** Places that there are; not all of them need be taken. */
  readonly servers: number;
  /** What all servers of the ensemble know and nobody else; `null` for none. */
  readonly secret: string | Uint8Array | null;
  /**
   * Sixteen random bytes in hex, drawn when the process began. A server that says another one than it
   * did has begun anew, and connections to what was there before lead nowhere: a machine that has lost
   * its power closes none.
   */
  readonly boot: string;
}

/** What comes next in a greeting. */
export type Greeted =
  /** Something is to be sent, and more is awaited. */
  | { readonly type: 'say'; readonly bytes: Uint8Array }
  /** The other end is who it says; `last` is sent first, where there is something. */
  | {
      readonly type: 'met';
      readonly peer: number;
      readonly boot: string | null;
      readonly last: Uint8Array | null;
    }
  /** It is not, or does not want us. `told` says whether the other end refused. */
  | {
      readonly type: 'parted';
      readonly reason: string;
      readonly told: boolean;
      readonly last: Uint8Array | null;
    };

/** The greeting of a server that dials another. */
export class Dialling {
  readonly hello: Hello;
  readonly #identity: PeerIdentity;

  /** @param nonce that nobody can guess, in hex */
  constructor(identity: PeerIdentity, to: number, nonce: string) {
    const { cluster, core, self: from, boot } = identity;
    this.#identity = identity;
    this.hello = { versions: VERSIONS, cluster, core, from, to, nonce, boot };
  }

  first(): Uint8Array {
    return encodeSaid(this.hello);
  }

  /** @throws RangeError or SyntaxError for what no server says */
  next(bytes: Uint8Array): Greeted {
    const answer = decodeAnswer(bytes);
    if (answer.type === 'refused') return parted(answer.reason, true);
    const { secret } = this.#identity;
    const { hello } = this;
    if (agreed(VERSIONS, { least: answer.version, most: answer.version }) === null) {
      return parted(`it wants to speak version ${answer.version}`, false);
    }
    if (!isProof(answer.proof, proofOf(secret, 'answered', hello, answer))) {
      return parted('it does not prove that it knows the secret', false);
    }
    const proof = proofOf(secret, 'dialled', hello, answer);
    return { type: 'met', peer: hello.to, boot: answer.boot, last: encodeSaid({ proof }) };
  }
}

/** The greeting of a server that was dialled. */
export class Answering {
  readonly #identity: PeerIdentity;
  readonly #nonce: string;
  #hello: Hello | null = null;
  #welcome: Extract<Answer, { readonly type: 'welcome' }> | null = null;

  /** @param nonce that nobody can guess, in hex */
  constructor(identity: PeerIdentity, nonce: string) {
    this.#identity = identity;
    this.#nonce = nonce;
  }

  /** @throws RangeError or SyntaxError for what no server says */
  next(bytes: Uint8Array): Greeted {
    if (this.#hello === null || this.#welcome === null) return this.#answer(decodeHello(bytes));
    const right = proofOf(this.#identity.secret, 'dialled', this.#hello, this.#welcome);
    if (isProof(decodeProof(bytes), right)) {
      const { from: peer, boot } = this.#hello;
      return { type: 'met', peer, boot, last: null };
    }
    return refused('it does not prove that it knows the secret');
  }

  #answer(hello: Hello): Greeted {
    const version = agreed(VERSIONS, hello.versions);
    const reason = this.#doubt(hello);
    if (reason !== null) return refused(reason);
    if (version === null) {
      const { least, most } = hello.versions;
      return refused(`it speaks versions ${least} to ${most}, and this ${shownVersions()}`);
    }
    const { secret, boot: own } = this.#identity;
    const said = { version, nonce: this.#nonce, boot: hello.boot === null ? null : own };
    const proof = proofOf(secret, 'answered', hello, said);
    this.#hello = hello;
    this.#welcome = { type: 'welcome', ...said, proof };
    return { type: 'say', bytes: encodeSaid(this.#welcome) };
  }

  #doubt({ cluster, core, from, to }: Hello): string | null {
    const own = this.#identity;
    if (cluster !== own.cluster) return `it belongs to ensemble "${cluster}", not "${own.cluster}"`;
    if (core !== own.core) return `it runs ${core}, and this ${own.core}`;
    if (to !== own.self) return `it means to speak to server ${to}, and this is ${own.self}`;
    if (from >= own.servers || from === own.self) return `there is no other server ${from}`;
    return null;
  }
}

function parted(reason: string, told: boolean): Greeted {
  return { type: 'parted', reason, told, last: null };
}

function refused(reason: string): Greeted {
  const last = encodeSaid({ type: 'refused', reason });
  return { type: 'parted', reason, told: false, last };
}

function shownVersions(): string {
  return VERSIONS.least === VERSIONS.most
    ? `${VERSIONS.most}`
    : `${VERSIONS.least} to ${VERSIONS.most}`;
}

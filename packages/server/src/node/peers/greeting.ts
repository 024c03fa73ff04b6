import type { CoreName } from '@menagerie/server';
import {
  type Answer,
  agreed,
  type DiskSaid,
  decodeAnswer,
  decodeHello,
  decodeProof,
  decodeRecall,
  encodeSaid,
  type Hello,
  isProof,
  proofOf,
  RECALLS,
  type Recall,
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
  /** The disk that it has now; `null` for none. */
  readonly disk: () => DiskSaid | null;
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
      readonly disk: DiskSaid | null;
      /** Whether whoever was dialled has something to say of that disk. */
      readonly recalls: boolean;
      readonly last: Uint8Array | null;
    }
  /** Behind that: what the other end knows of the disks of this one. */
  | { readonly type: 'recalled'; readonly peer: number; readonly recall: Recall }
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
  /** Whether what is still to come is what the other end knows of this server's disks. */
  #isMet = false;

  /** @param nonce that nobody can guess, in hex */
  constructor(identity: PeerIdentity, to: number, nonce: string) {
    const { cluster, core, self: from, boot } = identity;
    const disk = identity.disk();
    this.#identity = identity;
    this.hello = { versions: VERSIONS, cluster, core, from, to, nonce, boot, disk };
  }

  /** Whether this server has found out meanwhile that it is another incarnation than it said. */
  get isOutdated(): boolean {
    return (this.#identity.disk()?.incarnation ?? 0) !== (this.hello.disk?.incarnation ?? 0);
  }

  /** Whether it did not know then, and does now: whoever knew another disk has heard nothing from it. */
  get wasUndecided(): boolean {
    const now = this.#identity.disk();
    return this.hello.disk?.incarnation === null && now !== null && now.incarnation !== null;
  }

  first(): Uint8Array {
    return encodeSaid(this.hello);
  }

  /** @throws RangeError or SyntaxError for what no server says */
  next(bytes: Uint8Array): Greeted {
    if (this.#isMet) return this.#recalled(bytes);
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
    this.#isMet = true;
    const recalls = answer.version >= RECALLS;
    const disk = recalls ? answer.disk : null;
    const last = encodeSaid({ proof });
    return { type: 'met', peer: hello.to, boot: answer.boot, disk, recalls, last };
  }

  #recalled(bytes: Uint8Array): Greeted {
    const recall = decodeRecall(bytes);
    if (typeof recall === 'string') return parted(recall, true);
    return { type: 'recalled', peer: this.hello.to, recall };
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
      const { from: peer, boot, disk } = this.#hello;
      const recalls = this.#welcome.version >= RECALLS;
      return { type: 'met', peer, boot, disk: recalls ? disk : null, recalls, last: null };
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
    const boot = hello.boot === null ? null : own;
    const disk = version >= RECALLS ? this.#identity.disk() : null;
    const said = { version, nonce: this.#nonce, boot, disk };
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

export function refused(reason: string): Extract<Greeted, { readonly type: 'parted' }> {
  const last = encodeSaid({ type: 'refused', reason });
  return { type: 'parted', reason, told: false, last };
}

function shownVersions(): string {
  return VERSIONS.least === VERSIONS.most
    ? `${VERSIONS.most}`
    : `${VERSIONS.least} to ${VERSIONS.most}`;
}

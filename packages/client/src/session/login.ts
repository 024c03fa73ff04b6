import {
  DigestMd5Error,
  decodeReply,
  digestMd5Proof,
  type JuteReader,
  JuteWriter,
  readDigestMd5Challenge,
  readDigestMd5Rspauth,
  SASL_HOST,
  SASL_SERVICE,
  writeDigestMd5Response,
  writeRequest,
} from '@menagerie/jute';
import { md5 } from '@noble/hashes/legacy.js';
import { type ErrorPlace, KeeperError, ServerError } from '../errors.ts';
import type { World } from '../world.ts';

/** Who a client is, and what it proves it by. */
export interface SaslUser {
  readonly user: string;
  /** It does not travel. */
  readonly password: string;
}

/** What a {@link Login} needs. */
export interface LoginParts {
  readonly world: World;
  readonly user: SaslUser;
  readonly send: (bytes: Uint8Array) => void;
  /** Both ends have proved that they know the password. */
  readonly done: () => void;
  readonly failed: (error: KeeperError) => void;
}

/** Of all requests here: nothing else is under way on the connection. */
export const SASL_XID = 0;

/** What errors of a login are about. */
export const LOGIN: ErrorPlace = { operation: 'sasl', path: null };
/** A word of the random part that the client adds, so that nobody chooses all of what is hashed. */
const WORDS = 4;

/**
 * The client's end of DIGEST-MD5 on one connection, before anything else is asked on it: RFC 2831.
 * The server proves that it knows the password as well.
 */
export class Login {
  readonly #parts: LoginParts;
  /** What the server is to prove; `null` as long as it has not challenged. */
  #expected: string | null = null;

  constructor(parts: LoginParts) {
    this.#parts = parts;
    this.#say(new Uint8Array());
  }

  /** @param frame a reply */
  take(frame: Uint8Array, reader: JuteReader): void {
    const reply = decodeReply(frame, 'sasl', reader);
    if (reply.type === 'failed') {
      this.#parts.failed(new ServerError(reply.err, LOGIN));
      return;
    }
    const { token } = reply.body;
    if (token === null) this.#refuse('the server takes nobody by SASL, or not this user');
    else this.#step(token);
  }

  #step(token: Uint8Array): void {
    try {
      if (this.#expected === null) this.#respond(token);
      else if (readDigestMd5Rspauth(token) === this.#expected) this.#parts.done();
      else this.#refuse('the server does not prove that it knows the password');
    } catch (cause) {
      if (!(cause instanceof DigestMd5Error)) throw cause;
      this.#refuse(cause.message, cause);
    }
  }

  #respond(token: Uint8Array): void {
    const { world, user } = this.#parts;
    const { realm, nonce } = readDigestMd5Challenge(token);
    const random = Array.from({ length: WORDS }, () => world.random().toString(36).slice(2));
    const said = {
      user: user.user,
      realm,
      nonce,
      cnonce: random.join(''),
      nc: '00000001',
      uri: `${SASL_SERVICE}/${SASL_HOST}`,
      authzid: null,
    };
    const known = { ...said, password: user.password };
    this.#expected = digestMd5Proof(md5, 'server', known);
    const response = digestMd5Proof(md5, 'client', known);
    this.#say(writeDigestMd5Response({ ...said, response }));
  }

  #say(token: Uint8Array): void {
    this.#parts.send(writeRequest(new JuteWriter(), 'sasl', SASL_XID, { token }));
  }

  #refuse(problem: string, cause?: Error): void {
    this.#parts.failed(new KeeperError('auth-failed', problem, { place: LOGIN, cause }));
  }
}

import {
  DigestMd5Error,
  digestMd5Proof,
  readDigestMd5Response,
  SASL_HOST,
  SASL_SERVICE,
  writeDigestMd5Challenge,
  writeDigestMd5Rspauth,
} from '@menagerie/jute';
import { md5 } from '@noble/hashes/legacy.js';

/** Who may prove by SASL who they are, and what comes of it. */
export interface SaslRules {
  /** Passwords by user. */
  readonly users: ReadonlyMap<string, string>;
  /** The user who may do everything; `null` for nobody. */
  readonly superUser: string | null;
  /** Whether who does not prove it stays, as nobody. */
  readonly allowsFailed: boolean;
  /** Letters and digits that nobody can guess, and that never come again. */
  nonce(): string;
}

/** What a client is answered, and who it has proved to be with that. */
export interface SaslAnswer {
  readonly token: Uint8Array;
  readonly user: string | null;
}

const URI = `${SASL_SERVICE}/${SASL_HOST}`;
/** A nonce is good for one response: there is no shorter way in for a client that comes back. */
const FIRST = '00000001';

/**
 * The server's end of DIGEST-MD5 on one connection: the first token is answered with a challenge,
 * whatever it is (RFC 2831, section 2.2, lets clients begin with a response to one of before), the
 * response to that with the server's own proof. Nothing comes after that, nor after a mistake.
 */
export class SaslExchange {
  readonly #rules: SaslRules;
  /** What was asked, while the response is awaited. */
  #nonce: string | null = null;
  #stage: 'new' | 'asked' | 'over' = 'new';

  constructor(rules: SaslRules) {
    this.#rules = rules;
  }

  /** @throws DigestMd5Error for what proves nothing */
  take(token: Uint8Array): SaslAnswer {
    const stage = this.#stage;
    // Whatever comes of it, there is no second attempt at the same nonce.
    this.#stage = stage === 'new' ? 'asked' : 'over';
    switch (stage) {
      case 'new':
        return { token: this.#ask(), user: null };
      case 'asked':
        return this.#judge(token);
      case 'over':
        throw new DigestMd5Error(
          'out-of-order',
          'the connection has authenticated, or has failed to',
        );
    }
  }

  #ask(): Uint8Array {
    this.#nonce = this.#rules.nonce();
    return writeDigestMd5Challenge({ realm: SASL_HOST, nonce: this.#nonce });
  }

  #judge(token: Uint8Array): SaslAnswer {
    const said = readDigestMd5Response(token);
    const isFor = said.realm === SASL_HOST && said.uri.toLowerCase() === URI;
    if (!isFor)
      throw new DigestMd5Error('unsupported', `a response is for ${said.uri}, not ${URI}`);
    if (said.nonce !== this.#nonce || said.nc !== FIRST) {
      throw new DigestMd5Error('not-proved', 'a response is to another challenge');
    }
    const password = this.#rules.users.get(said.user) ?? null;
    // As much is computed for a user that nobody knows: the time tells nothing of names.
    const whole = { ...said, password: password ?? '' };
    const isRight = isSame(digestMd5Proof(md5, 'client', whole), said.response.toLowerCase());
    if (password === null || !isRight) {
      throw new DigestMd5Error('not-proved', 'no such user, or not with this password');
    }
    const proof = digestMd5Proof(md5, 'server', whole);
    // As whom the user wants to act does not count: he is who he proved to be.
    return { token: writeDigestMd5Rspauth(proof), user: said.user };
  }
}

/** How long it takes does not tell how much of it is the same. */
function isSame(one: string, other: string): boolean {
  if (one.length !== other.length) return false;
  let differs = 0;
  for (let i = 0; i < one.length; i += 1) differs |= one.charCodeAt(i) ^ other.charCodeAt(i);
  return differs === 0;
}

/** What is wrong with a token of DIGEST-MD5. */
export type DigestMd5ErrorCode =
  /** It is none, or lacks something. */
  | 'malformed'
  /** It asks for what is not here: another realm, another service, encryption. */
  | 'unsupported'
  /** It comes when no such token is expected. */
  | 'out-of-order'
  /** It does not prove the knowledge of the password, or there is no such user. */
  | 'not-proved';

/** Thrown by either end for what the other end said. */
export class DigestMd5Error extends Error {
  override readonly name = 'DigestMd5Error';
  readonly code: DigestMd5ErrorCode;

  constructor(code: DigestMd5ErrorCode, problem: string) {
    super(problem);
    this.code = code;
  }
}

import { createHash } from 'node:crypto';

/** A private key, and the certificates that belong to it, as PEM. */
export interface JksKey {
  readonly key: string;
  /** Its own first, then those who signed. */
  readonly cert: string;
}

/** What a key store of Java's has. */
export interface JksStore {
  readonly keys: readonly JksKey[];
  /** The certificates that are trusted, as PEM: those by themselves, and the first of each key. */
  readonly trusted: readonly string[];
}

const MAGIC = 0xfeedfeed;
const DIGEST_BYTES = 20;
const KEY_ENTRY = 1;
/** What Java mixes into the digest of a whole store. */
const WHITENER = 'Mighty Aphrodite';
/** Of a key that is protected as in these stores: 1.3.6.1.4.1.42.2.17.1.1. */
const PROTECTOR = '2b060104012a02110101';

/** Whether some bytes begin as a JKS does: its name tells nothing, for Java takes PKCS #12 for one as well. */
export function isJks(bytes: Uint8Array): boolean {
  return bytes.length > 4 && viewOf(bytes).getUint32(0) === MAGIC;
}

/**
 * Reads a key store as Java's `sun.security.provider.JavaKeyStore` writes it.
 *
 * @param password of the store and of its keys; `null` to read certificates without making sure of them
 * @throws RangeError for a wrong password, and for what is no such store
 */
export function readJks(bytes: Uint8Array, password: string | null): JksStore {
  if (password !== null) checkDigest(bytes, password);
  const reader = new Reader(bytes.subarray(0, bytes.length - DIGEST_BYTES));
  if (reader.int() !== MAGIC) throw new RangeError('it is no JKS');
  const version = reader.int();
  if (version !== 1 && version !== 2) throw new RangeError(`it is a JKS of version ${version}`);
  const keys: JksKey[] = [];
  const trusted: string[] = [];
  const certificate = (): string => {
    // The type, which is always X.509.
    if (version === 2) reader.text();
    return pem('CERTIFICATE', reader.block());
  };
  for (let left = reader.int(); left > 0; left -= 1) {
    const isKey = reader.int() === KEY_ENTRY;
    reader.text();
    reader.skip(8);
    const locked = isKey ? reader.block() : null;
    const chain = Array.from({ length: isKey ? reader.int() : 1 }, certificate);
    trusted.push(...chain.slice(0, 1));
    if (locked === null || password === null) continue;
    keys.push({ key: pem('PRIVATE KEY', unlock(locked, password)), cert: chain.join('') });
  }
  return { keys, trusted };
}

function checkDigest(bytes: Uint8Array, password: string): void {
  const body = bytes.subarray(0, -DIGEST_BYTES);
  const found = sha1(utf16(password), Buffer.from(WHITENER), body);
  if (found.equals(bytes.subarray(-DIGEST_BYTES))) return;
  throw new RangeError('the password is wrong, or the file is damaged');
}

/** A key is covered by a stream of digests that begins with a salt, and has a digest of its own behind. */
function unlock(locked: Uint8Array, password: string): Uint8Array {
  const info = new Reader(new Reader(locked).der());
  const algorithm = new Reader(info.der());
  if (Buffer.from(algorithm.der()).toString('hex') !== PROTECTOR) {
    throw new RangeError('a key in it is protected in a way that is none of JKS');
  }
  const covered = info.der();
  const secret = utf16(password);
  const plain = Buffer.from(covered.subarray(DIGEST_BYTES, -DIGEST_BYTES));
  let cover: Uint8Array = covered.subarray(0, DIGEST_BYTES);
  for (let at = 0; at < plain.length; at += 1) {
    if (at % DIGEST_BYTES === 0) cover = sha1(secret, cover);
    plain[at] = (plain[at] ?? 0) ^ (cover[at % DIGEST_BYTES] ?? 0);
  }
  if (sha1(secret, plain).equals(covered.subarray(-DIGEST_BYTES))) return plain;
  throw new RangeError('a key in it has another password than the store');
}

function sha1(...parts: readonly Uint8Array[]): Buffer {
  const hash = createHash('sha1');
  for (const part of parts) hash.update(part);
  return hash.digest();
}

/** Characters as Java has them, the greater byte first. */
function utf16(text: string): Uint8Array {
  return Buffer.from(text, 'utf16le').swap16();
}

function pem(label: string, der: Uint8Array): string {
  const lines =
    Buffer.from(der)
      .toString('base64')
      .match(/.{1,64}/g) ?? [];
  return [`-----BEGIN ${label}-----`, ...lines, `-----END ${label}-----`, ''].join('\n');
}

function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

/** Reads from front to back. @throws RangeError where there is less than is asked for */
class Reader {
  readonly #bytes: Uint8Array;
  #at = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  int(): number {
    return viewOf(this.take(4)).getUint32(0);
  }

  /** Bytes behind their length. */
  block(): Uint8Array {
    return this.take(this.int());
  }

  /** A text, which nobody here asks for. */
  text(): void {
    this.skip(viewOf(this.take(2)).getUint16(0));
  }

  skip(length: number): void {
    this.take(length);
  }

  /** The content of the next element of DER. */
  der(): Uint8Array {
    const [, first = 0] = this.take(2);
    if (first < 0x80) return this.take(first);
    const length = this.take(first & 0x7f).reduce((sum, byte) => sum * 256 + byte, 0);
    return this.take(length);
  }

  take(length: number): Uint8Array {
    const end = this.#at + length;
    if (end > this.#bytes.length) throw new RangeError('it ends too early');
    const taken = this.#bytes.subarray(this.#at, end);
    this.#at = end;
    return taken;
  }
}

import { crc32c } from '../crc32c.ts';
import { REPLACE_OR_RESTORE, StorageError } from '../errors.ts';
import { areEqual, getNumber, hex, putNumber, viewOf } from './numbers.ts';

/** Bytes of an identity: as many as a UUID has. */
export const IDENTITY_BYTES = 16;
/** Every file begins with a header of this size: magic, version, number, identity, checksum. */
export const HEADER_BYTES = 40;
const VERSION = 1;
const AT = { version: 8, number: 12, identity: 20, crc: 36 } as const;

export type HeaderKind = 'segment' | 'snapshot' | 'identity';

/** "MNGR", what the file is, and a line feed, which a transfer as text would have changed. */
const MAGIC: Readonly<Record<HeaderKind, string>> = {
  segment: 'MNGRLOG\n',
  snapshot: 'MNGRSNP\n',
  identity: 'MNGRIDY\n',
};

/** The number is the first batch of a segment, the last of a snapshot, and 0 for the identity. */
export interface Header {
  readonly number: number;
  readonly identity: Uint8Array;
}

export function encodeHeader(kind: HeaderKind, { number, identity }: Header): Uint8Array {
  const bytes = new Uint8Array(HEADER_BYTES);
  const view = viewOf(bytes);
  for (let i = 0; i < 8; i += 1) bytes[i] = MAGIC[kind].charCodeAt(i);
  view.setUint32(AT.version, VERSION, true);
  putNumber(view, AT.number, number);
  bytes.set(identity, AT.identity);
  view.setUint32(AT.crc, crc32c(bytes, 0, AT.crc), true);
  return bytes;
}

/** What is wrong with a header, if anything is. */
export type HeaderJudgement =
  | { readonly type: 'header'; readonly header: Header }
  | { readonly type: 'damaged'; readonly expected: string; readonly found: string }
  | { readonly type: 'newer'; readonly version: number };

export function decodeHeader(kind: HeaderKind, bytes: Uint8Array): HeaderJudgement {
  if (bytes.length < HEADER_BYTES) {
    return damaged(`a header of ${HEADER_BYTES} bytes`, `${bytes.length} bytes`);
  }
  const magic = String.fromCharCode(...bytes.subarray(0, 8));
  if (magic !== MAGIC[kind]) {
    return damaged(`the magic ${JSON.stringify(MAGIC[kind])}`, JSON.stringify(magic));
  }
  const view = viewOf(bytes);
  const crc = view.getUint32(AT.crc, true);
  const computed = crc32c(bytes, 0, AT.crc);
  if (crc !== computed) {
    return damaged(`a header with checksum ${crc}`, `one with ${computed}`);
  }
  const version = view.getUint32(AT.version, true);
  if (version !== VERSION) return { type: 'newer', version };
  const identity = bytes.slice(AT.identity, AT.identity + IDENTITY_BYTES);
  return { type: 'header', header: { number: getNumber(view, AT.number), identity } };
}

function damaged(expected: string, found: string): HeaderJudgement {
  return { type: 'damaged', expected, found };
}

/** What a header must say besides being whole. */
export interface HeaderTerms {
  readonly kind: HeaderKind;
  readonly path: string;
  /** As the name of the file says. */
  readonly number: number;
  /** `null` where it is yet to be learnt. */
  readonly identity: Uint8Array | null;
}

/** @throws StorageError `corrupt`, `unsupported-format` or `wrong-identity`. */
export function checkHeader(bytes: Uint8Array, terms: HeaderTerms): Header {
  const { kind, path: file, number, identity } = terms;
  const judged = decodeHeader(kind, bytes);
  switch (judged.type) {
    case 'damaged': {
      const { expected, found } = judged;
      const remedy = REPLACE_OR_RESTORE;
      throw new StorageError('corrupt', { file, offset: 0, expected, found, remedy });
    }
    case 'newer':
      throw new StorageError('unsupported-format', {
        file,
        offset: AT.version,
        expected: `format ${VERSION}`,
        found: `format ${judged.version}`,
        remedy: 'Open it with the version of the program that wrote it, or a newer one.',
      });
    case 'header':
      checkTerms(judged.header, file, number, identity);
      return judged.header;
  }
}

function checkTerms(
  header: Header,
  file: string,
  number: number,
  identity: Uint8Array | null,
): void {
  if (header.number !== number) {
    throw new StorageError('corrupt', {
      file,
      offset: AT.number,
      expected: `number ${number}, as the name says`,
      found: String(header.number),
      remedy: `It was renamed, or copied over. ${REPLACE_OR_RESTORE}`,
    });
  }
  if (identity !== null && !areEqual(header.identity, identity)) {
    throw new StorageError('wrong-identity', {
      file,
      offset: AT.identity,
      expected: `identity ${hex(identity)}, as of this directory`,
      found: hex(header.identity),
      remedy: `The file is another server's, or of a disk that this one replaced: take it out of the directory. ${REPLACE_OR_RESTORE}`,
    });
  }
}

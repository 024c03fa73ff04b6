import { decodeLogEntry, FileHeader, JuteError, JuteReader, type LogEntry } from '@menagerie/jute';
import { CliError } from '../errors.ts';
import { adler32 } from './adler.ts';

/** An entry, and where it stands. */
export interface ApacheEntry {
  readonly file: string;
  /** In bytes from the start of the file. */
  readonly offset: number;
  readonly entry: LogEntry;
}

const MAGIC = 0x5a4b_4c47;
const HEADER_BYTES = 16;
/** Checksum and length. */
const PREFIX_BYTES = 12;
const END_OF_ENTRY = 0x42;

/**
 * The entries of a log of Apache's. Ends where the server would: at what was allocated and never
 * written. What is torn at the end ends it as well, and is told of.
 *
 * @throws CliError `unreadable` at the first damage
 */
export function* entriesIn(
  file: string,
  bytes: Uint8Array,
  torn: (message: string) => void = () => {},
): Generator<ApacheEntry, void, void> {
  checkHeader(file, bytes);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  let offset = HEADER_BYTES;
  while (offset + PREFIX_BYTES <= bytes.length) {
    const sum = view.getBigInt64(offset);
    if (sum === 0n && lengthAt(bytes, offset) === 0) return;
    const entry = entryAt(bytes, offset);
    if (entry === null) {
      if (isFollowed(bytes, offset + 1)) throw damaged(file, offset, 'an entry that does not end');
      torn(`${file} at ${offset}: the last entry was not written to its end; a server drops it`);
      return;
    }
    if (sum !== BigInt(adler32(entry))) throw damaged(file, offset, 'the checksum is wrong');
    yield { file, offset, entry: decoded(file, offset, entry) };
    offset += PREFIX_BYTES + entry.length + 1;
  }
}

function checkHeader(file: string, bytes: Uint8Array): void {
  if (bytes.length >= HEADER_BYTES) {
    const { magic, version } = FileHeader.read(new JuteReader(bytes.subarray(0, HEADER_BYTES)));
    if (magic === MAGIC && version === 2) return;
  }
  throw new CliError(
    'unreadable',
    `${file} at 0: a log of Apache's begins with ZKLG and version 2, and this does not`,
  );
}

/** The bytes of an entry; `null` where it does not end as one does. */
function entryAt(bytes: Uint8Array, offset: number): Uint8Array | null {
  const start = offset + PREFIX_BYTES;
  if (start > bytes.length) return null;
  const length = lengthAt(bytes, offset);
  const end = start + length;
  return length > 0 && bytes[end] === END_OF_ENTRY ? bytes.subarray(start, end) : null;
}

function lengthAt(bytes: Uint8Array, offset: number): number {
  return new DataView(bytes.buffer, bytes.byteOffset + offset + 8, 4).getInt32(0);
}

/** Whether a whole entry comes behind: then what is broken was not the last one. */
function isFollowed(bytes: Uint8Array, from: number): boolean {
  for (let offset = from; offset + PREFIX_BYTES < bytes.length; offset += 1) {
    // The high half of a sum is 0, and a sum never is.
    if (bytes[offset] !== 0 || bytes[offset + 3] !== 0) continue;
    const entry = entryAt(bytes, offset);
    if (entry === null) continue;
    const sum = new DataView(bytes.buffer, bytes.byteOffset + offset, 8).getBigInt64(0);
    if (sum === BigInt(adler32(entry))) return true;
  }
  return false;
}

function decoded(file: string, offset: number, bytes: Uint8Array): LogEntry {
  try {
    return decodeLogEntry(bytes);
  } catch (error) {
    if (!(error instanceof JuteError)) throw error;
    throw damaged(file, offset, error.message);
  }
}

function damaged(file: string, offset: number, what: string): CliError {
  return new CliError(
    'unreadable',
    `${file} at ${offset}: ${what}. Nothing was changed; take the file from another server`,
  );
}

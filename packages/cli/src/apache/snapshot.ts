import { ACL, FileHeader, JuteError, JuteReader, StatPersisted, vector } from '@menagerie/jute';
import { CliError } from '../errors.ts';
import { adler32 } from './adler.ts';

/** A znode as a snapshot has it. */
export interface StoredZnode {
  /** `/` for the root. */
  readonly path: string;
  readonly data: Uint8Array | null;
  readonly acl: readonly ACL[];
  readonly stat: StatPersisted;
}

/** What a snapshot of Apache's holds. */
export interface ApacheSnapshot {
  readonly sessions: readonly { readonly id: bigint; readonly timeoutMs: number }[];
  /** A parent comes before its children. */
  readonly znodes: readonly StoredZnode[];
  /** Of the tree at a zxid; `null` in files of before 3.6 and where digests are off. */
  readonly digest: { readonly zxid: bigint; readonly value: bigint } | null;
}

const MAGIC = 0x5a4b_534e;
const MOST_BYTES = 2 ** 31 - 1;
const acls = vector(ACL);

/** @throws CliError `unreadable` */
export function snapshotIn(file: string, bytes: Uint8Array): ApacheSnapshot {
  const reader = new JuteReader(bytes, { maxBytes: MOST_BYTES });
  try {
    return read(file, bytes, reader);
  } catch (error) {
    if (!(error instanceof JuteError)) throw error;
    throw damaged(file, reader.offset, error.message);
  }
}

function read(file: string, bytes: Uint8Array, reader: JuteReader): ApacheSnapshot {
  const { magic, version } = FileHeader.read(reader);
  if (magic !== MAGIC || version !== 2) {
    throw damaged(file, 0, 'a snapshot begins with ZKSN and version 2, and this does not');
  }
  const sessions = times(reader.int(), () => ({ id: reader.long(), timeoutMs: reader.int() }));
  const lists = new Map(times(reader.int(), () => [reader.long(), acls.read(reader) ?? []]));
  const znodes: StoredZnode[] = [];
  for (;;) {
    const offset = reader.offset;
    const path = reader.ustring() ?? '';
    // A slash alone ends them; the root is the empty path.
    if (path === '/') break;
    const data = reader.buffer();
    const number = reader.long();
    const stat = StatPersisted.read(reader);
    // What has never had a list is open to all: the server keeps no list for that.
    const acl = number === -1n ? OPEN : lists.get(number);
    if (acl === undefined)
      throw damaged(file, offset, `${path} has a list of permissions that is not there`);
    znodes.push({ path: path === '' ? '/' : path, data, acl, stat });
  }
  checkSeal(file, bytes, reader);
  return { sessions, znodes, digest: readDigest(file, bytes, reader) };
}

function readDigest(file: string, bytes: Uint8Array, reader: JuteReader): ApacheSnapshot['digest'] {
  // Before 3.6 there is none.
  if (reader.remaining === 0) return null;
  const { offset } = reader;
  const zxid = reader.long();
  const version = reader.int();
  if (version !== DIGEST_VERSION) throw damaged(file, offset, `a digest of version ${version}`);
  const value = reader.long();
  checkSeal(file, bytes, reader);
  return { zxid, value };
}

/** There is no other since digests are in snapshots. */
const DIGEST_VERSION = 2;

const OPEN: readonly ACL[] = [{ perms: 31, id: { scheme: 'world', id: 'anyone' } }];

/** The sum of all bytes before, and a slash. */
function checkSeal(file: string, bytes: Uint8Array, reader: JuteReader): void {
  const { offset } = reader;
  const sum = BigInt(adler32(bytes.subarray(0, offset)));
  if (reader.long() !== sum) throw damaged(file, offset, 'the checksum is wrong');
  reader.ustring();
}

function times<T>(count: number, make: () => T): T[] {
  const made: T[] = [];
  for (let left = count; left > 0; left -= 1) made.push(make());
  return made;
}

function damaged(file: string, offset: number, what: string): CliError {
  return new CliError(
    'unreadable',
    `${file} at ${offset}: ${what}. Nothing was changed; take an older snapshot, or one of another server`,
  );
}

import type { Codec } from './codec/codec.ts';
import { JuteError } from './errors.ts';
import { OpCode } from './opcodes.ts';
import * as records from './records/transactions.ts';
import { JuteReader } from './wire/reader.ts';

/** What each type of transaction in a log holds. */
export interface TransactionBodies {
  readonly create: records.CreateTxn;
  readonly create2: records.CreateTxn;
  readonly createTTL: records.CreateTTLTxn;
  readonly createContainer: records.CreateContainerTxn;
  readonly delete: records.DeleteTxn;
  readonly deleteContainer: records.DeleteTxn;
  readonly setData: records.SetDataTxn;
  readonly reconfig: records.SetDataTxn;
  readonly setACL: records.SetACLTxn;
  readonly check: records.CheckVersionTxn;
  readonly createSession: records.CreateSessionTxn;
  /** Null in logs of before 3.6: then the ephemerals are those that the tree knows. */
  readonly closeSession: records.CloseSessionTxn | null;
  readonly error: records.ErrorTxn;
  readonly multi: records.MultiTxn;
}

/** The types of transactions. */
export type TransactionName = keyof TransactionBodies;

/** A transaction of one type. */
export interface TransactionOf<K extends TransactionName> {
  readonly type: K;
  readonly body: TransactionBodies[K];
}

/** A transaction of a type that is none: the rest of its bytes. */
export interface UnknownTransaction {
  readonly type: 'unknown';
  readonly opcode: number;
  readonly bytes: Uint8Array;
}

/** What was done, told apart by `type`. */
export type Transaction =
  | { [K in TransactionName]: TransactionOf<K> }[TransactionName]
  | UnknownTransaction;

/** One entry of a log. */
export interface LogEntry {
  readonly header: records.TxnHeader;
  readonly txn: Transaction;
  /** Null before 3.6, where digests are off, and behind most refusals. */
  readonly digest: records.TxnDigest | null;
}

interface Kind<K extends TransactionName> {
  readonly opcode: number;
  readonly read: (reader: JuteReader) => TransactionOf<K>;
}

type Read<T> = Codec<T>['read'];

// Before 3.4 a create did not say how many children its parent had been given.
const readCreate: Read<records.CreateTxn> = (reader) => {
  const began = reader.offset;
  try {
    return records.CreateTxn.read(reader);
  } catch (error) {
    if (!(error instanceof JuteError) || error.code !== 'short-frame') throw error;
    reader.rewind(began);
    return { ...records.CreateTxnV0.read(reader), parentCVersion: -1 };
  }
};

const readCloseSession: Read<records.CloseSessionTxn | null> = (reader) =>
  reader.remaining === 0 ? null : records.CloseSessionTxn.read(reader);

const kinds: { readonly [K in TransactionName]: Kind<K> } = {
  create: kind('create', readCreate),
  create2: kind('create2', readCreate),
  createTTL: kind('createTTL', records.CreateTTLTxn.read),
  createContainer: kind('createContainer', records.CreateContainerTxn.read),
  delete: kind('delete', records.DeleteTxn.read),
  deleteContainer: kind('deleteContainer', records.DeleteTxn.read),
  setData: kind('setData', records.SetDataTxn.read),
  reconfig: kind('reconfig', records.SetDataTxn.read),
  setACL: kind('setACL', records.SetACLTxn.read),
  check: kind('check', records.CheckVersionTxn.read),
  createSession: kind('createSession', records.CreateSessionTxn.read),
  closeSession: kind('closeSession', readCloseSession),
  error: kind('error', records.ErrorTxn.read),
  multi: kind('multi', records.MultiTxn.read),
};

function kind<K extends TransactionName>(type: K, read: Read<TransactionBodies[K]>): Kind<K> {
  return { opcode: OpCode[type], read: (reader) => ({ type, body: read(reader) }) };
}

const byOpcode = new Map(Object.values(kinds).map((known) => [known.opcode, known]));

/**
 * The transaction in an entry of a log, its checksum and length taken off. Buffers in it are views.
 *
 * @throws {@link JuteError} where the bytes are no such entry.
 */
export function decodeLogEntry(entry: Uint8Array, reader: JuteReader = new JuteReader()): LogEntry {
  reader.reset(entry);
  const header = records.TxnHeader.read(reader);
  const txn = readTransaction(reader, header.type);
  const digest = reader.remaining === 0 ? null : records.TxnDigest.read(reader);
  return { header, txn, digest };
}

/**
 * What one operation of a {@link MultiTxn} did.
 *
 * @throws {@link JuteError} where the bytes are no record of that type.
 */
export function decodeSubTransaction(sub: records.SubTxn): Transaction {
  return readTransaction(new JuteReader(sub.data ?? new Uint8Array(0)), sub.type);
}

function readTransaction(reader: JuteReader, opcode: number): Transaction {
  return byOpcode.get(opcode)?.read(reader) ?? { type: 'unknown', opcode, bytes: reader.rest() };
}

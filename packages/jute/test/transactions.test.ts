import {
  CheckVersionTxn,
  CloseSessionTxn,
  CreateContainerTxn,
  CreateSessionTxn,
  CreateTTLTxn,
  CreateTxn,
  CreateTxnV0,
  DeleteTxn,
  decodeLogEntry,
  decodeSubTransaction,
  ErrorTxn,
  JuteWriter,
  MultiTxn,
  OpCode,
  SetACLTxn,
  SetDataTxn,
  type Shape,
  type TransactionName,
  TxnDigest,
  TxnHeader,
} from '@menagerie/jute';
import { describe, expect, it } from 'vitest';
import { juteErrorOf } from './helpers/errors.ts';
import { bytesOf } from './helpers/hex.ts';
import { anyChoices, Random, valueOf } from './helpers/random.ts';

const header = {
  clientId: 0x100012345670000n,
  cxid: 3,
  zxid: 0x100000002n,
  time: 1_790_000_000_000n,
};
const digest = { version: 2, treeDigest: -5n };

interface Kind {
  readonly shape: Shape;
  readonly write: (writer: JuteWriter, value: never) => void;
}

const bodies: { readonly [K in TransactionName]: Kind } = {
  create: CreateTxn,
  create2: CreateTxn,
  createTTL: CreateTTLTxn,
  createContainer: CreateContainerTxn,
  delete: DeleteTxn,
  deleteContainer: DeleteTxn,
  setData: SetDataTxn,
  reconfig: SetDataTxn,
  setACL: SetACLTxn,
  check: CheckVersionTxn,
  createSession: CreateSessionTxn,
  closeSession: CloseSessionTxn,
  error: ErrorTxn,
  multi: MultiTxn,
};

function entry(type: number, write: (writer: JuteWriter) => void, withDigest = true): Uint8Array {
  const writer = new JuteWriter();
  TxnHeader.write(writer, { ...header, type });
  write(writer);
  if (withDigest) TxnDigest.write(writer, digest);
  return writer.bytes();
}

describe('an entry of a log', () => {
  it.each(Object.keys(bodies) as TransactionName[])('of type %s comes back', (type) => {
    const codec = bodies[type];
    const body = valueOf(codec.shape, anyChoices(new Random(3)));
    for (const withDigest of [true, false]) {
      const bytes = entry(OpCode[type], (writer) => codec.write(writer, body as never), withDigest);
      expect(decodeLogEntry(bytes)).toEqual({
        header: { ...header, type: OpCode[type] },
        txn: { type, body },
        digest: withDigest ? digest : null,
      });
    }
  });

  it('of before 3.4 does not say how many children the parent had been given', () => {
    const old = { path: '/a', data: null, acl: [], ephemeral: true };
    const bytes = entry(OpCode.create, (writer) => CreateTxnV0.write(writer, old), false);
    expect(decodeLogEntry(bytes)).toMatchObject({
      txn: { type: 'create', body: { ...old, parentCVersion: -1 } },
      digest: null,
    });
  });

  it('of before 3.6 does not say which ephemerals a session closed', () => {
    const bytes = entry(OpCode.closeSession, () => {}, false);
    expect(decodeLogEntry(bytes).txn).toEqual({ type: 'closeSession', body: null });
  });

  it('of an unknown type keeps its bytes', () => {
    const bytes = entry(99, (writer) => writer.raw(bytesOf('0102')), false);
    expect(decodeLogEntry(bytes)).toMatchObject({
      txn: { type: 'unknown', opcode: 99, bytes: bytesOf('0102') },
      digest: null,
    });
  });

  it('that is cut short anywhere is an error', () => {
    const body = { path: '/a', data: bytesOf('01'), version: 1 };
    const bytes = entry(OpCode.setData, (writer) => SetDataTxn.write(writer, body), false);
    for (let length = 0; length < bytes.length; length += 1) {
      expect(juteErrorOf(() => decodeLogEntry(bytes.subarray(0, length))).code).toBe('short-frame');
    }
  });

  it('that is no old create either is an error of its field', () => {
    const bytes = entry(OpCode.create, (writer) => writer.int(-2), false);
    expect(juteErrorOf(() => decodeLogEntry(bytes))).toMatchObject({
      code: 'negative-length',
      record: 'CreateTxn',
      field: 'path',
    });
  });
});

describe('an operation of a multi in a log', () => {
  it('is a record of its own', () => {
    const writer = new JuteWriter();
    DeleteTxn.write(writer, { path: '/a' });
    const sub = { type: OpCode.delete, data: writer.bytes() };
    expect(decodeSubTransaction(sub)).toEqual({ type: 'delete', body: { path: '/a' } });
  });

  it('without bytes is an error', () => {
    const sub = { type: OpCode.error, data: null };
    expect(juteErrorOf(() => decodeSubTransaction(sub)).record).toBe('ErrorTxn');
  });
});

import type { Codec } from '../codec/codec.ts';
import { bool, buffer, int, long, ustring, vector } from '../codec/fields.ts';
import { record } from '../codec/record.ts';
import { ACL } from './data.ts';

/** What logs and snapshots begin with. */
export interface FileHeader {
  /** `ZKLG` or `ZKSN`. */
  readonly magic: number;
  /** 2. */
  readonly version: number;
  readonly dbid: bigint;
}

/** The codec of {@link FileHeader}. */
export const FileHeader: Codec<FileHeader> = record('FileHeader', {
  magic: int,
  version: int,
  dbid: long,
});

/** Stands in front of every transaction in a log. */
export interface TxnHeader {
  /** The session that asked for it. */
  readonly clientId: bigint;
  /** The xid of the request. */
  readonly cxid: number;
  readonly zxid: bigint;
  /** When the leader took it, in milliseconds since 1970. */
  readonly time: bigint;
  /** The opcode: see {@link OpCode}. */
  readonly type: number;
}

/** The codec of {@link TxnHeader}. */
export const TxnHeader: Codec<TxnHeader> = record('TxnHeader', {
  clientId: long,
  cxid: int,
  zxid: long,
  time: long,
  type: int,
});

/** The digest of the tree after a transaction; stands behind it since 3.6. */
export interface TxnDigest {
  /** 2. */
  readonly version: number;
  readonly treeDigest: bigint;
}

/** The codec of {@link TxnDigest}. */
export const TxnDigest: Codec<TxnDigest> = record('TxnDigest', { version: int, treeDigest: long });

/** What create and create2 did. */
export interface CreateTxn {
  /** As it became: a sequential one has its number. */
  readonly path: string | null;
  readonly data: Uint8Array | null;
  readonly acl: readonly ACL[] | null;
  readonly ephemeral: boolean;
  /** How many children the parent had been given, this one counted; -1 in old logs. */
  readonly parentCVersion: number;
}

/** The codec of {@link CreateTxn}. */
export const CreateTxn: Codec<CreateTxn> = record('CreateTxn', {
  path: ustring,
  data: buffer,
  acl: vector(ACL),
  ephemeral: bool,
  parentCVersion: int,
});

/** What create did, in logs of before 3.4. */
export interface CreateTxnV0 {
  /** As it became: a sequential one has its number. */
  readonly path: string | null;
  readonly data: Uint8Array | null;
  readonly acl: readonly ACL[] | null;
  readonly ephemeral: boolean;
}

/** The codec of {@link CreateTxnV0}. */
export const CreateTxnV0: Codec<CreateTxnV0> = record('CreateTxnV0', {
  path: ustring,
  data: buffer,
  acl: vector(ACL),
  ephemeral: bool,
});

/** What createTTL did. */
export interface CreateTTLTxn {
  /** As it became: a sequential one has its number. */
  readonly path: string | null;
  readonly data: Uint8Array | null;
  readonly acl: readonly ACL[] | null;
  /** How many children the parent had been given, this one counted; -1 in old logs. */
  readonly parentCVersion: number;
  /** In milliseconds. */
  readonly ttl: bigint;
}

/** The codec of {@link CreateTTLTxn}. */
export const CreateTTLTxn: Codec<CreateTTLTxn> = record('CreateTTLTxn', {
  path: ustring,
  data: buffer,
  acl: vector(ACL),
  parentCVersion: int,
  ttl: long,
});

/** What createContainer did. */
export interface CreateContainerTxn {
  /** As it became: a sequential one has its number. */
  readonly path: string | null;
  readonly data: Uint8Array | null;
  readonly acl: readonly ACL[] | null;
  /** How many children the parent had been given, this one counted; -1 in old logs. */
  readonly parentCVersion: number;
}

/** The codec of {@link CreateContainerTxn}. */
export const CreateContainerTxn: Codec<CreateContainerTxn> = record('CreateContainerTxn', {
  path: ustring,
  data: buffer,
  acl: vector(ACL),
  parentCVersion: int,
});

/** What delete and deleteContainer did. */
export interface DeleteTxn {
  readonly path: string | null;
}

/** The codec of {@link DeleteTxn}. */
export const DeleteTxn: Codec<DeleteTxn> = record('DeleteTxn', { path: ustring });

/** What setData and reconfig did. */
export interface SetDataTxn {
  readonly path: string | null;
  readonly data: Uint8Array | null;
  /** The version that it became. */
  readonly version: number;
}

/** The codec of {@link SetDataTxn}. */
export const SetDataTxn: Codec<SetDataTxn> = record('SetDataTxn', {
  path: ustring,
  data: buffer,
  version: int,
});

/** What setACL did. */
export interface SetACLTxn {
  readonly path: string | null;
  readonly acl: readonly ACL[] | null;
  /** The aversion that it became. */
  readonly version: number;
}

/** The codec of {@link SetACLTxn}. */
export const SetACLTxn: Codec<SetACLTxn> = record('SetACLTxn', {
  path: ustring,
  acl: vector(ACL),
  version: int,
});

/** A check that held. */
export interface CheckVersionTxn {
  readonly path: string | null;
  /** One more than the version that was found. */
  readonly version: number;
}

/** The codec of {@link CheckVersionTxn}. */
export const CheckVersionTxn: Codec<CheckVersionTxn> = record('CheckVersionTxn', {
  path: ustring,
  version: int,
});

/** The session is that of the header. */
export interface CreateSessionTxn {
  /** In milliseconds. */
  readonly timeOut: number;
}

/** The codec of {@link CreateSessionTxn}. */
export const CreateSessionTxn: Codec<CreateSessionTxn> = record('CreateSessionTxn', {
  timeOut: int,
});

/** The session is that of the header; its ephemerals end with it. */
export interface CloseSessionTxn {
  readonly paths2Delete: readonly (string | null)[] | null;
}

/** The codec of {@link CloseSessionTxn}. */
export const CloseSessionTxn: Codec<CloseSessionTxn> = record('CloseSessionTxn', {
  paths2Delete: vector(ustring),
});

/** A write that was refused; it has a zxid all the same. */
export interface ErrorTxn {
  /** See {@link ErrorCode}. */
  readonly err: number;
}

/** The codec of {@link ErrorTxn}. */
export const ErrorTxn: Codec<ErrorTxn> = record('ErrorTxn', { err: int });

/** One operation of a multi, as bytes: see {@link decodeSubTransaction}. */
export interface SubTxn {
  /** The opcode: see {@link OpCode}. */
  readonly type: number;
  /** The record of that type. */
  readonly data: Uint8Array | null;
}

/** The codec of {@link SubTxn}. */
export const SubTxn: Codec<SubTxn> = record('SubTxn', { type: int, data: buffer });

/**
 * What a multi did, all at once. Where one of its operations is of type `error`, the multi failed
 * and nothing of it was done, whatever the others say.
 */
export interface MultiTxn {
  readonly txns: readonly SubTxn[] | null;
}

/** The codec of {@link MultiTxn}. */
export const MultiTxn: Codec<MultiTxn> = record('MultiTxn', { txns: vector(SubTxn) });

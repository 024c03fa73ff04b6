import {
  bytes,
  frozen,
  list,
  perServer,
  place,
  record,
  type Schema,
  server,
  serverSet,
  u8,
  u32,
  union,
} from '@menagerie/contract';
import type { History, Membership, Snapshot, Txn, Vote } from '../types.ts';
import type { Zxid } from '../zxid.ts';

// What messages, histories and disks share.

export const zxidSchema: Schema<Zxid> = frozen(record({ epoch: u32, counter: u32 }));

export const weightsSchema: Schema<readonly number[]> = frozen(perServer(u8));
export const groupsSchema: Schema<readonly number[]> = frozen(list(serverSet));

export const membershipSchema: Schema<Membership> = frozen(
  record({
    voters: serverSet,
    weights: weightsSchema,
    groups: groupsSchema,
    incarnations: frozen(perServer(u32)),
  }),
);

export const txnSchema: Schema<Txn> = frozen(
  union({
    data: { zxid: zxidSchema, data: bytes },
    reconfig: { zxid: zxidSchema, membership: membershipSchema },
  }),
);

/** The list itself is shared too: what a message brings goes to the disk as it is. */
export const txnsSchema: Schema<readonly Txn[]> = frozen(list(txnSchema));

export const snapshotSchema: Schema<Snapshot> = frozen(
  record({
    index: place,
    zxid: zxidSchema,
    version: zxidSchema,
    membership: membershipSchema,
    data: bytes,
  }),
);

export const historySchema: Schema<History> = frozen(
  record({ snapshot: snapshotSchema, txns: txnsSchema }),
);

export const voteSchema: Schema<Vote> = frozen(
  record({ leader: server, epoch: u32, zxid: zxidSchema }),
);

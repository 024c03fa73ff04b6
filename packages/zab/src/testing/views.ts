import type { Happening, WorldView } from '@menagerie/contract';
import { bytes, bytesToText } from '@menagerie/contract';
import type { ZabShape } from '../messages.ts';
import { membershipSchema } from '../schemas/values.ts';
import type { Txn } from '../types.ts';
import { sameZxid, zxidText } from '../zxid.ts';

export type ZabHappening = Happening<ZabShape>;
export type ZabWorld = WorldView<ZabShape>;

/** Whether two transactions are the same; a shared one is so at a glance. */
export function sameTxn(a: Txn, b: Txn): boolean {
  if (a === b) return true;
  if (!sameZxid(a.zxid, b.zxid)) return false;
  if (a.type === 'data' && b.type === 'data') return bytes.equals(a.data, b.data);
  if (a.type === 'reconfig' && b.type === 'reconfig') {
    return membershipSchema.equals(a.membership, b.membership);
  }
  return false;
}

/** `text:w7 (2.5)` */
export function shown(txn: Txn): string {
  const what = txn.type === 'data' ? bytesToText(txn.data) : 'a reconfiguration';
  return `${what} (${zxidText(txn.zxid)})`;
}

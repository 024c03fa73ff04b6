import type { Happening, Input, ServerId, Violation, WorldView } from '@menagerie/contract';
import { bytes, bytesToText } from '@menagerie/contract';
import type { ZabMessage, ZabOutput, ZabRecord, ZabShape } from '../messages.ts';
import { membershipSchema } from '../schemas/values.ts';
import type { Txn, ZabState } from '../types.ts';
import { sameZxid, zxidText } from '../zxid.ts';

export type ZabHappening = Happening<ZabShape>;
export type ZabWorld = WorldView<ZabShape>;

/** The state of the server that a step or a recovery was about, just after it. */
export function actor(happening: ZabHappening, world: ZabWorld): ZabState | null {
  if (happening.type !== 'step' && happening.type !== 'recover') return null;
  return world.servers[happening.server]?.state ?? null;
}

/** The records that a step wrote. */
export function recordsOf(happening: ZabHappening): readonly ZabRecord[] {
  if (happening.type !== 'step' && happening.type !== 'recover') return [];
  let found: readonly ZabRecord[] = [];
  for (const effect of happening.effects) {
    if (effect.type !== 'persist') continue;
    found = found.length === 0 ? effect.records : [...found, ...effect.records];
  }
  return found;
}

/** What a step gave to the application. */
export function outputsOf(happening: ZabHappening): readonly ZabOutput[] {
  if (happening.type !== 'step' && happening.type !== 'recover') return [];
  const outputs: ZabOutput[] = [];
  for (const effect of happening.effects) {
    if (effect.type === 'deliver') outputs.push(effect.output);
  }
  return outputs;
}

/** The message that a step received. */
export function messageOf(happening: ZabHappening): ZabMessage | null {
  if (happening.type !== 'step') return null;
  const input: Input<ZabShape> = happening.input;
  return input.type === 'message' ? input.message : null;
}

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

/** A violation in one call. */
export function violated(
  property: string,
  clause: string,
  servers: readonly ServerId[],
  values: Readonly<Record<string, string | number>>,
  sentence: string,
): Violation {
  return { property, clause, servers, values, sentence };
}

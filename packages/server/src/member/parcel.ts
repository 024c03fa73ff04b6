import { Reader, Writer } from '@menagerie/contract';
import type { Place } from './lanes.ts';

/** What servers say to each other beside the words of their cores. */
export type Parcel =
  /** A message of the core. */
  | { readonly type: 'core'; readonly bytes: Uint8Array }
  /** To a leader: propose this. */
  | { readonly type: 'wish'; readonly place: Place; readonly bytes: Uint8Array }
  /** From a leader: what you wished under this number was not proposed, or may be lost. */
  | { readonly type: 'lost'; readonly serial: number }
  /** To a leader: these sessions were heard of. Ids as decimal text. */
  | { readonly type: 'touched'; readonly sessions: readonly bigint[] }
  /** Give me a part of your tree, which has at least all through an index. Parts from 0 on. */
  | {
      readonly type: 'fetch';
      /** Another number for each tree that is fetched. */
      readonly transfer: number;
      readonly part: number;
      readonly after: number;
    }
  | {
      readonly type: 'part';
      readonly transfer: number;
      readonly part: number;
      readonly last: boolean;
      readonly bytes: Uint8Array;
    }
  /** The newest configuration that the sender knows, and the sender itself, as text. */
  | { readonly type: 'roster'; readonly bytes: Uint8Array }
  /** From a leader that ends, and cannot hand over: this server had better lead. */
  | { readonly type: 'farewell'; readonly successor: number }
  /** A message of the core, with the clock of its sending: somebody follows what the sender does. */
  | { readonly type: 'traced'; readonly clock: readonly number[]; readonly bytes: Uint8Array };

const TYPES = [
  'core',
  'wish',
  'lost',
  'touched',
  'traced',
  'fetch',
  'part',
  'roster',
  'farewell',
] as const;

export function encodeParcel(parcel: Parcel): Uint8Array {
  const writer = new Writer();
  writer.uint(TYPES.indexOf(parcel.type));
  switch (parcel.type) {
    case 'core':
    case 'roster':
      writer.bytes(parcel.bytes);
      break;
    case 'wish':
      writer.uint(parcel.place.lane);
      writer.uint(parcel.place.after);
      writer.bytes(parcel.bytes);
      break;
    case 'farewell':
      writer.uint(parcel.successor);
      break;
    case 'lost':
      writer.uint(parcel.serial);
      break;
    case 'touched':
      writer.uint(parcel.sessions.length);
      for (const session of parcel.sessions) {
        const bits = BigInt.asUintN(64, session);
        writer.uint(Number(bits >> 32n));
        writer.uint(Number(bits & 0xffff_ffffn));
      }
      break;
    case 'traced':
      writer.uint(parcel.clock.length);
      for (const number of parcel.clock) writer.uint(number);
      writer.bytes(parcel.bytes);
      break;
    case 'fetch':
      writer.uint(parcel.transfer);
      writer.uint(parcel.part);
      writer.uint(parcel.after);
      break;
    case 'part':
      writer.uint(parcel.transfer);
      writer.uint(parcel.part);
      writer.uint(parcel.last ? 1 : 0);
      writer.bytes(parcel.bytes);
  }
  return writer.finish();
}

/** @throws ContractError `invalid-frame` */
export function decodeParcel(bytes: Uint8Array): Parcel {
  const reader = new Reader(bytes);
  const at = reader.uint();
  const type = TYPES[at];
  switch (type) {
    case 'core':
    case 'roster':
      return { type, bytes: reader.bytes() };
    case 'wish': {
      const place = { lane: reader.uint(), after: reader.uint() };
      return { type, place, bytes: reader.bytes() };
    }
    case 'farewell':
      return { type, successor: reader.uint() };
    case 'lost':
      return { type, serial: reader.uint() };
    case 'touched': {
      const sessions: bigint[] = [];
      for (let left = reader.count(); left > 0; left -= 1) {
        const high = BigInt(reader.uint());
        sessions.push(BigInt.asIntN(64, (high << 32n) | BigInt(reader.uint())));
      }
      return { type, sessions };
    }
    case 'traced': {
      const clock = Array.from({ length: reader.count() }, () => reader.uint());
      return { type, clock, bytes: reader.bytes() };
    }
    case 'fetch':
      return { type, transfer: reader.uint(), part: reader.uint(), after: reader.uint() };
    case 'part': {
      const [transfer, part, last] = [reader.uint(), reader.uint(), reader.uint() === 1];
      return { type, transfer, part, last, bytes: reader.bytes() };
    }
    default:
      throw reader.error(`${at} is no type of parcel`);
  }
}

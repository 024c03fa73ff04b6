import { sha256 } from '@noble/hashes/sha2.js';

/** The first eight bytes of a text's SHA-256, as a number from 0 to 2⁶⁴ − 1. */
export function hash(text: string): bigint {
  const digest = sha256(text);
  return new DataView(digest.buffer, digest.byteOffset).getBigUint64(0);
}

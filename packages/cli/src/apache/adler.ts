/** The largest prime below 2^16 (RFC 1950 §9). */
const BASE = 65_521;
/** So many bytes can be added before a sum outgrows 32 bits. */
const UNTIL_FULL = 5552;

/** Adler-32, which ends snapshots and stands before each entry of a log. */
export function adler32(bytes: Uint8Array): number {
  let low = 1;
  let high = 0;
  for (let at = 0; at < bytes.length; ) {
    const end = Math.min(bytes.length, at + UNTIL_FULL);
    for (; at < end; at += 1) {
      low += bytes[at] ?? 0;
      high += low;
    }
    low %= BASE;
    high %= BASE;
  }
  return high * 0x1_0000 + low;
}

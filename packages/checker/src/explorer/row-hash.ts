/**
 * A 64-bit fingerprint of a row of 32-bit numbers, made without making anything: two lanes
 * with the constants of MurmurHash3, and its finalizer on both. The lanes do not wait for each
 * other, so a processor works on both at once. Not cryptographic; rows must be as long as each
 * other.
 */
export class RowHash {
  high = 0;
  low = 0;

  /** Leaves the fingerprint in {@link high} and {@link low}. */
  read(row: Int32Array): void {
    let high = 0x9e3779b9 | 0;
    let low = 0x85ebca6b | 0;
    for (let i = 0; i < row.length; i += 1) {
      // Unspread, the topmost bit of one number and a lower one of the next undo each other below.
      const word = Math.imul(row[i] ?? 0, 0x9e3779b1);
      high = Math.imul(high ^ word ^ (word >>> 15), 0xcc9e2d51);
      // Turned, since a product carries only upwards: upper bits are to reach the lower ones too.
      high = (high << 15) | (high >>> 17);
      low = Math.imul(low ^ ((word << 16) | (word >>> 16)), 0x1b873593);
      low = (low << 13) | (low >>> 19);
    }
    this.high = finalized(high);
    this.low = finalized(low ^ Math.imul(high, 0xe6546b64));
  }
}

function finalized(hash: number): number {
  let mixed = hash ^ (hash >>> 16);
  mixed = Math.imul(mixed, 0x85ebca6b);
  mixed ^= mixed >>> 13;
  mixed = Math.imul(mixed, 0xc2b2ae35);
  return mixed ^ (mixed >>> 16);
}

const long = new BigInt64Array(1);
const halves = new Int32Array(long.buffer);

// Which of the two is the high one is a matter of the machine.
long[0] = 1n;
const LOW = halves[0] === 1 ? 0 : 1;
const HIGH = 1 - LOW;

/** The high 32 bits of a long. */
export function highOf(value: bigint): number {
  long[0] = value;
  return halves[HIGH] ?? 0;
}

/** The low 32 bits of a long, as a signed number. */
export function lowOf(value: bigint): number {
  long[0] = value;
  return halves[LOW] ?? 0;
}

/** The long of two halves. */
export function longOf(high: number, low: number): bigint {
  if (high === 0 && low === 0) return 0n;
  halves[HIGH] = high;
  halves[LOW] = low;
  return long[0] ?? 0n;
}

/** The high 32 bits of a whole number such as a time in milliseconds. */
export function highOfNumber(value: number): number {
  return Math.floor(value / 0x1_0000_0000) | 0;
}

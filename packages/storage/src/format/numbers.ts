const WORD = 2 ** 32;

/** Writes a whole number up to 2^53 - 1 as eight bytes, low word first. */
export function putNumber(view: DataView, at: number, number: number): void {
  view.setUint32(at, number % WORD, true);
  view.setUint32(at + 4, Math.floor(number / WORD), true);
}

/** May exceed what a number holds exactly: only bytes whose checksum is right mean anything. */
export function getNumber(view: DataView, at: number): number {
  return view.getUint32(at, true) + view.getUint32(at + 4, true) * WORD;
}

export function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

export function areEqual(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((byte, i) => byte === b[i]);
}

export function hex(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

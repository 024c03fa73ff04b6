import { JuteWriter } from '@menagerie/jute';

const POLYNOMIAL = 0xedb8_8320;

/** Before the first byte, and what the state is turned over with behind the last. */
export const CRC_START = -1;

// Table k says what a byte does when k more bytes have come: four bytes go in at once.
const table = tables();

function tables(): Int32Array {
  const made = new Int32Array(4 * 256);
  for (let byte = 0; byte < 256; byte += 1) {
    let state = byte;
    for (let bit = 0; bit < 8; bit += 1) state = (state & 1 ? POLYNOMIAL : 0) ^ (state >>> 1);
    made[byte] = state;
  }
  for (let at = 256; at < made.length; at += 1) {
    const before = made[at - 256] ?? 0;
    made[at] = (before >>> 8) ^ (made[before & 0xff] ?? 0);
  }
  return made;
}

/** The state of CRC-32 after one more byte. */
function byteOn(state: number, byte: number): number {
  return (state >>> 8) ^ (table[(state ^ byte) & 0xff] ?? 0);
}

/** The state of CRC-32 after bytes. */
export function crcOn(state: number, bytes: Uint8Array): number {
  let crc = state;
  let at = 0;
  for (; at + 4 <= bytes.length; at += 4) {
    const word =
      (bytes[at] ?? 0) |
      ((bytes[at + 1] ?? 0) << 8) |
      ((bytes[at + 2] ?? 0) << 16) |
      ((bytes[at + 3] ?? 0) << 24);
    crc = wordOn(crc, word);
  }
  for (; at < bytes.length; at += 1) crc = byteOn(crc, bytes[at] ?? 0);
  return crc;
}

function wordOn(state: number, word: number): number {
  const x = state ^ word;
  return (
    (table[768 + (x & 0xff)] ?? 0) ^
    (table[512 + ((x >>> 8) & 0xff)] ?? 0) ^
    (table[256 + ((x >>> 16) & 0xff)] ?? 0) ^
    (table[x >>> 24] ?? 0)
  );
}

/** The state of CRC-32 after an int, its highest byte first. */
export function crcOnInt(state: number, value: number): number {
  const turned =
    (value >>> 24) | ((value >>> 8) & 0xff00) | ((value << 8) & 0xff_0000) | (value << 24);
  return wordOn(state, turned);
}

/** The state of CRC-32 after a slash and a name, as UTF-8. */
export function crcOnName(state: number, name: string): number {
  let crc = byteOn(state, 47);
  for (let i = 0; i < name.length; i += 1) {
    const code = name.charCodeAt(i);
    if (code > 0x7f) return crcOn(byteOn(state, 47), utf8(name));
    crc = byteOn(crc, code);
  }
  return crc;
}

const writer = new JuteWriter();

/** A text as UTF-8, in a buffer that the next call uses again. */
export function utf8(text: string): Uint8Array {
  writer.clear();
  writer.ustring(text);
  return writer.bytes().subarray(4);
}

/** The one thing used here that is not of the language; every runtime has it. */
declare const TextDecoder: new (
  label: 'utf-8',
  options: { readonly ignoreBOM: boolean },
) => { decode(bytes: Uint8Array): string };

// A byte order mark in front of a path is a character of the path.
const decoder = new TextDecoder('utf-8', { ignoreBOM: true });

/** From how many bytes on the runtime's decoder is faster than the loop; measured in Node.js 20. */
const LONG = 56;

/**
 * The text of UTF-8, or of what Java's writer of jute makes of it: that one encodes each UTF-16 code
 * unit by itself, so that a character beyond the basic plane becomes two sequences of three bytes
 * (CESU-8). Bytes that are neither become U+FFFD, as they do in ZooKeeper.
 */
export function decodeText(bytes: Uint8Array, at: number, length: number): string {
  const ascii = length < LONG ? asciiText(bytes, at, at + length) : null;
  if (ascii !== null) return ascii;
  const text = bytes.subarray(at, at + length);
  return decoder.decode(hasPair(text) ? joinPairs(text) : text);
}

/** The text, eight characters at a time; null where a byte is none of ASCII. */
function asciiText(bytes: Uint8Array, from: number, end: number): string | null {
  let text = '';
  let at = from;
  for (; at + 8 <= end; at += 8) {
    const a = bytes[at] ?? 0;
    const b = bytes[at + 1] ?? 0;
    const c = bytes[at + 2] ?? 0;
    const d = bytes[at + 3] ?? 0;
    const e = bytes[at + 4] ?? 0;
    const f = bytes[at + 5] ?? 0;
    const g = bytes[at + 6] ?? 0;
    const h = bytes[at + 7] ?? 0;
    if ((a | b | c | d | e | f | g | h) > 0x7f) return null;
    text += String.fromCharCode(a, b, c, d, e, f, g, h);
  }
  for (; at < end; at += 1) {
    const byte = bytes[at] ?? 0;
    if (byte > 0x7f) return null;
    text += String.fromCharCode(byte);
  }
  return text;
}

/** Whether a high and a low surrogate, three bytes each, begin here. */
function isPair(bytes: Uint8Array, at: number): boolean {
  const second = bytes[at + 1] ?? 0;
  const fifth = bytes[at + 4] ?? 0;
  return (
    bytes[at] === 0xed &&
    (second & 0xf0) === 0xa0 &&
    isContinuation(bytes[at + 2]) &&
    bytes[at + 3] === 0xed &&
    (fifth & 0xf0) === 0xb0 &&
    isContinuation(bytes[at + 5])
  );
}

function isContinuation(byte: number | undefined): boolean {
  return byte !== undefined && (byte & 0xc0) === 0x80;
}

function hasPair(bytes: Uint8Array): boolean {
  for (let at = bytes.indexOf(0xed); at >= 0; at = bytes.indexOf(0xed, at + 1)) {
    if (isPair(bytes, at)) return true;
  }
  return false;
}

/** CESU-8 as UTF-8: six bytes for a pair become four. */
function joinPairs(bytes: Uint8Array): Uint8Array {
  const joined = new Uint8Array(bytes.length);
  let to = 0;
  for (let at = 0; at < bytes.length; at += 1) {
    if (isPair(bytes, at)) {
      to = putUtf8(joined, to, pairAt(bytes, at));
      at += 5;
    } else {
      joined[to] = bytes[at] ?? 0;
      to += 1;
    }
  }
  return joined.subarray(0, to);
}

function pairAt(bytes: Uint8Array, at: number): number {
  const high = (((bytes[at + 1] ?? 0) & 0x0f) << 6) | ((bytes[at + 2] ?? 0) & 0x3f);
  const low = (((bytes[at + 4] ?? 0) & 0x0f) << 6) | ((bytes[at + 5] ?? 0) & 0x3f);
  return 0x1_0000 + (high << 10) + low;
}

/**
 * Writes a text from its character `from` on as UTF-8, a lone surrogate as U+FFFD. There must be
 * room for three bytes a character. Returns where the bytes end.
 */
export function encodeText(text: string, from: number, bytes: Uint8Array, at: number): number {
  let to = at;
  for (let i = from; i < text.length; i += 1) {
    const code = text.codePointAt(i) ?? 0;
    if (code > 0xffff) i += 1;
    to = putUtf8(bytes, to, code >= 0xd800 && code <= 0xdfff ? 0xfffd : code);
  }
  return to;
}

function putUtf8(bytes: Uint8Array, at: number, code: number): number {
  let to = at;
  if (code < 0x80) {
    bytes[to++] = code;
    return to;
  }
  if (code < 0x800) {
    bytes[to++] = 0xc0 | (code >> 6);
  } else {
    if (code < 0x1_0000) {
      bytes[to++] = 0xe0 | (code >> 12);
    } else {
      bytes[to++] = 0xf0 | (code >> 18);
      bytes[to++] = 0x80 | ((code >> 12) & 0x3f);
    }
    bytes[to++] = 0x80 | ((code >> 6) & 0x3f);
  }
  bytes[to++] = 0x80 | (code & 0x3f);
  return to;
}

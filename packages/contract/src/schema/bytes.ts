import { invalid } from './scalars.ts';
import type { Schema } from './schema.ts';

/**
 * Opaque bytes: a payload, a chunk of a snapshot. Shared, never copied; whoever holds them must
 * not change them. In JSON they are base64, or plain text behind `text:` where they are ASCII.
 */
export const bytes: Schema<Uint8Array> = {
  clone: (value) => value,
  equals: (a, b) => {
    if (a === b) return true;
    return a.length === b.length && a.every((byte, i) => byte === b[i]);
  },
  encode: (value, words) => {
    words.push(value.length);
    for (let at = 0; at < value.length; at += 4) {
      words.push(
        (value[at] ?? 0) |
          ((value[at + 1] ?? 0) << 8) |
          ((value[at + 2] ?? 0) << 16) |
          ((value[at + 3] ?? 0) << 24),
      );
    }
  },
  permute: (value) => value,
  diff: (before, after, path, found) => {
    if (!bytes.equals(before, after)) {
      found.push({ path, before: bytesToText(before), after: bytesToText(after) });
    }
  },
  write: (value, writer) => writer.bytes(value),
  read: (reader) => reader.bytes(),
  toJson: (value) => bytesToText(value),
  fromJson: (json, path) => {
    const value = typeof json === 'string' ? bytesFromText(json) : undefined;
    if (value === undefined) throw invalid(path, 'bytes as "text:…" or "base64:…"', json);
    return value;
  },
};

const TEXT = 'text:';
const BASE64 = 'base64:';
const DIGITS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

/** `text:…` where every byte is printable ASCII, else `base64:…`. */
export function bytesToText(value: Uint8Array): string {
  if (value.every((byte) => byte >= 0x20 && byte < 0x7f)) {
    let shown = TEXT;
    for (const byte of value) shown += String.fromCharCode(byte);
    return shown;
  }
  return BASE64 + toBase64(value);
}

/** The inverse of {@link bytesToText}; `undefined` for any other text. */
export function bytesFromText(shown: string): Uint8Array | undefined {
  if (shown.startsWith(TEXT)) {
    const value = Uint8Array.from(shown.slice(TEXT.length), (letter) => letter.charCodeAt(0));
    return value.every((byte) => byte >= 0x20 && byte < 0x7f) ? value : undefined;
  }
  return shown.startsWith(BASE64) ? fromBase64(shown.slice(BASE64.length)) : undefined;
}

// The language has neither btoa nor Buffer: both belong to hosts, and this package runs in all.
function toBase64(value: Uint8Array): string {
  let shown = '';
  for (let at = 0; at < value.length; at += 3) {
    const group = ((value[at] ?? 0) << 16) | ((value[at + 1] ?? 0) << 8) | (value[at + 2] ?? 0);
    const digits = Math.min(value.length - at, 3) + 1;
    for (let i = 0; i < 4; i += 1) {
      shown += i < digits ? DIGITS[(group >>> (18 - 6 * i)) & 63] : '=';
    }
  }
  return shown;
}

function fromBase64(shown: string): Uint8Array | undefined {
  if (!/^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/.test(shown)) {
    return undefined;
  }
  const digits = shown.replace(/=+$/, '');
  const value = new Uint8Array(Math.floor((digits.length * 3) / 4));
  let group = 0;
  let at = 0;
  for (let i = 0; i < digits.length; i += 1) {
    group = (group << 6) | DIGITS.indexOf(digits.charAt(i));
    const bits = ((i + 1) * 6) % 8;
    if (i > 0 && bits < 6) {
      value[at] = (group >>> bits) & 0xff;
      at += 1;
    }
    group &= 0xff_ffff;
  }
  return value;
}

import { decodeText } from '../wire/text.ts';
import { JuteWriter } from '../wire/writer.ts';
import { DigestMd5Error } from './error.ts';

/** `key=value` or `key="value"`, with commas between; a backslash takes the meaning from what follows. */
const DIRECTIVE = /[\s,]*([^\s,="]+)\s*=\s*(?:"((?:[^"\\]|\\[^])*)"|([^\s,"]+))\s*(?=,|$)/y;

/** Longer ones nobody makes: RFC 2831, section 2.1.2 has 4096 bytes for a response. */
const MOST_BYTES = 4096;

/**
 * The directives of a token, by their keys in lower case; each byte is a character as yet.
 *
 * @throws DigestMd5Error `malformed`
 */
export function directivesIn(token: Uint8Array): ReadonlyMap<string, readonly string[]> {
  if (token.length > MOST_BYTES) {
    throw new DigestMd5Error(
      'malformed',
      `a token of ${token.length} bytes: at most ${MOST_BYTES}`,
    );
  }
  let text = '';
  for (const byte of token) text += String.fromCharCode(byte);
  const found = new Map<string, string[]>();
  let at = 0;
  while (/[^\s,]/.test(text.slice(at))) {
    DIRECTIVE.lastIndex = at;
    const [whole = '', name = '', quoted, plain = ''] = DIRECTIVE.exec(text) ?? [];
    if (whole === '')
      throw new DigestMd5Error('malformed', `no directive at byte ${at} of a token`);
    const value = quoted?.replaceAll(/\\([^])/g, '$1') ?? plain;
    const key = name.toLowerCase();
    found.set(key, [...(found.get(key) ?? []), value]);
    at += whole.length;
  }
  return found;
}

/** A value that may have any characters, as it stands in a token. */
export function quoted(value: string): string {
  return `"${value.replaceAll(/["\\]/g, '\\$&')}"`;
}

/** The text of a value, where its token says that it is UTF-8. */
export function decoded(value: string): string {
  const bytes = Uint8Array.from(value, (character) => character.charCodeAt(0));
  return decodeText(bytes, 0, bytes.length);
}

/** The UTF-8 of a text. */
export function utf8(text: string): Uint8Array {
  const writer = new JuteWriter({ initialBytes: text.length + 4 });
  writer.ustring(text);
  return writer.bytes().slice(4);
}

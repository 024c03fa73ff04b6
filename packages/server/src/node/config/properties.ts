import { ConfigError } from './errors.ts';

/** A key with its value, as a file of Java's properties has them. */
export interface Property {
  readonly key: string;
  readonly value: string;
  /** Where it begins, from 1. */
  readonly line: number;
}

const ESCAPES: Readonly<Record<string, string>> = { t: '\t', n: '\n', r: '\r', f: '\f' };

/**
 * Reads a file of properties by the rules of `java.util.Properties.load`: `#` and `!` begin
 * comments, `=`, `:` or white space end a key, a backslash at the end of a line goes on in the next.
 *
 * @param file for errors only
 * @throws ConfigError `malformed-line` for a `\u` without four hexadecimal digits
 */
export function readProperties(text: string, file: string): Property[] {
  const found: Property[] = [];
  const lines = text.split(/\r\n|\n|\r/);
  for (let at = 0; at < lines.length; at += 1) {
    const line = at + 1;
    let logical = trimStart(lines[at] ?? '');
    if (logical === '' || /^[#!]/.test(logical)) continue;
    while (endsOpen(logical) && at + 1 < lines.length) {
      at += 1;
      logical = logical.slice(0, -1) + trimStart(lines[at] ?? '');
    }
    // At the end of the file there is nothing to go on in.
    if (endsOpen(logical)) logical = logical.slice(0, -1);
    const [key, value] = split(logical);
    const place = { file, line, key };
    found.push({ key: unescape(key, place), value: unescape(value, place), line });
  }
  return found;
}

function trimStart(text: string): string {
  return text.replace(/^[ \t\f]+/, '');
}

/** Whether an odd number of backslashes ends it. */
function endsOpen(text: string): boolean {
  return (/\\*$/.exec(text)?.[0].length ?? 0) % 2 === 1;
}

function split(logical: string): [string, string] {
  const key = /^(?:\\.|[^\\=: \t\f])*/s.exec(logical)?.[0] ?? '';
  return [key, logical.slice(key.length).replace(/^[ \t\f]*[=:]?[ \t\f]*/, '')];
}

function unescape(text: string, place: ConfigError['place']): string {
  return text.replace(/\\(u[0-9a-fA-F]{4}|u|.)/gs, (_all, escape: string) => {
    if (escape === 'u') {
      const remedy = 'write \\u and four hexadecimal digits, or \\\\u for a backslash';
      throw new ConfigError('malformed-line', place, 'has a \\u that is no character', remedy);
    }
    if (escape.length > 1) return String.fromCharCode(Number.parseInt(escape.slice(1), 16));
    return ESCAPES[escape] ?? escape;
  });
}

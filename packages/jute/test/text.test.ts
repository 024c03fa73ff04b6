import { JuteReader, JuteWriter } from '@menagerie/jute';
import { describe, expect, it } from 'vitest';
import { bytesOf, hexOf } from './helpers/hex.ts';

const read = (bytes: Uint8Array): string | null => {
  const writer = new JuteWriter();
  writer.buffer(bytes);
  return new JuteReader(writer.bytes()).ustring();
};

const write = (text: string): string => {
  const writer = new JuteWriter({ initialBytes: 0 });
  writer.ustring(text);
  return hexOf(writer.bytes().subarray(4));
};

/** What Java's writer of jute makes of a text: each UTF-16 code unit by itself. */
function cesu8(text: string): Uint8Array {
  const bytes = Array.from({ length: text.length }, (_, i) => {
    const unit = text.charCodeAt(i);
    if (unit < 0x80) return [unit];
    if (unit < 0x800) return [0xc0 | (unit >> 6), 0x80 | (unit & 0x3f)];
    return [0xe0 | (unit >> 12), 0x80 | ((unit >> 6) & 0x3f), 0x80 | (unit & 0x3f)];
  });
  return Uint8Array.from(bytes.flat());
}

const texts = [
  '',
  'a',
  '/a/b',
  'é',
  '路径',
  '🦁',
  'a🦁b🐅',
  '\u{10000}\u{10ffff}',
  '한국',
  '\ud7ff\ud7ff\ue000',
  '퟿',
  '\u{feff}/a',
  '\0',
];

describe('text', () => {
  it.each(texts)('is written as UTF-8 and comes back: %j', (text) => {
    expect(write(text)).toBe(Buffer.from(text, 'utf8').toString('hex'));
    expect(read(Buffer.from(text, 'utf8'))).toBe(text);
  });

  it.each(texts)('comes back from what Java writes: %j', (text) => {
    expect(read(cesu8(text))).toBe(text);
  });

  it('of any length comes back, all ASCII or none of it or only its last character', () => {
    for (let length = 0; length < 200; length += 1) {
      for (const text of ['x'.repeat(length), '路'.repeat(length), `${'x'.repeat(length)}é`]) {
        expect(read(Buffer.from(text, 'utf8'))).toBe(text);
        expect(read(bytesOf(write(text)))).toBe(text);
      }
    }
  });

  it.each([
    ['a lone byte of a sequence', '80', '�'],
    ['a sequence that is cut off', 'e8b7', '�'],
    ['one high surrogate', 'eda080', '���'],
    ['one low surrogate', 'edb080', '���'],
    ['surrogates the wrong way round', 'edb080eda080', '������'],
    ['a high surrogate with something else behind it', 'eda080eda0', '�����'],
    ['a high surrogate and the beginning of a low one', 'eda080edb0', '�����'],
    ['a high surrogate before a letter that is none', 'eda080ed959c', '���한'],
    ['a low surrogate behind a letter that is none', 'ed959cedb080', '한���'],
    ['a high surrogate with a letter in it', 'eda061edb080', '��a���'],
    ['a low surrogate with a letter in it', 'eda080edb061', '�����a'],
    ['a high surrogate cut off in the middle', 'eda0edb080', '�����'],
  ])('that is none becomes U+FFFD, as in ZooKeeper: %s', (_, hex, text) => {
    expect(read(bytesOf(hex))).toBe(text);
    expect(read(bytesOf(`61${hex}61`))).toBe(`a${text}a`);
  });

  it('takes no byte from behind it for the second half of a pair', () => {
    const writer = new JuteWriter();
    writer.buffer(bytesOf('eda080'));
    writer.raw(bytesOf('edb080'));
    expect(new JuteReader(writer.bytes()).ustring()).toBe('���');
  });

  it('with a lone surrogate is written with U+FFFD, as it has no UTF-8', () => {
    expect(write('a\ud83eb')).toBe('61efbfbd62');
    expect(write('\udd81')).toBe('efbfbd');
  });
});

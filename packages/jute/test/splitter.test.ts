import { FourLetterWord, FrameSplitter, MAX_BYTES } from '@menagerie/jute';
import { describe, expect, it } from 'vitest';
import { juteErrorOf } from './helpers/errors.ts';
import { bytesOf, hexOf } from './helpers/hex.ts';
import { Random } from './helpers/random.ts';

const framed = (payload: Uint8Array): Uint8Array => {
  const frame = new Uint8Array(payload.length + 4);
  new DataView(frame.buffer).setInt32(0, payload.length);
  frame.set(payload, 4);
  return frame;
};

const joined = (parts: readonly Uint8Array[]): Uint8Array =>
  Uint8Array.from(parts.flatMap((part) => [...part]));

const drained = (splitter: FrameSplitter): Uint8Array[] => {
  const frames: Uint8Array[] = [];
  for (let frame = splitter.next(); frame !== null; frame = splitter.next()) frames.push(frame);
  return frames;
};

const random = new Random(7);
const payloads = [0, 1, 3, 4, 5, 1, 0, 60, 2, 300].map((length) => random.bytes(length));
const stream = joined(payloads.map(framed));

describe('a splitter', () => {
  it('gives the same frames wherever the stream is cut', () => {
    for (let cut = 0; cut <= stream.length; cut += 1) {
      const splitter = new FrameSplitter();
      const frames = [stream.slice(0, cut), stream.slice(cut)].flatMap((chunk) => {
        splitter.push(chunk);
        return drained(splitter);
      });
      expect(frames, `cut at ${cut}`).toEqual(payloads);
      expect(splitter.waiting).toBe(0);
    }
  });

  it('gives the same frames in chunks of any size, asked for at once or at the end', () => {
    for (let size = 1; size < 80; size += 1) {
      for (const atOnce of [true, false]) {
        const splitter = new FrameSplitter();
        const frames: Uint8Array[] = [];
        for (let at = 0; at < stream.length; at += size) {
          splitter.push(stream.slice(at, at + size));
          if (atOnce) frames.push(...drained(splitter));
        }
        frames.push(...drained(splitter));
        expect(frames, `chunks of ${size}`).toEqual(payloads);
      }
    }
  });

  it('gives a frame that lies in one chunk as a view, whatever surrounds it', () => {
    const splitter = new FrameSplitter();
    splitter.push(stream);
    expect(
      drained(splitter).filter((frame) => frame.length > 0 && frame.buffer !== stream.buffer),
    ).toEqual([]);
  });

  it('copies a frame that spans chunks, so that it does not change with them', () => {
    const chunks = [bytesOf('00000002 07'), bytesOf('08')];
    const splitter = new FrameSplitter();
    for (const chunk of chunks) splitter.push(chunk);
    const frame = splitter.next() ?? new Uint8Array();
    for (const chunk of chunks) chunk.fill(0);
    expect(hexOf(frame)).toBe('0708');
  });

  it.each([1, 7, 1000, 1025, 4999])('puts a long frame together from chunks of %d', (size) => {
    const payload = random.bytes(10_000);
    const long = framed(payload);
    const splitter = new FrameSplitter();
    for (let at = 0; at < long.length; at += size) {
      expect(splitter.next()).toBeNull();
      splitter.push(long.slice(at, at + size));
    }
    expect(hexOf(splitter.next() ?? new Uint8Array())).toBe(hexOf(payload));
  });

  it('gives a view where only the length spans chunks', () => {
    const chunk = bytesOf('0002 0708');
    const splitter = new FrameSplitter();
    splitter.push(bytesOf('0000'));
    splitter.push(chunk);
    expect(splitter.next()?.buffer).toBe(chunk.buffer);
  });

  it('leaves what nobody asked for waiting, and says how much that is', () => {
    const splitter = new FrameSplitter();
    splitter.push(bytesOf('00000001 07 00000001 08 0000'));
    expect(splitter.waiting).toBe(12);
    expect(hexOf(splitter.next() ?? new Uint8Array())).toBe('07');
    expect(splitter.waiting).toBe(7);
    expect(hexOf(splitter.next() ?? new Uint8Array())).toBe('08');
    expect(splitter.next()).toBeNull();
    expect(splitter.waiting).toBe(2);
  });

  it('sets nothing aside by the length that a frame claims', () => {
    const splitter = new FrameSplitter({ maxBytes: 2 ** 31 - 1 });
    splitter.push(bytesOf('7fffffff 00'));
    const before = process.memoryUsage().arrayBuffers;
    expect(splitter.next()).toBeNull();
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(1_000_000);
  });
});

describe('a length', () => {
  it('over the limit is refused on its four bytes, and for good', () => {
    const splitter = new FrameSplitter();
    splitter.push(bytesOf('00100000'));
    const error = juteErrorOf(() => splitter.next());
    expect(error).toMatchObject({ code: 'too-long', value: 0x10_0000, bound: MAX_BYTES });
    expect(error.message).toBe(
      'length at byte 0: a frame of 1048576 bytes is over the limit of 1048575: raise maxBytes if such frames are meant',
    );
    splitter.push(bytesOf('00000000 00000000'));
    expect(juteErrorOf(() => splitter.next()).code).toBe('too-long');
  });

  it('at the limit is accepted', () => {
    const splitter = new FrameSplitter({ maxBytes: 5 });
    splitter.push(bytesOf('00000005 0102030405 00000006'));
    expect(splitter.next()).toHaveLength(5);
    expect(juteErrorOf(() => splitter.next())).toMatchObject({ value: 6, bound: 5 });
  });

  it('below zero is refused', () => {
    const splitter = new FrameSplitter();
    splitter.push(bytesOf('ffffffff'));
    expect(juteErrorOf(() => splitter.next())).toMatchObject({
      code: 'negative-length',
      value: -1,
      bound: 0,
    });
  });

  it.each([
    ['474554202f', 'this is HTTP'],
    ['160301020001', 'this is TLS'],
    ['6b696c6c', 'kill is no known four-letter word'],
  ])('that is something else is guessed at: %s', (hex, guess) => {
    const splitter = new FrameSplitter({ words: true });
    splitter.push(bytesOf(hex));
    expect(juteErrorOf(() => splitter.next()).message).toContain(guess);
  });
});

describe('a four-letter word', () => {
  it.each(Object.keys(FourLetterWord) as FourLetterWord[])('is told: %s', (word) => {
    const spelled =
      word === 'telnetInterrupt' ? bytesOf('fff4fffd') : new TextEncoder().encode(word);
    const splitter = new FrameSplitter({ words: true });
    for (const byte of spelled) {
      expect(splitter.word).toBeNull();
      splitter.push(Uint8Array.of(byte));
      expect(splitter.next()).toBeNull();
    }
    expect(splitter.word).toBe(word);
    expect(splitter.waiting).toBe(0);
  });

  it('may have something behind it, such as the mask of stmk', () => {
    const splitter = new FrameSplitter({ words: true });
    splitter.push(bytesOf('73746d6b 0001'));
    expect(splitter.next()).toBeNull();
    splitter.push(bytesOf('020304050607'));
    expect(splitter.next()).toBeNull();
    expect(splitter.waiting).toBe(8);
    expect(hexOf(splitter.afterWord())).toBe('0001020304050607');
    expect(splitter.waiting).toBe(0);
  });

  it('is a length behind the first frame', () => {
    const splitter = new FrameSplitter({ words: true });
    splitter.push(bytesOf('00000000 72756f6b'));
    expect(splitter.next()).toHaveLength(0);
    expect(juteErrorOf(() => splitter.next())).toMatchObject({
      code: 'too-long',
      value: 0x72756f6b,
    });
    expect(splitter.word).toBeNull();
  });

  it('is a length to who does not look for words', () => {
    const splitter = new FrameSplitter();
    splitter.push(bytesOf('72756f6b'));
    expect(juteErrorOf(() => splitter.next()).code).toBe('too-long');
    expect(splitter.afterWord()).toHaveLength(0);
  });
});

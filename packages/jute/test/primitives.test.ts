import { JuteReader, JuteWriter, MAX_BYTES } from '@menagerie/jute';
import { describe, expect, it } from 'vitest';
import { juteErrorOf } from './helpers/errors.ts';
import { bytesOf, hexOf } from './helpers/hex.ts';

const written = (write: (writer: JuteWriter) => void): Uint8Array => {
  const writer = new JuteWriter({ initialBytes: 0 });
  write(writer);
  return writer.bytes();
};

describe('a reader', () => {
  it('takes any byte but zero for true', () => {
    const reader = new JuteReader(bytesOf('00 01 02 ff'));
    expect([reader.bool(), reader.bool(), reader.bool(), reader.bool()]).toEqual([
      false,
      true,
      true,
      true,
    ]);
  });

  it('reads a long whole and by halves alike', () => {
    for (const value of [0n, -1n, 2n ** 63n - 1n, -(2n ** 63n), 0x0123456789abcdefn, -2n]) {
      const frame = written((writer) => writer.long(value));
      const reader = new JuteReader(frame);
      const [high, low] = [reader.longHigh(), reader.longLow()];
      expect((BigInt(high) << 32n) + BigInt(low)).toBe(value);
      expect(written((writer) => writer.longHalves(high, low))).toEqual(frame);
      expect(new JuteReader(frame).long()).toBe(value);
    }
  });

  it('gives buffers that are views into the frame, wherever that lies in its memory', () => {
    const memory = bytesOf('aaaa 00000002 0708 bb');
    const frame = memory.subarray(2, 8);
    const buffer = new JuteReader(frame).buffer() ?? new Uint8Array();
    expect(hexOf(buffer)).toBe('0708');
    memory[6] = 9;
    expect(hexOf(buffer)).toBe('0908');
    expect(buffer.buffer).toBe(memory.buffer);
  });

  it('gives plain bytes even for a frame that is a Buffer of Node.js', () => {
    const frame = Buffer.from('0000000107', 'hex');
    expect(new JuteReader(frame).buffer()).toStrictEqual(new Uint8Array([7]));
  });

  it('goes on to frames in other memory and in the same', () => {
    const memory = bytesOf('00000001 00000002');
    const reader = new JuteReader(memory.subarray(0, 4));
    expect(reader.int()).toBe(1);
    reader.reset(memory.subarray(4));
    expect([reader.offset, reader.remaining, reader.int()]).toEqual([0, 4, 2]);
    reader.reset(bytesOf('00000003'));
    expect(reader.int()).toBe(3);
  });

  it('keeps null, empty and full apart', () => {
    const reader = new JuteReader(bytesOf('ffffffff 00000000 00000001 41'));
    expect([reader.ustring(), reader.ustring(), reader.ustring()]).toEqual([null, '', 'A']);
    reader.reset(bytesOf('ffffffff 00000000 00000001 41'));
    expect([reader.buffer(), reader.buffer(), reader.buffer()]).toEqual([
      null,
      new Uint8Array(),
      new Uint8Array([0x41]),
    ]);
    reader.reset(bytesOf('ffffffff 00000000 00000001 fffffffe 41'));
    expect([1, 1, 1, 1].map((least) => reader.count(least))).toEqual([null, 0, 1, 0]);
  });

  it('hands out the rest of a frame', () => {
    const reader = new JuteReader(bytesOf('00000001 0203'));
    reader.int();
    expect(hexOf(reader.rest())).toBe('0203');
    expect(reader.remaining).toBe(0);
  });

  it.each([
    ['byte', (reader: JuteReader) => reader.byte(), 1],
    ['bool', (reader: JuteReader) => reader.bool(), 1],
    ['int', (reader: JuteReader) => reader.int(), 4],
    ['long', (reader: JuteReader) => reader.long(), 8],
    ['half of a long', (reader: JuteReader) => reader.longLow(), 4],
    ['ustring', (reader: JuteReader) => reader.ustring(), 4],
    ['buffer', (reader: JuteReader) => reader.buffer(), 4],
    ['count', (reader: JuteReader) => reader.count(4), 4],
  ])('refuses a %s that the frame ends in, and does not look behind it', (_, read, value) => {
    const memory = new Uint8Array(64);
    const error = juteErrorOf(() => read(new JuteReader(memory.subarray(8, 8 + value - 1))));
    expect(error).toMatchObject({ code: 'short-frame', value, bound: value - 1, offset: 0 });
    expect(error.message).toMatch(
      new RegExp(`${value} bytes are needed and ${value - 1} are left`),
    );
  });

  it('refuses a length below zero that is not the one of null', () => {
    const error = juteErrorOf(() => new JuteReader(bytesOf('fffffffe 00')).ustring());
    expect(error).toMatchObject({ code: 'negative-length', value: -2, bound: -1, offset: 0 });
  });

  it('refuses a length over the limit even where the frame has it', () => {
    const frame = written((writer) => writer.buffer(new Uint8Array(1100)));
    const limits = { maxBytes: 10, extraBytes: 0 };
    const error = juteErrorOf(() => new JuteReader(frame, limits).buffer());
    // The extra is never less than 1024.
    expect(error).toMatchObject({ code: 'too-long', value: 1100, bound: 1034 });
    expect(error.message).toMatch(/raise maxBytes or extraBytes/);
    expect(new JuteReader(frame, { maxBytes: 76 }).buffer()).toHaveLength(1100);
  });

  it('allows by default twice the longest frame', () => {
    const { maxBytes, least } = { maxBytes: MAX_BYTES, least: 'short-frame' };
    const frame = written((writer) => writer.int(2 * maxBytes));
    expect(juteErrorOf(() => new JuteReader(frame).buffer()).code).toBe(least);
    const longer = written((writer) => writer.int(2 * maxBytes + 1));
    expect(juteErrorOf(() => new JuteReader(longer).buffer()).code).toBe('too-long');
  });

  it('refuses a count of elements that the frame has no room for', () => {
    const error = juteErrorOf(() => new JuteReader(bytesOf('7fffffff 00000000')).count(4));
    expect(error).toMatchObject({ code: 'short-frame', value: 4 * 0x7fff_ffff, bound: 4 });
  });
});

describe('a writer', () => {
  it('puts frames one behind the other, each with its length', () => {
    const writer = new JuteWriter({ initialBytes: 1 });
    writer.begin();
    writer.int(7);
    expect(hexOf(writer.frame())).toBe('0000000400000007');
    writer.begin();
    writer.bool(true);
    expect(hexOf(writer.frame())).toBe('0000000101');
    expect(hexOf(writer.bytes())).toBe('00000004000000070000000101');
    writer.clear();
    expect(writer.length).toBe(0);
  });

  it('has no frame to give where none was begun', () => {
    const writer = new JuteWriter();
    writer.int(1);
    expect(() => writer.frame()).toThrow(TypeError);
    writer.begin();
    writer.clear();
    expect(() => writer.frame()).toThrow(/call begin first/);
    writer.begin();
    writer.rewind(0);
    expect(() => writer.frame()).toThrow(TypeError);
  });

  it('uses its buffer again after clear', () => {
    const writer = new JuteWriter();
    writer.int(1);
    const before = writer.bytes();
    writer.clear();
    writer.int(2);
    expect(writer.bytes().buffer).toBe(before.buffer);
    expect(hexOf(before)).toBe('00000002');
  });

  it('keeps what is there when it grows', () => {
    const writer = new JuteWriter({ initialBytes: 3 });
    for (let i = 0; i < 1000; i += 1) writer.int(i);
    const reader = new JuteReader(writer.bytes());
    for (let i = 0; i < 1000; i += 1) expect(reader.int()).toBe(i);
  });

  it('forgets what was written from a length on', () => {
    const writer = new JuteWriter();
    writer.begin();
    writer.int(1);
    const { length } = writer;
    writer.ustring('gone');
    writer.rewind(length);
    expect(hexOf(writer.frame())).toBe('0000000400000001');
  });

  it.each([
    ['int', 2 ** 31, 2 ** 31 - 1],
    ['int', -(2 ** 31) - 1, -(2 ** 31)],
    ['int', 0.5, 2 ** 31 - 1],
    ['int', Number.NaN, 2 ** 31 - 1],
    ['byte', 128, 127],
    ['byte', -129, -128],
  ] as const)('refuses %s %d, which would be another number', (type, value, bound) => {
    const error = juteErrorOf(() => new JuteWriter()[type](value));
    expect(error).toMatchObject({ code: 'out-of-range', value, bound });
  });

  it.each([
    [2n ** 63n, 2n ** 63n - 1n],
    [-(2n ** 63n) - 1n, -(2n ** 63n)],
  ])('refuses long %d, which would be another number', (value, bound) => {
    const error = juteErrorOf(() => new JuteWriter().long(value));
    expect(error).toMatchObject({ code: 'out-of-range', value, bound });
  });

  it('writes the bytes of a log entry without a length or a frame', () => {
    const bytes = written((writer) => {
      writer.byte(0x42);
      writer.byte(-1);
      writer.raw(bytesOf('0102'));
    });
    expect(hexOf(bytes)).toBe('42ff0102');
    const reader = new JuteReader(bytes);
    expect([reader.byte(), reader.byte()]).toEqual([0x42, -1]);
  });
});

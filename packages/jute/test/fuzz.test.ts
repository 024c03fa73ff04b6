import {
  type Codec,
  ConnectRequest,
  ConnectResponse,
  decode,
  decodeLogEntry,
  decodeNotification,
  decodeReply,
  decodeRequest,
  FrameSplitter,
  JuteError,
  JuteReader,
  JuteWriter,
  OpCode,
  type OperationName,
  operations,
  TxnHeader,
} from '@menagerie/jute';
import { describe, expect, it, vi } from 'vitest';
import { records } from './helpers/codecs.ts';
import { anyChoices, Random, valueOf } from './helpers/random.ts';

const SEED = 4_242;
const FRAMES = 100_000;
const names = Object.keys(operations) as OperationName[];

/** Whole frames of every kind, to be broken. */
function wholeFrames(random: Random): Uint8Array[] {
  const choices = anyChoices(random);
  const frames: Uint8Array[] = [];
  const written = (header: readonly number[], write: (writer: JuteWriter) => void): void => {
    const writer = new JuteWriter();
    for (const each of header) writer.int(each);
    write(writer);
    frames.push(writer.bytes().slice());
  };
  for (const type of names) {
    const { opcode, request, response } = operations[type];
    for (let i = 0; i < 10; i += 1) {
      const [asked, answered] = [request, response].map(({ shape }) => valueOf(shape, choices));
      written([7, opcode], (writer) => request.write(writer, asked as never));
      written([7, 1, 2, 0], (writer) => response.write(writer, answered as never));
    }
  }
  for (const [name, codec] of records) {
    const code = Object.entries(OpCode).find(
      ([op]) => name.toLowerCase() === `${op}txn`.toLowerCase(),
    );
    const header = { clientId: 1n, cxid: 1, zxid: 1n, time: 1n, type: code?.[1] ?? 1 };
    for (let i = 0; i < 5; i += 1) {
      written([], (writer) => {
        if (name.endsWith('Txn')) TxnHeader.write(writer, header);
        codec.write(writer, valueOf(codec.shape, choices));
      });
    }
  }
  return frames;
}

const hostile = [-1, -2, 0, 1, 2 ** 31 - 1, -(2 ** 31), 0x10_0000, 0x1f_fffe, 0x1f_ffff, 65_536];

/** A frame that somebody cut, stretched, overwrote or made up. */
function broken(random: Random, whole: readonly Uint8Array[]): Uint8Array {
  if (random.below(10) === 0) return random.bytes(random.below(100));
  const frame = random.pick(whole).slice();
  const view = new DataView(frame.buffer);
  for (let times = random.below(4); times >= 0 && frame.length > 0; times -= 1) {
    const at = random.below(frame.length);
    if (random.below(2) === 0) frame[at] = random.below(256);
    else if (at + 4 <= frame.length) view.setInt32(at, random.pick(hostile));
  }
  return random.below(3) === 0 ? frame.subarray(0, random.below(frame.length + 1)) : frame;
}

/** Everything that reads a frame. */
const readers: readonly ((frame: Uint8Array, reader: JuteReader, random: Random) => unknown)[] = [
  (frame, reader) => decodeRequest(frame, reader),
  (frame, reader, random) => decodeReply(frame, random.pick(names), reader),
  (frame, reader) => decodeNotification(frame, reader),
  (frame, reader) => decodeLogEntry(frame, reader),
  (frame, reader) => decode(ConnectRequest, frame, reader),
  (frame, reader) => decode(ConnectResponse, frame, reader),
  (frame, reader, random) => decode(random.pick(records)[1], frame, reader),
];

/** Whether a value has bytes from outside of a frame, or more elements than the frame has bytes. */
function isBeyond(value: unknown, frame: Uint8Array): boolean {
  if (value instanceof Uint8Array) {
    const begins = value.byteOffset - frame.byteOffset;
    const inside = begins >= 0 && begins + value.length <= frame.length;
    return value.length > 0 && (value.buffer !== frame.buffer || !inside);
  }
  // Names of types are ours, and not out of the frame.
  if (typeof value === 'string') return value.length > Math.max(frame.length, 24);
  if (value instanceof JuteError || typeof value !== 'object' || value === null) return false;
  if (Array.isArray(value) && value.length > frame.length) return true;
  return Object.values(value).some((each) => isBeyond(each, frame));
}

describe('frames that are broken', () => {
  it(`are read or refused with a JuteError, ${FRAMES} of seed ${SEED}`, () => {
    const random = new Random(SEED);
    const whole = wholeFrames(random);
    const reader = new JuteReader();
    const codes = new Map<string, number>();
    const count = (code: string): void => void codes.set(code, (codes.get(code) ?? 0) + 1);
    for (let i = 0; i < FRAMES; i += 1) {
      // Within larger memory, so that reading beyond the frame would find something.
      const frame = broken(random, whole);
      const memory = new Uint8Array(frame.length + 64).fill(0x61);
      memory.set(frame, 32);
      const inside = memory.subarray(32, 32 + frame.length);
      try {
        const value = random.pick(readers)(inside, reader, random);
        if (isBeyond(value, inside)) throw new Error(`frame ${i} of seed ${SEED} gave too much`);
        count('read');
      } catch (error) {
        if (!(error instanceof JuteError)) throw error;
        expect(error.offset).toBeLessThanOrEqual(frame.length);
        count(error.code);
      }
      expect(reader.offset).toBeLessThanOrEqual(frame.length);
    }
    // All of it happened, or the frames are not broken enough to say anything.
    for (const code of [
      'read',
      'short-frame',
      'negative-length',
      'too-long',
      'forbidden-operation',
    ]) {
      expect(codes.get(code) ?? 0, `frames with ${code}`).toBeGreaterThan(FRAMES / 1000);
    }
  });

  it('are not paid for by the length that they claim', () => {
    const spent = countElements(() => {
      for (const [, codec] of records) {
        for (let at = 0; at <= 60; at += 1) {
          for (const claim of hostile) {
            const frame = new Uint8Array(64);
            new DataView(frame.buffer).setInt32(at, claim);
            decodeOrRefuse(codec, frame);
          }
        }
      }
    });
    // Our own frames are the largest.
    expect(spent).toBe(64);
  });
});

function decodeOrRefuse(codec: Codec<unknown>, frame: Uint8Array): void {
  try {
    decode(codec, frame);
  } catch (error) {
    if (!(error instanceof JuteError)) throw error;
  }
}

/** The most elements that any array of numbers or bytes was made with while something ran. */
function countElements(run: () => void): number {
  let most = 0;
  const counted = <T extends object>(constructor: T): T =>
    new Proxy(constructor, {
      construct: (target, values, newTarget) => {
        const [length] = values as readonly unknown[];
        if (typeof length === 'number') most = Math.max(most, length);
        return Reflect.construct(target as Newable, values, newTarget as Newable) as object;
      },
    });
  for (const made of [Uint8Array, ArrayBuffer, Array]) vi.stubGlobal(made.name, counted(made));
  try {
    run();
  } finally {
    vi.unstubAllGlobals();
  }
  return most;
}

type Newable = new (...values: readonly never[]) => object;

describe('a stream that is broken', () => {
  it('gives frames or a JuteError, and never more than was pushed', () => {
    const random = new Random(SEED);
    for (let run = 0; run < 3000; run += 1) {
      const splitter = new FrameSplitter({ maxBytes: 200, words: random.below(2) === 0 });
      let pushed = 0;
      let given = 0;
      try {
        for (let chunk = 0; chunk < 20; chunk += 1) {
          const bytes = random.bytes(random.below(30));
          for (let i = 0; i + 4 < bytes.length; i += 5) bytes.set([0, 0, 0], i);
          pushed += bytes.length;
          splitter.push(bytes);
          for (let frame = splitter.next(); frame !== null; frame = splitter.next()) {
            expect(frame.length).toBeLessThanOrEqual(200);
            given += frame.length + 4;
          }
          expect(splitter.waiting).toBe(pushed - given - (splitter.word === null ? 0 : 4));
        }
      } catch (error) {
        if (!(error instanceof JuteError)) throw error;
      }
    }
  });
});

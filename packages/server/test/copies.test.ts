import { decodeRequest, JuteWriter, OpCode, writeRequest } from '@menagerie/jute';
import { describe, expect, it } from 'vitest';
import { Copies, isWriteFrame } from '../src/client/copies.ts';
import { isWrite } from '../src/member/ledger.ts';

const NOTHING = new Uint8Array(56);
const END = [255, 255, 255, 255, 1, 255, 255, 255, 255];

describe('frames that are kept', () => {
  it('are those that ask for a change of the tree, as whoever reads them finds', () => {
    const found: string[] = [];
    for (const opcode of Object.values(OpCode)) {
      // Behind the header nothing; of a multi, that nothing follows.
      const frame = Uint8Array.of(
        ...new Uint8Array(8),
        ...(opcode === OpCode.multi ? END : NOTHING),
      );
      new DataView(frame.buffer).setInt32(4, opcode);
      const request = decodeRequest(frame);
      if (request.type === 'unknown' || request.type === 'malformed') continue;
      if (isWrite(request)) found.push(request.type);
      expect([request.type, isWriteFrame(frame)]).toEqual([request.type, isWrite(request)]);
    }
    expect(found).toHaveLength(8);
    const body = { path: '/a', data: new Uint8Array(3), version: -1 };
    expect(isWriteFrame(writeRequest(new JuteWriter(), 'setData', 7, body).slice(4))).toBe(true);
    expect(isWriteFrame(new Uint8Array(5))).toBe(false);
  });

  it('stay as they were while others come, whatever becomes of the memory they came in', () => {
    const copies = new Copies();
    const kept: [Uint8Array, number, number][] = [];
    for (let at = 0; at < 2000; at += 1) {
      const length = (at * 37) % 5000;
      const frame = new Uint8Array(length).fill(at);
      kept.push([copies.of(frame), at & 0xff, length]);
      frame.fill(0xee);
    }
    const wrong = kept.filter(
      ([copy, byte, length]) => copy.length !== length || copy.some((each) => each !== byte),
    );
    expect(wrong).toEqual([]);
  });
});

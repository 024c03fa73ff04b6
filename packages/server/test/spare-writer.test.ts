import { JuteWriter } from '@menagerie/jute';
import { expect, it } from 'vitest';
import { encodeWish, ProposalKind, wish } from '../src/member/proposal.ts';
import { SpareWriter } from '../src/spare-writer.ts';

const wished = (session: bigint): Uint8Array =>
  encodeWish({ ...wish(ProposalKind.closeSession, { session }), origin: 0, boot: 0, serial: 0 });

it('what was written for a log stays as it is, and takes the memory of its bytes alone', () => {
  const first = wished(1n);
  const was = first.slice();
  const second = wished(2n);
  expect(first).toEqual(was);
  expect(second).not.toEqual(was);
  expect(first.buffer.byteLength).toBe(first.length);
});

it('a writer is empty when it is taken again, and is another one after much was written', () => {
  const spare = new SpareWriter();
  const writer = spare.take();
  expect(writer).toBeInstanceOf(JuteWriter);
  writer.int(1);
  expect(spare.take()).toBe(writer);
  expect(writer.length).toBe(0);
  writer.buffer(new Uint8Array(1 << 19));
  expect(spare.take()).not.toBe(writer);
});

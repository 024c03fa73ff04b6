import {
  ConnectRequest,
  ConnectResponse,
  decode,
  decodeNotification,
  decodeReply,
  decodeRequest,
  JuteReader,
  JuteWriter,
  type OperationName,
  operations,
  writeFailure,
  writeFrame,
  writeNotification,
  writeReply,
  writeRequest,
} from '@menagerie/jute';
import { describe, expect, it } from 'vitest';
import { fixture } from './helpers/fixtures.ts';
import { bytesOf, hexOf } from './helpers/hex.ts';

/** What a real server was asked and answered, without lengths. */
interface Exchange {
  readonly type: OperationName | 'connect' | 'notification';
  readonly asked: string;
  readonly got: string;
}

const { frames } = fixture('apache-session') as { readonly frames: readonly Exchange[] };
const reader = new JuteReader();

const payload = (frame: Uint8Array): string => hexOf(frame.subarray(4));

/** Java writes a lion as two surrogates of three bytes each, and reads it as four bytes. */
const asUtf8 = (hex: string): string =>
  hex.replace('00000008eda0beedb6813a79', '00000006f09fa6813a79');

function again(type: OperationName, frame: Uint8Array): string {
  const reply = decodeReply(frame, type, reader);
  const written =
    reply.type === 'failed'
      ? writeFailure(new JuteWriter(), reply)
      : writeReply(new JuteWriter(), type, reply, reply.body as never);
  return payload(written);
}

const exchanges = frames.flatMap(({ type, asked, got }) =>
  type === 'connect' || type === 'notification' ? [] : [{ type, asked, got }],
);

describe.each(exchanges)(
  '$type, as a server of Apache ZooKeeper had it: $got',
  ({ type, asked, got }) => {
    it('is asked with a request that is read as such', () => {
      const request = decodeRequest(bytesOf(asked), reader);
      expect(request.type).toBe(type);
      expect(reader.remaining).toBe(0);
      if (request.type === 'unknown' || request.type === 'malformed') return;
      const written = writeRequest(new JuteWriter(), type, request.xid, request.body as never);
      expect(payload(written)).toBe(asked);
    });

    it('is answered with a reply that is read to its end, and written with the same bytes', () => {
      const same = again(type, bytesOf(got));
      expect(reader.remaining).toBe(0);
      expect(same).toBe(asUtf8(got));
    });
  },
);

describe('the session', () => {
  it('had every operation, and of all but two a reply without an error', () => {
    const answered = (type: OperationName): boolean =>
      exchanges.some(
        (each) => each.type === type && decodeReply(bytesOf(each.got), type).type === 'done',
      );
    const names = Object.keys(operations) as OperationName[];
    expect(names.filter((name) => !exchanges.some(({ type }) => type === name))).toEqual([]);
    expect(names.filter((name) => !answered(name)).sort()).toEqual(['deleteContainer', 'reconfig']);
  });

  it('had a handshake that is read and written', () => {
    const { asked, got } = frames.find(({ type }) => type === 'connect') ?? { asked: '', got: '' };
    const request = decode(ConnectRequest, bytesOf(asked), reader);
    expect([request.readOnly, reader.remaining]).toEqual([false, 0]);
    expect(payload(writeFrame(new JuteWriter(), ConnectRequest, request))).toBe(asked);
    const response = decode(ConnectResponse, bytesOf(got), reader);
    expect([response.passwd?.length, response.readOnly, reader.remaining]).toEqual([16, false, 0]);
    expect(payload(writeFrame(new JuteWriter(), ConnectResponse, response))).toBe(got);
  });

  it('had events that are read and written', () => {
    const events = frames.filter(({ type }) => type === 'notification');
    expect(events.length).toBeGreaterThan(2);
    for (const { got } of events) {
      const { zxid, event } = decodeNotification(bytesOf(got), reader);
      expect(reader.remaining).toBe(0);
      expect(payload(writeNotification(new JuteWriter(), zxid, event))).toBe(got);
    }
  });
});

import {
  ConnectRequest,
  JuteReader,
  JuteWriter,
  type KnownRequest,
  writeFrame,
  writeRequest,
} from '@menagerie/jute';
import { expect, it } from 'vitest';
import { Copies } from '../src/client/copies.ts';
import { Gate } from '../src/client/limits.ts';
import { CLIENT_LIMITS, Connection, type Desk, Meter, Traffic } from '../src/index.ts';
import { SpareWriter } from '../src/spare-writer.ts';

const clock = { now: () => 0, wallClock: () => 0 };

/** A connection with a session, and the requests that came over it. */
function connected(): { connection: Connection; asked: [KnownRequest, Uint8Array][] } {
  const asked: [KnownRequest, Uint8Array][] = [];
  const desk: Desk = {
    serves: true,
    zxid: 0n,
    connect: (_connection, _request, done) =>
      done({ session: 1n, timeoutMs: 1000, password: new Uint8Array(16), readOnly: false }),
    handle: (_connection, request, frame) => void asked.push([request, frame]),
    word: () => '',
    gate: new Gate(CLIENT_LIMITS),
    reader: new JuteReader(),
    copies: new Copies(),
    writer: new SpareWriter(),
    maxBytes: CLIENT_LIMITS.maxBytes,
    touch: () => {},
    closed: () => {},
    refused: () => {},
    unreadable: () => {},
  };
  const socket = { address: '127.0.0.1', port: 1, write: () => {}, end: () => {} };
  const connection = new Connection(1, socket, desk, new Meter(new Traffic(), clock));
  const greeting = { protocolVersion: 0, lastZxidSeen: 0n, timeOut: 1000, sessionId: 0n };
  const passwd = new Uint8Array(16);
  connection.receive(
    writeFrame(new JuteWriter(), ConnectRequest, { ...greeting, passwd, readOnly: false }).slice(),
  );
  return { connection, asked };
}

it('a write is as it was sent when the memory that it came in is another frame by then', () => {
  const { connection, asked } = connected();
  const body = { path: '/a', data: Uint8Array.of(1, 2, 3), version: -1 };
  const chunk = writeRequest(new JuteWriter(), 'setData', 7, body).slice();
  const sent = chunk.slice(4);
  connection.receive(chunk);
  chunk.fill(0xee);
  const [[request, frame] = [null, null]] = asked;
  expect(frame).toEqual(sent);
  expect(request).toMatchObject({ type: 'setData', xid: 7, body });
});

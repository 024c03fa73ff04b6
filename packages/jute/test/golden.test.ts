import {
  ConnectRequest,
  ConnectResponse,
  decode,
  decodeNotification,
  decodeReply,
  decodeRequest,
  ErrorCode,
  EventType,
  FrameSplitter,
  JuteWriter,
  KeeperState,
  OpCode,
  Perms,
  writeFrame,
  writeNotification,
  writeReply,
  writeRequest,
  Xid,
} from '@menagerie/jute';
import { describe, expect, it } from 'vitest';
import { bytesOf, hexOf } from './helpers/hex.ts';

const zeros = new Uint8Array(16);
const open = [{ perms: Perms.all, id: { scheme: 'world', id: 'anyone' } }];

/** Bytes with their length, what writes them, and what reading them gives. */
interface Golden {
  readonly name: string;
  readonly hex: string;
  readonly write: (writer: JuteWriter) => Uint8Array;
  readonly read: (frame: Uint8Array) => unknown;
  readonly value: unknown;
}

const newSession: ConnectRequest = {
  protocolVersion: 0,
  lastZxidSeen: 0n,
  timeOut: 10_000,
  sessionId: 0n,
  passwd: zeros,
  readOnly: false,
};

const session: ConnectResponse = {
  protocolVersion: 0,
  timeOut: 10_000,
  sessionId: 0x100012345670000n,
  passwd: Uint8Array.from(zeros, (_, i) => i),
  readOnly: false,
};

const expired: ConnectResponse = {
  protocolVersion: 0,
  timeOut: 0,
  sessionId: 0n,
  passwd: zeros,
  readOnly: false,
};

const create = { path: '/a', data: bytesOf('6869'), acl: open, flags: 0 };
const event = { type: EventType.nodeDataChanged, state: KeeperState.syncConnected, path: '/a' };
const ops = [
  { type: 'check', body: { path: '/a', version: 0 } },
  { type: 'delete', body: { path: '/b', version: -1 } },
] as const;
const results = [
  { type: 'error', body: { err: ErrorCode.ok } },
  { type: 'error', body: { err: ErrorCode.noNode } },
] as const;

const goldens: readonly Golden[] = [
  {
    name: 'a ConnectRequest for a new session',
    hex: '0000002d 00000000 0000000000000000 00002710 0000000000000000 00000010 00000000000000000000000000000000 00',
    write: (writer) => writeFrame(writer, ConnectRequest, newSession),
    read: (frame) => decode(ConnectRequest, frame),
    value: newSession,
  },
  {
    name: 'a ConnectRequest of a client that knows no readOnly',
    hex: '0000002c 00000000 0000000000000000 00002710 0000000000000000 00000010 00000000000000000000000000000000',
    write: (writer) => writeFrame(writer, ConnectRequest, { ...newSession, readOnly: null }),
    read: (frame) => decode(ConnectRequest, frame),
    value: { ...newSession, readOnly: null },
  },
  {
    name: 'a ConnectResponse',
    hex: '00000025 00000000 00002710 0100012345670000 00000010 000102030405060708090a0b0c0d0e0f 00',
    write: (writer) => writeFrame(writer, ConnectResponse, session),
    read: (frame) => decode(ConnectResponse, frame),
    value: session,
  },
  {
    name: 'a ConnectResponse to an expired session',
    hex: '00000025 00000000 00000000 0000000000000000 00000010 00000000000000000000000000000000 00',
    write: (writer) => writeFrame(writer, ConnectResponse, expired),
    read: (frame) => decode(ConnectResponse, frame),
    value: expired,
  },
  {
    name: 'a ping',
    hex: '00000008 fffffffe 0000000b',
    write: (writer) => writeRequest(writer, 'ping', Xid.ping, null),
    read: (frame) => decodeRequest(frame),
    value: { type: 'ping', xid: Xid.ping, body: null },
  },
  {
    name: 'a create',
    hex: '00000033 00000001 00000001 00000002 2f61 00000002 6869 00000001 0000001f 00000005 776f726c64 00000006 616e796f6e65 00000000',
    write: (writer) => writeRequest(writer, 'create', 1, create),
    read: (frame) => decodeRequest(frame),
    value: { type: 'create', xid: 1, body: create },
  },
  {
    name: 'the reply to a create',
    hex: '00000016 00000001 0000000100000002 00000000 00000002 2f61',
    write: (writer) => writeReply(writer, 'create', { xid: 1, zxid: 0x100000002n }, { path: '/a' }),
    read: (frame) => decodeReply(frame, 'create'),
    value: { type: 'done', xid: 1, zxid: 0x100000002n, body: { path: '/a' } },
  },
  {
    name: 'a notification',
    hex: '0000001e ffffffff ffffffffffffffff 00000000 00000003 00000003 00000002 2f61',
    write: (writer) => writeNotification(writer, -1n, event),
    read: (frame) => decodeNotification(frame),
    value: { zxid: -1n, event },
  },
  {
    name: 'a multi',
    hex: '00000037 00000005 0000000e 0000000d 00 ffffffff 00000002 2f61 00000000 00000002 00 ffffffff 00000002 2f62 ffffffff ffffffff 01 ffffffff',
    write: (writer) => writeRequest(writer, 'multi', 5, ops),
    read: (frame) => decodeRequest(frame),
    value: { type: 'multi', xid: 5, body: ops },
  },
  {
    name: 'the reply to a multi that failed',
    hex: '00000033 00000005 0000000100000003 00000000 ffffffff 00 00000000 00000000 ffffffff 00 ffffff9b ffffff9b ffffffff 01 ffffffff',
    write: (writer) => writeReply(writer, 'multi', { xid: 5, zxid: 0x100000003n }, results),
    read: (frame) => decodeReply(frame, 'multi'),
    value: { type: 'done', xid: 5, zxid: 0x100000003n, body: results },
  },
];

describe.each(goldens)('$name', ({ hex, write, read, value }) => {
  it('is written with exactly these bytes', () => {
    expect(hexOf(write(new JuteWriter()))).toBe(hex.replaceAll(' ', ''));
  });

  it('is read from these bytes', () => {
    const splitter = new FrameSplitter();
    splitter.push(bytesOf(hex));
    expect(read(splitter.next() ?? new Uint8Array())).toEqual(value);
    expect(splitter.waiting).toBe(0);
  });
});

it('gives operations the numbers of the protocol', () => {
  expect(OpCode.multi).toBe(14);
});

import {
  ConnectRequest,
  ConnectResponse,
  decode,
  decodeNotification,
  decodeReply,
  decodeRequest,
  ErrorCode,
  JuteWriter,
  OpCode,
  type OperationName,
  operations,
  type Reply,
  type WatcherEvent,
  writeFrame,
  writeNotification,
} from '@menagerie/jute';
import { describe, expect, it } from 'vitest';
import { fixture } from './helpers/fixtures.ts';
import { bytesOf, hexOf } from './helpers/hex.ts';

interface Message {
  readonly type: OperationName;
  readonly xid: number;
  readonly body: unknown;
  readonly hex: string;
}
interface ReplyMessage extends Message {
  readonly zxid: bigint;
}
interface Connect<T> {
  readonly body: T;
  readonly hex: string;
}
interface KazooReply {
  readonly type: OperationName | 'notification' | 'connect';
  readonly xid: number;
  readonly zxid: bigint;
  readonly kazoo: unknown;
  readonly hex: string;
}
interface Kazoo {
  readonly requests: readonly Message[];
  readonly connects: readonly Connect<ConnectRequest>[];
  readonly replies: readonly KazooReply[];
  readonly errorCodes: readonly number[];
}
interface NodeClient {
  readonly requests: readonly Message[];
  readonly replies: readonly ReplyMessage[];
  readonly notification: {
    readonly hex: string;
    readonly zxid: bigint;
    readonly event: WatcherEvent;
  };
  readonly connect: {
    readonly request: Connect<ConnectRequest>;
    readonly response: Connect<ConnectResponse>;
  };
  readonly opcodes: Readonly<Record<string, number>>;
}

const kazoo = fixture('kazoo') as Kazoo;
const node = fixture('node-zookeeper-client') as NodeClient;

const payload = (hex: string): Uint8Array => bytesOf(hex).subarray(4);

/** Writes a body of a type that only the fixture knows. */
function written(header: readonly number[], write: (writer: JuteWriter) => void): string {
  const writer = new JuteWriter();
  writer.begin();
  for (const each of header) writer.int(each);
  write(writer);
  return hexOf(writer.frame());
}

function requestHex({ type, xid, body }: Message): string {
  const { opcode, request } = operations[type];
  return written([xid, opcode], (writer) => request.write(writer, body as never));
}

const high = (zxid: bigint): number => Number(zxid >> 32n);
const low = (zxid: bigint): number => Number(BigInt.asIntN(32, zxid));

function replyHex({ type, xid, zxid, body }: ReplyMessage): string {
  const { response } = operations[type];
  return written([xid, high(zxid), low(zxid), 0], (writer) =>
    response.write(writer, body as never),
  );
}

describe.each([
  { name: 'kazoo', requests: kazoo.requests },
  { name: 'node-zookeeper-client', requests: node.requests },
])('the requests of $name', ({ requests }) => {
  it.each(requests.map((message) => [message.type, message] as const))(
    '%s is read',
    (_, message) => {
      const { type, xid, body } = message;
      expect(decodeRequest(payload(message.hex))).toEqual({ type, xid, body });
    },
  );

  it.each(requests.map((message) => [message.type, message] as const))(
    '%s is written with the same bytes',
    (_, message) => {
      expect(requestHex(message)).toBe(message.hex);
    },
  );
});

describe('the handshake of kazoo', () => {
  it.each(kazoo.connects)('is read and written: $hex', ({ body, hex }) => {
    expect(decode(ConnectRequest, payload(hex))).toEqual(body);
    expect(hexOf(writeFrame(new JuteWriter(), ConnectRequest, body))).toBe(hex);
  });
});

describe('the handshake of node-zookeeper-client, which knows no readOnly', () => {
  it('is read and written', () => {
    const { request, response } = node.connect;
    expect(decode(ConnectRequest, payload(request.hex))).toEqual(request.body);
    expect(decode(ConnectResponse, payload(response.hex))).toEqual(response.body);
    expect(hexOf(writeFrame(new JuteWriter(), ConnectRequest, request.body))).toBe(request.hex);
    expect(hexOf(writeFrame(new JuteWriter(), ConnectResponse, response.body))).toBe(response.hex);
  });
});

describe('replies and events as node-zookeeper-client has them', () => {
  it.each(node.replies.map((reply) => [reply.type, reply] as const))('%s', (type, reply) => {
    const { xid, zxid, body, hex } = reply;
    expect(decodeReply(payload(hex), type)).toEqual({ type: 'done', xid, zxid, body });
    expect(replyHex(reply)).toBe(hex);
  });

  it('a notification', () => {
    const { zxid, event, hex } = node.notification;
    expect(decodeNotification(payload(hex))).toEqual({ zxid, event });
    expect(hexOf(writeNotification(new JuteWriter(), zxid, event))).toBe(hex);
  });
});

/** What kazoo makes of a reply: it keeps no types of results, and codes of those that failed. */
function asKazooSays(reply: Reply<OperationName>): unknown {
  if (reply.type === 'failed' || !Array.isArray(reply.body)) return reply;
  const results = reply.body as readonly { readonly type: string; readonly body: unknown }[];
  const said = results.map(({ type, body }) => {
    return type === 'error' ? { error: (body as { err: number }).err } : (body ?? true);
  });
  return { ...reply, body: said };
}

describe('what kazoo reads in our frames', () => {
  it.each(kazoo.replies.map((reply) => [reply.type, reply] as const))('%s', (type, reply) => {
    const { xid, zxid, kazoo: said, hex } = reply;
    if (type === 'connect') {
      const connect = decode(ConnectResponse, payload(hex));
      expect({ ...connect, readOnly: connect.readOnly ?? false }).toEqual(said);
      expect(hexOf(writeFrame(new JuteWriter(), ConnectResponse, connect))).toBe(hex);
    } else if (type === 'notification') {
      expect(decodeNotification(payload(hex))).toEqual({ zxid, event: said });
      expect(hexOf(writeNotification(new JuteWriter(), zxid, said as WatcherEvent))).toBe(hex);
    } else {
      const read = decodeReply(payload(hex), type);
      expect(asKazooSays(read)).toEqual({ type: 'done', xid, zxid, body: said });
      if (read.type === 'done')
        expect(replyHex({ type, xid, zxid, body: read.body, hex })).toBe(hex);
    }
  });
});

describe('the numbers', () => {
  it('have every error code that kazoo knows', () => {
    const ours = new Set<number>(Object.values(ErrorCode));
    expect(kazoo.errorCodes.filter((code) => !ours.has(code))).toEqual([]);
  });

  it('are the opcodes that node-zookeeper-client knows', () => {
    const plain = (name: string): string => name.replaceAll('_', '').toLowerCase();
    const ours = new Map(Object.entries(OpCode).map(([name, code]) => [plain(name), code]));
    const theirs = Object.entries(node.opcodes);
    expect(theirs.map(([name]) => ours.get(plain(name)))).toEqual(theirs.map(([, code]) => code));
  });
});

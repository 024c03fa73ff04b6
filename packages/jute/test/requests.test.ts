import {
  type AnyOperation,
  CreateMode,
  createModeTraits,
  decodeReply,
  decodeRequest,
  ErrorCode,
  JuteReader,
  JuteWriter,
  OpCode,
  operationOf,
  operations,
  type Request,
  writeFailure,
  writeReply,
  writeRequest,
  Xid,
  xidOf,
} from '@menagerie/jute';
import { describe, expect, it } from 'vitest';
import { juteErrorOf } from './helpers/errors.ts';
import { bytesOf, hexOf } from './helpers/hex.ts';
import { anyChoices, Random, valueOf } from './helpers/random.ts';

/** The header of a request with an opcode, and a path behind it. */
const request = (opcode: number): Uint8Array => {
  const writer = new JuteWriter();
  writer.int(7);
  writer.int(opcode);
  writer.ustring('/a');
  writer.int(0);
  return writer.bytes();
};

describe('a request', () => {
  it.each(Object.values(operations).map((operation) => [operation.type, operation] as const))(
    '%s is told by its opcode, and comes back with its xid',
    (type, operation: AnyOperation) => {
      const body = valueOf(operation.request.shape, anyChoices(new Random(1)));
      const frame = writeRequest(new JuteWriter(), type, 7, body as never);
      expect(decodeRequest(frame.subarray(4))).toEqual({ type, xid: 7, body });
      expect(operation.opcode).toBe(OpCode[type]);
      expect(operationOf(operation.opcode)).toBe(operation);
    },
  );

  it.each([
    ['notification', OpCode.notification],
    ['check, which is one only in a multi', OpCode.check],
    ['error', OpCode.error],
    ['createSession', OpCode.createSession],
    ['an opcode that is none', 10],
    ['another', 2 ** 31 - 1],
  ])('of a client with %s is unknown', (_, opcode) => {
    expect(decodeRequest(request(opcode))).toEqual({ type: 'unknown', xid: 7, opcode });
  });

  it('with a body that is none is malformed, and says under which xid to answer', () => {
    const malformed = decodeRequest(request(OpCode.setData));
    expect(malformed).toMatchObject({
      type: 'malformed',
      xid: 7,
      opcode: OpCode.setData,
      operation: 'setData',
      error: { code: 'short-frame', record: 'SetDataRequest', field: 'version' },
    });
  });

  it('is malformed in its body only: without a whole header there is nothing to answer', () => {
    for (let length = 0; length < 8; length += 1) {
      const frame = request(OpCode.ping).subarray(0, length);
      const field = length < 4 ? 'xid' : 'type';
      expect(juteErrorOf(() => decodeRequest(frame))).toMatchObject({
        code: 'short-frame',
        record: 'RequestHeader',
        field,
      });
    }
  });

  it('obeys the limits of the reader that it is read with', () => {
    const frame = writeRequest(new JuteWriter(), 'sasl', 1, { token: new Uint8Array(2000) });
    const reader = new JuteReader(frame, { maxBytes: 100 });
    expect(decodeRequest(frame.subarray(4), reader)).toMatchObject({
      type: 'malformed',
      error: { code: 'too-long', bound: 1124 },
    });
  });

  it('is one of a union that a switch can exhaust', () => {
    const named = (told: Request): string => {
      switch (told.type) {
        case 'unknown':
          return `unknown ${told.opcode}`;
        case 'malformed':
          return told.error.message;
        case 'multi':
          return told.body.map(({ type }) => type).join();
        case 'create':
        case 'create2':
        case 'createContainer':
          return `${told.body.path} ${told.body.flags}`;
        default:
          return told.type;
      }
    };
    expect(named(decodeRequest(request(OpCode.getData)))).toBe('getData');
    expect(named(decodeRequest(request(13)))).toBe('unknown 13');
  });
});

describe('a multi', () => {
  const multi = (opcode: number, type: number): Request => {
    const writer = new JuteWriter();
    writer.int(7);
    writer.int(opcode);
    writer.raw(request(type).subarray(4, 8));
    writer.bool(false);
    writer.int(-1);
    writer.ustring('/a');
    writer.int(0);
    return decodeRequest(writer.bytes());
  };

  it.each([
    'exists',
    'sync',
    'setACL',
    'multi',
    'getData',
    'getChildren',
    'deleteContainer',
  ] as const)('with %s in it is malformed as a whole', (type) => {
    expect(multi(OpCode.multi, OpCode[type])).toMatchObject({
      type: 'malformed',
      operation: 'multi',
      error: {
        code: 'forbidden-operation',
        record: 'MultiRequest',
        field: '[0].type',
        value: OpCode[type],
        bound: null,
      },
    });
  });

  it.each(['create', 'delete', 'setData', 'check', 'exists'] as const)(
    'for reading with %s in it is malformed as a whole',
    (type) => {
      expect(multi(OpCode.multiRead, OpCode[type])).toMatchObject({
        type: 'malformed',
        operation: 'multiRead',
        error: { code: 'forbidden-operation' },
      });
    },
  );

  it('gives the results of createContainer and createTTL the type of create2', () => {
    const { shape } = operations.multi.response;
    const types = shape.type === 'sequence' ? shape.variants.map(([type]) => type) : [];
    expect(types).toContain('create2');
    expect(types).not.toContain('createTTL');
  });

  it('is done at the first header that says so, whatever its type', () => {
    const frame = bytesOf('00000001 0000000e 00000001 01 00000000 ffff');
    expect(decodeRequest(frame)).toEqual({ type: 'multi', xid: 1, body: [] });
  });
});

describe('a reply', () => {
  const header = { xid: 7, zxid: -(2n ** 63n) };

  it.each(Object.values(operations).map((operation) => [operation.type, operation] as const))(
    'to %s comes back',
    (type, operation: AnyOperation) => {
      const body = valueOf(operation.response.shape, anyChoices(new Random(2)));
      const frame = writeReply(new JuteWriter(), type, header, body as never).subarray(4);
      expect(decodeReply(frame, type)).toEqual({ type: 'done', ...header, body });
      expect(xidOf(frame)).toBe(7);
    },
  );

  it('that failed is a header and nothing else', () => {
    const frame = writeFailure(new JuteWriter(), { ...header, err: ErrorCode.noNode });
    expect(frame).toHaveLength(4 + 16);
    expect(decodeReply(frame.subarray(4), 'exists')).toEqual({
      type: 'failed',
      ...header,
      err: ErrorCode.noNode,
    });
  });

  it('that is cut short is an error', () => {
    const frame = writeReply(new JuteWriter(), 'sync', header, { path: '/a' });
    const cut = frame.subarray(4, -1);
    expect(juteErrorOf(() => decodeReply(cut, 'sync'))).toMatchObject({ record: 'SyncResponse' });
    expect(juteErrorOf(() => xidOf(cut.subarray(0, 3))).code).toBe('short-frame');
  });
});

describe('create modes', () => {
  it('are what their flags say', () => {
    for (const [name, flags] of Object.entries(CreateMode)) {
      expect(createModeTraits(flags)).toEqual({
        ephemeral: name.startsWith('ephemeral'),
        sequential: name.includes('Sequential'),
        container: name === 'container',
        ttl: name.endsWith('TTL'),
      });
    }
  });

  it('are seven: other flags mean nothing', () => {
    expect([-1, 7, 0.5, Number.NaN].map(createModeTraits)).toEqual([null, null, null, null]);
    expect(hexOf(writeRequest(new JuteWriter(), 'ping', Xid.ping, null))).toHaveLength(24);
  });
});

import {
  bool,
  CreateRequest,
  decode,
  decodeRequest,
  GetDataResponse,
  int,
  JuteError,
  JuteWriter,
  MultiRequest,
  record,
  SetWatches2,
  Stat,
  trailing,
  ustring,
  vector,
  writeRequest,
} from '@menagerie/jute';
import { describe, expect, it } from 'vitest';
import { juteErrorOf } from './helpers/errors.ts';
import { bytesOf } from './helpers/hex.ts';

const acl = [
  { perms: 31, id: { scheme: 'world', id: 'anyone' } },
  { perms: 31, id: { scheme: 'digest', id: 'x' } },
];

describe('an error', () => {
  it('names record, field, offset, value and bound, down to a field of an element', () => {
    const writer = new JuteWriter();
    CreateRequest.write(writer, { path: '/a', data: null, acl, flags: 0 });
    const bytes = writer.bytes().slice();
    // The length of the second scheme: behind path, data, the count, one entry and its own perms.
    const offset = 6 + 4 + 4 + 23 + 4;
    bytes.set(bytesOf('7fffffff'), offset);
    const error = juteErrorOf(() => decode(CreateRequest, bytes));
    expect(error).toMatchObject({
      code: 'too-long',
      record: 'CreateRequest',
      field: 'acl[1].id.scheme',
      offset,
      value: 0x7fff_ffff,
      bound: 2_097_150,
    });
    expect(error.message).toBe(
      'CreateRequest.acl[1].id.scheme at byte 41: a length of 2147483647 bytes is over the limit of 2097150: send less, or raise maxBytes or extraBytes',
    );
    expect(error).toBeInstanceOf(Error);
    expect(error.name).toBe('JuteError');
  });

  it('names the operation of a multi', () => {
    const writer = new JuteWriter();
    MultiRequest.write(writer, [
      { type: 'check', body: { path: '/a', version: 0 } },
      { type: 'setData', body: { path: '/a', data: null, version: 0 } },
    ]);
    const cut = writer.bytes().subarray(0, 19 + 9 + 6 + 3);
    expect(juteErrorOf(() => decode(MultiRequest, cut)).message).toBe(
      'MultiRequest[1].data at byte 34: the frame ends here: 4 bytes are needed and 3 are left',
    );
  });

  it('names the field of a nested record that runs out', () => {
    const writer = new JuteWriter();
    writer.buffer(null);
    writer.long(0n);
    const error = juteErrorOf(() => decode(GetDataResponse, writer.bytes()));
    expect(error).toMatchObject({ record: 'GetDataResponse', field: 'stat.mzxid', offset: 12 });
  });

  it('names an element of a vector of strings', () => {
    const writer = new JuteWriter();
    writer.long(0n);
    writer.int(2);
    writer.ustring('/a');
    writer.int(-7);
    const error = juteErrorOf(() => decode(SetWatches2, writer.bytes()));
    expect(error).toMatchObject({ code: 'negative-length', field: 'dataWatches[1]', value: -7 });
  });

  it('names what cannot be written, and leaves the writer where it can go on', () => {
    const writer = new JuteWriter();
    const body = { path: '/a', data: null, acl, flags: 2 ** 40 };
    const error = juteErrorOf(() => writeRequest(writer, 'create', 1, body));
    expect(error).toMatchObject({
      code: 'out-of-range',
      record: 'CreateRequest',
      field: 'flags',
      offset: 4 + 8 + 56,
      value: 2 ** 40,
      bound: 2 ** 31 - 1,
    });
    writer.clear();
    expect(writeRequest(writer, 'create', 1, { ...body, flags: 0 })).toHaveLength(4 + 8 + 60);
  });

  it('names a long in a list of records that cannot be written', () => {
    const perms = vector(record('ACLs', { perms: int }));
    const error = juteErrorOf(() => perms.write(new JuteWriter(), [{ perms: 1 }, { perms: 1e10 }]));
    expect(error).toMatchObject({ record: null, field: '[1].perms', value: 1e10 });
  });

  it('of a mistake in a program is not dressed up as one of a frame', () => {
    const broken = { ...int, read: (): number => JSON.parse('{') as number };
    const codec = vector(record('Broken', { field: broken }));
    expect(() => decode(codec, bytesOf('00000001 00000000'))).toThrow(SyntaxError);
    expect(() => decode(codec, bytesOf('00000001 00000000'))).not.toThrow(JuteError);
  });
});

describe('bytes behind the last field', () => {
  it('are ignored in a record', () => {
    const writer = new JuteWriter();
    writer.raw(new Uint8Array(68));
    writer.raw(bytesOf('ffffffff'));
    expect(decode(Stat, writer.bytes()).version).toBe(0);
  });

  it('are ignored in a request', () => {
    expect(decodeRequest(bytesOf('fffffffe 0000000b 00'))).toEqual({
      type: 'ping',
      xid: -2,
      body: null,
    });
  });
});

describe('a trailing field', () => {
  const codec = record('Late', { path: ustring, extra: trailing(bool) });

  it('is null where the frame ends before it, which is not false', () => {
    expect(decode(codec, bytesOf('00000000'))).toEqual({ path: '', extra: null });
    expect(decode(codec, bytesOf('00000000 00'))).toEqual({ path: '', extra: false });
  });

  it('that is cut short is an error', () => {
    const late = record('Late', { path: ustring, extra: trailing(int) });
    expect(juteErrorOf(() => decode(late, bytesOf('00000000 0000'))).field).toBe('extra');
  });
});

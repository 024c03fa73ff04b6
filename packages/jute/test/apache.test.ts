import {
  AddWatchMode,
  type Codec,
  CreateMode,
  decode,
  decodeLogEntry,
  decodeSubTransaction,
  ErrorCode,
  EventType,
  FileHeader,
  Id,
  JuteReader,
  JuteWriter,
  KeeperState,
  type LogEntry,
  MultiReadRequest,
  MultiRequest,
  MultiResponse,
  OpCode,
  type OpResult,
  type TxnDigest,
  type TxnHeader,
  WatcherType,
} from '@menagerie/jute';
import { describe, expect, it } from 'vitest';
import { records } from './helpers/codecs.ts';
import { fixture } from './helpers/fixtures.ts';
import { bytesOf, hexOf } from './helpers/hex.ts';

type Numbers = Readonly<Record<string, number>>;

interface Apache {
  readonly records: readonly {
    readonly name: string;
    readonly value: object;
    readonly hex: string;
  }[];
  readonly texts: readonly { readonly value: Id; readonly hex: string }[];
  readonly multis: readonly {
    readonly ops: readonly { readonly opcode: number; readonly body: unknown }[];
    readonly hex: string;
  }[];
  readonly results: readonly { readonly results: readonly OpResult[]; readonly hex: string }[];
  readonly entries: readonly {
    readonly header: TxnHeader;
    readonly body: unknown;
    readonly digest: TxnDigest | null;
    readonly hex: string;
  }[];
  readonly opcodes: Numbers;
  readonly errorCodes: Numbers;
  readonly eventTypes: Numbers;
  readonly states: Numbers;
  readonly watcherTypes: Numbers;
  readonly addWatchModes: Numbers;
  readonly createModes: Numbers;
}

const apache = fixture('apache') as Apache;

/** Records of one shape have one name here. */
const otherNames: Readonly<Record<string, string>> = {
  GetChildren2Request: 'GetChildrenRequest',
  Txn: 'SubTxn',
};

/** Of no opcode of the protocol; the header of a multi's operation is seen in the multis. */
const notHere = /^(Get|Set)MaxChildren|^SetSASLRequest$|^MultiHeader$/;

const codecs = new Map(records);

function codecOf(name: string): Codec<unknown> {
  const codec = codecs.get(otherNames[name] ?? name);
  if (codec === undefined) throw new Error(`no ${name}`);
  return codec;
}

function writtenBy<T>(codec: Codec<T>, value: T): string {
  const writer = new JuteWriter();
  codec.write(writer, value);
  return hexOf(writer.bytes());
}

describe('a record of Apache ZooKeeper is read, and written with the same bytes', () => {
  const here = apache.records.filter(({ name }) => !notHere.test(name));

  it.each(here.map((record) => [record.name, record] as const))('%s', (name, { value, hex }) => {
    // Before 3.9 its records of the handshake had no readOnly: it was written behind them.
    const late = name.startsWith('Connect') ? { readOnly: null } : {};
    const codec = codecOf(name);
    expect(decode(codec, bytesOf(hex))).toEqual({ ...value, ...late });
    expect(writtenBy(codec, { ...value, ...late })).toBe(hex);
  });

  it('and there is no record here that it has not', () => {
    const theirs = new Set(here.map(({ name }) => otherNames[name] ?? name));
    const ours = [...codecs.keys()].filter((name) => !theirs.has(name));
    // Written by code there, not by generated records.
    const byHand = ['MultiReadRequest', 'MultiRequest', 'MultiResponse'];
    // Newer than 3.8, or sent without a record.
    const others = ['DeleteContainerRequest'];
    expect(ours.sort()).toEqual([...others, ...byHand].sort());
  });
});

it.each(apache.texts)('reads the surrogates that it writes by themselves: $value.id', (text) => {
  expect(decode(Id, bytesOf(text.hex))).toEqual(text.value);
});

describe('its multis', () => {
  const names = new Map(Object.entries(OpCode).map(([name, code]) => [code as number, name]));

  it.each(apache.multis)('are read and written: $hex', ({ ops, hex }) => {
    const codec = ops.some(({ opcode }) => opcode === OpCode.getData)
      ? MultiReadRequest
      : MultiRequest;
    const named = ops.map(({ opcode, body }) => ({ type: names.get(opcode), body }));
    expect(decode<unknown>(codec as Codec<unknown>, bytesOf(hex))).toEqual(named);
    expect(writtenBy<unknown>(codec as Codec<unknown>, named)).toBe(hex);
  });

  it.each(apache.results)('have results that are read and written: $hex', ({ results, hex }) => {
    expect(decode(MultiResponse, bytesOf(hex))).toEqual(results);
    expect(writtenBy(MultiResponse, results)).toBe(hex);
  });
});

it.each(apache.entries)('reads the entry of its log with the type $header.type', (entry) => {
  const { txn, header, digest } = decodeLogEntry(bytesOf(entry.hex));
  expect(header).toEqual(entry.header);
  expect(digest).toEqual(entry.digest);
  if (txn.type === 'unknown') throw new Error(`unknown type ${header.type}`);
  expect(OpCode[txn.type]).toBe(header.type);
  expect(txn.body).toEqual(entry.body);
});

describe('the log of its server', () => {
  const log = fixture('apache-log') as {
    readonly header: string;
    readonly entries: readonly string[];
  };
  const entries = log.entries.map((hex) => decodeLogEntry(bytesOf(hex)));
  const typesOf = (multi: LogEntry | undefined): unknown[] => {
    if (multi?.txn.type !== 'multi') throw new Error('no multi');
    return (multi.txn.body.txns ?? []).map((sub) => decodeSubTransaction(sub).type);
  };

  it('begins with a header that says what it is', () => {
    const text = new DataView(new TextEncoder().encode('ZKLG').buffer);
    expect(decode(FileHeader, bytesOf(log.header))).toEqual({
      magic: text.getInt32(0),
      version: 2,
      dbid: 0n,
    });
  });

  it('has entries that are read to their ends', () => {
    const types = entries.map(({ txn }) => txn.type).join(' ');
    expect(types).toBe(
      'createSession create create2 create createContainer createTTL setData error setACL error ' +
        'create multi multi multi error delete error error error multi error closeSession deleteContainer',
    );
    const ends = log.entries.map((hex, i) => {
      const reader = new JuteReader();
      decodeLogEntry(bytesOf(hex), reader);
      return [entries[i]?.header.zxid, reader.remaining];
    });
    expect(ends).toEqual(entries.map((_, i) => [BigInt(i + 1), 0]));
  });

  it('has multis, whole and failed', () => {
    expect(entries.filter(({ txn }) => txn.type === 'multi').map(typesOf)).toEqual([
      ['create', 'create', 'createContainer', 'createTTL', 'setData', 'check', 'delete'],
      ['check', 'error', 'error'],
      [],
      [],
    ]);
  });

  it('names the ephemerals that ended with a session', () => {
    const ends = entries.map(({ txn }) => txn).find(({ type }) => type === 'closeSession');
    expect(ends).toEqual({
      type: 'closeSession',
      body: { paths2Delete: ['/a/s-0000000001', '/a/é', '/m'] },
    });
  });
});

describe('its numbers', () => {
  const plain = (name: string): string => name.replaceAll('_', '').toLowerCase();
  const named = (numbers: Numbers) =>
    Object.fromEntries(Object.entries(numbers).map(([name, number]) => [plain(name), number]));

  it.each([
    ['opcodes', OpCode, apache.opcodes],
    ['event types', EventType, apache.eventTypes],
    ['states', KeeperState, apache.states],
    ['modes of addWatch', AddWatchMode, apache.addWatchModes],
    ['create modes', CreateMode, apache.createModes],
  ])('are ours: %s', (_, ours, theirs) => {
    expect(named(ours)).toEqual(named(theirs));
  });

  it('are ours: error codes, but for two that only the C client has', () => {
    const { closing, nothing, ...ours } = ErrorCode;
    expect([closing, nothing]).toEqual([-116, -117]);
    expect(named(ours)).toEqual(named(apache.errorCodes));
  });

  it('are ours: types of watchers, but for two that came after 3.8', () => {
    const { persistent, persistentRecursive, ...ours } = WatcherType;
    expect([persistent, persistentRecursive]).toEqual([4, 5]);
    expect(named(ours)).toEqual(named(apache.watcherTypes));
  });
});

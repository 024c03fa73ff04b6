import { createRequire } from 'node:module';
import {
  decodeReply,
  decodeRequest,
  JuteReader,
  JuteWriter,
  writeReply,
  writeRequest,
} from '@menagerie/jute';
import { helpIfAsked } from '../../../scripts/help.ts';

helpIfAsked(`Usage: npm run bench:jute

Reads and writes of common requests and replies in a second of one processor, beside the jute of
node-zookeeper-client: the median of several rounds, in each of which the two take turns. All cases
run in one process, so that no function sees records of one kind only. Processor time, since the
machine may be busy with other things.
`);

const ROUNDS = 7;
const MILLISECONDS = 60;

/** A record of the other implementation. */
interface PeerRecord {
  byteLength(): number;
  serialize(buffer: Buffer, offset: number): number;
  deserialize(buffer: Buffer, offset: number): number;
}
type PeerRecords = Record<string, new (...values: readonly unknown[]) => PeerRecord>;
interface Peer {
  readonly protocol: PeerRecords;
  readonly data: PeerRecords;
}

const require = createRequire(import.meta.url);
const peer = require('node-zookeeper-client/lib/jute') as Peer;

interface Case {
  readonly name: string;
  readonly ours: () => unknown;
  readonly theirs: () => unknown;
}

const path = '/services/orders/instance-0000000042';
const data = new Uint8Array(128).fill(120);
const acl = [{ perms: 31, id: { scheme: 'world', id: 'anyone' } }];
const stat = {
  czxid: 0x100000002n,
  mzxid: 0x100000003n,
  ctime: 1_790_000_000_000n,
  mtime: 1_790_000_000_000n,
  version: 1,
  cversion: 0,
  aversion: 0,
  ephemeralOwner: 0x100012345670000n,
  dataLength: 128,
  numChildren: 0,
  pzxid: 0x100000002n,
};
const children = Array.from({ length: 100 }, (_, i) => `instance-${String(i).padStart(10, '0')}`);

const writer = new JuteWriter();
const reader = new JuteReader();

function make(kind: PeerRecords, name: string, ...values: readonly unknown[]): PeerRecord {
  const Kind = kind[name];
  if (Kind === undefined) throw new Error(`the peer has no ${name}`);
  return new Kind(...values);
}

const long = (value: bigint): Buffer => {
  const bytes = Buffer.alloc(8);
  bytes.writeBigInt64BE(value);
  return bytes;
};

const request = (name: string): PeerRecord => make(peer.protocol, name);

/** Into a new buffer with the length in front, as that client does for each packet. */
function written(...records: readonly PeerRecord[]): Buffer {
  const length = records.reduce((sum, each) => sum + each.byteLength(), 0);
  const buffer = Buffer.alloc(length + 4);
  buffer.writeInt32BE(length, 0);
  let at = 4;
  for (const each of records) at += each.serialize(buffer, at);
  return buffer;
}

function readAll(frame: Buffer, header: string, body: string): PeerRecord {
  const first = request(header);
  const second = request(body);
  second.deserialize(frame, first.deserialize(frame, 0));
  return second;
}

const peerStat = (): PeerRecord =>
  make(
    peer.data,
    'Stat',
    ...Object.values(stat).map((value) => (typeof value === 'bigint' ? long(value) : value)),
  );
const peerAcl = (): PeerRecord[] => [
  make(peer.data, 'ACL', 31, make(peer.data, 'Id', 'world', 'anyone')),
];
const requestHeader = (opcode: number): PeerRecord =>
  make(peer.protocol, 'RequestHeader', 7, opcode);
const zxid = long(0x100000003n);
const replyHeader = (): PeerRecord => make(peer.protocol, 'ReplyHeader', 7, zxid, 0);

const payload = (frame: Uint8Array): Buffer => Buffer.from(frame.slice(4));

const frames = {
  getData: payload(writeRequest(writer, 'getData', 7, { path, watch: false })),
  create: payload(writeRequest(writer, 'create', 7, { path, data, acl, flags: 1 })),
  setData: payload(writeRequest(writer, 'setData', 7, { path, data, version: 3 })),
  data: payload(writeReply(writer, 'getData', { xid: 7, zxid: 0x100000003n }, { data, stat })),
  created: payload(writeReply(writer, 'create', { xid: 7, zxid: 0x100000003n }, { path })),
  exists: payload(writeReply(writer, 'exists', { xid: 7, zxid: 0x100000003n }, { stat })),
  children: payload(
    writeReply(writer, 'getChildren2', { xid: 7, zxid: 0x100000003n }, { children, stat }),
  ),
};

const fresh = (): JuteWriter => {
  writer.clear();
  return writer;
};
const header = { xid: 7, zxid: 0x100000003n };
const peerData = Buffer.from(data);

const cases: readonly Case[] = [
  {
    name: 'write a getData request',
    ours: () => writeRequest(fresh(), 'getData', 7, { path, watch: false }),
    theirs: () => written(requestHeader(4), make(peer.protocol, 'GetDataRequest', path, false)),
  },
  {
    name: 'read a getData request',
    ours: () => decodeRequest(frames.getData, reader),
    theirs: () => readAll(frames.getData, 'RequestHeader', 'GetDataRequest'),
  },
  {
    name: 'write a create request, 128 bytes',
    ours: () => writeRequest(fresh(), 'create', 7, { path, data, acl, flags: 1 }),
    theirs: () =>
      written(requestHeader(1), make(peer.protocol, 'CreateRequest', path, peerData, peerAcl(), 1)),
  },
  {
    name: 'read a create request, 128 bytes',
    ours: () => decodeRequest(frames.create, reader),
    theirs: () => readAll(frames.create, 'RequestHeader', 'CreateRequest'),
  },
  {
    name: 'read a setData request, 128 bytes',
    ours: () => decodeRequest(frames.setData, reader),
    theirs: () => readAll(frames.setData, 'RequestHeader', 'SetDataRequest'),
  },
  {
    name: 'write a getData reply, 128 bytes',
    ours: () => writeReply(fresh(), 'getData', header, { data, stat }),
    theirs: () =>
      written(replyHeader(), make(peer.protocol, 'GetDataResponse', peerData, peerStat())),
  },
  {
    name: 'read a getData reply, 128 bytes',
    ours: () => decodeReply(frames.data, 'getData', reader),
    theirs: () => readAll(frames.data, 'ReplyHeader', 'GetDataResponse'),
  },
  {
    name: 'read a create reply',
    ours: () => decodeReply(frames.created, 'create', reader),
    theirs: () => readAll(frames.created, 'ReplyHeader', 'CreateResponse'),
  },
  {
    name: 'read an exists reply',
    ours: () => decodeReply(frames.exists, 'exists', reader),
    theirs: () => readAll(frames.exists, 'ReplyHeader', 'ExistsResponse'),
  },
  {
    name: 'write a getChildren2 reply, 100 names',
    ours: () => writeReply(fresh(), 'getChildren2', header, { children, stat }),
    theirs: () =>
      written(replyHeader(), make(peer.protocol, 'GetChildren2Response', children, peerStat())),
  },
  {
    name: 'read a getChildren2 reply, 100 names',
    ours: () => decodeReply(frames.children, 'getChildren2', reader),
    theirs: () => readAll(frames.children, 'ReplyHeader', 'GetChildren2Response'),
  },
];

/** Runs in a second of processor time. */
function rateOf(run: () => unknown): number {
  let runs = 0;
  let spent = 0;
  const began = process.cpuUsage();
  while (spent < MILLISECONDS * 1000) {
    for (let i = 0; i < 200; i += 1) run();
    runs += 200;
    const { user, system } = process.cpuUsage(began);
    spent = user + system;
  }
  return (runs * 1e6) / spent;
}

const median = (values: number[]): number => values.sort((a, b) => a - b)[values.length >> 1] ?? 0;
const shown = (value: number): string => Math.round(value).toLocaleString('en').padStart(11);

const rates = cases.map(() => ({
  ours: [] as number[],
  theirs: [] as number[],
  ratio: [] as number[],
}));
for (let round = 0; round <= ROUNDS; round += 1) {
  for (const [i, { ours, theirs }] of cases.entries()) {
    const our = rateOf(ours);
    const their = rateOf(theirs);
    // The first round warms the engine up.
    if (round === 0) continue;
    rates[i]?.ours.push(our);
    rates[i]?.theirs.push(their);
    rates[i]?.ratio.push(our / their);
  }
}

console.log(`${'a second'.padEnd(40)}       jute        peer   ratio`);
for (const [i, { name }] of cases.entries()) {
  const { ours, theirs, ratio } = rates[i] ?? { ours: [], theirs: [], ratio: [] };
  const times = median(ratio).toFixed(1).padStart(7);
  console.log(`${name.padEnd(40)}${shown(median(ours))} ${shown(median(theirs))} ${times}`);
}

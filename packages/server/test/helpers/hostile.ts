import {
  ConnectRequest,
  JuteWriter,
  MAX_BYTES,
  type OperationName,
  type RequestBodies,
  writeFrame,
  writeRequest,
} from '@menagerie/jute';
import type { Random } from './random.ts';

/** What is sent at once. */
export interface Hostile {
  readonly bytes: Uint8Array;
  /** Whether its length is that of what follows it: if not, what comes behind is no frame. */
  readonly whole: boolean;
}

const text = (value: string): Uint8Array => new TextEncoder().encode(value);

/** Numbers that a length, a count or a version should not be. */
const EXTREMES = [
  -1,
  -2,
  -2147483648,
  2147483647,
  0x10000000,
  0x7fffff00,
  MAX_BYTES,
  MAX_BYTES + 1,
  65536,
] as const;

const OPCODES = [
  -11, -10, -1, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22,
  99, 100, 101, 102, 103, 104, 105, 106, 107, 108, 1000, 2147483647,
] as const;

/** Something that no client would send behind the handshake. */
export function hostileFrame(random: Random): Hostile {
  return random.weighted<Hostile>([
    [160, () => frame(requestOf(random, noise(random, 120)))],
    [600, () => frame(mutated(random, payload(request(random))))],
    [200, () => ({ bytes: request(random), whole: true })],
    [80, () => frame(counted(random))],
    [20, () => frame(noise(random, 12))],
    [20, () => lying(random, request(random))],
    [1, () => frame(requestOf(random, new Uint8Array(random.pick([MAX_BYTES - 8, 500_000]))))],
  ]);
}

/** Something that no client would begin with. */
export function hostileGreeting(random: Random): Hostile {
  return random.weighted<Hostile>([
    [3, () => ({ bytes: noise(random, 200), whole: false })],
    [4, () => frame(shortLived(mutated(random, payload(greeting(random)))))],
    [3, () => ({ bytes: greeting(random), whole: true })],
    [1, () => lying(random, greeting(random))],
    [1, () => ({ bytes: text('GET / HTTP/1.1\r\nHost: localhost\r\n\r\n'), whole: false })],
    [1, () => ({ bytes: Uint8Array.of(22, 3, 1, 2, 0, 1, 0, 1, 252, 3, 3), whole: false })],
    [1, () => ({ bytes: text(random.pick(['ruok', 'stmk', 'mntr\r\n', 'kill'])), whole: false })],
  ]);
}

/** A session that it may open is not to outlive the test. */
function shortLived(bytes: Uint8Array): Uint8Array {
  const at = 12;
  const timeout = at + 4 > bytes.length ? 0 : new DataView(bytes.buffer).getInt32(at);
  return timeout > 200 ? withInt(bytes, at, 200) : bytes;
}

/** With the length that it has. */
function frame(bytes: Uint8Array): Hostile {
  return { bytes: prefixed(bytes.length, bytes), whole: true };
}

function lying(random: Random, bytes: Uint8Array): Hostile {
  return { bytes: prefixed(random.pick(EXTREMES), payload(bytes)), whole: false };
}

function prefixed(length: number, bytes: Uint8Array): Uint8Array {
  const whole = new Uint8Array(4 + bytes.length);
  new DataView(whole.buffer).setInt32(0, length);
  whole.set(bytes, 4);
  return whole;
}

function payload(bytes: Uint8Array): Uint8Array {
  return bytes.slice(4);
}

function noise(random: Random, most: number): Uint8Array {
  return Uint8Array.from({ length: random.below(most) }, () => random.below(256));
}

function requestOf(random: Random, body: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(8 + body.length);
  const view = new DataView(bytes.buffer);
  view.setInt32(0, random.pick([1, 1, 1, -1, -2, -4, -8, 0, 2147483647]));
  view.setInt32(4, random.pick(OPCODES));
  bytes.set(body, 8);
  return bytes;
}

/** Bits turned, numbers that should not be, parts missing, doubled or too many. */
function mutated(random: Random, bytes: Uint8Array): Uint8Array {
  let found = bytes;
  for (let times = 1 + random.below(3); times > 0; times -= 1) {
    const at = random.below(found.length + 1);
    found = random.weighted<Uint8Array>([
      [4, () => found.map((byte, i) => (i === at ? byte ^ (1 << random.below(8)) : byte))],
      [3, () => withInt(found, at & ~3, random.pick(EXTREMES))],
      [2, () => found.slice(0, at)],
      [1, () => joined(found, noise(random, 40))],
      [1, () => joined(found.slice(0, at), found)],
    ]);
  }
  return found;
}

function withInt(bytes: Uint8Array, at: number, value: number): Uint8Array {
  const found = bytes.slice();
  if (at + 4 <= found.length) new DataView(found.buffer).setInt32(at, value);
  return found;
}

function joined(one: Uint8Array, other: Uint8Array): Uint8Array {
  const both = new Uint8Array(one.length + other.length);
  both.set(one);
  both.set(other, one.length);
  return both;
}

/** A vector that says it is far longer than the frame. */
function counted(random: Random): Uint8Array {
  const path = text('/bad');
  const body = new Uint8Array(64);
  const view = new DataView(body.buffer);
  view.setInt32(0, path.length);
  body.set(path, 4);
  for (let at = 8; at < 64; at += 4) view.setInt32(at, random.pick([2147483647, 0x0fffffff, -7]));
  return requestOf(random, body);
}

function greeting(random: Random): Uint8Array {
  const sessionId = random.pick([0n, 1n, -1n, 2n ** 56n, 2n ** 63n - 1n]);
  const lastZxidSeen = random.pick([0n, -1n, 2n ** 62n]);
  const timeOut = random.pick([0, 100, -1, -2147483648]);
  const passwd = random.pick([null, new Uint8Array(), new Uint8Array(16), noise(random, 64)]);
  const protocolVersion = random.pick([0, 1, -1]);
  return writeFrame(new JuteWriter(), ConnectRequest, {
    protocolVersion,
    lastZxidSeen,
    timeOut,
    sessionId,
    passwd,
    readOnly: random.pick([null, true, false]),
  }).slice();
}

const PATHS = [
  '/bad',
  '/bad/a',
  '/bad/b',
  '/bad/a/c',
  '/zookeeper/config',
  '/zookeeper/quota',
  null,
  '',
  'bad',
  '/bad/',
  '/bad//a',
  '/bad/../x',
  '/bad/\0',
  '/bad/\ud800',
  `/bad/${'x'.repeat(5000)}`,
];

/** A request of some sense, with values of less. */
function request(random: Random): Uint8Array {
  const path = PATHS[random.below(PATHS.length)] ?? null;
  const data = random.pick([null, noise(random, 50), new Uint8Array(1000)]);
  const acl = random.pick([
    null,
    [],
    [{ perms: 31, id: { scheme: 'world', id: 'anyone' } }],
    [{ perms: 31, id: { scheme: 'world', id: 'anyone' } }],
    [{ perms: random.pick(EXTREMES), id: { scheme: 'digest', id: 'x'.repeat(1000) } }],
  ]);
  // Nothing stays behind: what is not ephemeral is deleted in the end.
  const flags = random.pick([1, 1, 1, 3, 0, 2, 4, 7, -1, 2147483647]);
  const version = random.pick([-1, 0, 1, ...EXTREMES]);
  const watch = random.chance(50);
  const many = Array.from({ length: random.pick([0, 1, 2, 3, 5, 20]) }, () => path);
  const some = <K extends OperationName>(type: K, body: RequestBodies[K]): Uint8Array =>
    writeRequest(new JuteWriter(), type, 1 + random.below(1000), body).slice();
  const zxid = random.pick([0n, -1n, 2n ** 62n]);
  const lists = { relativeZxid: zxid, dataWatches: many, existWatches: many, childWatches: many };
  return random.pick<() => Uint8Array>([
    () => some('create', { path, data, acl, flags }),
    () => some('create2', { path, data, acl, flags }),
    () => some('createTTL', { path, data, acl, flags, ttl: random.pick([1n, -1n, 2n ** 62n]) }),
    () => some('createContainer', { path, data, acl, flags }),
    () => some('delete', { path, version }),
    () => some('setData', { path, data, version }),
    () => some('setACL', { path: `${path ?? ''}/`, acl, version }),
    () => some('exists', { path, watch }),
    () => some('getData', { path, watch }),
    () => some('getACL', { path }),
    () => some('getChildren', { path, watch }),
    () => some('getChildren2', { path, watch }),
    () => some('getEphemerals', { prefixPath: path }),
    () => some('getAllChildrenNumber', { path }),
    () => some('sync', { path }),
    () =>
      some(
        'multi',
        Array.from(many, () => ({ type: 'check', body: { path, version } })),
      ),
    () =>
      some(
        'multiRead',
        Array.from(many, () => ({ type: 'getData', body: { path, watch } })),
      ),
    () => some('auth', { type: 0, scheme: random.pick(['digest', 'bogus', null]), auth: data }),
    () => some('sasl', { token: data }),
    () => some('setWatches', lists),
    () =>
      some('setWatches2', { ...lists, persistentWatches: many, persistentRecursiveWatches: [] }),
    () => some('addWatch', { path: path ?? '/bad', mode: random.pick([0, 1, ...EXTREMES]) }),
    () => some('removeWatches', { path, type: random.pick([1, 2, 3, ...EXTREMES]) }),
    () => some('checkWatches', { path, type: random.pick([1, 2, 3, ...EXTREMES]) }),
    () => some('whoAmI', null),
    () => some('ping', null),
  ])();
}

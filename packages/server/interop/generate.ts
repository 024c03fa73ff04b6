import {
  type ACL,
  AddWatchMode,
  type MultiRequest,
  OpCode,
  type ReadOp,
  type WriteOp,
} from '@menagerie/jute';
import { Random } from '../test/helpers/random.ts';
import type { Ask, Step } from './steps.ts';
import { aclOf, CREDENTIALS, dataOf, OPEN, pathOf, soundPathOf, versionOf } from './values.ts';

const CLIENTS = 3;

/** The client whose watches stay. */
const STAYS = 2;

/** Where a request belongs. */
interface Place {
  /** Below it are the znodes of the sequence. */
  readonly root: string;
  readonly client: number;
  /** Of watches that stay. */
  readonly mode: AddWatchMode;
  /** Whether there may be znodes that not everybody may read. */
  readonly closed: boolean;
}

/**
 * Apache's server answers the first two at once, before requests that it has not answered yet, and
 * takes or leaves what comes behind the third. What comes behind the last it judges by the ACL
 * before, if it comes early enough.
 */
const BY_THEMSELVES: ReadonlySet<string> = new Set(['auth', 'sasl', 'closeSession', 'setACL']);

/** The sequence of a seed, below a znode that no other sequence has. Its shape follows from the seed. */
export function generate(seed: number, root: string, length: number): readonly Step[] {
  const random = new Random(seed);
  const path = root;
  const create: Ask = { type: 'create', body: { path, data: null, acl: OPEN, flags: 0 } };
  const steps: Step[] = [];
  for (let client = 0; client < CLIENTS; client += 1)
    steps.push({ type: 'open', client, seen: 0n });
  steps.push({ type: 'ask', client: 0, ask: create });
  const mode = random.pick([AddWatchMode.persistent, AddWatchMode.persistentRecursive]);
  // Before 3.8.4 exists does not ask who may read: so it is asked where everybody may.
  const closed = random.chance(50);
  while (steps.length < length) {
    steps.push(step(random, { root, mode, closed, client: random.below(CLIENTS) }));
  }
  return steps;
}

function step(random: Random, place: Place): Step {
  const { client } = place;
  return random.weighted<Step>([
    [70, () => ({ type: 'ask', client, ask: anyAsk(random, place) })],
    [
      16,
      () => {
        const asks = Array.from({ length: 2 + random.below(5) }, () => anyAsk(random, place));
        return { type: 'burst', client, asks: asks.filter(({ type }) => !BY_THEMSELVES.has(type)) };
      },
    ],
    [2, () => ({ type: 'raw', client, raw: raw(random) })],
    [2, () => ({ type: 'open', client, seen: BigInt(random.pick([0, 0, 0, 1, 1_000_000])) })],
    [4, () => ({ type: 'move', client, password: 'right' })],
    [1, () => ({ type: 'vanish', client })],
  ]);
}

function raw(random: Random): { opcode: number; body: Uint8Array } {
  const opcode = random.pick<number>([
    OpCode.getData,
    OpCode.exists,
    OpCode.getChildren2,
    OpCode.addWatch,
    OpCode.notification,
    10,
    99,
    108,
  ]);
  return { opcode, body: Uint8Array.from({ length: random.below(12) }, () => random.below(256)) };
}

/** One request of any kind. */
function anyAsk(random: Random, place: Place): Ask {
  const { root, client, mode, closed } = place;
  const path = (): string | null => pathOf(random, root);
  // Before 3.9 its server stumbles over other paths in some requests.
  const sound = (): string => soundPathOf(random, root);
  // Before 3.9 a connection has one kind of watch on a path, the last: so each client keeps to one.
  const stays = client === STAYS;
  const watch = random.chance(40) && !stays;
  const version = versionOf(random);
  return random.weighted<Ask>([
    [24, () => create(random, closed, path())],
    [10, () => ({ type: 'delete', body: { path: path(), version } })],
    [10, () => ({ type: 'setData', body: { path: path(), data: dataOf(random), version } })],
    [closed ? 0 : 7, () => ({ type: 'exists', body: { path: path(), watch } })],
    [7, () => ({ type: 'getData', body: { path: path(), watch } })],
    [4, () => ({ type: 'getACL', body: { path: path() } })],
    [4, () => ({ type: 'setACL', body: { path: path(), acl: aclOf(random, closed), version } })],
    [4, () => ({ type: 'getChildren', body: { path: path(), watch } })],
    [5, () => ({ type: 'getChildren2', body: { path: path(), watch } })],
    [2, () => ({ type: 'getAllChildrenNumber', body: { path: path() } })],
    [2, () => ({ type: 'getEphemerals', body: { prefixPath: random.chance(50) ? path() : root } })],
    [9, () => ({ type: 'multi', body: multi(random, root) })],
    [4, () => ({ type: 'multiRead', body: multiRead(random, root) })],
    [2, () => ({ type: 'sync', body: { path: path() } })],
    [3, () => auth(random)],
    [2, () => ({ type: 'whoAmI', body: null })],
    [stays ? 12 : 0, () => ({ type: 'addWatch', body: { path: sound(), mode } })],
    [1, () => ({ type: 'addWatch', body: { path: sound(), mode: random.pick([2, -1]) } })],
    [
      3,
      () => ({
        type: 'removeWatches',
        body: { path: sound(), type: stays ? 3 : watcherType(random) },
      }),
    ],
    [3, () => ({ type: 'checkWatches', body: { path: sound(), type: watcherType(random) } })],
    // Its server also tells whoever may not read what was missed.
    [stays || closed ? 0 : 2, () => setWatches(random, root)],
    [closed && !stays ? 0 : 2, () => setWatches2(random, root, stays ? mode : null)],
    [1, () => ({ type: 'ping', body: null })],
    [1, () => ({ type: 'closeSession', body: null })],
    [1, () => ({ type: 'sasl', body: { token: dataOf(random) } })],
  ]);
}

function create(random: Random, closed: boolean, path: string | null): Ask {
  const data = dataOf(random);
  const acl: readonly ACL[] | null = random.chance(75) ? OPEN : aclOf(random, closed);
  const flags = random.pick([0, 0, 0, 0, 0, 0, 1, 1, 1, 2, 2, 3, 4, 5, 6, 7, -1]);
  const body = { path, data, acl, flags };
  return random.weighted<Ask>([
    [5, () => ({ type: 'create', body })],
    [3, () => ({ type: 'create2', body })],
    [
      1,
      () => ({ type: 'createContainer', body: random.chance(80) ? { ...body, flags: 4 } : body }),
    ],
    [
      1,
      () => {
        const ttl = random.pick([1_000_000n, 1_000_000_000n, 1n << 39n, 0n, -1n, 1n << 41n]);
        const timed = random.chance(80) ? random.pick([5, 6]) : flags;
        // A negative one without a mode that has one ends Apache's server, which then cannot start.
        const sane = timed === 5 || timed === 6 || ttl >= 0n ? ttl : 0n;
        return { type: 'createTTL', body: { ...body, flags: timed, ttl: sane } };
      },
    ],
  ]);
}

function multi(random: Random, root: string): MultiRequest {
  return Array.from({ length: random.below(5) }, (): WriteOp => {
    // Else hardly any would succeed.
    const version = random.chance(80) ? -1 : versionOf(random);
    // Over a null in a multi its server answers a failure and a body.
    const path = pathOf(random, root) ?? '';
    return random.weighted<WriteOp>([
      [4, () => createInMulti(random, path)],
      [2, () => ({ type: 'delete', body: { path, version } })],
      [2, () => ({ type: 'setData', body: { path, data: dataOf(random), version } })],
      [2, () => ({ type: 'check', body: { path, version } })],
    ]);
  });
}

/** Where its server stumbles in a multi, what came before stays in its mind: nothing of that here. */
function createInMulti(random: Random, path: string): WriteOp {
  const flags = random.pick([0, 0, 0, 1, 2, 3, 4]);
  const body = { path, data: dataOf(random), acl: random.chance(80) ? OPEN : [], flags };
  return random.weighted<WriteOp>([
    [3, () => ({ type: 'create', body })],
    [1, () => ({ type: 'createContainer', body: { ...body, flags: 4 } })],
    [1, () => ({ type: 'createTTL', body: { ...body, ttl: -1n } })],
    [
      1,
      () => {
        const timed = { ...body, flags: random.pick([5, 6]) };
        return { type: 'createTTL', body: { ...timed, ttl: random.pick([1_000_000n, 0n]) } };
      },
    ],
  ]);
}

function multiRead(random: Random, root: string): readonly ReadOp[] {
  return Array.from({ length: random.below(4) }, (): ReadOp => {
    const body = { path: pathOf(random, root) ?? '', watch: random.chance(30) };
    return { type: random.pick(['getData', 'getChildren']), body };
  });
}

function auth(random: Random): Ask {
  const scheme = random.pick([
    'digest',
    'digest',
    'digest',
    'digest',
    'digest',
    'ip',
    'bogus',
    null,
  ]);
  return { type: 'auth', body: { type: 0, scheme, auth: random.pick(CREDENTIALS) } };
}

function watcherType(random: Random): number {
  // 4 and 5 are of 3.9: a server before answers as to 0 and 6.
  return random.pick([1, 2, 3, 3, 0, 6]);
}

function paths(random: Random, root: string): (string | null)[] | null {
  if (random.chance(3)) return null;
  return Array.from({ length: random.below(3) }, () => pathOf(random, root));
}

function setWatches(random: Random, root: string): Ask {
  return {
    type: 'setWatches',
    body: {
      relativeZxid: BigInt(random.below(60)),
      dataWatches: paths(random, root),
      existWatches: paths(random, root),
      childWatches: paths(random, root),
    },
  };
}

function setWatches2(random: Random, root: string, mode: number | null): Ask {
  const some = (of: boolean) => (of ? paths(random, root) : []);
  // As with addWatch, of others its server takes a watch that it stumbles over later.
  const sound = (of: boolean) => some(of)?.filter((path) => path?.startsWith('/')) ?? null;
  return {
    type: 'setWatches2',
    body: {
      relativeZxid: BigInt(random.below(60)),
      dataWatches: some(mode === null),
      existWatches: some(mode === null),
      childWatches: some(mode === null),
      persistentWatches: sound(mode === AddWatchMode.persistent),
      persistentRecursiveWatches: sound(mode === AddWatchMode.persistentRecursive),
    },
  };
}

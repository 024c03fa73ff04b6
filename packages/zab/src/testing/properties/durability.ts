import {
  bool,
  defineProperty,
  frozen,
  has,
  isQuorum,
  list,
  option,
  type Property,
  perServer,
  record,
  type Schema,
  type ServerSet,
  serverSet,
  u32,
  type Violation,
} from '@menagerie/contract';
import { actor, outputsOf, violated } from '@menagerie/contract/testing';
import { lastZxid, zxidAt } from '../../history.ts';
import type { ZabShape } from '../../messages.ts';
import { zookeeperRules as rules } from '../../rules/index.ts';
import { membershipSchema, txnSchema, zxidSchema } from '../../schemas/values.ts';
import type { Membership, Txn, ZabImage, ZabState } from '../../types.ts';
import { sameZxid, type Zxid, zxidText } from '../../zxid.ts';
import { shown, type ZabWorld } from '../views.ts';
import { isEstablished } from './primaries.ts';

// What disks must hold, and when: persist history, persist epoch, acknowledge.

/** Whether a history has a transaction as this number, under its snapshot or as itself. */
function holds(image: ZabImage, index: number, zxid: Zxid): boolean {
  if (image.snapshot.index >= index) return true;
  const own = zxidAt(image, index);
  return own !== null && sameZxid(own, zxid);
}

function holdersOf(world: ZabWorld, wanted: (image: ZabImage) => boolean): ServerSet {
  let set = 0;
  for (const { id, image } of world.servers) if (wanted(image)) set |= 1 << id;
  return set;
}

interface Counting {
  /** What each leader had delivered, and in which memberships, after its newest step. */
  delivered: number[];
  active: Membership[];
  established: boolean[];
  /** Servers whose disk was replaced: what they once held is not to be seen any more. */
  wiped: ServerSet;
}

const counting: Schema<Counting> = record({
  delivered: perServer(u32),
  active: perServer(membershipSchema),
  established: perServer(bool),
  wiped: serverSet,
});

function startCounting(servers: number): Counting {
  const nobody: Membership = { voters: 0, weights: [], groups: [], incarnations: [] };
  return {
    delivered: new Array<number>(servers).fill(0),
    active: new Array<Membership>(servers).fill(nobody),
    established: new Array<boolean>(servers).fill(false),
    wiped: 0,
  };
}

/** Whether a set decides in what was in force before the step, or in what is now. */
function decides(ghost: Counting, state: ZabState, set: ServerSet): boolean {
  const before = rules.quorumOf(ghost.active[state.self] ?? state.active, null);
  return (
    isQuorum(before, 'write', set) || isQuorum(rules.quorumOf(state.active, null), 'write', set)
  );
}

export const committedOnQuorum: Property<ZabShape> = defineProperty<ZabShape, Counting>({
  name: 'Committed On Quorum',
  source: 'DSN 2011, phase 3, step l.3.2',
  kind: 'always',
  says: 'When a leader commits a transaction, a quorum of the membership in force holds it durably.',
  killedBy: ['Z-08', 'Z-29', 'Z-30'],
  ghost: counting,
  start: ({ servers }) => startCounting(servers),
  observe: (ghost, happening, world) => {
    if (happening.type === 'crash' && happening.wiped) ghost.wiped |= 1 << happening.server;
    const state = actor(happening, world);
    if (state === null) return null;
    const { self, delivered, persistent } = state;
    const was = ghost.delivered[self] ?? 0;
    const violation =
      isEstablished(state) && delivered > was && happening.type === 'step'
        ? withoutQuorum(ghost, state, world)
        : null;
    ghost.delivered[self] = delivered;
    ghost.active[self] = state.active;
    return violation === null || persistent.snapshot.index >= delivered ? null : violation;
  },
});

function withoutQuorum(ghost: Counting, state: ZabState, world: ZabWorld): Violation | null {
  const { self, delivered, persistent } = state;
  const zxid = zxidAt(persistent, delivered);
  if (zxid === null) return null;
  const holders = ghost.wiped | holdersOf(world, (image) => holds(image, delivered, zxid));
  if (decides(ghost, state, holders)) return null;
  return violated(
    'Committed On Quorum',
    'no-quorum-holds',
    [self],
    { server: self, index: delivered, zxid: zxidText(zxid) },
    `Server ${self} committed ${zxidText(zxid)} as number ${delivered}, which no quorum holds durably.`,
  );
}

export const establishedOnQuorum: Property<ZabShape> = defineProperty<ZabShape, Counting>({
  name: 'Established On Quorum',
  source: 'DSN 2011, phase 2, step l.2.2',
  kind: 'always',
  says: 'When a leader is established, a quorum holds its epoch and its initial history durably.',
  killedBy: ['Z-03', 'Z-20'],
  ghost: counting,
  start: ({ servers }) => startCounting(servers),
  observe: (ghost, happening, world) => {
    if (happening.type === 'crash' && happening.wiped) ghost.wiped |= 1 << happening.server;
    const state = actor(happening, world);
    if (state === null) return null;
    const { self } = state;
    const established = isEstablished(state);
    const fresh = established && !(ghost.established[self] ?? false);
    const violation = fresh ? withoutFollowers(ghost, state, world) : null;
    ghost.established[self] = established;
    ghost.active[self] = state.active;
    return violation;
  },
});

function withoutFollowers(ghost: Counting, state: ZabState, world: ZabWorld): Violation | null {
  if (!isEstablished(state)) return null;
  const { self, persistent, role } = state;
  const zxid = zxidAt(persistent, role.initial);
  const holders = holdersOf(
    world,
    (image) =>
      image.currentEpoch >= role.epoch && (zxid === null || holds(image, role.initial, zxid)),
  );
  if (decides(ghost, state, holders | ghost.wiped)) return null;
  return violated(
    'Established On Quorum',
    'no-quorum-follows',
    [self],
    { server: self, epoch: role.epoch, index: role.initial },
    `Server ${self} established epoch ${role.epoch}, though no quorum holds its epoch and its ${role.initial} transactions durably.`,
  );
}

/** A transaction, and the epoch in which it was first delivered anywhere. */
interface Delivered {
  readonly txn: Txn;
  readonly inEpoch: number;
}

interface Kept {
  sequence: Delivered[];
  /** How many of `sequence` each disk has held, in the epoch of their delivery or later. */
  held: number[];
}

const kept: Schema<Kept> = record({
  sequence: list(frozen(record({ txn: txnSchema, inEpoch: u32 }))),
  held: perServer(u32),
});

/**
 * A disk of an earlier epoch may still give up what a later one has made committed: it was not
 * counted for that, and has to take over the history of the later epoch anyway.
 */
export const committedLogDurability: Property<ZabShape> = defineProperty<ZabShape, Kept>({
  name: 'Committed Log Durability',
  source: 'CommittedLogDurability of the published multi-grained TLA+ models',
  kind: 'always',
  says: 'A transaction that was delivered anywhere is never removed from a disk that holds it and has reached the epoch of its delivery.',
  killedBy: ['Z-11'],
  ghost: kept,
  start: ({ servers }) => ({ sequence: [], held: new Array<number>(servers).fill(0) }),
  observe: (ghost, happening, world) => {
    const inEpoch = actor(happening, world)?.persistent.currentEpoch ?? 0;
    for (const output of outputsOf(happening)) {
      if (output.type === 'txn' && output.index === ghost.sequence.length + 1) {
        ghost.sequence.push({ txn: output.txn, inEpoch });
      }
    }
    if (happening.type === 'crash' && happening.wiped) ghost.held[happening.server] = 0;
    if (happening.type !== 'durable') return null;
    const { server } = happening;
    const image = world.servers[server]?.image;
    return image === undefined ? null : lost(ghost, server, image);
  },
});

function lost(ghost: Kept, server: number, image: ZabImage): Violation | null {
  const held = ghost.held[server] ?? 0;
  const newest = ghost.sequence[held - 1]?.txn;
  if (newest !== undefined && !holds(image, held, newest.zxid)) {
    return violated(
      'Committed Log Durability',
      'removed',
      [server],
      { server, index: held, txn: shown(newest) },
      `The disk of server ${server} has lost ${shown(newest)}, delivered as number ${held}.`,
    );
  }
  ghost.held[server] = countHeld(ghost, held, image);
  return null;
}

function countHeld({ sequence }: Kept, from: number, image: ZabImage): number {
  let held = from;
  for (let next = sequence[held]; next !== undefined; next = sequence[held]) {
    if (image.currentEpoch < next.inEpoch || !holds(image, held + 1, next.txn.zxid)) break;
    held += 1;
  }
  return held;
}

interface Beginnings {
  /** `last[e]`: number and zxid of the last transaction in the initial history of epoch e, if established. */
  last: ({ index: number; zxid: Zxid } | null)[];
  wiped: ServerSet;
}

const beginnings: Schema<Beginnings> = record({
  last: list(option(record({ index: u32, zxid: zxidSchema }))),
  wiped: serverSet,
});

export const historyBeforeEpoch: Property<ZabShape> = defineProperty<ZabShape, Beginnings>({
  name: 'History Before Epoch',
  source: 'DSN 2011, phase 2, step f.2.1; ZOOKEEPER-4643',
  kind: 'always',
  says: 'A disk whose current epoch is e, once that is established, holds the initial history of epoch e.',
  killedBy: ['Z-08', 'Z-28'],
  ghost: beginnings,
  start: () => ({ last: [], wiped: 0 }),
  observe: (ghost, happening, world) => {
    if (happening.type === 'crash' && happening.wiped) ghost.wiped |= 1 << happening.server;
    const state = actor(happening, world);
    if (state !== null && isEstablished(state)) {
      const { epoch, initial } = state.role;
      while (ghost.last.length <= epoch) ghost.last.push(null);
      ghost.last[epoch] ??= {
        index: initial,
        zxid: zxidAt(state.persistent, initial) ?? lastZxid(state.persistent),
      };
    }
    if (happening.type !== 'durable' || has(ghost.wiped, happening.server)) return null;
    const { server } = happening;
    const image = world.servers[server]?.image;
    const initial = ghost.last[image?.currentEpoch ?? 0] ?? null;
    if (image === undefined || initial === null) return null;
    if (holds(image, initial.index, initial.zxid)) return null;
    return violated(
      'History Before Epoch',
      'epoch-without-history',
      [server],
      { server, epoch: image.currentEpoch, index: initial.index, zxid: zxidText(initial.zxid) },
      `The disk of server ${server} names epoch ${image.currentEpoch}, but lacks ${zxidText(initial.zxid)}, number ${initial.index} of its initial history.`,
    );
  },
});

import {
  defineProperty,
  frozen,
  type Happening,
  has,
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
  type WorldView,
} from '@menagerie/contract';
import { actor, outputsOf, violated } from '@menagerie/contract/testing';
import { lastZxid, zxidAt } from '../../history.ts';
import type { ZabShape } from '../../messages.ts';
import { txnSchema, zxidSchema } from '../../schemas/values.ts';
import type { Txn, ZabImage } from '../../types.ts';
import { type Zxid, zxidText } from '../../zxid.ts';
import { shown } from '../views.ts';
import { isEstablished } from './primaries.ts';
import { holds } from './quorums.ts';

// What disks must go on holding: what was delivered, and what an epoch began with.

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
  killedBy: ['Z-11', 'Z-37'],
  ghost: kept,
  start: ({ servers }) => ({ sequence: [], held: new Array<number>(servers).fill(0) }),
  observe: (ghost, happening, world) => {
    if (happening.type === 'crash' && happening.wiped) ghost.held[happening.server] = 0;
    if (deliversFirst(ghost, happening, world)) countAll(ghost, world);
    if (happening.type !== 'durable') return null;
    const { server } = happening;
    const image = world.servers[server]?.image;
    return image === undefined ? null : lost(ghost, server, image);
  },
});

/** Takes down what is delivered for the first time. @returns whether anything is */
function deliversFirst(
  { sequence }: Kept,
  happening: Happening<ZabShape>,
  world: WorldView<ZabShape>,
): boolean {
  const inEpoch = actor(happening, world)?.persistent.currentEpoch ?? 0;
  const before = sequence.length;
  for (const output of outputsOf(happening)) {
    if (output.type === 'txn' && output.index === sequence.length + 1) {
      sequence.push({ txn: output.txn, inEpoch });
    }
  }
  return sequence.length > before;
}

/** At the moment of delivery: a disk that loses a transaction next may not have moved since. */
function countAll(ghost: Kept, { servers }: WorldView<ZabShape>): void {
  servers.forEach(({ image }, server) => {
    ghost.held[server] = countHeld(ghost, ghost.held[server] ?? 0, image);
  });
}

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

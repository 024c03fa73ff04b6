import {
  defineProperty,
  list,
  option,
  type Property,
  record,
  type Schema,
  server,
  u32,
  type Violation,
} from '@menagerie/contract';
import { actor, outputsOf, violated } from '@menagerie/contract/testing';
import { zxidAt } from '../../history.ts';
import type { ZabOutput, ZabShape } from '../../messages.ts';
import { txnSchema } from '../../schemas/values.ts';
import type { Txn, ZabState } from '../../types.ts';
import { sameZxid } from '../../zxid.ts';
import { shown, type ZabHappening } from '../views.ts';
import { broadcasts } from './ghosts.ts';

/** Epochs and who leads them. */
interface Reigns {
  /** `leaders[e]`: who established epoch e. */
  leaders: (number | null)[];
}

const reigns: Schema<Reigns> = record({ leaders: list(option(server)) });

export const leadership: Property<ZabShape> = defineProperty<ZabShape, Reigns>({
  name: 'Leadership',
  source: 'Leadership1 of the published TLA+ models',
  kind: 'always',
  says: 'An epoch is established by one leader.',
  killedBy: ['Z-35'],
  ghost: reigns,
  start: () => ({ leaders: [] }),
  observe: ({ leaders }, happening, world) => {
    const state = actor(happening, world);
    if (state === null || !isEstablished(state)) return null;
    const { epoch } = state.role;
    while (leaders.length <= epoch) leaders.push(null);
    const first = leaders[epoch] ?? null;
    leaders[epoch] = state.self;
    if (first === null || first === state.self) return null;
    return violated(
      'Leadership',
      'two-leaders',
      [first, state.self],
      { first, second: state.self, epoch },
      `Servers ${first} and ${state.self} both established epoch ${epoch}.`,
    );
  },
});

interface Committed {
  /** `sequence[i]`: delivered as number i + 1 by whoever was first. */
  sequence: Txn[];
  /** Newest epoch that each leader was seen to establish, by server; 0 for none. */
  established: number[];
}

const committed: Schema<Committed> = record({ sequence: list(txnSchema), established: list(u32) });

function noteDelivered({ sequence }: Committed, outputs: readonly ZabOutput[]): void {
  for (const output of outputs) {
    if (output.type === 'txn' && output.index === sequence.length + 1) sequence.push(output.txn);
  }
}

/**
 * Of earlier epochs: a leader may learn late that a quorum had taken over its history, when a later
 * epoch is at work already. That does no harm, for nobody acknowledges its proposals any more.
 */
export const leaderLogCompleteness: Property<ZabShape> = defineProperty<ZabShape, Committed>({
  name: 'Leader Log Completeness',
  source: 'LeaderLogCompleteness of the published multi-grained TLA+ models',
  kind: 'always',
  says: 'A leader that establishes an epoch has every transaction of earlier epochs that was delivered anywhere before.',
  killedBy: ['Z-08', 'Z-13'],
  ghost: committed,
  start: ({ servers }) => ({ sequence: [], established: new Array<number>(servers).fill(0) }),
  observe: (ghost, happening, world) => {
    const state = actor(happening, world);
    const violation = state === null ? null : incomplete(ghost, state);
    noteDelivered(ghost, outputsOf(happening));
    return violation;
  },
});

function incomplete(ghost: Committed, state: ZabState): Violation | null {
  if (!isEstablished(state)) return null;
  const { self, persistent, role } = state;
  if (ghost.established[self] === role.epoch) return null;
  ghost.established[self] = role.epoch;
  const index = ghost.sequence.findIndex((txn, at) => {
    if (txn.zxid.epoch >= role.epoch || at + 1 <= persistent.snapshot.index) return false;
    const own = zxidAt(persistent, at + 1);
    return own === null || !sameZxid(own, txn.zxid);
  });
  const missing = ghost.sequence[index];
  if (missing === undefined) return null;
  return violated(
    'Leader Log Completeness',
    'transaction-missing',
    [self],
    { server: self, epoch: role.epoch, index: index + 1, txn: shown(missing) },
    `Server ${self} established epoch ${role.epoch} without ${shown(missing)}, delivered before as number ${index + 1}.`,
  );
}

/** Primaries at work. */
interface Primaries {
  sequence: Txn[];
  /** `first[e]`: how many transactions the primary of epoch e had delivered when it first broadcast. */
  first: (number | null)[];
}

const primaries: Schema<Primaries> = record({
  sequence: list(txnSchema),
  first: list(option(u32)),
});

/**
 * Over the whole run: neither did anybody deliver, before the primary first broadcast, what that
 * one had not delivered, nor does anybody deliver such a transaction of an earlier epoch later on.
 */
export const primaryIntegrity: Property<ZabShape> = defineProperty<ZabShape, Primaries>({
  name: 'Primary Integrity',
  source: 'DSN 2011, primary order',
  kind: 'always',
  says: 'If a primary broadcasts a and some process delivers b of an earlier primary, then the primary delivers b before it broadcasts a.',
  killedBy: ['Z-04', 'Z-21'],
  ghost: primaries,
  start: () => ({ sequence: [], first: [] }),
  observe: (ghost, happening, world) => {
    const state = actor(happening, world);
    if (state === null) return null;
    const late = lateDelivery(ghost, happening);
    for (const output of outputsOf(happening)) {
      if (output.type === 'txn' && output.index === ghost.sequence.length + 1) {
        ghost.sequence.push(output.txn);
      }
    }
    const early = earlyBroadcast(ghost, state, broadcasts(happening, world));
    return late ?? early;
  },
});

function earlyBroadcast(ghost: Primaries, state: ZabState, sent: readonly Txn[]): Violation | null {
  const [txn] = sent;
  if (txn === undefined) return null;
  const { epoch } = txn.zxid;
  while (ghost.first.length <= epoch) ghost.first.push(null);
  if ((ghost.first[epoch] ?? null) !== null) return null;
  ghost.first[epoch] = state.delivered;
  const missing = ghost.sequence[state.delivered];
  if (missing === undefined || missing.zxid.epoch >= epoch) return null;
  return violated(
    'Primary Integrity',
    'broadcast-too-early',
    [state.self],
    { server: state.self, epoch, txn: shown(missing) },
    `Server ${state.self} began to broadcast in epoch ${epoch} before it delivered ${shown(missing)}, which another has delivered.`,
  );
}

function lateDelivery(ghost: Primaries, happening: ZabHappening): Violation | null {
  for (const output of outputsOf(happening)) {
    if (output.type !== 'txn') continue;
    const { index, txn } = output;
    const epoch = ghost.first.findIndex(
      (delivered, at) => delivered !== null && at > txn.zxid.epoch && delivered < index,
    );
    if (epoch < 0) continue;
    const by = happening.type === 'step' || happening.type === 'recover' ? happening.server : 0;
    return violated(
      'Primary Integrity',
      'delivered-too-late',
      [by],
      { server: by, epoch, txn: shown(txn) },
      `Server ${by} delivered ${shown(txn)}, which the primary of epoch ${epoch} had not delivered when it began to broadcast.`,
    );
  }
  return null;
}

/** Whether a server leads an established epoch. */
export function isEstablished(
  state: ZabState,
): state is ZabState & { role: Extract<ZabState['role'], { type: 'leading' }> } {
  return state.role.type === 'leading' && state.role.stage === 'broadcast';
}

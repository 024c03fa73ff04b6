import {
  bool,
  defineStepProperty,
  frozen,
  isQuorum,
  list,
  type Mark,
  type Property,
  record,
  type ServerSet,
  type Step,
  u32,
} from '@menagerie/contract';
import { actorIn, serversIn, violated } from '@menagerie/contract/testing';
import { txnAt, zxidAt } from '../../history.ts';
import type { ZabShape } from '../../messages.ts';
import { zookeeperRules as rules } from '../../rules/index.ts';
import { membershipSchema, zxidSchema } from '../../schemas/values.ts';
import type { Membership, ZabState } from '../../types.ts';
import { sameZxid, type Zxid, zxidText } from '../../zxid.ts';
import { isEstablished } from './primaries.ts';

// What a quorum must hold durably, and when.

/** What is known of a history, as far as who holds what goes. */
interface History {
  readonly snapshot: { readonly index: number };
  readonly txns: readonly { readonly zxid: Zxid }[];
}

/** Whether a history has a transaction as this number, under its snapshot or as itself. */
export function holds({ snapshot, txns }: History, index: number, zxid: Zxid): boolean {
  if (snapshot.index >= index) return true;
  const own = txns[index - snapshot.index - 1];
  return own !== undefined && sameZxid(own.zxid, zxid);
}

interface Disk extends History {
  /** It is in place of another: what that one held is not to be seen any more. */
  readonly replaced: boolean;
  readonly currentEpoch: number;
}

const disk: Mark<ZabShape, Disk> = {
  schema: record({
    replaced: bool,
    currentEpoch: u32,
    snapshot: record({ index: u32 }),
    txns: frozen(list(record({ zxid: zxidSchema }))),
  }),
  of: ({ image: { incarnation, currentEpoch, snapshot, txns } }) => ({
    replaced: incarnation > 0,
    currentEpoch,
    snapshot,
    txns,
  }),
};

/** What a leader has delivered, and in which membership. */
interface Counting {
  readonly delivered: number;
  readonly active: Membership;
  readonly established: boolean;
}

const counting: Mark<ZabShape, Counting> = {
  schema: record({ delivered: u32, active: membershipSchema, established: bool }),
  of: ({ state }) =>
    state === null
      ? null
      : { delivered: state.delivered, active: state.active, established: isEstablished(state) },
};

type Counted = Step<ZabShape, Counting, Disk>;

/** Whether a set decides in what was in force before the step, or in what is now. */
function decides({ before }: Counted, { active }: ZabState, set: ServerSet): boolean {
  const earlier = rules.quorumOf(before?.active ?? active, null);
  return isQuorum(earlier, 'write', set) || isQuorum(rules.quorumOf(active, null), 'write', set);
}

export const committedOnQuorum: Property<ZabShape> = defineStepProperty<ZabShape, Counting, Disk>({
  name: 'Committed On Quorum',
  source: 'DSN 2011, phase 3, step l.3.2',
  says: 'When a leader commits a transaction, a quorum of the membership in force holds it durably.',
  killedBy: ['Z-08', 'Z-29', 'Z-30'],
  before: counting,
  others: disk,
  check: (step) => {
    const state = actorIn<ZabShape>(step);
    if (state === null || step.happening.type !== 'step' || !isEstablished(state)) return null;
    const { self, delivered, persistent } = state;
    if (delivered <= (step.before?.delivered ?? 0)) return null;
    const zxid = txnAt(persistent, delivered)?.zxid ?? null;
    if (zxid === null) return null;
    const holders = serversIn(step, (one) => one.replaced || holds(one, delivered, zxid));
    if (decides(step, state, holders)) return null;
    return violated(
      'Committed On Quorum',
      'no-quorum-holds',
      [self],
      { server: self, index: delivered, zxid: zxidText(zxid) },
      `Server ${self} committed ${zxidText(zxid)} as number ${delivered}, which no quorum holds durably.`,
    );
  },
});

export const establishedOnQuorum: Property<ZabShape> = defineStepProperty<ZabShape, Counting, Disk>(
  {
    name: 'Established On Quorum',
    source: 'DSN 2011, phase 2, step l.2.2',
    says: 'When a leader is established, a quorum holds its epoch and its initial history durably.',
    killedBy: ['Z-03', 'Z-20'],
    before: counting,
    others: disk,
    check: (step) => {
      const state = actorIn<ZabShape>(step);
      if (state === null || !isEstablished(state) || step.before?.established === true) return null;
      const { self, persistent, role } = state;
      const zxid = zxidAt(persistent, role.initial);
      const follows = (one: Disk): boolean =>
        one.currentEpoch >= role.epoch && (zxid === null || holds(one, role.initial, zxid));
      const holders = serversIn(step, (one) => one.replaced || follows(one));
      if (decides(step, state, holders)) return null;
      return violated(
        'Established On Quorum',
        'no-quorum-follows',
        [self],
        { server: self, epoch: role.epoch, index: role.initial },
        `Server ${self} established epoch ${role.epoch}, though no quorum holds its epoch and its ${role.initial} transactions durably.`,
      );
    },
  },
);

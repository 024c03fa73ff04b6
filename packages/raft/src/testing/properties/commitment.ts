import {
  bool,
  defineProperty,
  defineStepProperty,
  frozen,
  isQuorum,
  list,
  type Mark,
  type Property,
  perServer,
  record,
  type Schema,
  type ServerId,
  type ServerView,
  u32,
  type Violation,
  type Words,
} from '@menagerie/contract';
import { actor, actorIn, serversIn, violated } from '@menagerie/contract/testing';
import { lastIndex, membershipAt, termAt } from '../../log.ts';
import type { RaftShape } from '../../messages.ts';
import { rules } from '../../rules/index.ts';
import { membershipSchema } from '../../schemas/state.ts';
import type { Membership, RaftImage, RaftState } from '../../types.ts';
import { leaderOf, type RaftWorld } from '../views.ts';

interface Committed {
  /** Term of the entry; 0 where only a snapshot knew it. */
  readonly term: number;
  /** The term in which some server first took it for committed; 0 once every disk is beyond that. */
  readonly inTerm: number;
}

interface History {
  /** `entries[i]` was committed at index i + 1. */
  entries: Committed[];
  /**
   * The terms on the disks, while some entry has a term in which it was committed: leaders that
   * are still to come have higher ones.
   */
  durable: number[];
}

const history: Schema<History> = record({
  entries: list(record({ term: u32, inTerm: u32 })),
  durable: perServer(u32),
});

export const leaderCompleteness: Property<RaftShape> = defineProperty<RaftShape, History>({
  name: 'Leader Completeness',
  source: 'Raft dissertation Figure 3.2, §3.6.3',
  kind: 'always',
  says: 'If an entry is committed in a given term, it is in the logs of the leaders of all later terms.',
  killedBy: ['R-08', 'R-07', 'R-16', 'R-21', 'R-26', 'R-27'],
  ghost: history,
  start: ({ servers }) => ({
    entries: [],
    durable: new Array<number>(servers).fill(0),
  }),
  glimpse: (happening, world, words, before) => {
    const view = world.servers[happening.server];
    if (view === undefined || (before !== null && changesNothing(before, view))) return;
    words.push(view.image.currentTerm);
    const { state } = view;
    if (state === null) return;
    const { role, commitIndex, persistent } = state;
    words.pushAll(role.type === 'leader' ? 1 : 0, commitIndex, persistent.currentTerm);
    // The log is compared with what is committed where a leader is new, and added to it.
    if (role.type === 'leader' || commitIndex > 0) encodeTerms(persistent, words);
  },
  others: ({ state, image }, words) => {
    words.push(image.currentTerm);
    if (state?.role.type !== 'leader') return;
    words.push(state.persistent.currentTerm);
    encodeTerms(state.persistent, words);
  },
  observe: (ghost, happening, world) => {
    forget(ghost, world, [happening.server]);
    const state = actor(happening, world);
    if (state === null) return null;
    if (state.role.type === 'leader') {
      const missing = firstMissing(ghost, state, 0);
      if (missing !== null) return missing;
    }
    const known = ghost.entries.length;
    if (state.commitIndex <= known) return null;
    const inTerm = state.persistent.currentTerm;
    for (let index = known + 1; index <= state.commitIndex; index += 1) {
      ghost.entries.push({ term: termAt(state.persistent, index) ?? 0, inTerm });
    }
    forget(ghost, world, ghost.durable.keys());
    return laterLeaderWithout(ghost, world, known, inTerm);
  },
});

/**
 * Whether nobody came to a term on disk, nothing more is committed, and nobody leads with another
 * log, or in another term, than before.
 */
function changesNothing(
  { state: old, image }: ServerView<RaftShape>,
  { state, image: imageNow }: ServerView<RaftShape>,
): boolean {
  if (image.currentTerm !== imageNow.currentTerm) return false;
  if (state === null) return true;
  const { role, commitIndex, persistent } = state;
  if (commitIndex > (old?.commitIndex ?? 0)) return false;
  if (role.type !== 'leader') return true;
  if (old === null || old.role.type !== 'leader') return false;
  const { currentTerm, snapshot, entries } = persistent;
  return (
    currentTerm === old.persistent.currentTerm &&
    snapshot.index === old.persistent.snapshot.index &&
    entries.length === old.persistent.entries.length &&
    entries.every(({ term }, at) => term === old.persistent.entries[at]?.term)
  );
}

/**
 * Whoever is elected from now on has a term beyond the least of the disks: in which earlier term
 * an entry was committed tells worlds apart that behave alike.
 *
 * @param seen the servers whose disks may be others than before
 */
function forget(ghost: History, { servers }: RaftWorld, seen: Iterable<ServerId>): void {
  if (!ghost.entries.some(isRecent)) return;
  for (const id of seen) ghost.durable[id] = servers[id]?.image.currentTerm ?? 0;
  const least = Math.min(...ghost.durable);
  ghost.entries = ghost.entries.map((entry) =>
    isRecent(entry) && entry.inTerm <= least ? { ...entry, inTerm: 0 } : entry,
  );
  if (!ghost.entries.some(isRecent)) ghost.durable.fill(0);
}

function isRecent({ inTerm }: Committed): boolean {
  return inTerm > 0;
}

function encodeTerms({ snapshot, entries }: RaftImage, words: Words): void {
  words.pushAll(snapshot.index, snapshot.term, entries.length);
  for (const { term } of entries) words.push(term);
}

/** An entry committed before this leader's term that its log lacks. */
function firstMissing(ghost: History, state: RaftState, from: number): Violation | null {
  const { self, persistent } = state;
  for (let at = Math.max(from, persistent.snapshot.index); at < ghost.entries.length; at += 1) {
    const committed = ghost.entries[at];
    if (committed === undefined || committed.term === 0) continue;
    if (committed.inTerm >= persistent.currentTerm) continue;
    const index = at + 1;
    const found = termAt(persistent, index);
    if (found === committed.term) continue;
    return violated(
      'Leader Completeness',
      found === undefined ? 'entry-missing' : 'entry-differs',
      [self],
      {
        server: self,
        leaderTerm: persistent.currentTerm,
        index,
        term: committed.term,
        found: found ?? 'none',
      },
      `Server ${self} leads term ${persistent.currentTerm} without the entry of term ` +
        `${committed.term} that was committed at index ${index} in an earlier term.`,
    );
  }
  return null;
}

function laterLeaderWithout(
  ghost: History,
  world: RaftWorld,
  from: number,
  inTerm: number,
): Violation | null {
  for (const { state } of world.servers) {
    if (state === null || state.role.type !== 'leader') continue;
    if (state.persistent.currentTerm <= inTerm) continue;
    const missing = firstMissing(ghost, state, from);
    if (missing !== null) return missing;
  }
  return null;
}

interface Counting {
  readonly commit: number;
  readonly membership: Membership;
}

const counting: Mark<RaftShape, Counting> = {
  schema: record({ commit: u32, membership: membershipSchema }),
  of: ({ state }) =>
    state === null ? null : { commit: state.commitIndex, membership: newestIn(state.persistent) },
};

/** What is in force, whatever the server takes for it: the newest in its log (§4.1). */
function newestIn(image: RaftImage): Membership {
  return membershipAt(image, lastIndex(image));
}

interface Disk {
  /** It is in place of another: what that one held is not to be seen any more. */
  readonly replaced: boolean;
  readonly base: number;
  readonly entries: readonly { readonly term: number }[];
}

const disk: Mark<RaftShape, Disk> = {
  schema: record({ replaced: bool, base: u32, entries: frozen(list(record({ term: u32 }))) }),
  of: ({ image }) => diskOf(image),
};

function diskOf({ incarnation, snapshot, entries }: RaftImage): Disk {
  return { replaced: incarnation > 0, base: snapshot.index, entries };
}

/**
 * When a leader takes an entry for committed, a quorum holds it on disk. The membership that
 * counts is the one in force when the acknowledgement came, before the same step appends another.
 */
export const committedOnQuorum: Property<RaftShape> = defineStepProperty<RaftShape, Counting, Disk>(
  {
    name: 'Committed On Quorum',
    source: 'Raft dissertation §3.6.2, §4.3, §10.2.1',
    says: 'When a leader commits an entry, a quorum of the membership in force holds it durably.',
    killedBy: ['R-05', 'R-06', 'R-16', 'R-19', 'R-24', 'R-45'],
    before: counting,
    others: disk,
    check: (step) => {
      const state = actorIn<RaftShape>(step);
      if (state === null || step.happening.type !== 'step') return null;
      const { self, commitIndex } = state;
      if (leaderOf(state) === null || commitIndex <= (step.before?.commit ?? 0)) return null;
      const term = termAt(state.persistent, commitIndex);
      if (term === undefined) return null;
      const now = newestIn(state.persistent);
      const before = step.before?.membership ?? now;
      const holders = serversIn(step, (found) => holds(found, commitIndex, term));
      if (
        isQuorum(rules.quorumOf(before, 'commit'), 'write', holders) ||
        isQuorum(rules.quorumOf(now, 'commit'), 'write', holders)
      ) {
        return null;
      }
      return violated(
        'Committed On Quorum',
        'no-quorum-holds',
        [self],
        { server: self, index: commitIndex, term },
        `Server ${self} committed index ${commitIndex} of term ${term}, which no quorum holds durably.`,
      );
    },
  },
);

/** Whether a disk has an entry, under its snapshot or as itself, or may have had it once. */
function holds({ replaced, base, entries }: Disk, index: number, term: number): boolean {
  return replaced || base >= index || entries[index - base - 1]?.term === term;
}

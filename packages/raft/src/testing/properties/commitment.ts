import {
  defineProperty,
  isQuorum,
  list,
  type Property,
  perServer,
  record,
  type Schema,
  type ServerId,
  type ServerSet,
  serverSet,
  u32,
  type Violation,
  type Words,
} from '@menagerie/contract';
import { actor, violated } from '@menagerie/contract/testing';
import { termAt } from '../../log.ts';
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
  glimpse: (happening, world, words) => {
    words.pushAll(
      world.servers[happening.server]?.image.currentTerm ?? 0,
      happening.type === 'crash' ? 1 : 0,
    );
    const state = actor(happening, world);
    if (state === null) return;
    const { role, commitIndex, persistent } = state;
    words.pushAll(role.type === 'leader' ? 1 : 0, commitIndex, persistent.currentTerm);
    // The log is compared with what is committed where a leader is new, and added to it.
    if (role.type === 'leader' || commitIndex > 0) encodeTerms(persistent, words);
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
  commits: number[];
  memberships: Membership[];
  /** Servers whose disk was replaced: what they once held is not to be seen any more. */
  wiped: ServerSet;
}

const counting: Schema<Counting> = record({
  commits: perServer(u32),
  memberships: perServer(membershipSchema),
  wiped: serverSet,
});

/**
 * When a leader takes an entry for committed, a quorum holds it on disk. The membership that
 * counts is the one in force when the acknowledgement came, before the same step appends another.
 */
export const committedOnQuorum: Property<RaftShape> = defineProperty<RaftShape, Counting>({
  name: 'Committed On Quorum',
  source: 'Raft dissertation §3.6.2, §4.3, §10.2.1',
  kind: 'always',
  says: 'When a leader commits an entry, a quorum of the membership in force holds it durably.',
  killedBy: ['R-05', 'R-06', 'R-16', 'R-19', 'R-24'],
  ghost: counting,
  start: (config) => {
    const nobody: Membership = {
      voters: 0,
      outgoing: 0,
      learners: 0,
      learnersNext: 0,
      autoLeave: false,
      incarnations: new Array<number>(config.servers).fill(0),
    };
    return {
      commits: new Array<number>(config.servers).fill(0),
      memberships: new Array<Membership>(config.servers).fill(nobody),
      wiped: 0,
    };
  },
  glimpse: (happening, world, words) => {
    if (happening.type === 'crash' && happening.wiped) words.push(1);
    const state = actor(happening, world);
    if (state === null) return;
    const { self, commitIndex, membership, persistent } = state;
    const term = termAt(persistent, commitIndex) ?? -1;
    const image = world.servers[self]?.image ?? persistent;
    const counts = happening.type === 'step' && leaderOf(state) !== null;
    words.pushAll(commitIndex, term, counts ? 1 : 0, holds(image, commitIndex, term) ? 1 : 0);
    membershipSchema.encode(membership, words);
  },
  observe: (ghost, happening, world) => {
    if (happening.type === 'crash' && happening.wiped) ghost.wiped |= 1 << happening.server;
    const state = actor(happening, world);
    if (state === null) return null;
    const { self, commitIndex } = state;
    const before = ghost.commits[self] ?? 0;
    const membership = ghost.memberships[self] ?? state.membership;
    ghost.commits[self] = commitIndex;
    ghost.memberships[self] = state.membership;
    if (leaderOf(state) === null || commitIndex <= before || happening.type !== 'step') return null;
    const term = termAt(state.persistent, commitIndex);
    if (term === undefined) return null;
    const holders = ghost.wiped | holdersOf(world, commitIndex, term);
    if (
      isQuorum(rules.quorumOf(membership, 'commit'), 'write', holders) ||
      isQuorum(rules.quorumOf(state.membership, 'commit'), 'write', holders)
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
});

function holdersOf(world: RaftWorld, index: number, term: number): ServerSet {
  let holders = 0;
  for (const { id, image } of world.servers) if (holds(image, index, term)) holders |= 1 << id;
  return holders;
}

function holds(image: RaftImage, index: number, term: number): boolean {
  return image.snapshot.index >= index || termAt(image, index) === term;
}

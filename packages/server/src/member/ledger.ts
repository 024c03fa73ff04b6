import { decodeRequest, type Id, JuteWriter, type KnownRequest } from '@menagerie/jute';
import {
  type Applied,
  type Command,
  type Identity,
  Tree,
  type TreeOptions,
  type WriteRequest,
} from '@menagerie/znode';
import { sha256 } from '@noble/hashes/sha2.js';
import type { ConfigRequest } from '../roster/change.ts';
import { type Roster, rosterText } from '../roster/roster.ts';
import { decodeConclusion, mayConfigure, type RosterRules, Rosters } from '../roster/rosters.ts';
import { textOf, utf8Of } from '../roster/utf8.ts';
import { Head } from './head.ts';
import { LedgerRestorer, type Restored } from './ledger-restorer.ts';
import { Owners } from './owners.ts';
import { type Proposal, ProposalKind, proposalIn, trusted, type Wish } from './proposal.ts';
import { decodeReaped } from './reaped.ts';

/** What became of a wish that was delivered. */
export interface Settled {
  readonly wish: Wish;
  /** Its leadership was over when it was delivered: it has no effect. */
  readonly isVoid: boolean;
  /** Its session belonged to another connection when it was delivered: it has no effect. */
  readonly isMoved: boolean;
  /** `null` where the tree was not asked. */
  readonly applied: Applied | null;
  /** The plan of a configuration that is settled by it. */
  readonly plan?: bigint;
}

/** Bytes of an opening before the members. */
export const SECRET_BYTES = 16;
const NO_REQUESTS: RosterRules = { reconfig: 'off', leastVoters: 1, mostGroups: 0 };

/**
 * Turns what a core delivers into commands of the tree: a function of what was delivered, on all
 * servers alike.
 *
 * A leader first proposes an opening. The first of a number that is delivered begins an epoch;
 * whatever an earlier leader had under way is void from then on. And so is what comes behind a
 * proposal that is missing: Multi-Paxos may choose a leader's second proposal without the first. So
 * proposals of one leader take effect in its order and without gaps, over each of the cores: what
 * Zab calls primary order (DSN 2011 §3.2).
 */
export class Ledger {
  tree: Tree;
  readonly rosters: Rosters;
  readonly #options: TreeOptions;
  readonly #owners = new Owners((session) => this.tree.session(session) === null);
  /** The number of the newest opening, and the epoch of zxids. 0 before the first. */
  opening = 0;
  /** What was drawn for it: only proposals that have it count. */
  leadership = 0n;
  /** Who made it. */
  leader: number | null = null;
  /** From which passwords of sessions are made: the bytes of the first opening. */
  secret: Uint8Array | null = null;
  /**
   * Of the last command; after an opening the first of its epoch, which no command has: the epoch
   * above 32 bits of a counter.
   */
  zxid = 0n;
  #proposals = 0;
  #index = 0;

  constructor(options: TreeOptions, rules: RosterRules = NO_REQUESTS) {
    this.tree = new Tree(options);
    this.#options = options;
    this.rosters = new Rosters(rules);
  }

  /** The place of what was delivered last, as the core counts; 0 before the first. */
  get index(): number {
    return this.#index;
  }

  /** Something is delivered at a place. @returns whether it is news: else this is further already */
  reach(index: number): boolean {
    if (index <= this.#index) return false;
    this.#index = index;
    return true;
  }

  /**
   * Applies all wishes of a proposal, and tells of each before the next.
   *
   * @throws JuteError if the bytes are no proposal
   */
  apply(data: Uint8Array, tell: (settled: Settled) => void): void {
    const proposal = proposalIn(data);
    const { leadership, number } = proposal;
    const isNext = leadership === this.leadership && number === this.#proposals + 1;
    if (isNext) this.#proposals += 1;
    for (const wish of proposal.wishes ?? []) tell(this.#settle(proposal, wish, isNext));
  }

  /** All of it as it is now, in chunks, while `apply` goes on: the head, then the tree. */
  snapshot(): IterableIterator<Uint8Array> {
    const head = this.#head();
    return behind([head, sha256(head)], this.tree.snapshot());
  }

  #head(): Uint8Array {
    const { opening, leadership, leader, secret } = this;
    const writer = new JuteWriter();
    writer.begin();
    const counter = Number(BigInt.asUintN(32, this.zxid));
    const counts = { proposals: this.#proposals, counter };
    const owners = this.#owners.list();
    Head.write(writer, {
      opening,
      leadership,
      leader: leader ?? -1,
      ...counts,
      secret,
      owners,
      index: BigInt(this.#index),
      ...this.rosters.kept,
    });
    return writer.frame();
  }

  /** Becomes what a snapshot says. Every server that comes to its index has the same. */
  become({ head, tree }: Restored): void {
    this.tree = tree;
    this.opening = head.opening;
    this.leadership = head.leadership;
    this.leader = head.leader < 0 ? null : head.leader;
    this.secret = head.secret?.slice() ?? null;
    this.#index = Number(head.index);
    this.#proposals = head.proposals;
    this.zxid = zxidOf(head.opening, head.counter);
    this.#owners.restore(head.owners ?? []);
    this.rosters.restore(head);
  }

  /** Reads a snapshot for {@link become}. */
  restorer(): LedgerRestorer {
    return new LedgerRestorer(this.#options);
  }

  #settle(proposal: Proposal, wish: Wish, isNext: boolean): Settled {
    const { kind } = wish;
    if (kind === ProposalKind.opening) {
      if (!this.#open(proposal, wish)) return withoutTree(wish, { isVoid: true });
      return withoutTree(wish, { applied: this.#begin(wish, Number(proposal.time)) });
    }
    if (!isNext) return withoutTree(wish, { isVoid: true });
    if (this.#owners.refuses(wish)) return withoutTree(wish, { isMoved: true });
    this.#keepOwner(wish);
    if (kind === ProposalKind.sync || kind === ProposalKind.claimSession) return withoutTree(wish);
    this.zxid += 1n;
    const time = Number(proposal.time);
    if (kind === ProposalKind.concludeReconfig) {
      const conclusion = decodeConclusion(wish.data ?? new Uint8Array());
      const outcome = this.rosters.conclude(this.zxid, conclusion);
      return withoutTree(wish, { applied: this.#configure(outcome, time), plan: conclusion.plan });
    }
    const applied = this.tree.apply(this.#commandOf(wish, time));
    return { wish, isVoid: false, isMoved: false, applied };
  }

  #keepOwner(wish: Wish): void {
    const { kind, session } = wish;
    if (kind === ProposalKind.createSession) this.#owners.take(wish);
    // A session that is over by now belongs to nobody.
    if (kind === ProposalKind.claimSession && this.tree.session(session) !== null) {
      this.#owners.take(wish);
    }
    const isOver = kind === ProposalKind.closeSession || kind === ProposalKind.expireSession;
    if (isOver) this.#owners.forget(session);
  }

  #open({ opening, leadership }: Proposal, { origin, data }: Wish): boolean {
    if (opening !== this.opening + 1) return false;
    this.opening = opening;
    this.leadership = leadership;
    this.leader = origin;
    this.secret ??= data?.slice(0, SECRET_BYTES) ?? null;
    this.#proposals = 0;
    this.zxid = zxidOf(opening, 0);
    return true;
  }

  /** The members that a leader was started with are those of the ensemble, unless others are. */
  #begin({ data }: Wish, time: number): Applied | null {
    const lines = membersIn(data);
    const roster = lines === '' ? null : this.rosters.begin(this.zxid, lines);
    return roster === null ? null : this.#configure(roster, time);
  }

  #configure(outcome: number | Roster, time: number): Applied {
    const stamp = { zxid: this.zxid, time };
    if (typeof outcome === 'number') {
      return this.tree.apply({ type: 'pass', ...stamp, error: outcome });
    }
    const data = utf8Of(rosterText(outcome));
    const { version } = outcome;
    return this.tree.apply({ type: 'configure', ...stamp, data, version, identities: null });
  }

  #plan(wish: Wish): number {
    return this.rosters.ask({
      zxid: this.zxid,
      isOpen: this.tree.session(wish.session) !== null,
      mayConfigure: mayConfigure(this.tree, wish.identities),
      request: configRequestIn(wish),
    });
  }

  #commandOf(wish: Wish, time: number): Command {
    const { kind, session, timeoutMs, local } = wish;
    const { zxid } = this;
    if (kind === ProposalKind.request) {
      const identities = identitiesIn(wish);
      const request = writeIn(wish);
      return { type: 'request', zxid, time, session, identities, request, local };
    }
    const stamp = { zxid, time, session };
    switch (kind) {
      case ProposalKind.createSession:
        return { type: 'createSession', ...stamp, timeoutMs };
      case ProposalKind.closeSession:
        return { type: 'closeSession', ...stamp };
      case ProposalKind.expireSession:
        return { type: 'expireSession', ...stamp };
      case ProposalKind.reap:
        return { type: 'reap', ...stamp, ...decodeReaped(wish.data ?? new Uint8Array()) };
      case ProposalKind.reconfig:
        return { type: 'pass', ...stamp, error: this.#plan(wish) };
      default:
        throw new RangeError(`a wish of kind ${kind} is no command`);
    }
  }
}

/** What became of a wish that did not go to the tree as it is. */
function withoutTree(wish: Wish, what: Partial<Settled> = {}): Settled {
  return { wish, isVoid: false, isMoved: false, applied: null, ...what };
}

function zxidOf(epoch: number, counter: number): bigint {
  return (BigInt(epoch) << 32n) | BigInt(counter);
}

function* behind(
  first: readonly Uint8Array[],
  rest: Iterable<Uint8Array>,
): IterableIterator<Uint8Array> {
  yield* first;
  yield* rest;
}

/** Of an opening: the members that its leader was started with, as ZooKeeper writes them. */
export function membersIn(data: Wish['data']): string {
  return textOf(data?.subarray(SECRET_BYTES) ?? new Uint8Array());
}

/** Whether a request changes the tree. */
export function isWrite(request: KnownRequest): request is KnownRequest & WriteRequest {
  switch (request.type) {
    case 'create':
    case 'create2':
    case 'createContainer':
    case 'createTTL':
    case 'delete':
    case 'setData':
    case 'setACL':
    case 'multi':
      return true;
    default:
      return false;
  }
}

function identitiesIn({ identities }: Wish): readonly Identity[] {
  if (identities === null) return [];
  return identities.every(isWhole) ? identities : identities.filter(isWhole);
}

function isWhole(named: Id): named is Identity {
  return named.scheme !== null && named.id !== null;
}

function writeIn({ data, request: read = null }: Wish): WriteRequest {
  if (read !== null) return read;
  const request = decodeRequest(data ?? new Uint8Array(), trusted);
  if (request.type === 'unknown' || request.type === 'malformed' || !isWrite(request)) {
    throw new RangeError(`a ${request.type} was proposed, which is no write`);
  }
  return request;
}

/** @throws RangeError for a wish that is none for a configuration */
export function configRequestIn({ data }: Wish): ConfigRequest {
  const request = decodeRequest(data ?? new Uint8Array(), trusted);
  if (request.type !== 'reconfig') throw new RangeError(`a ${request.type} is no reconfig`);
  return request.body;
}

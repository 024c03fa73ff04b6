import { isQuorum, type QuorumSystem, type ServerSet, serversOf } from '@menagerie/contract';
import {
  type Clock,
  firstQuorums,
  firstVoters,
  type Log,
  membershipOf,
  placesOf,
  quorumsAmong,
  type Roster,
} from '@menagerie/server';
import type { Layout } from './layout.ts';
import type { Recall } from './peers/hello.ts';

/** As what a server begins. */
export type Beginning =
  | { readonly type: 'first' }
  /** Somebody knew another disk of it; or nobody can say that there was none, where not `isKnown`. */
  | { readonly type: 'again'; readonly incarnation: number; readonly isKnown: boolean };

/** What beginning takes. */
export interface FoundingParts {
  readonly layout: Layout;
  readonly log: Log;
  readonly clock: Clock;
  /** From 0 on, below 1. */
  random(): number;
  /** Lets the core begin. Called once. */
  begin(as: Beginning): void;
}

const FIRST: Beginning = { type: 'first' };
/** Between incarnations of a server: as good as unique, and above those that are known. */
const INCARNATIONS_APART = 2 ** 20;
/** A server that has not begun after so long says what it waits for. */
const COMPLAIN_MS = 2000;
/** So long those who could begin an ensemble wait for voters that have not answered, and may have data. */
const ABSENT_MS = 5000;

/**
 * The beginning of a server that has nothing on its disk. It may be new, or have lost its disk: then
 * it has forgotten what it promised, and must not pass for the server that it was. So it asks those
 * that it reaches whether they knew another disk of it.
 *
 * - One did: it begins as another incarnation, which no configuration names as a voter yet.
 * - So many remember all disks that were ever there, and knew none, that one at least would know of
 *   any with which it had begun: it begins as what it is named.
 * - It and others that have no data decide together: they begin, once the rest has answered as well, or
 *   has had the time to.
 * - Others decide together, without it, and some of them have forgotten themselves: it begins as another
 *   incarnation, which is never wrong.
 *
 * Where members may change, it also begins only once it knows from a quorum of the voters that it was
 * started with that they know of no ensemble without it. A new one that is not marked as such would
 * else vote among those that it knows, and decide beside the ensemble that there is.
 */
export class Founding {
  readonly #parts: FoundingParts;
  /** Those that know of no ensemble without this server. */
  readonly #without = new Set<number>();
  readonly #recalls = new Map<number, Recall>();
  #stopComplaint: () => void = () => {};
  #stopWaiting: (() => void) | null = null;
  /** Whether those that have not answered have had the time to. */
  #hasWaited = false;
  #isOpen = false;
  /** The newest configuration that others know. */
  #told: Roster | null = null;
  #isOver = false;

  constructor(parts: FoundingParts) {
    this.#parts = parts;
    this.#without.add(parts.layout.self);
  }

  /** From here on it may begin. What others said before counts. */
  open(): void {
    this.#isOpen = true;
    this.#stopComplaint = this.#parts.clock.after(COMPLAIN_MS, () => this.#complain());
    this.#look();
  }

  /** Whether it has not begun. */
  get isNew(): boolean {
    return !this.#isOver;
  }

  /** The other voters that have not said whether they knew another disk, by their places. */
  get silent(): readonly number[] {
    const { self } = this.#parts.layout;
    return this.#voters.filter((voter) => voter !== self && !this.#recalls.has(voter));
  }

  /** It begins no more. */
  end(): void {
    this.#isOver = true;
    this.#stopComplaint();
    this.#stopWaiting?.();
  }

  /** What another server says of the configuration; version 0 before the first. */
  heard(from: number, told: Roster): void {
    const { layout, log } = this.#parts;
    if (this.#isOver) return;
    if (told.version > (this.#told?.version ?? 0n)) this.#told = told;
    const voters = placesOf(told, 'participant');
    if (this.#isStartedAsVoter && told.version > 0n && !voters.includes(layout.self)) {
      this.end();
      const remedy = 'write it as an observer in its own configuration, and start it again';
      const members = told.members.map(({ id }) => id);
      log.error(
        { members, remedy },
        'this server is new to an ensemble that is there: it stays out',
      );
      return;
    }
    this.#without.add(from);
    this.#look();
  }

  /** What another server knows of the disks of this one. */
  recalled(from: number, recall: Recall): void {
    this.#recalls.set(from, recall);
    this.#look();
  }

  /** Another server has begun again, as another incarnation: there was an ensemble, and it forgot. */
  reborn(from: number): void {
    const recall = this.#recalls.get(from);
    if (recall !== undefined) this.recalled(from, { ...recall, memory: 'partial', isNew: false });
  }

  #look(): void {
    if (this.#isOver || !this.#isOpen) return;
    const beginning = this.#beginning;
    if (beginning === null) {
      this.#wait();
      return;
    }
    const missing = this.#idsOf(this.silent);
    this.end();
    if (beginning.type === 'first' && this.#hasWaited && missing.length > 0) this.#warn(missing);
    this.#parts.begin(beginning);
  }

  /** As what it may begin; `null` while it may not. */
  get #beginning(): Beginning | null {
    const known = [...this.#recalls.values()].flatMap(({ others }) => others ?? []);
    if (known.length > 0) return this.#again(Math.max(...known), true);
    if (this.#mayBeLeftOut) return null;
    const decide = (servers: ServerSet): boolean => isQuorum(this.#quorums, 'write', servers);
    const answered = this.#saying(() => true);
    if (!this.#isVoter) return decide(answered) ? FIRST : null;
    // Whoever began was known to others that were a quorum with it, or without whom there is none. Any
    // others without whom there is none have one of those among them.
    const remembering = this.#saying(({ memory }) => memory === 'whole');
    if (!decide(serversOf(...this.#voters) & ~remembering)) return FIRST;
    const isAnswered = this.silent.length === 0;
    if (this.#isAmongNew && (isAnswered || this.#hasWaited)) return FIRST;
    const begun = this.#saying(({ memory }) => memory !== 'none');
    return isAnswered || decide(begun) ? this.#again(0, false) : null;
  }

  #saying(says: (recall: Recall) => boolean): ServerSet {
    return serversOf(
      ...[...this.#recalls].flatMap(([from, recall]) => (says(recall) ? [from] : [])),
    );
  }

  /** @param highest incarnation that is known */
  #again(highest: number, isKnown: boolean): Beginning {
    const incarnation = highest + 1 + Math.floor(this.#parts.random() * INCARNATIONS_APART);
    return { type: 'again', incarnation, isKnown };
  }

  /** Whether it and others without data decide together. */
  get #isAmongNew(): boolean {
    const fresh = this.#saying(({ isNew }) => isNew);
    return isQuorum(this.#quorums, 'write', fresh | serversOf(this.#parts.layout.self));
  }

  /** Whether there may be an ensemble to which it does not belong. */
  get #mayBeLeftOut(): boolean {
    const { rules, ensemble } = this.#parts.layout;
    if (!this.#isStartedAsVoter || rules.reconfig !== 'on') return false;
    return !isQuorum(firstQuorums(ensemble), 'write', serversOf(...this.#without));
  }

  /** Whether this server votes, as its own configuration has it. */
  get #isStartedAsVoter(): boolean {
    const { ensemble, self } = this.#parts.layout;
    return firstVoters(ensemble).includes(self);
  }

  get #isVoter(): boolean {
    return this.#isStartedAsVoter || this.#voters.includes(this.#parts.layout.self);
  }

  /** Who votes, as far as is known. */
  get #voters(): readonly number[] {
    if (this.#told !== null) return placesOf(this.#told, 'participant');
    return firstVoters(this.#parts.layout.ensemble);
  }

  /** Which of them decide. */
  get #quorums(): QuorumSystem {
    if (this.#told === null) return firstQuorums(this.#parts.layout.ensemble);
    const { voters, power } = membershipOf(this.#told);
    return quorumsAmong(voters, power);
  }

  /** Gives those the time to answer that have not. */
  #wait(): void {
    if (!this.#isAmongNew) {
      this.#hasWaited = false;
      this.#stopWaiting?.();
      this.#stopWaiting = null;
      return;
    }
    this.#stopWaiting ??= this.#parts.clock.after(ABSENT_MS, () => {
      this.#hasWaited = true;
      this.#look();
    });
  }

  #warn(servers: readonly number[]): void {
    const remedy =
      'if one of them has data of this ensemble, end these servers, and start it first';
    this.#parts.log.warn(
      { servers, remedy },
      'a new ensemble begins without an answer of all its voters',
    );
  }

  #complain(): void {
    const remedy = 'start them, in a release that says it; and see that this server reaches them';
    this.#parts.log.warn(
      { servers: this.#idsOf(this.silent), remedy },
      'the disk of this server is new: it waits until others say whether they knew another one',
    );
  }

  #idsOf(places: readonly number[]): readonly number[] {
    return places.map((place) => this.#parts.layout.idOf(place));
  }
}

import { type Clock, firstVoters, type Log, type Roster } from '@menagerie/server';
import { every } from './clock.ts';
import { type Beginning, Founding } from './founding.ts';
import type { KnownDisks } from './known-disks.ts';
import type { Layout } from './layout.ts';
import type { DiskSaid, Recall } from './peers/hello.ts';
import type { Acquainted } from './peers/peers-parts.ts';

/** What knowing disks takes. */
export interface IncarnationsParts {
  readonly layout: Layout;
  readonly log: Log;
  readonly clock: Clock;
  readonly disk: {
    /** In hex; `null` for a server that keeps nothing. */
    readonly identity: string | null;
    readonly known: KnownDisks;
    /** Whether nothing was on it at the start. */
    readonly isBlank: boolean;
  };
  /** From 0 on, below 1. */
  random(): number;
  /** Lets the core begin. @param isNew with nothing, as an incarnation */
  start(incarnation: number, isNew: boolean): void;
  /** Whether this server counts as a voter with the disk that it has. */
  votes(): boolean;
  /** Whether it has nothing that was ever proposed. */
  isEmpty(): boolean;
  /** Servers are to be greeted anew: there is something else to say. */
  greetAnew(): void;
}

const KNOWN = 'others knew another disk of this server: it is a new incarnation, without a vote';
const UNCLEAR =
  'nobody can say whether this server had another disk: it is a new incarnation, without a vote';
/** Between two attempts to write down what it is. */
const AGAIN_MS = 1000;
/** Between two looks whether the leader has exchanged this server. */
const LOOK_MS = 1000;

/**
 * Which disk each server has: this one finds out whether it replaces another, and remembers those of
 * its peers, so that they do.
 */
export class Incarnations {
  readonly #parts: IncarnationsParts;
  /** What others said last, by their places. */
  readonly #said = new Map<number, number>();
  readonly #founding: Founding | null;
  #hasBegun = false;
  #hasEnded = false;
  #stopWaiting: () => void = () => {};

  constructor(parts: IncarnationsParts) {
    this.#parts = parts;
    const { layout, disk, log, clock } = parts;
    const isAlone = layout.members.length === 0;
    const isDecided = !disk.isBlank || disk.known.incarnation !== null;
    this.#founding =
      isAlone || isDecided || disk.identity === null
        ? null
        : new Founding({
            layout,
            log,
            clock,
            random: () => parts.random(),
            begin: (as) => {
              if (as.type === 'first') this.#start(0);
              else this.#beginAgain(as);
            },
          });
  }

  /** What this server says of its disk. */
  get own(): DiskSaid | null {
    const { identity, known } = this.#parts.disk;
    if (identity === null) return null;
    return { identity, incarnation: this.#isDecided ? (known.incarnation ?? 0) : null };
  }

  /** Which incarnation another server says that it is; `null` where it does not. */
  of(peer: number): number | null {
    return this.#said.get(peer) ?? null;
  }

  /** What people should know of the disk; `null` where nothing is to be said. */
  get notice(): string | null {
    if (this.#founding?.isNew === true) {
      const { silent } = this.#founding;
      if (silent.length === 0) return 'its disk is new, and it has not begun yet';
      const servers = silent.map((place) => this.#parts.layout.idOf(place)).join(', ');
      return `its disk is new, and it waits to hear from servers ${servers} whether they knew another one`;
    }
    if (!this.#waitsForVote) return null;
    return 'its disk replaced another one, and it votes once the leader has exchanged it';
  }

  /** Another server comes with a disk. */
  acquaint(peer: number, said: DiskSaid | null): Acquainted {
    if (said === null) {
      return { type: 'known', recall: this.#recall(null), written: null, isMute: false };
    }
    const { disk, layout, log } = this.#parts;
    const server = layout.idOf(peer);
    const meeting = disk.known.meet(server, said);
    if (meeting.type === 'refused') return meeting;
    const { others, written } = meeting;
    const { incarnation } = said;
    const recall = this.#recall(others);
    // Nobody has written down yet which one of them it is.
    const isMute = incarnation === null && others !== null;
    if (incarnation !== null) this.#said.set(peer, incarnation);
    if ((incarnation ?? 0) > 0) this.#founding?.reborn(peer);
    if (incarnation !== null && others !== null && written !== null) {
      log.warn({ server, incarnation }, 'a server came with another disk than before');
    }
    return { type: 'known', recall, written, isMute };
  }

  /** Why another server that was dialled cannot have that disk; `null` where it can. */
  objection(peer: number, said: DiskSaid | null): string | null {
    const { disk, layout } = this.#parts;
    return said === null ? null : disk.known.objection(layout.idOf(peer), said);
  }

  /** What one that has come is told. */
  #recall(others: number | null): Recall {
    const { disk } = this.#parts;
    const begun = disk.known.isWhole ? 'whole' : 'partial';
    const isFirst = (disk.known.incarnation ?? 0) === 0;
    return {
      others,
      memory: this.#isDecided ? begun : 'none',
      isNew: isFirst && this.#parts.isEmpty(),
    };
  }

  /** What another server knows of the disks of this one. */
  recalled(from: number, recall: Recall): void {
    this.#founding?.recalled(from, recall);
  }

  /** What another server says of the configuration. */
  heard(from: number, told: Roster): void {
    this.#founding?.heard(from, told);
  }

  /** Lets the core begin, now or once that is safe. */
  begin(): void {
    if (this.#founding === null) this.#start(this.#parts.disk.known.incarnation ?? 0);
    else this.#founding.open();
  }

  /** The server ends: it begins no more. */
  end(): void {
    this.#hasEnded = true;
    this.#founding?.end();
    this.#stopWaiting();
  }

  /** Begins as another incarnation, once that is written down; a disk that is full may have room again. */
  #beginAgain(as: Extract<Beginning, { readonly type: 'again' }>): void {
    const { disk, log, clock } = this.#parts;
    disk.known.become(as.incarnation).then(
      () => {
        if (!this.#hasEnded) this.#beginAs(as);
      },
      (err: unknown) => {
        if (this.#hasEnded) return;
        log.error(
          { err },
          'which incarnation this server is could not be written down: tried again',
        );
        this.#stopWaiting = clock.after(AGAIN_MS, () => this.#beginAgain(as));
      },
    );
  }

  #beginAs({ incarnation, isKnown }: Extract<Beginning, { readonly type: 'again' }>): void {
    this.#parts.log.warn({ incarnation }, isKnown ? KNOWN : UNCLEAR);
    // First, so that nobody hears what its core says before it has said what it is.
    this.#parts.greetAnew();
    this.#start(incarnation);
  }

  #start(incarnation: number): void {
    this.#hasBegun = true;
    this.#parts.start(incarnation, this.#parts.disk.isBlank);
    if (!this.#waitsForVote) return;
    const { clock, log } = this.#parts;
    this.#stopWaiting = every(clock, LOOK_MS, () => {
      if (this.#waitsForVote) return;
      this.#stopWaiting();
      log.info({ incarnation }, 'the leader has exchanged the disk of this server: it votes again');
    });
  }

  /** Whether it is known which incarnation it is: with a log from the beginning. */
  get #isDecided(): boolean {
    return this.#hasBegun || this.#founding === null;
  }

  /** Whether the leader is still to exchange it. */
  get #waitsForVote(): boolean {
    const { disk } = this.#parts;
    return (disk.known.incarnation ?? 0) > 0 && this.#counts && !this.#parts.votes();
  }

  /** Whether this server votes and counts, as its own configuration has it. */
  get #counts(): boolean {
    const { self, ensemble } = this.#parts.layout;
    const { weights = null } = ensemble.power ?? {};
    return firstVoters(ensemble).includes(self) && (weights === null || (weights[self] ?? 0) > 0);
  }
}

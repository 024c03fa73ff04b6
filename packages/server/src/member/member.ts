import type { ServerId, Shape } from '@menagerie/contract';
import { Driver } from '../driver/driver.ts';
import { holdsNothing, type Role } from '../kernels/kernel.ts';
import type { CorePicture } from '../trace/events.ts';
import { Witness } from '../trace/witness.ts';
import { Commands } from './commands.ts';
import { Duties } from './duties.ts';
import { Haste } from './haste.ts';
import { Heirs } from './heirs.ts';
import { Ledger, type Settled } from './ledger.ts';
import { Mail } from './mail.ts';
import type { MemberParts } from './member-parts.ts';
import type { Unsigned } from './proposal.ts';
import type { Service } from './service.ts';
import { Standing } from './standing.ts';
import { TreeKeeper } from './tree-keeper.ts';
import type { Settle } from './waiting.ts';
import { Wishes } from './wishes.ts';

/** A core, what it delivers, and the wishes that wait for it. */
export class Member<S extends Shape> {
  readonly ledger: Ledger;
  /** What it is to the others: it may be told to lead no more. */
  readonly standing: Standing;
  readonly #parts: MemberParts<S>;
  readonly #driver: Driver<S>;
  readonly #duties: Duties<S>;
  readonly #wishes: Wishes;
  readonly #trees: TreeKeeper;
  readonly #commands: Commands<S>;
  readonly #mail: Mail<S>;
  readonly #witness: Witness<S> | null;
  readonly #haste: Haste<S>;
  readonly #heirs: Heirs<S>;

  constructor(parts: MemberParts<S>) {
    const { kernel, ensemble, self, image, disk, clock } = parts;
    this.#parts = parts;
    const { tracer = null, last } = parts;
    this.#witness = tracer === null ? null : new Witness(tracer, kernel.lens, last);
    this.ledger = new Ledger(parts.tree, parts.rosterRules);
    if (parts.restored !== null) this.ledger.become(parts.restored);
    this.#mail = new Mail({
      kernel,
      witness: this.#witness,
      send: (to, bytes) => parts.send(to, bytes),
      core: (from, message) => this.#driver.take({ type: 'message', from, message }),
      wish: (asked, place) => {
        // Before it is applied: else its session could end while it is under way.
        this.#duties.sessions.heardOf(asked.session);
        this.#wishes.forwarded(asked, place);
      },
      lost: (serial) => this.#wishes.refused(serial),
      touched: (session) => this.#duties.sessions.heardOf(session),
      roster: (from, bytes) => parts.rosterHeard?.(from, bytes),
      farewell: (from, successor) => this.#heirs.ended(from, successor),
      trees: () => this.#trees,
    });
    this.#commands = new Commands((request, command) => {
      this.#driver.take({ type: 'command', request, command });
    });
    const draw = (): number => Math.floor(parts.random() * 2 ** 32);
    this.#wishes = new Wishes({
      clock,
      ledger: this.ledger,
      self,
      mostWishes: parts.mostWishes,
      mostOfAnOpening: parts.mostOfAnOpening,
      members: parts.members ?? '',
      witness: this.#witness,
      entropy: (bytes) => parts.entropy(bytes),
      draw,
      wallClock: () => parts.wallClock(),
      role: () => this.role,
      post: (to, parcel) => this.#mail.post(to, parcel),
      propose: (proposal, done) => {
        this.#commands.give(kernel.propose(proposal), (answer) => {
          done(kernel.outcome(answer).type === 'done');
        });
      },
    });
    this.standing = new Standing({
      clock,
      ledger: this.ledger,
      isAlone: ensemble.servers === 1,
      readOnlyAfterMs: parts.readOnlyAfterMs,
      coreRole: () => (this.#driver.state === null ? null : kernel.role(this.#driver.state)),
      mute: (isMute) => (isMute ? this.#driver.pause() : this.#driver.resume()),
      ask: (to, done) => this.#handOver(to, done),
      wishes: () => this.#wishes,
      changed: (service) => parts.serving(service),
    });
    this.#duties = new Duties<S>({
      of: parts,
      ledger: this.ledger,
      driver: () => this.#driver,
      commands: this.#commands,
      wishes: this.#wishes,
      submit: (asked, settle) => this.submit(asked, settle),
      post: (to, parcel) => this.#mail.post(to, parcel),
      role: () => this.role,
    });
    this.#trees = new TreeKeeper({
      ledger: this.ledger,
      clock,
      compactEvery: parts.compactEvery,
      shelf: parts.shelf,
      draw,
      send: (to, parcel) => this.#mail.post(to, parcel),
      compact: (through) => {
        this.#commands.give(kernel.compact(through), (answer) => this.#compacted(answer));
      },
      replaced: () => {
        // Whoever watches would miss what lies between, and whoever waits may wait for it.
        this.standing.interrupt();
        this.#wishes.loseAll();
      },
      became: () => parts.rosterChanged?.(),
    });
    this.#driver = new Driver<S>({
      protocol: kernel.protocol,
      config: kernel.config(ensemble),
      self,
      image,
      disk,
      clock,
      suspicions: kernel.suspicions,
      random: () => parts.random(),
      send: (to, message) => this.#mail.core(to, message),
      deliver: (output) => this.#deliver(output),
      answer: (request, answer) => this.#commands.answered(request, answer),
      stepped: (state) => {
        this.#witness?.stepped(state, this.#driver.last);
        this.standing.look();
      },
      halted: () => parts.halted(),
    });
    this.#haste = new Haste({
      ensemble,
      self,
      hasty: () => (this.#driver.state === null ? [] : kernel.hasty(this.#driver.state)),
      hasten: (timer, ms) => this.#driver.hasten(timer, ms),
    });
    this.#heirs = new Heirs({
      of: parts,
      rosters: this.ledger.rosters,
      role: () => this.role,
      hasten: (timer, ms) => this.#driver.hasten(timer, ms),
    });
  }

  get role(): Role {
    return this.standing.role;
  }

  /** What the core knows; `null` without a tracer, and of a member that does not run. */
  get picture(): { readonly core: CorePicture; readonly durable: number } | null {
    const { state } = this.#driver;
    return state === null ? null : (this.#witness?.picture(state) ?? null);
  }

  /** Whether clients may write: a leader is known, and its opening was delivered here. */
  get serves(): boolean {
    return this.service === 'open';
  }

  get service(): Service {
    return this.standing.service;
  }

  /** Whether it counts as a voter with the disk that it has, as far as it knows; not before the start. */
  get votes(): boolean {
    const { state } = this.#driver;
    return state !== null && this.#parts.kernel.votes(state);
  }

  /** Whether it has nothing that was ever proposed, committed or not. */
  get isEmpty(): boolean {
    const [{ kernel, image }, { state }] = [this.#parts, this.#driver];
    const contents = () => kernel.contents(state === null ? image : kernel.image(state));
    return this.ledger.index === 0 && holdsNothing(contents());
  }

  /** When each session ends unless it is heard of, by the clock. Only a leader knows. */
  get due(): ReadonlyMap<bigint, number> {
    return this.#duties.sessions.due;
  }

  /** @param image what the disk holds, where that was not known before */
  start(image: S['image'] = this.#parts.image): void {
    this.#driver.start(this.#parts.last, image);
    this.#haste.act();
    this.#duties.start();
    this.standing.start();
  }

  stop(): void {
    this.#duties.stop();
    this.standing.stop();
    this.#trees.stop();
    this.#driver.stop();
    this.#wishes.stop();
  }

  /** Leads no more, for it ends: whoever follows need not wait until it is missed. */
  sayFarewell(successor: ServerId): void {
    for (const peer of this.#parts.reached())
      this.#mail.post(peer, { type: 'farewell', successor });
    this.#driver.pause();
  }

  /** All batches through this number survive a crash. */
  durable(number: number): void {
    this.#witness?.durable(number);
    this.#driver.durable(number);
  }

  /** @throws ContractError or JuteError for bytes that no server sends */
  receive(from: ServerId, bytes: Uint8Array): void {
    this.#mail.receive(from, bytes);
  }

  /** A peer became reachable, or is not any more. */
  link(peer: ServerId, up: boolean): void {
    this.#witness?.link(peer, up);
    // What was on the way there, or back, is gone.
    if (!up && this.role.type === 'following' && this.role.leader === peer) this.#wishes.loseAll();
    if (!up) this.#trees.gone(peer);
    this.#driver.take({ type: 'link', peer, up });
    if (up) this.#duties.poke();
    this.#haste.link(peer, up);
  }

  /** A peer has reached this server. */
  reached(peer: ServerId): void {
    this.#haste.heard(peer);
    // It may have come with another disk than the membership names.
    this.#duties.poke();
  }

  /** Nobody is there any more where a peer was: its process has ended. */
  gone(peer: ServerId): void {
    this.#heirs.ended(peer, peer);
  }

  /** Tells another server what this one knows of the configuration. */
  tellRoster(to: ServerId, bytes: Uint8Array): void {
    this.#mail.post(to, { type: 'roster', bytes });
  }

  /** Has something proposed by whoever leads. Wishes of one server are proposed in their order. */
  submit(parts: Unsigned, settle: Settle): void {
    if (this.serves) this.#wishes.submit(parts, settle);
    else settle(null);
  }

  /** A session was heard of. */
  touch(session: bigint): void {
    this.#duties.sessions.heardOf(session);
  }

  #handOver(to: ServerId, done: (handed: boolean) => void): boolean {
    const command = this.#parts.kernel.handOver(to);
    if (command === null) return false;
    this.#commands.give(command, (answer) => {
      done(this.#parts.kernel.outcome(answer).type === 'done');
    });
    return true;
  }

  #deliver(output: S['output']): void {
    const found = this.#parts.kernel.delivered(output);
    if (found.type === 'snapshot') this.#trees.beginsBehind(found.index);
    else if (this.ledger.reach(found.index) && found.data !== null) {
      this.ledger.apply(found.data, (settled) => this.#applied(settled));
      this.#trees.applied();
    }
  }

  #compacted(answer: S['answer']): void {
    const [{ kernel }, { state, last }] = [this.#parts, this.#driver];
    if (state === null || kernel.outcome(answer).type !== 'done') return;
    this.#parts.compacted(last, kernel.image(state));
  }

  #applied(settled: Settled): void {
    const { wish: asked, isVoid, isMoved } = settled;
    this.#trees.count(asked.data?.length ?? 0);
    this.#witness?.applied(settled, this.ledger.index, this.ledger.zxid);
    if (!isVoid && !isMoved) this.#duties.applied(settled);
    this.#parts.applied(settled);
    this.#wishes.settled(asked, isVoid ? null : settled);
  }
}

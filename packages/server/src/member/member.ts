import { Reader, type RequestId, type ServerId, type Shape, Writer } from '@menagerie/contract';
import { Driver } from '../driver/driver.ts';
import type { Role } from '../kernels/kernel.ts';
import type { CorePicture } from '../trace/events.ts';
import { Witness } from '../trace/witness.ts';
import { Aside } from './aside.ts';
import { Lane, Lanes, type Place } from './lanes.ts';
import { Leadership, type Seal } from './leadership.ts';
import { Ledger, type Settled } from './ledger.ts';
import type { MemberParts } from './member-parts.ts';
import { decodeParcel, encodeParcel, type Parcel } from './parcel.ts';
import {
  decodeWish,
  encodeProposal,
  encodeWish,
  ProposalKind,
  type Unsigned,
  type Wish,
  wish,
} from './proposal.ts';
import { encodeReaped } from './reaped.ts';
import { Reaper } from './reaper.ts';
import { type Service, ServiceKeeper } from './service.ts';
import { SessionKeeper } from './session-keeper.ts';
import { TreeKeeper } from './tree-keeper.ts';
import { type Settle, Waiting } from './waiting.ts';

/** A core, what it delivers, and the wishes that wait for it. */
export class Member<S extends Shape> {
  readonly ledger: Ledger;
  readonly #parts: MemberParts<S>;
  readonly #driver: Driver<S>;
  readonly #sessions: SessionKeeper;
  readonly #waiting: Waiting;
  readonly #lane: Lane;
  /** Of a leader. */
  readonly #lanes = new Lanes();
  readonly #leadership: Leadership;
  readonly #trees: TreeKeeper;
  readonly #aside: Aside;
  readonly #reaper: Reaper;
  /** The wishes of each command of the core. */
  readonly #commands = new Map<RequestId, readonly Wish[]>();
  readonly #compactions = new Set<RequestId>();
  readonly #handOvers = new Map<RequestId, (handed: boolean) => void>();
  readonly #witness: Witness<S> | null;
  #request = 0;
  readonly #service: ServiceKeeper;
  #role: Role = { type: 'looking' };
  #isFull = false;

  constructor(parts: MemberParts<S>) {
    const { kernel, ensemble, self, image, disk, clock } = parts;
    this.#parts = parts;
    const { tracer = null } = parts;
    this.#witness = tracer === null ? null : new Witness(tracer, kernel.lens, parts.last);
    this.ledger = new Ledger(parts.tree);
    if (parts.restored !== null) this.ledger.become(parts.restored);
    this.#leadership = new Leadership({
      ledger: this.ledger,
      self,
      mostWishes: parts.mostWishes,
      entropy: (bytes) => parts.entropy(bytes),
      propose: (wishes, seal) => this.#command(wishes, seal),
    });
    this.#service = new ServiceKeeper({
      clock,
      isAlone: ensemble.servers === 1,
      readOnlyAfterMs: parts.readOnlyAfterMs,
      changed: (service) => parts.serving(service),
    });
    const boot = new DataView(parts.entropy(4).buffer).getInt32(0);
    this.#waiting = new Waiting(self, boot);
    this.#lane = new Lane(() => Math.floor(parts.random() * 2 ** 32));
    this.#sessions = new SessionKeeper({
      ledger: this.ledger,
      clock,
      tickMs: parts.tickMs,
      role: () => this.#role,
      expire: (session) => this.submit(wish(ProposalKind.expireSession, { session }), () => {}),
      report: (leader, sessions) => this.#post(leader, { type: 'touched', sessions }),
    });
    this.#reaper = new Reaper(parts.reap, {
      clock,
      leads: () => this.#leads,
      find: (most) => this.ledger.tree.reapable(parts.wallClock(), most, parts.reap.neverUsedMs),
      reap: (found) => {
        this.submit(wish(ProposalKind.reap, { data: encodeReaped(found) }), () => {});
      },
    });
    this.#trees = new TreeKeeper({
      ledger: this.ledger,
      clock,
      compactEvery: parts.compactEvery,
      shelf: parts.shelf,
      draw: () => Math.floor(parts.random() * 2 ** 32),
      send: (to, parcel) => this.#post(to, parcel),
      compact: (through) => {
        this.#request += 1;
        this.#compactions.add(this.#request);
        const command = kernel.compact(through);
        this.#driver.take({ type: 'command', request: this.#request, command });
      },
      replaced: () => {
        // Whoever watches would miss what lies between, and whoever waits may wait for it.
        this.#turnService(false);
        this.#loseAll();
      },
    });
    this.#aside = new Aside({
      clock,
      ask: (to, done) => this.#handOver(to, done),
      silence: () => this.#mute(),
    });
    this.#driver = new Driver<S>({
      protocol: kernel.protocol,
      config: kernel.config(ensemble),
      self,
      image,
      disk,
      clock,
      random: () => parts.random(),
      send: (to, message) => this.#sendToCore(to, message),
      deliver: (output) => this.#deliver(output),
      answer: (request, answer) => this.#answered(request, answer),
      stepped: (state) => {
        this.#witness?.stepped(state, this.#driver.last);
        this.#look();
      },
      halted: () => parts.halted(),
    });
  }

  get role(): Role {
    return this.#role;
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
    return this.#service.service;
  }

  /** When each session ends unless it is heard of, by the clock. Only a leader knows. */
  get due(): ReadonlyMap<bigint, number> {
    return this.#sessions.due;
  }

  start(): void {
    this.#driver.start(this.#parts.last);
    this.#sessions.start();
    this.#service.start();
    this.#reaper.start();
  }

  stop(): void {
    this.#sessions.stop();
    this.#service.stop();
    this.#reaper.stop();
    this.#trees.stop();
    this.#driver.stop();
    this.#aside.stop();
    this.#loseAll();
  }

  /**
   * The disk takes nothing for now, or again. Meanwhile the server neither leads nor follows, so the
   * others do without it; what it knows may be read.
   */
  full(isFull: boolean): void {
    this.#isFull = isFull;
    this.#mute();
  }

  /**
   * Has another lead, where the core can name one. Only for a leader.
   *
   * @param done called once, with whether another was told to lead
   */
  handOver(to: ServerId | null, done: (handed: boolean) => void): void {
    this.#aside.handOver(to, done);
  }

  /**
   * Leads no more: hands over where the core can, and else is silent for so long that the others
   * elect one of them.
   */
  stepAside(to: ServerId | null, ms: number): void {
    if (this.#role.type === 'leading') this.#aside.stepAside(to, ms);
  }

  /** All batches through this number survive a crash. */
  durable(number: number): void {
    this.#witness?.durable(number);
    this.#driver.durable(number);
  }

  /** @throws ContractError or JuteError for bytes that no server sends */
  receive(from: ServerId, bytes: Uint8Array): void {
    const parcel = decodeParcel(bytes);
    switch (parcel.type) {
      case 'core':
      case 'traced': {
        const { message: schema } = this.#parts.kernel.protocol.schemas;
        const message = schema.read(new Reader(parcel.bytes));
        const through = this.#parts.kernel.snapshotIn(message);
        if (!this.#trees.understands(from, through)) break;
        this.#witness?.received(from, message, parcel.type === 'traced' ? parcel.clock : null);
        this.#driver.take({ type: 'message', from, message });
        break;
      }
      case 'wish':
        this.#takeForwarded(decodeWish(parcel.bytes), parcel.place);
        break;
      case 'lost':
        // What follows on the lane is refused as well.
        if (this.#waiting.has(parcel.serial)) this.#loseAll();
        break;
      case 'touched':
        for (const session of parcel.sessions) this.#sessions.heardOf(session);
        break;
      case 'fetch':
        this.#trees.asked(from, parcel);
        break;
      case 'part':
        this.#trees.took(from, parcel);
    }
  }

  /** A peer became reachable, or is not any more. */
  link(peer: ServerId, up: boolean): void {
    this.#witness?.link(peer, up);
    // What was on the way there, or back, is gone.
    if (!up && this.#role.type === 'following' && this.#role.leader === peer) this.#loseAll();
    if (!up) this.#trees.gone(peer);
    this.#driver.take({ type: 'link', peer, up });
  }

  /** Has something proposed by whoever leads. Wishes of one server are proposed in their order. */
  submit(parts: Unsigned, settle: Settle): void {
    if (!this.serves) {
      settle(null);
      return;
    }
    const witness = this.#witness;
    const asked = this.#waiting.add(
      parts,
      witness === null
        ? settle
        : (settled) => {
            witness.answered(asked, settled !== null);
            settle(settled);
          },
    );
    witness?.asked(asked);
    if (this.#role.type === 'following') {
      const place = this.#lane.next(asked.serial);
      this.#post(this.#role.leader, { type: 'wish', place, bytes: encodeWish(asked) });
    } else this.#propose(asked);
  }

  /** A session was heard of. */
  touch(session: bigint): void {
    this.#sessions.heardOf(session);
  }

  #takeForwarded(asked: Wish, place: Place): void {
    if (this.#leads && this.#lanes.takes(asked.origin, place, asked.serial)) this.#propose(asked);
    else this.#lost(asked);
  }

  #propose(asked: Wish): void {
    if (this.#leads) this.#leadership.add(asked);
    else this.#lost(asked);
  }

  get #leads(): boolean {
    return this.#role.type === 'leading' && this.#leadership.isOpen;
  }

  #command(wishes: readonly Wish[], seal: Seal): void {
    this.#request += 1;
    this.#commands.set(this.#request, wishes);
    this.#witness?.proposed(wishes);
    const time = BigInt(this.#parts.wallClock());
    const command = this.#parts.kernel.propose(encodeProposal({ ...seal, time, wishes }));
    this.#driver.take({ type: 'command', request: this.#request, command });
  }

  #handOver(to: ServerId, done: (handed: boolean) => void): boolean {
    const command = this.#parts.kernel.handOver(to);
    if (command === null || this.#role.type !== 'leading') return false;
    this.#request += 1;
    this.#handOvers.set(this.#request, done);
    this.#driver.take({ type: 'command', request: this.#request, command });
    return true;
  }

  get #isMute(): boolean {
    return this.#isFull || this.#aside.isSilent;
  }

  /** The core neither hears nor speaks, or does again. */
  #mute(): void {
    if (this.#isMute) this.#driver.pause();
    else this.#driver.resume();
    this.#look();
  }

  #answered(request: RequestId, answer: S['answer']): void {
    const handed = this.#handOvers.get(request) ?? null;
    if (handed !== null) {
      this.#handOvers.delete(request);
      handed(this.#parts.kernel.outcome(answer).type === 'done');
      return;
    }
    if (this.#compactions.delete(request)) {
      this.#compacted(answer);
      return;
    }
    const wishes = this.#commands.get(request) ?? [];
    this.#commands.delete(request);
    if (this.#parts.kernel.outcome(answer).type !== 'done') {
      for (const asked of wishes) {
        if (asked.kind === ProposalKind.opening) this.#leadership.refused();
        else this.#lost(asked);
      }
    }
    this.#leadership.landed();
  }

  #lost(asked: Wish): void {
    const { origin, serial } = asked;
    if (origin === this.#parts.self) this.#waiting.settle(asked, null);
    else this.#post(origin, { type: 'lost', serial });
  }

  #deliver(output: S['output']): void {
    const found = this.#parts.kernel.delivered(output);
    if (found.type === 'snapshot') {
      this.#trees.beginsBehind(found.index);
      return;
    }
    if (!this.ledger.reach(found.index) || found.data === null) return;
    this.ledger.apply(found.data, (settled) => this.#applied(settled));
    this.#trees.applied();
  }

  #compacted(answer: S['answer']): void {
    const { kernel } = this.#parts;
    const { state, last } = this.#driver;
    if (state === null || kernel.outcome(answer).type !== 'done') return;
    this.#parts.compacted(last, kernel.image(state));
  }

  #applied(settled: Settled): void {
    const { wish: asked, isVoid, isMoved } = settled;
    this.#trees.count();
    this.#witness?.applied(settled, this.ledger.index, this.ledger.zxid);
    if (!isVoid && !isMoved) this.#keepSessions(asked);
    this.#parts.applied(settled);
    this.#waiting.settle(asked, isVoid ? null : settled);
  }

  #keepSessions(asked: Wish): void {
    if (asked.kind !== ProposalKind.opening) this.#sessions.applied(asked);
    else if (this.#leadership.isOpen) this.#sessions.begin();
  }

  #look(): void {
    const { state } = this.#driver;
    if (state === null) return;
    this.#turn(this.#isMute ? { type: 'looking' } : this.#parts.kernel.role(state));
  }

  #turn(role: Role): void {
    const before = this.#role;
    this.#role = role;
    if (!sameRole(before, role)) {
      // What was forwarded to a leader before may never be proposed.
      this.#loseAll();
      for (const asked of this.#leadership.end()) this.#lost(asked);
    }
    if (role.type === 'leading') this.#leadership.open();
    this.#turnService(this.#isServing(role));
  }

  #isServing(role: Role): boolean {
    const { leader } = this.ledger;
    if (role.type === 'leading') return this.#leadership.isOpen;
    return role.type === 'following' && leader === role.leader;
  }

  #turnService(serves: boolean): void {
    const knows = this.ledger.opening > 0;
    this.#service.turn({ serves, isFull: this.#isFull, knows });
  }

  #loseAll(): void {
    this.#lane.change();
    this.#waiting.loseAll();
  }

  #sendToCore(to: ServerId, message: S['message']): void {
    const writer = new Writer();
    this.#parts.kernel.protocol.schemas.message.write(message, writer);
    const bytes = writer.finish();
    if (this.#witness?.on === true) {
      this.#post(to, { type: 'traced', clock: this.#witness.sent(to, message), bytes });
    } else this.#post(to, { type: 'core', bytes });
  }

  #post(to: ServerId, parcel: Parcel): void {
    this.#parts.send(to, encodeParcel(parcel));
  }
}

function sameRole(one: Role, other: Role): boolean {
  if (one.type === 'following' && other.type === 'following') return one.leader === other.leader;
  return one.type === other.type;
}

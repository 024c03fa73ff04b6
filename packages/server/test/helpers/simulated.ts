import type { Shape } from '@menagerie/contract';
import { JuteWriter, writeRequest } from '@menagerie/jute';
import {
  decodeImage,
  type EnsembleOptions,
  encodeImage,
  foldBatch,
  type Kernel,
  Ledger,
  LedgerRestorer,
  Member,
  ProposalKind,
  placesBut,
  type Restored,
  type RosterRules,
  type Rosters,
  wish,
} from '../../src/index.ts';
import { Time } from './world.ts';

const OPEN = [{ perms: 31, id: { scheme: 'world', id: 'anyone' } }];
const SESSION = 77n;

function lineOf(place: number): string {
  const id = place + 1;
  return `server.${id}=zoo${id}:2888:3888:participant\n`;
}

/** A member of an ensemble in a simulated world: it crashes, and its disk keeps what was synced. */
class SimulatedServer<S extends Shape> {
  member: Member<S> | null = null;
  readonly #of: SimulatedEnsemble<S>;
  readonly #self: number;
  #image: Uint8Array;
  #first = 0;
  readonly #batches: Uint8Array[] = [];
  readonly #waiting: Uint8Array[] = [];
  #boot = 0;
  #tree: Uint8Array | null = null;

  constructor(of: SimulatedEnsemble<S>, self: number) {
    this.#of = of;
    this.#self = self;
    const { kernel, config, aged } = of;
    const { protocol } = kernel;
    const blank = protocol.blank(config, self, 0);
    if (aged.begunAt === undefined) this.#image = encodeImage(protocol, blank);
    else {
      this.#image = encodeImage(protocol, kernel.planted(blank, aged.begunAt));
      const ledger = new Ledger({});
      ledger.reach(aged.begunAt);
      this.#tree = Buffer.concat([...ledger.snapshot()]);
    }
  }

  start(): void {
    const { kernel, time, ensemble } = this.#of;
    const { protocol } = kernel;
    const image = decodeImage(protocol, this.#image.slice());
    for (const batch of this.#batches) foldBatch(protocol, image, batch);
    this.#boot += 1;
    const boot = this.#boot;
    const isNow = (): boolean => boot === this.#boot && this.member !== null;
    const member = new Member<S>({
      kernel,
      ensemble,
      self: this.#self,
      image,
      last: this.#first + this.#batches.length,
      restored: this.#restored(),
      shelf: {
        keep: (_index, chunks, done) => this.#keep(chunks(), done, isNow),
      },
      disk: { append: (batch) => this.#append(batch, isNow) },
      clock: time,
      wallClock: () => 1_000_000 + Math.floor(time.now()),
      random: () => time.random(),
      entropy: (bytes) => Uint8Array.from({ length: bytes }, () => time.random() * 256),
      tree: {},
      tickMs: 1000,
      readOnlyAfterMs: null,
      reap: { checkMs: 60_000, perMinute: 10_000, neverUsedMs: null },
      compactEvery: 30,
      rosterRules: this.#of.rules,
      members: this.#of.members,
      // So that a leader has several proposals under way.
      mostWishes: 2,
      mostOfAnOpening: this.#of.aged.mostOfAnOpening,
      reached: () => this.#of.reachedFrom(this.#self),
      send: (to, bytes) => this.#of.carry(this.#self, to, bytes),
      applied: () => {},
      serving: () => {},
      compacted: (through, folded) => this.#compact(through, encodeImage(protocol, folded), isNow),
      halted: () => {},
    });
    this.member = member;
    member.start();
  }

  crash(): void {
    this.member?.stop();
    this.member = null;
    this.#waiting.length = 0;
  }

  #append(batch: Uint8Array, isNow: () => boolean): number {
    this.#waiting.push(batch);
    const number = this.#first + this.#batches.length + this.#waiting.length;
    this.#of.time.after(1 + this.#of.time.random() * 8, () => {
      if (!isNow()) return;
      while (this.#first + this.#batches.length < number) {
        const next = this.#waiting.shift();
        if (next === undefined) break;
        this.#batches.push(next);
      }
      this.member?.durable(this.#first + this.#batches.length);
    });
    return number;
  }

  #restored(): Restored | null {
    if (this.#tree === null) return null;
    const restorer = new LedgerRestorer({});
    restorer.push(this.#tree);
    return restorer.finish();
  }

  /** Chunk by chunk; the tree survives a crash once all are there. */
  #keep(
    chunks: IterableIterator<Uint8Array>,
    done: (isKept: boolean) => void,
    isNow: () => boolean,
  ): void {
    const parts: number[] = [];
    const goOn = (): void => {
      if (!isNow()) return;
      const next = chunks.next();
      if (next.done !== true) {
        parts.push(...next.value);
        this.#of.time.after(this.#of.time.random() * 4, goOn);
        return;
      }
      this.#tree = Uint8Array.from(parts);
      done(true);
    };
    goOn();
  }

  /** The image takes the place of batches once all of them are durable, as in a store. */
  #compact(through: number, image: Uint8Array, isNow: () => boolean): void {
    this.#of.time.after(10, () => {
      const durable = this.#first + this.#batches.length;
      if (!isNow() || durable < through || through <= this.#first) return;
      this.#batches.splice(0, through - this.#first);
      this.#first = through;
      this.#image = image;
    });
  }
}

/** How an ensemble comes to what it would come to only after years. */
export interface Aged {
  /** As if so many places of the log were used up. @default none */
  readonly begunAt?: number;
  /** As in MemberParts. */
  readonly mostOfAnOpening?: number;
}

/** Members, a network that loses and cuts, and clients that create znodes. */
export class SimulatedEnsemble<S extends Shape> {
  readonly kernel: Kernel<S>;
  readonly ensemble: EnsembleOptions;
  readonly rules: RosterRules;
  readonly aged: Aged;
  /** The first ones, a line each. */
  readonly members: string;
  readonly config: S['config'];
  readonly time: Time;
  readonly servers: readonly SimulatedServer<S>[];
  /** Paths whose creation was answered. */
  readonly answered: string[] = [];
  /** Paths that one client created one after the other. */
  readonly rows: (readonly string[])[] = [];
  /** Of a hundred messages. */
  losses = 1;
  #cut: ReadonlySet<number> = new Set();
  #created = 0;

  /** @param places more than there are servers at first: others may join later */
  constructor(
    kernel: Kernel<S>,
    servers: number,
    seed: number,
    places: number = servers,
    aged: Aged = {},
  ) {
    this.kernel = kernel;
    this.aged = aged;
    const first = Array.from({ length: servers }, (_, at) => at);
    const spares = placesBut(places, first);
    this.ensemble = { servers: places, observers: [], spares, silenceMs: 200 };
    this.rules = { reconfig: 'on', leastVoters: 1, mostGroups: 0 };
    this.members = first.map(lineOf).join('');
    this.config = kernel.config(this.ensemble);
    this.time = new Time(seed);
    this.servers = Array.from({ length: places }, (_, self) => new SimulatedServer(this, self));
    for (const self of first) this.servers[self]?.start();
  }

  carry(from: number, to: number, bytes: Uint8Array): void {
    if (this.#cut.has(from) !== this.#cut.has(to) || this.time.random() * 100 < this.losses) return;
    // In their order, as on a connection.
    this.time.after(2, () => this.servers[to]?.member?.receive(from, bytes));
  }

  /** Servers that run and are on the same side of a cut. */
  reachedFrom(from: number): number[] {
    const all = [...this.servers.keys()];
    return all.filter((to) => {
      const isUp = this.servers[to]?.member !== null;
      return to !== from && isUp && this.#cut.has(from) === this.#cut.has(to);
    });
  }

  /** Cuts some servers off from the rest. */
  cut(servers: readonly number[]): void {
    this.#cut = new Set(servers);
  }

  /** Opens the session of all clients. @returns whether that was answered */
  open(): boolean {
    let opened = false;
    const ask = (): boolean => {
      const member = this.servers.find((server) => server.member?.serves === true)?.member;
      const asked = wish(ProposalKind.createSession, { session: SESSION, timeoutMs: 2 ** 30 });
      member?.submit(asked, (settled) => {
        opened ||= settled !== null;
      });
      return this.time.runUntil(() => opened, 500);
    };
    for (let tries = 0; tries < 20 && !opened; tries += 1) {
      this.time.runUntil(() => this.allServe, 5000);
      ask();
    }
    return opened;
  }

  /** A client somewhere creates znodes, without waiting for one before the next. */
  createSome(): void {
    const at = Math.floor(this.time.random() * this.servers.length);
    const member = this.servers[at]?.member;
    if (member === undefined || member === null || !member.serves) return;
    this.#created += 1;
    const paths = [1, 2, 3, 4].map((nth) => `/n${this.#created}-${nth}`);
    for (const path of paths) this.#create(member, path);
    this.rows.push(paths);
  }

  /** And remembers each that is answered. */
  #create(member: Member<S>, path: string): void {
    const body = { path, data: Uint8Array.of(1), acl: OPEN, flags: 0 };
    const data = writeRequest(new JuteWriter(), 'create', 1, body).slice(4);
    const asked = wish(ProposalKind.request, { session: SESSION, data });
    member.submit(asked, (settled) => {
      if (settled?.applied?.error === 0) this.answered.push(path);
    });
  }

  /** What every member has applied, as text; one line where they agree. */
  states(): readonly string[] {
    const states = this.belonging.map(({ member }) =>
      member === null ? 'down' : `${member.ledger.zxid} ${member.ledger.tree.digest}`,
    );
    return [...new Set(states)];
  }

  /** A client asks for other members. @param done hears of the plan: its error, or 0 */
  reconfigure(places: readonly number[], done: (error: number) => void): void {
    const member = this.servers.find((server) => server.member?.serves === true)?.member ?? null;
    const newMembers = places.map(lineOf).join('');
    const data = writeRequest(new JuteWriter(), 'reconfig', 1, {
      joiningServers: null,
      leavingServers: null,
      newMembers,
      curConfigId: -1n,
    }).slice(4);
    const identities = [{ scheme: 'super', id: '' }];
    member?.submit(
      wish(ProposalKind.reconfig, { session: SESSION, identities, data }),
      (settled) => {
        if (settled?.applied !== null && settled !== null) done(settled.applied.error);
      },
    );
  }

  /** The newest configuration that anybody knows. */
  get rosters(): Rosters {
    const all = this.servers.flatMap(({ member }) => (member === null ? [] : [member.ledger]));
    const [newest] = all.sort((one, other) => other.index - one.index);
    if (newest === undefined) throw new Error('nobody runs');
    return newest.rosters;
  }

  /** Those that belong to the ensemble. */
  get belonging(): readonly SimulatedServer<S>[] {
    const places = this.rosters.target?.voters ?? [];
    return this.servers.filter((_, at) => places.includes(at));
  }

  get allServe(): boolean {
    return this.belonging.every(({ member }) => member?.serves === true);
  }

  has(path: string): boolean {
    return this.belonging.every(({ member }) => {
      const reader = { identities: [], session: SESSION };
      const request = { type: 'exists', body: { path, watch: false } } as const;
      return member?.ledger.tree.read(request, reader).error === 0;
    });
  }
}

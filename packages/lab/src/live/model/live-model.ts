import type {
  LinkName,
  Look,
  Picture,
  PlaygroundMessage,
  TraceEvent,
  TraceMessage,
} from '@menagerie/server';
import {
  type Frame,
  type Part,
  packMessages,
  type RequestFrame,
  type Role,
  type ServerFrame,
  type Status,
} from '../../model/frame.ts';
import type { MessageKind } from '../../model/run.ts';
import { Flights } from './flights.ts';
import { type Journey, Journeys } from './journeys.ts';
import { ledgerOf } from './ledgers.ts';

export type Core = 'zab' | 'raft' | 'paxos';

/** A line of what happened, for those who read. */
export interface LiveLine {
  readonly id: number;
  readonly server: number;
  readonly event: TraceEvent;
}

/** What is known of a server. */
interface Known {
  picture: Picture | null;
  look: Look | null;
  /** Whether its trace comes in. */
  heard: boolean;
  /** Events of it that were not shown. */
  lost: number;
}

const MOST_LINES = 300;
/** Events worth a line: not each message. */
const TOLD: readonly TraceEvent['body']['type'][] = [
  'role',
  'asked',
  'applied',
  'answered',
  'link',
  'client',
  'notified',
];

/** What servers have told of themselves, put together. It knows nothing of sockets. */
export class LiveModel {
  readonly core: Core;
  readonly journeys: Journeys;
  readonly flights: Flights;
  readonly #servers: readonly Known[];
  readonly #lines: LiveLine[] = [];
  #members: (PlaygroundMessage & { readonly type: 'ensemble' })['members'] = [];
  #cuts: readonly LinkName[] = [];
  #step = 0;
  #line = 0;

  constructor(core: Core, servers: number, kinds: readonly MessageKind[]) {
    this.core = core;
    this.journeys = new Journeys(servers);
    this.flights = new Flights(new Map(kinds.map(({ name }, code) => [name, code])));
    this.#servers = Array.from({ length: servers }, () => ({
      picture: null,
      look: null,
      heard: false,
      lost: 0,
    }));
  }

  /** What was not shown, of all servers. */
  get lost(): number {
    return this.#servers.reduce((sum, { lost }) => sum + lost, 0);
  }

  /** The newest last. */
  get lines(): readonly LiveLine[] {
    return this.#lines;
  }

  lookOf(server: number): Look | null {
    return this.#servers[server]?.look ?? null;
  }

  pictureOf(server: number): Picture | null {
    return this.#servers[server]?.picture ?? null;
  }

  /** What the playground tells of its processes. */
  ensemble({ members, cuts }: PlaygroundMessage & { readonly type: 'ensemble' }): void {
    this.#members = members;
    this.#cuts = cuts;
  }

  /** Whether the trace of a server comes in. */
  hears(server: number, heard: boolean): void {
    const known = this.#servers[server];
    if (known !== undefined) known.heard = heard;
  }

  /** @param now of the picture's clock */
  take(server: number, message: TraceMessage, now: number): void {
    const known = this.#servers[server];
    if (known === undefined) return;
    switch (message.type) {
      case 'hello':
        break;
      case 'picture':
        known.picture = message.picture;
        break;
      case 'look':
        known.look = message.look;
        break;
      case 'events':
        known.lost += message.lost;
        for (const event of message.events) this.#event(server, event, now);
    }
  }

  /** Events that came while the picture stood. */
  miss(server: number, { lost, events }: TraceMessage & { readonly type: 'events' }): void {
    const known = this.#servers[server];
    if (known !== undefined) known.lost += lost + events.length;
  }

  frame(now: number): Frame {
    this.#step += 1;
    const servers = this.#servers.map((known, id) => this.#serverFrame(known, id));
    return {
      step: this.#step,
      at: now,
      hash: '',
      servers,
      ledger: ledgerOf(
        this.core,
        this.#servers.map(({ picture }) => picture),
      ),
      messages: packMessages(this.flights.at(now)),
      cuts: servers.map(({ id }) =>
        this.#cuts.filter(({ from }) => from === id).reduce((set, { to }) => set | (1 << to), 0),
      ),
      requests: this.#requests(),
      properties: [],
    };
  }

  #event(server: number, event: TraceEvent, now: number): void {
    this.flights.take(server, event, now);
    for (const { from, to } of this.journeys.take(server, event)) {
      const epoch = this.#servers[to]?.picture?.core.epoch ?? 0;
      this.flights.hand(from, to, epoch, event.at);
    }
    if (!TOLD.includes(event.body.type)) return;
    this.#line += 1;
    this.#lines.push({ id: this.#line, server, event });
    if (this.#lines.length > MOST_LINES) this.#lines.shift();
  }

  #statusOf(id: number): Status {
    const status = this.#members[id]?.status ?? null;
    switch (status) {
      case 'paused':
        return 'paused';
      case 'ended':
      case 'starting':
        return 'crashed';
      case 'running':
        return 'up';
      case null:
        return this.#servers[id]?.heard === true ? 'up' : 'crashed';
    }
  }

  #serverFrame({ picture }: Known, id: number): ServerFrame {
    const core = picture?.core ?? null;
    const last = core === null ? 0 : core.base + core.entries.length;
    const part = partOf(core?.part ?? 'follower');
    return {
      id,
      status: this.#statusOf(id),
      role: SHAPES[part] ?? 'follower',
      part,
      epoch: core?.epoch ?? 0,
      leader: core?.leader ?? null,
      votes: core?.votes ?? 0,
      last,
      durable: picture?.durable ?? 0,
      commit: core?.committed ?? 0,
      timers: [],
      unsynced: Math.max(0, last - (picture?.durable ?? last)),
      gated: 0,
      rate: 1,
      incarnation: 0,
      peers: [],
    };
  }

  /** The newest write of a client at each server. */
  #requests(): RequestFrame[] {
    const found: RequestFrame[] = [];
    for (const journey of this.journeys.list()) {
      if (journey.path === null) continue;
      if (found.some(({ server }) => server === journey.origin)) continue;
      found.push(requestOf(journey, found.length));
    }
    return found;
  }
}

/** Letters that fit a client's chip on the stage. */
const CHIP = 7;

function requestOf(
  { origin, op, path, answered, known, error }: Journey,
  request: number,
): RequestFrame {
  const outcome = error === 0 ? 'done' : 'refused';
  return {
    request,
    server: origin,
    kind: 'write',
    label: (path ?? op).slice(-CHIP),
    invokedAt: 0,
    answeredAt: answered,
    outcome: answered === null ? 'pending' : known ? outcome : 'unknown',
    answer: null,
  };
}

/** What is not named here has the shape of a follower. */
const SHAPES: Readonly<Partial<Record<Part, Role>>> = {
  leader: 'leader',
  looking: 'candidate',
  candidate: 'candidate',
  'pre-candidate': 'pre-candidate',
  'leading-discovery': 'pre-candidate',
  'leading-synchronization': 'pre-candidate',
  learner: 'learner',
  observer: 'learner',
};

const PARTS: readonly Part[] = [
  'leader',
  'follower',
  'candidate',
  'pre-candidate',
  'learner',
  'looking',
  'leading-discovery',
  'leading-synchronization',
  'following-discovery',
  'following-synchronization',
  'observer',
];

function partOf(name: string): Part {
  return PARTS.find((part) => part === name) ?? 'follower';
}

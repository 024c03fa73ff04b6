import { type ConnectResponse, ErrorCode, EventType, type Stat, Xid } from '@menagerie/jute';
import type { Answer, Asked, Moment, Shown } from '../judge/history.ts';
import { CLIENT_PORT } from './machine.ts';
import type { Network } from './network.ts';
import { Place } from './place.ts';
import { Wire } from './wire.ts';

const OPEN = [{ perms: 31, id: { scheme: 'world', id: 'anyone' } }];
const NOBODY = new Uint8Array(16);
const CHANGES = new Map<number, 'created' | 'deleted' | 'data-changed'>([
  [EventType.nodeCreated, 'created'],
  [EventType.nodeDeleted, 'deleted'],
  [EventType.nodeDataChanged, 'data-changed'],
]);

/** What a client has of its session. */
export interface Ticket {
  readonly id: bigint;
  readonly password: Uint8Array;
  readonly timeoutMs: number;
}

/** Where a client writes down what it saw. */
export interface Notebook {
  note(moment: Moment): void;
  nextCall(): number;
}

/**
 * A client of ZooKeeper's protocol that keeps its session as real ones do: it pings, looks for
 * another server when it hears nothing, and takes up its session there. It never asks twice.
 */
export class SimulatedClient {
  readonly #network: Network;
  readonly #servers: readonly [string, ...string[]];
  readonly #notebook: Notebook;
  readonly #askedMs: number;
  #place: Place;
  #wire: Wire | null = null;
  #isOpen = false;
  #isStopped = false;
  #ticket: Ticket | null = null;
  #zxid = 0n;
  #heardAt = 0;
  /** Paths that are watched. */
  readonly #watched = new Set<string>();
  /** The version of each path that was seen last. */
  readonly #versions = new Map<string, number>();
  /** All sessions that it ever had, by name. */
  readonly tickets = new Map<string, Ticket>();

  constructor(
    name: string,
    network: Network,
    servers: readonly [string, ...string[]],
    notebook: Notebook,
    timeoutMs: number,
  ) {
    this.#network = network;
    this.#servers = servers;
    this.#notebook = notebook;
    this.#askedMs = timeoutMs;
    this.#place = new Place(name, network.timeline);
  }

  start(): void {
    this.#dial();
    this.#tick();
  }

  get isOpen(): boolean {
    return this.#isOpen;
  }

  versionOf(path: string): number | null {
    return this.#versions.get(path) ?? null;
  }

  /** Gives up its connection. @param isDone whether for ever: its session is left to itself */
  drop(isDone: boolean): void {
    this.#isStopped ||= isDone;
    this.#wire?.destroy();
    if (isDone) this.#place.die();
  }

  /** Its machine is held up: it says nothing and reads nothing. */
  pause(ms: number): void {
    const place = this.#place;
    place.pause();
    this.#network.timeline.after(ms, () => place.resume());
  }

  ask(asked: Asked): void {
    const wire = this.#wire;
    const ticket = this.#ticket;
    if (!this.#isOpen || wire === null || ticket === null) return;
    const session = nameOfSession(ticket.id);
    const call = this.#notebook.nextCall();
    this.#notebook.note({ type: 'asked', session, call, asked });
    const answered = (zxid: bigint, answer: Answer): void => {
      this.#saw(zxid);
      this.#notebook.note({ type: 'answered', session, call, zxid: Number(zxid), answer });
    };
    const failed = (err: number, zxid: bigint): void => {
      const answer = refusalOf(err);
      if (answer !== null) answered(zxid, answer);
      else if (err === ErrorCode.notReadOnly) {
        this.#notebook.note({ type: 'refused', session, call });
      } else throw new Error(`${asked.type} was answered with error ${err}`);
    };
    this.#send(wire, asked, answered, failed);
  }

  #send(
    wire: Wire,
    asked: Asked,
    answered: (zxid: bigint, answer: Answer) => void,
    failed: (err: number, zxid: bigint) => void,
  ): void {
    switch (asked.type) {
      case 'create': {
        const { path, data, ephemeral } = asked;
        const body = { path, data: bytesOf(data), acl: OPEN, flags: ephemeral ? 1 : 0 };
        wire.ask('create', body, (reply) => {
          if (reply.type === 'failed') failed(reply.err, reply.zxid);
          else answered(reply.zxid, { type: 'done', version: 0 });
        });
        break;
      }
      case 'set': {
        const { path, data } = asked;
        const body = { path, data: bytesOf(data), version: asked.version ?? -1 };
        wire.ask('setData', body, (reply) => {
          if (reply.type === 'failed') failed(reply.err, reply.zxid);
          else {
            const { version } = reply.body.stat;
            this.#versions.set(path, version);
            answered(reply.zxid, { type: 'done', version });
          }
        });
        break;
      }
      case 'delete': {
        const body = { path: asked.path, version: asked.version ?? -1 };
        wire.ask('delete', body, (reply) => {
          if (reply.type === 'failed') failed(reply.err, reply.zxid);
          else answered(reply.zxid, { type: 'done', version: null });
        });
        break;
      }
      case 'read': {
        const { path, watch } = asked;
        if (asked.synced) wire.ask('sync', { path }, () => {});
        wire.ask('getData', { path, watch }, (reply) => {
          if (reply.type === 'failed') {
            failed(reply.err, reply.zxid);
            return;
          }
          const shown = shownOf(reply.body.data, reply.body.stat);
          this.#versions.set(path, shown.version);
          if (watch) this.#watched.add(path);
          answered(reply.zxid, { type: 'found', shown });
        });
        break;
      }
      case 'close':
        wire.ask('closeSession', null, (reply) => {
          if (reply.type === 'failed') {
            failed(reply.err, reply.zxid);
            return;
          }
          answered(reply.zxid, { type: 'done', version: null });
          this.#forget();
          wire.destroy();
        });
    }
  }

  #saw(zxid: bigint): void {
    this.#heardAt = this.#network.timeline.now();
    if (zxid > this.#zxid) this.#zxid = zxid;
  }

  #dial(): void {
    if (this.#isStopped) return;
    const { timeline } = this.#network;
    const host = timeline.pick(this.#servers);
    const stream = this.#network.dial({ host, port: CLIENT_PORT }, this.#place);
    this.#heardAt = timeline.now();
    const request = {
      protocolVersion: 0,
      lastZxidSeen: this.#zxid,
      timeOut: this.#askedMs,
      sessionId: this.#ticket?.id ?? 0n,
      passwd: this.#ticket?.password ?? NOBODY,
      readOnly: false,
    };
    const wire: Wire = new Wire(stream, request, {
      greeted: (response) => this.#greeted(wire, response),
      told: (path, type, zxid) => this.#told(path, type, zxid),
      closed: () => {
        if (this.#wire !== wire) return;
        this.#wire = null;
        this.#isOpen = false;
        // At once, or when others are through.
        const ms = timeline.random() * (timeline.random() < 0.5 ? 10 : 200);
        this.#place.after(ms, 'timer', () => this.#dial());
      },
    });
    this.#wire = wire;
  }

  #greeted(wire: Wire, { sessionId, timeOut, passwd }: ConnectResponse): void {
    this.#heardAt = this.#network.timeline.now();
    if (timeOut === 0) {
      if (this.#ticket !== null) {
        this.#notebook.note({ type: 'expired', session: nameOfSession(this.#ticket.id) });
      }
      this.#forget();
      wire.destroy();
      return;
    }
    const session = nameOfSession(sessionId);
    const isNew = this.#ticket === null;
    const password = passwd?.slice() ?? NOBODY;
    this.#ticket = { id: sessionId, password, timeoutMs: timeOut };
    this.tickets.set(session, this.#ticket);
    this.#isOpen = true;
    if (isNew) this.#notebook.note({ type: 'opened', session });
    else this.#moved(wire, session);
  }

  /** Most clients set their watches again. */
  #moved(wire: Wire, session: string): void {
    const isKept = this.#network.timeline.random() < 0.8;
    this.#notebook.note({ type: 'moved', session, watches: isKept ? 'kept' : 'gone' });
    if (!isKept) this.#watched.clear();
    if (this.#watched.size === 0) return;
    const body = {
      relativeZxid: this.#zxid,
      dataWatches: [...this.#watched],
      existWatches: [],
      childWatches: [],
    };
    wire.ask('setWatches', body, ({ zxid }) => this.#saw(zxid), Xid.setWatches);
  }

  #told(path: string, type: number, zxid: bigint): void {
    this.#saw(zxid);
    this.#watched.delete(path);
    const session = nameOfSession(this.#ticket?.id ?? 0n);
    const change = CHANGES.get(type) ?? 'data-changed';
    this.#notebook.note({ type: 'heard', session, path, change, zxid: Number(zxid) });
  }

  /** The session is over: the next one begins anew. */
  #forget(): void {
    this.#ticket = null;
    this.#isOpen = false;
    this.#zxid = 0n;
    this.#watched.clear();
  }

  #tick(): void {
    const everyMs = this.#askedMs / 3;
    this.#place.after(everyMs, 'timer', () => {
      const { timeline } = this.#network;
      const wire = this.#wire;
      if (wire !== null && timeline.now() - this.#heardAt > 2 * everyMs) wire.destroy();
      else if (this.#isOpen) wire?.ask('ping', null, ({ zxid }) => this.#saw(zxid), Xid.ping);
      this.#tick();
    });
  }
}

function nameOfSession(id: bigint): string {
  return BigInt.asUintN(64, id).toString(16);
}

export function shownOf(data: Uint8Array | null, stat: Stat): Shown {
  const { version, czxid, mzxid, ephemeralOwner } = stat;
  return {
    data: new TextDecoder().decode(data ?? new Uint8Array()),
    version,
    czxid: Number(czxid),
    mzxid: Number(mzxid),
    owner: ephemeralOwner === 0n ? null : nameOfSession(ephemeralOwner),
  };
}

function refusalOf(err: number): Answer | null {
  switch (err) {
    case ErrorCode.noNode:
      return { type: 'error', error: 'no-node' };
    case ErrorCode.nodeExists:
      return { type: 'error', error: 'node-exists' };
    case ErrorCode.badVersion:
      return { type: 'error', error: 'bad-version' };
    default:
      return null;
  }
}

function bytesOf(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}

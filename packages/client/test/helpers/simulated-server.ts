import {
  type Client,
  type ClientOptions,
  type Link,
  type LinkEvents,
  open,
  type Transport,
} from '@menagerie/client';
import {
  ConnectRequest,
  ConnectResponse,
  decode,
  decodeRequest,
  ErrorCode,
  FrameSplitter,
  JuteWriter,
  type KnownRequest,
  type OperationName,
  type ResponseBodies,
  writeFailure,
  writeFrame,
  writeNotification,
  writeReply,
  Xid,
} from '@menagerie/jute';
import { type Applied, Tree, Watches, type WriteRequest } from '@menagerie/znode';
import { SimulatedWorld } from './simulated-world.ts';

/** The session of everybody else. */
const OTHERS = 1n;

/** What a server that only reads refuses, of what is known here. */
const WRITES: ReadonlySet<OperationName> = new Set([
  'create2',
  'createContainer',
  'createTTL',
  'delete',
  'setData',
  'setACL',
  'multi',
  'sync',
]);

interface SessionRecord {
  readonly password: Uint8Array;
  readonly timeoutMs: number;
  heardAt: number;
}

/** What goes wrong at a server. */
export type Trouble =
  | 'none'
  /** Nobody listens. */
  | 'down'
  /** It closes instead of an answer to the handshake: it has no quorum. */
  | 'refuses'
  /** It has no quorum, and only reads, for who asks for no more. */
  | 'only-reads'
  /** Nothing arrives and nothing leaves, and nobody is told. */
  | 'silent'
  /** What arrives is done, and the answers are lost. */
  | 'mute';

/** Servers that share one tree, in simulated time, over a network with troubles. */
export class SimulatedServers {
  readonly world: SimulatedWorld;
  readonly tree: Tree = new Tree();
  readonly addresses: readonly string[];
  readonly sessions = new Map<bigint, SessionRecord>();
  readonly troubles = new Map<string, Trouble>();
  /** Each handshake that arrived. */
  readonly hellos: {
    readonly address: string;
    readonly at: number;
    readonly hello: ConnectRequest;
  }[] = [];
  /** What is answered to a token of SASL; a number is an error. */
  sasl: (token: Uint8Array) => Uint8Array | null | number = () => null;
  /** Each request that arrived, ping excepted. */
  readonly requests: KnownRequest[] = [];
  pings = 0;
  readonly connections = new Set<Door>();
  readonly watches: Watches;
  zxid = 0n;
  #number = 0;

  constructor(count: number, seed = 1) {
    this.world = new SimulatedWorld(seed);
    this.addresses = Array.from({ length: count }, (_, at) => `server-${at}`);
    this.watches = new Watches({ identities: () => [] });
    this.apply({ type: 'createSession', session: OTHERS, timeoutMs: 1 });
    this.#watchSessions();
  }

  get transport(): Transport {
    return { open: (address, events) => this.#accept(address, events) };
  }

  /** A client, connected. */
  open(options: ClientOptions = {}): Promise<Client> {
    return this.world.until(this.opening(options));
  }

  /** A client that connects when time passes. */
  opening(options: ClientOptions = {}): Promise<Client> {
    const { world, transport, addresses } = this;
    return open(addresses, options, { world, transport });
  }

  /** From now on. */
  trouble(trouble: Trouble, addresses: readonly string[] = this.addresses): void {
    for (const address of addresses) {
      const before = this.troubleAt(address);
      this.troubles.set(address, trouble);
      const turns = (before === 'only-reads') !== (trouble === 'only-reads');
      if (trouble === 'down' || turns) this.cut([address]);
    }
  }

  /** Ends the connections that there are. */
  cut(addresses: readonly string[] = this.addresses): void {
    for (const door of this.connections) if (addresses.includes(door.address)) door.cut();
  }

  troubleAt(address: string): Trouble {
    return this.troubles.get(address) ?? 'none';
  }

  /** Somebody else changes the tree. */
  change(request: WriteRequest): Applied {
    const applied = this.apply({ type: 'request', session: OTHERS, identities: [], request });
    if (applied.error !== 0) throw new Error(`the change fails with ${applied.error}`);
    return applied;
  }

  apply(command: { readonly type: string } & Record<string, unknown>): Applied {
    this.zxid += 1n;
    const time = Math.floor(this.world.now());
    const applied = this.tree.apply({ ...command, zxid: this.zxid, time } as Parameters<
      Tree['apply']
    >[0]);
    this.watches.fire(applied.changes, ({ connection, type, path }) => {
      for (const door of this.connections) {
        if (door.number === connection) door.notify(type, path);
      }
    });
    return applied;
  }

  nextNumber(): number {
    this.#number += 1;
    return this.#number;
  }

  #accept(address: string, events: LinkEvents): Link {
    const door = new Door(this, address, events);
    this.connections.add(door);
    return door;
  }

  #watchSessions(): void {
    this.world.after(100, () => {
      for (const [session, { heardAt, timeoutMs }] of this.sessions) {
        if (this.world.now() - heardAt < timeoutMs) continue;
        this.sessions.delete(session);
        this.apply({ type: 'expireSession', session });
        for (const door of this.connections) if (door.session === session) door.cut();
      }
      this.#watchSessions();
    });
  }
}

/** A connection, with both of its ends. */
class Door implements Link {
  readonly address: string;
  readonly number: number;
  session = 0n;
  readonly #servers: SimulatedServers;
  readonly #events: LinkEvents;
  readonly #splitter = new FrameSplitter();
  #greeted = false;
  /** Its session is known to this server alone, and is over with it. */
  #isLocal = false;
  #over = false;
  /** No chunk overtakes another. */
  #inAt = 0;
  readonly #outbox: number[] = [];

  constructor(servers: SimulatedServers, address: string, events: LinkEvents) {
    this.#servers = servers;
    this.address = address;
    this.#events = events;
    this.number = servers.nextNumber();
    servers.world.after(1, () => {
      if (this.#over) return;
      if (servers.troubleAt(address) === 'down') this.cut();
      else if (servers.troubleAt(address) !== 'silent') events.opened();
    });
  }

  send(bytes: Uint8Array): void {
    const { world } = this.#servers;
    // The client uses the memory again.
    const sent = bytes.slice();
    this.#inAt = Math.max(this.#inAt, world.now() + 1 + Math.floor(world.random() * 3));
    world.after(this.#inAt - world.now(), () => {
      if (!this.#over && this.#trouble !== 'silent') this.#receive(sent);
    });
  }

  /** By the client. What is on the way still arrives. */
  close(): void {
    this.#servers.world.after(5, () => this.#leave());
  }

  /** By the server, or by the network. */
  cut(): void {
    if (this.#over) return;
    this.#leave();
    this.#servers.world.after(1, () => this.#events.closed(null));
  }

  notify(type: number, path: string): void {
    const event = { type, state: 3, path };
    this.#write(writeNotification(new JuteWriter(), -1n, event));
  }

  get #trouble(): Trouble {
    return this.#servers.troubleAt(this.address);
  }

  #leave(): void {
    this.#over = true;
    if (this.#isLocal) this.#servers.sessions.delete(this.session);
    this.#servers.connections.delete(this);
    this.#servers.watches.leave(this.number);
  }

  /** What is written until it leaves arrives in one chunk. */
  #write(bytes: Uint8Array): void {
    if (this.#over || this.#trouble === 'mute') return;
    this.#outbox.push(...bytes);
    if (this.#outbox.length > bytes.length) return;
    this.#servers.world.after(1 + Math.floor(this.#servers.world.random() * 3), () => {
      const chunk = Uint8Array.from(this.#outbox.splice(0));
      if (!this.#over && this.#trouble !== 'silent') this.#events.received(chunk);
    });
  }

  #receive(bytes: Uint8Array): void {
    this.#splitter.push(bytes);
    for (let frame = this.#splitter.next(); frame !== null; frame = this.#splitter.next()) {
      if (this.#over) return;
      if (this.#greeted) this.#answer(frame);
      else this.#greet(decode(ConnectRequest, frame));
    }
  }

  #greet(hello: ConnectRequest): void {
    const servers = this.#servers;
    servers.hellos.push({ address: this.address, at: servers.world.now(), hello });
    if (this.#trouble === 'refuses' || hello.lastZxidSeen > servers.zxid) return this.cut();
    this.#isLocal = this.#trouble === 'only-reads';
    if (this.#isLocal && (hello.readOnly !== true || hello.sessionId !== 0n)) return this.cut();
    this.#greeted = true;
    let { sessionId } = hello;
    if (sessionId === 0n) {
      sessionId = 0x7100_0000_0000_0001n + BigInt(servers.sessions.size + servers.hellos.length);
      const timeoutMs = hello.timeOut;
      if (!this.#isLocal) servers.apply({ type: 'createSession', session: sessionId, timeoutMs });
      const password = Uint8Array.from({ length: 16 }, () => servers.world.random() * 256);
      servers.sessions.set(sessionId, { password, timeoutMs, heardAt: servers.world.now() });
    }
    const known = servers.sessions.get(sessionId);
    const passwd = known?.password ?? new Uint8Array(16);
    const isRight =
      hello.sessionId === 0n || String(hello.passwd) === String(known?.password ?? null);
    if (known === undefined || !isRight) {
      this.#write(this.#welcome({ timeOut: 0, sessionId: 0n, passwd: new Uint8Array(16) }));
      return;
    }
    for (const other of servers.connections) if (other.session === sessionId) other.cut();
    this.session = sessionId;
    known.heardAt = servers.world.now();
    this.#write(this.#welcome({ timeOut: known.timeoutMs, sessionId, passwd }));
  }

  #welcome(response: Pick<ConnectResponse, 'timeOut' | 'sessionId' | 'passwd'>): Uint8Array {
    const whole = { protocolVersion: 0, readOnly: this.#isLocal, ...response };
    return writeFrame(new JuteWriter(), ConnectResponse, whole);
  }

  #answer(frame: Uint8Array): void {
    const servers = this.#servers;
    const request = decodeRequest(frame.slice());
    if (request.type === 'unknown' || request.type === 'malformed') return this.cut();
    const session = servers.sessions.get(this.session);
    if (session === undefined) return this.cut();
    session.heardAt = servers.world.now();
    if (request.type === 'ping') servers.pings += 1;
    else servers.requests.push(request);
    this.#do(request);
  }

  #do(request: KnownRequest): void {
    const { tree, watches } = this.#servers;
    const { xid } = request;
    if (this.#isLocal && WRITES.has(request.type)) return this.#fail(xid, ErrorCode.notReadOnly);
    switch (request.type) {
      case 'ping':
        return this.#reply('ping', Xid.ping, null);
      case 'auth':
        if (request.body.scheme === 'digest') return this.#reply('auth', xid, null);
        return this.#fail(xid, ErrorCode.authFailed);
      case 'sasl': {
        const answer = this.#servers.sasl(request.body.token ?? new Uint8Array());
        if (typeof answer === 'number') return this.#fail(xid, answer);
        return this.#reply('sasl', xid, { token: answer });
      }
      case 'sync':
        return this.#reply('sync', xid, { path: request.body.path });
      case 'addWatch':
        watches.addWatch(this.number, request.body.path, request.body.mode);
        return this.#reply('addWatch', xid, { err: 0 });
      case 'removeWatches': {
        const err = watches.removeWatches(this.number, request.body.path, request.body.type);
        return err === 0 ? this.#reply('removeWatches', xid, null) : this.#fail(xid, err);
      }
      case 'setWatches':
      case 'setWatches2':
        watches.setWatches(
          this.number,
          request.body,
          (path) => tree.present(path),
          ({ type, path }) => this.notify(type, path),
        );
        return this.#reply(request.type, xid, null);
      case 'closeSession':
        this.#servers.apply({ type: 'closeSession', session: this.session });
        this.#servers.sessions.delete(this.session);
        this.#reply('closeSession', xid, null);
        return this.#servers.world.after(10, () => this.cut()) && undefined;
      case 'create2':
      case 'createContainer':
      case 'createTTL':
      case 'delete':
      case 'setData':
      case 'setACL':
      case 'multi': {
        const { session } = this;
        const command = { type: 'request', session, identities: [], request };
        const { error, reply } = this.#servers.apply(command);
        if (reply === null) return this.#fail(xid, error);
        return this.#reply(reply.type, xid, reply.body);
      }
      case 'exists':
      case 'getData':
      case 'getChildren2': {
        const { error, reply } = tree.read(request, { session: this.session, identities: [] });
        const { path, watch } = request.body;
        if (watch && path !== null && (error === 0 || request.type === 'exists')) {
          if (request.type === 'getChildren2') watches.watchChildren(this.number, path);
          else watches.watchData(this.number, path);
        }
        if (reply === null) return this.#fail(xid, error);
        return this.#reply(reply.type, xid, reply.body);
      }
      default:
        return this.#fail(xid, ErrorCode.unimplemented);
    }
  }

  #reply<K extends OperationName>(type: K, xid: number, body: ResponseBodies[K]): void {
    this.#write(writeReply(new JuteWriter(), type, { xid, zxid: this.#servers.zxid }, body));
  }

  #fail(xid: number, err: number): void {
    this.#write(writeFailure(new JuteWriter(), { xid, zxid: this.#servers.zxid, err }));
  }
}

import {
  type AuthPacket,
  ConnectRequest,
  ConnectResponse,
  decode,
  FrameSplitter,
  JuteError,
  JuteReader,
  JuteWriter,
  writeFrame,
  writeRequest,
  Xid,
  xidOf,
} from '@menagerie/jute';
import type { ClientMetrics } from '../metrics.ts';
import type { Link, Transport } from '../transport.ts';
import type { World } from '../world.ts';
import { Farewell } from './farewell.ts';
import { Pulse } from './pulse.ts';

/** What comes of a {@link Connection}. Nothing is told after it was dropped or has ended. */
export interface ConnectionEvents {
  /** The server knows the session, or has made one. */
  welcomed(response: ConnectResponse): void;
  /** A notification, a reply to a packet of credentials, or a reply to a request: by its xid. */
  frame(frame: Uint8Array, xid: number): void;
  /** A frame is longer than this client takes. */
  tooLong(error: JuteError): void;
  /** What left at that time has reached the server. */
  touched(sentAt: number): void;
  ended(cause: Error): void;
}

/** What a {@link Connection} is made of. */
export interface ConnectionParts {
  readonly world: World;
  readonly transport: Transport;
  readonly address: string;
  readonly hello: ConnectRequest;
  /** How long the server may take to welcome, in milliseconds. */
  readonly patienceMs: number;
  /** The longest frame to be read, in bytes. */
  readonly maxBytes: number;
  readonly metrics: ClientMetrics;
  readonly events: ConnectionEvents;
}

/** One connection: the handshake, pings, and frames. */
export class Connection {
  readonly address: string;
  readonly reader: JuteReader;
  readonly openedAt: number;
  readonly #parts: ConnectionParts;
  readonly #splitter: FrameSplitter;
  readonly #pulse: Pulse;
  readonly #link: Link;
  readonly #pings: number[] = [];
  readonly #cancelPatience: () => void;
  #helloAt: number | null = null;
  #welcomed = false;
  #over = false;
  /** Once it was dropped in the middle of the handshake for a session. */
  #farewell: Farewell | null = null;

  constructor(parts: ConnectionParts) {
    const { world, transport, address, maxBytes, patienceMs } = parts;
    this.#parts = parts;
    this.address = address;
    this.openedAt = world.now();
    this.reader = new JuteReader(undefined, { maxBytes });
    this.#splitter = new FrameSplitter({ maxBytes });
    this.#pulse = new Pulse({
      world,
      ping: () => this.#ping(),
      silent: () => this.#end(new Error(`${address} has fallen silent`)),
    });
    this.#cancelPatience = world.after(patienceMs, () =>
      this.#end(new Error(`${address} did not answer within ${Math.round(patienceMs)} ms`)),
    );
    this.#link = transport.open(address, {
      opened: () => this.#greet(),
      received: (chunk) => this.#receive(chunk),
      closed: (cause) => {
        this.#farewell?.end();
        this.#end(cause ?? new Error(this.#closedBy));
      },
    });
  }

  /** Whether requests can be sent. */
  get live(): boolean {
    return this.#welcomed && !this.#over;
  }

  send(bytes: Uint8Array): void {
    if (this.#over) return;
    this.#pulse.sent();
    this.#link.send(bytes);
  }

  authenticate(packet: AuthPacket): void {
    this.send(writeRequest(new JuteWriter(), 'auth', Xid.auth, packet));
  }

  /** Ends it from this side, for good, and a session that the server may be making for it. */
  drop(): void {
    if (this.#over) return;
    this.#stop();
    const { world, hello } = this.#parts;
    const isAsked = this.#helloAt !== null && !this.#welcomed && hello.sessionId === 0n;
    if (isAsked) this.#farewell = new Farewell(world, this.#link, this.#splitter);
    else this.#link.close();
  }

  /** Ends it from this side, because of something that came. */
  fail(cause: Error): void {
    this.#end(cause);
  }

  get #closedBy(): string {
    if (this.#welcomed) return `${this.address} closed the connection`;
    if (this.#helloAt === null) return `${this.address} does not listen`;
    const { lastZxidSeen } = this.#parts.hello;
    const maybe =
      lastZxidSeen === 0n
        ? 'it has no quorum, or too many clients'
        : `it has no quorum, too many clients, or has not come to zxid 0x${lastZxidSeen.toString(16)} that this client has seen (as after its data were wiped)`;
    return `${this.address} closed the connection instead of an answer: ${maybe}`;
  }

  #greet(): void {
    if (this.#over) return;
    const { world, hello } = this.#parts;
    this.#helloAt = world.now();
    this.#link.send(writeFrame(new JuteWriter(), ConnectRequest, hello));
  }

  #receive(chunk: Uint8Array): void {
    if (this.#over) return this.#farewell?.receive(chunk);
    this.#pulse.heard();
    this.#splitter.push(chunk);
    try {
      // Whoever is given a frame may drop the connection.
      while (!this.#over) {
        const frame = this.#next();
        if (frame === null) return;
        this.#take(frame);
      }
    } catch (error) {
      if (!(error instanceof Error)) throw error;
      this.#end(error);
    }
  }

  #next(): Uint8Array | null {
    try {
      return this.#splitter.next();
    } catch (error) {
      if (error instanceof JuteError && error.code === 'too-long' && this.#welcomed) {
        this.#parts.events.tooLong(error);
      }
      throw error;
    }
  }

  #take(frame: Uint8Array): void {
    const { events } = this.#parts;
    if (!this.#welcomed) {
      const response = decode(ConnectResponse, frame, this.reader);
      this.#cancelPatience();
      this.#welcomed = true;
      events.touched(this.#helloAt ?? this.openedAt);
      if (response.timeOut > 0) this.#pulse.start(response.timeOut);
      // It outlives the frame, of which it is a part.
      events.welcomed({ ...response, passwd: response.passwd?.slice() ?? null });
      return;
    }
    const xid = xidOf(frame, this.reader);
    if (xid === Xid.ping) this.#pong();
    else events.frame(frame, xid);
  }

  #ping(): void {
    this.#pings.push(this.#parts.world.now());
    this.#link.send(writeRequest(new JuteWriter(), 'ping', Xid.ping, null));
  }

  #pong(): void {
    const sentAt = this.#pings.shift();
    if (sentAt === undefined) return;
    const { world, metrics, events } = this.#parts;
    metrics.pinged?.(world.now() - sentAt);
    events.touched(sentAt);
  }

  #end(cause: Error): void {
    if (this.#over) return;
    this.#stop();
    this.#link.close();
    this.#parts.events.ended(cause);
  }

  #stop(): void {
    this.#over = true;
    this.#cancelPatience();
    this.#pulse.stop();
  }
}

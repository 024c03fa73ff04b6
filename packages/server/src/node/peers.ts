import { connect, createServer, type Socket, type Server as TcpServer } from 'node:net';

/** Where a member of the ensemble listens for the others. */
export interface PeerAddress {
  readonly host: string;
  readonly port: number;
}

/** Who hears what peers say. */
export interface PeerListener {
  receive(from: number, bytes: Uint8Array): void;
  link(peer: number, up: boolean): void;
}

/** Between two attempts to reach a peer. */
const REDIAL_MS = 100;
/** Bytes that may wait for one peer; what comes on top is lost, as a core allows. */
const MOST_WAITING = 64 << 20;
const VERSION = 1;
const HELLO_BYTES = 8;

/**
 * Connections between servers: each dials every other, and speaks on the connections that it dialled
 * only. Frames are a length and so many bytes; the first says version and server.
 */
export class Peers {
  readonly #self: number;
  readonly #addresses: readonly PeerAddress[];
  readonly #listener: PeerListener;
  readonly #out = new Map<number, Socket>();
  readonly #in = new Set<Socket>();
  #server: TcpServer | null = null;
  #closed = false;

  constructor(self: number, addresses: readonly PeerAddress[], listener: PeerListener) {
    this.#self = self;
    this.#addresses = addresses;
    this.#listener = listener;
  }

  async listen(): Promise<void> {
    const own = this.#addresses[this.#self];
    if (own === undefined) return;
    const server = createServer({ noDelay: true }, (socket) => this.#accept(socket));
    this.#server = server;
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen(own.port, own.host, resolve);
    });
    for (const peer of this.#addresses.keys()) if (peer !== this.#self) this.#dial(peer);
  }

  /** How many peers this server has a connection to. */
  get reachable(): number {
    return [...this.#out.values()].filter(({ readyState }) => readyState === 'open').length;
  }

  send(to: number, bytes: Uint8Array): void {
    const socket = this.#out.get(to);
    if (socket === undefined || socket.connecting || socket.writableLength > MOST_WAITING) return;
    const frame = Buffer.allocUnsafe(4 + bytes.length);
    frame.writeUInt32BE(bytes.length);
    frame.set(bytes, 4);
    socket.write(frame);
  }

  async close(): Promise<void> {
    this.#closed = true;
    for (const socket of [...this.#out.values(), ...this.#in]) socket.destroy();
    const server = this.#server;
    if (server !== null) await new Promise<void>((resolve) => server.close(() => resolve()));
  }

  #dial(peer: number): void {
    const address = this.#addresses[peer];
    if (address === undefined || this.#closed) return;
    const socket = connect({ ...address, noDelay: true });
    this.#out.set(peer, socket);
    socket.on('connect', () => {
      const hello = Buffer.alloc(HELLO_BYTES);
      hello.writeUInt32BE(VERSION);
      hello.writeUInt32BE(this.#self, 4);
      socket.write(hello);
      this.#listener.link(peer, true);
    });
    socket.on('error', () => socket.destroy());
    socket.on('close', () => {
      if (this.#closed) return;
      this.#listener.link(peer, false);
      setTimeout(() => this.#dial(peer), REDIAL_MS);
    });
  }

  #accept(socket: Socket): void {
    this.#in.add(socket);
    const inbox = new Inbox((from, bytes) => this.#listener.receive(from, bytes));
    socket.on('data', (chunk) => {
      try {
        inbox.push(chunk);
      } catch {
        // Whoever speaks like this is no peer.
        socket.destroy();
      }
    });
    socket.on('error', () => socket.destroy());
    socket.on('close', () => {
      this.#in.delete(socket);
      if (inbox.from >= 0 && !this.#closed) this.#listener.link(inbox.from, false);
    });
  }
}

/** Cuts what a peer sends into frames. */
class Inbox {
  readonly #receive: (from: number, bytes: Uint8Array) => void;
  #bytes: Buffer = Buffer.alloc(0);
  /** Who speaks; -1 until that is said. */
  from = -1;

  constructor(receive: (from: number, bytes: Uint8Array) => void) {
    this.#receive = receive;
  }

  /** @throws RangeError for a peer of another version */
  push(chunk: Buffer): void {
    this.#bytes = this.#bytes.length === 0 ? chunk : Buffer.concat([this.#bytes, chunk]);
    let at = this.from < 0 ? this.#greet() : 0;
    while (this.from >= 0 && at + 4 <= this.#bytes.length) {
      const end = at + 4 + this.#bytes.readUInt32BE(at);
      if (end > this.#bytes.length) break;
      // A core keeps what it was sent.
      this.#receive(this.from, new Uint8Array(this.#bytes.subarray(at + 4, end)));
      at = end;
    }
    this.#bytes = this.#bytes.subarray(at);
  }

  #greet(): number {
    if (this.#bytes.length < HELLO_BYTES) return 0;
    const version = this.#bytes.readUInt32BE(0);
    if (version !== VERSION) throw new RangeError(`a peer speaks version ${version}`);
    this.from = this.#bytes.readUInt32BE(4);
    return HELLO_BYTES;
  }
}

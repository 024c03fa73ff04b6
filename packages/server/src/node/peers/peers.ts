import { Gathered } from '../gathered.ts';
import type { ByteStream, Listening } from '../world.ts';
import { Arrival } from './arrival.ts';
import { Complaints } from './complaints.ts';
import { Connections } from './connections.ts';
import { type FrameReader, framed } from './frames.ts';
import { type Blame, greet, type Take } from './greet.ts';
import { Answering, Dialling, type Greeted } from './greeting.ts';
import { listenForPeers } from './listen.ts';
import { PeerDoors } from './peer-doors.ts';
import type { PeerAddress, PeersParts, PeerTls, Whereabouts } from './peers-parts.ts';
import { Places } from './places.ts';
import type * as Secure from './secure.ts';

/** Between two attempts to reach a peer, and one that refused. */
const REDIAL_MS = 100;
const REFUSED_MS = 1000;
/** Bytes that may wait for one peer; what comes on top is lost, as a core allows. */
const MOST_WAITING = 64 << 20;

/**
 * Connections between servers: each dials every other, and speaks on the connections that it dialled
 * only. Both ends first make sure that they belong together.
 */
export class Peers {
  readonly #parts: PeersParts;
  readonly #connections: Connections;
  readonly #sockets = new Set<ByteStream>();
  /** By the peer: what keeps it from being dialled again. */
  readonly #redials = new Map<number, () => void>();
  /** By the peer: tries anew at once, where nobody has answered yet for a while. */
  readonly #attempts = new Map<number, () => void>();
  readonly #complaints: Complaints;
  readonly #doors: PeerDoors;
  readonly #places: Places;
  /** Peers that are dialled, or will be. */
  readonly #wanted = new Set<number>();
  #isOpen = false;
  /** Loaded where TLS is spoken. */
  #secure: typeof Secure | null = null;
  /** What is dialled with: other keys may come. */
  #tls: PeerTls | null;
  #closed = false;

  constructor(parts: PeersParts) {
    this.#parts = parts;
    this.#places = new Places(parts.whereabouts.addresses);
    const { world, log } = parts;
    this.#doors = new PeerDoors({ clock: world.clock, log, listen: (at) => this.#listen(at) });
    this.#tls = parts.tls;
    this.#connections = new Connections(parts);
    this.#complaints = new Complaints(parts.log);
  }

  /** @throws what `listen` says of the port */
  async listen(): Promise<void> {
    const { whereabouts, tls } = this.#parts;
    if (whereabouts.homes.length === 0) return;
    if (tls !== null) this.#secure = await import('./secure.ts');
    await this.#doors.open(this.#homes(whereabouts));
    this.#isOpen = true;
    this.#dialAll();
  }

  /** Servers are elsewhere, or are others. Whoever is there no more is not dialled again. */
  update(whereabouts: Whereabouts): void {
    this.#places.update(whereabouts.addresses);
    if (!this.#isOpen || this.#closed) return;
    // A connection that there is stays: it may be by it that a server hears where it is to be.
    this.#doors.move(this.#homes(whereabouts));
    this.#dialAll();
  }

  #homes({ homes }: Whereabouts): readonly PeerAddress[] {
    const { listenHost } = this.#parts;
    return homes.map(({ host, port }) => ({ host: listenHost ?? host, port }));
  }

  async #listen(at: PeerAddress): Promise<Listening> {
    const { world, log } = this.#parts;
    const [tls, secure] = [this.#tls, this.#secure];
    const parts = {
      world,
      log,
      // A port that opens later has the keys of then.
      tls: tls === null || secure === null ? null : { tls, secure },
      accept: (socket: ByteStream) => this.#accept(socket),
      refused: (socket: ByteStream, why: string) => this.#refused(socket, why),
      renewed: (renewed: PeerTls) => {
        this.#tls = renewed;
      },
    };
    return await listenForPeers(parts, at);
  }

  #dialAll(): void {
    for (const peer of this.#places.peers) {
      if (peer === this.#parts.identity.self || this.#wanted.has(peer)) continue;
      this.#wanted.add(peer);
      this.#dial(peer);
    }
  }

  /** The peers that this server has a connection to. */
  get reached(): readonly number[] {
    return this.#connections.reached;
  }

  send(to: number, bytes: Uint8Array): void {
    const gathered = this.#connections.to(to)?.gathered;
    if (gathered === undefined || gathered.length > MOST_WAITING) return;
    gathered.write(framed(bytes));
  }

  /** Has all others hear anew who this server is. */
  greetAnew(): void {
    for (const peer of this.reached) this.redial(peer);
  }

  /** Gives up the connection to a peer, and makes another. */
  redial(peer: number): void {
    this.#connections.to(peer)?.socket.destroy();
  }

  async close(): Promise<void> {
    this.#closed = true;
    for (const cancel of this.#redials.values()) cancel();
    for (const socket of this.#sockets) socket.destroy();
    await this.#doors.close();
  }

  #dial(peer: number): void {
    const address = this.#closed ? null : this.#places.next(peer);
    if (address === null) {
      this.#wanted.delete(peer);
      return;
    }
    const { world, identity, log } = this.#parts;
    const tls = this.#tls;
    const socket =
      tls === null || this.#secure === null
        ? world.connect(address)
        : this.#secure.dialSecurely(address, tls);
    const dialling = new Dialling(identity, peer, this.#nonce());
    let again = REDIAL_MS;
    let metAt = Number.POSITIVE_INFINITY;
    const begunAt = world.clock.now();
    this.#attempts.set(peer, () => {
      if (world.clock.now() - begunAt < REDIAL_MS) return;
      again = 0;
      socket.destroy();
    });
    socket.once('connect', () => this.#attempts.delete(peer));
    socket.once(tls === null ? 'connect' : 'secureConnect', () => {
      socket.setNoDelay(true);
      socket.write(framed(dialling.first()));
    });
    const blame = (reason: string, what = DIAL_FAILED): void => {
      if (!this.#closed) this.#complaints.tell(nameOf(peer), { peer, reason }, what);
    };
    this.#greet(socket, blame, (bytes) => {
      const greeted = this.#judged(dialling.next(bytes));
      if (greeted.type === 'met' && dialling.isOutdated) socket.destroy();
      else if (greeted.type === 'met') {
        metAt = world.clock.now();
        this.#places.reached(peer, address);
        this.#complaints.clear(nameOf(peer));
        // Before whatever the core has to say to it.
        if (greeted.last !== null) socket.write(framed(greeted.last));
        const gathered = new Gathered(socket, world.clock);
        this.#connections.dialled(peer, { socket, boot: greeted.boot, gathered });
        this.#parts.link(peer, true);
        log.debug({ peer }, 'reached another server');
      } else if (greeted.type === 'recalled') {
        this.#parts.recalled(peer, greeted.recall);
        if (greeted.recall.others !== null && dialling.wasUndecided) socket.destroy();
      } else if (greeted.type === 'parted') {
        again = REFUSED_MS;
        blame(greeted.reason, told(greeted));
      }
      return greeted;
    });
    socket.on('error', (error) => {
      const isRefused = 'code' in error && error.code === 'ECONNREFUSED';
      // One that moves may be at the other address.
      if (isRefused && !this.#places.isMoving(peer)) this.#absent(peer);
      // One that is not there is nothing to speak of.
      if (tls !== null && !('syscall' in error)) blame(error.message);
    });
    socket.on('close', () => {
      if (this.#closed) return;
      this.#attempts.delete(peer);
      this.#connections.closed(peer, socket);
      // Whether its process has ended, who leads in its place may not have to be waited for. But one
      // that closes each connection as it comes is to be left alone for a while.
      if (world.clock.now() - metAt >= REDIAL_MS) again = 0;
      this.#redials.set(
        peer,
        world.clock.after(again, () => this.#dialNow(peer)),
      );
    });
  }

  /** What a peer says that was dialled, unless it comes with a disk that cannot be its own. */
  #judged(greeted: Greeted): Greeted {
    if (greeted.type !== 'met') return greeted;
    const reason = this.#parts.objection(greeted.peer, greeted.disk);
    return reason === null ? greeted : { type: 'parted', reason, told: false, last: null };
  }

  #dialNow(peer: number): void {
    this.#redials.get(peer)?.();
    this.#redials.delete(peer);
    this.#dial(peer);
  }

  #accept(socket: ByteStream): void {
    const { identity } = this.#parts;
    socket.setNoDelay(true);
    const arrival = new Arrival({
      of: this.#parts,
      socket,
      answering: new Answering(identity, this.#nonce()),
      connections: this.#connections,
      blame: (reason) => this.#refused(socket, reason),
      entered: (from) => {
        // It has just come, so it is there to be reached. What was said to it before it was there is
        // said again by the system, but seldom.
        if (this.#redials.has(from)) this.#dialNow(from);
        else this.#attempts.get(from)?.();
        this.#parts.reached(from);
      },
      closed: (from) => {
        if (!this.#closed && this.#redials.has(from)) this.#dialNow(from);
      },
    });
    arrival.listen(this.#greet(socket, arrival.blame, (bytes) => arrival.take(bytes)));
  }

  /** Nobody listens there. What a process said last may have to be read still. */
  #absent(peer: number): void {
    if (!this.#closed && !this.#connections.hasFrom(peer)) this.#parts.gone(peer);
  }

  #greet(socket: ByteStream, blame: Blame, take: Take): FrameReader {
    this.#sockets.add(socket);
    socket.on('close', () => this.#sockets.delete(socket));
    return greet({ of: this.#parts, socket, blame, take, isOver: () => this.#closed });
  }

  #nonce(): string {
    return this.#parts.world.entropy(16).toString('hex');
  }

  #refused({ remoteAddress = 'nobody' }: ByteStream, reason: string): void {
    if (this.#closed) return;
    this.#complaints.tell(
      remoteAddress,
      { address: remoteAddress, reason },
      'refused who came as a server',
    );
  }
}

const DIAL_FAILED = 'cannot make sure of another server';

function told({ told: byThem }: Extract<Greeted, { readonly type: 'parted' }>): string {
  return byThem ? 'another server refuses this one' : DIAL_FAILED;
}

function nameOf(peer: number): string {
  return `server ${peer}`;
}

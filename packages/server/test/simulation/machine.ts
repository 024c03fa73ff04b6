import type { CoreName } from '@menagerie/server';
import type { RunningServer, ServerOptions } from '@menagerie/server/node';
import { FilesError } from '@menagerie/storage';
import { SimulatedDisk } from '@menagerie/storage/testing';
import type { World } from '../../src/node/world.ts';
import type { Network } from './network.ts';
import { Place } from './place.ts';
import { startServerIn } from './start.ts';

export const CLIENT_PORT = 2181;
const PEER_PORT = 2888;
/** Nobody listens there; a configuration names it all the same. */
const ELECTION_PORT = 3888;
/** Between two attempts to start a server on a disk that is full. */
const START_AGAIN_MS = 500;
/** When the simulation begins, by its clocks on the wall. */
const BEGINS_AT = Date.UTC(2026, 0, 1);

/** What all machines of an ensemble have in common. */
export interface EnsembleParts {
  readonly core: CoreName;
  /** Those that begin it; others come to join. */
  readonly servers: number;
  /** The last so many of them do not vote. @default 0 */
  readonly observers?: number;
  readonly options: ServerOptions;
  /** Whether logs have disks of their own. @default false */
  readonly logsApart?: boolean;
  readonly log: (at: number, who: string, fields: object, text: string) => void;
}

/** A machine with a disk or two, on which a server runs, or does not. */
export class Machine {
  readonly name: string;
  /** Of the trees, and of the log where that is not the same one. */
  #disks: readonly [SimulatedDisk, ...SimulatedDisk[]];
  /** Milliseconds that a sync of the disk takes at most. */
  syncMs = 4;
  readonly #network: Network;
  readonly #parts: EnsembleParts;
  readonly #self: number;
  /** Its clock on the wall is wrong by so much. */
  readonly #skewMs: number;
  #place: Place;
  #server: RunningServer | null = null;
  #isDark = false;
  /** Its disks are those with which it began, or it votes with the ones that replaced them. */
  #isWhole = true;
  /** Why it did not start, or has ended by itself. */
  readonly troubles: string[] = [];

  constructor(network: Network, parts: EnsembleParts, self: number) {
    const { timeline } = network;
    this.name = nameOf(self);
    this.#network = network;
    this.#parts = parts;
    this.#self = self;
    this.#skewMs = timeline.below(2000) - 1000;
    this.#disks = this.#newDisks();
    this.#place = this.#nobody();
  }

  get runs(): boolean {
    return !this.#place.isDead;
  }

  /** What a configuration has of it. */
  lineAs(role: 'participant' | 'observer'): string {
    const { id, host, port, electionPort } = peerAt(this.#self);
    return `server.${id}=${host}:${port}:${electionPort}:${role};${host}:${CLIENT_PORT}`;
  }

  /** Whether it may lose its disk: not while it has not come back from having lost one. */
  get isWhole(): boolean {
    const serves = this.role === 'leading' || this.role === 'following';
    this.#isWhole ||= serves && this.#server?.notice === null;
    return this.#isWhole;
  }

  /** What people should know of its disk; `null` where that is nothing, or no server runs. */
  get notice(): string | null {
    return this.runs ? (this.#server?.notice ?? null) : null;
  }

  get isPaused(): boolean {
    return this.#place.isPaused;
  }

  /** Of the server on it; `null` while there is none. */
  get role(): RunningServer['role'] | null {
    return this.runs ? (this.#server?.role ?? null) : null;
  }

  start(): void {
    if (this.runs) return;
    this.#say({}, 'starts');
    if (this.#isDark) this.#network.lighten(this.#place);
    this.#isDark = false;
    const place = new Place(this.name, this.#network.timeline);
    this.#place = place;
    const { core, servers, observers = 0, options } = this.#parts;
    const founders = Array.from({ length: servers }, (_, at) =>
      at < servers - observers ? peerAt(at) : { ...peerAt(at), role: 'observer' as const },
    );
    const joins = this.#self >= servers;
    const peers = joins
      ? [...founders, { ...peerAt(this.#self), role: 'observer' as const }]
      : founders;
    const [files, logFiles = null] = this.#disks.map((disk) => disk.mount());
    const say = (fields: object, text: string): void => this.#say(fields, text);
    const log = { debug: say, info: say, warn: say, error: say };
    const own = {
      core,
      self: joins ? servers : this.#self,
      peers,
      files: files ?? null,
      logFiles,
      host: this.name,
      clientPort: CLIENT_PORT,
      log,
    };
    startServerIn(this.#world(place), { ...own, ...options }).then(
      (server) => {
        if (this.#place === place) this.#server = server;
      },
      (error: unknown) => {
        if (this.#place === place && !place.isDead) this.#failed(error);
      },
    );
  }

  /** It did not start. Where there was no room, somebody starts it again. */
  #failed(error: unknown): void {
    if (isNoSpace(error)) {
      this.kill();
      this.#network.timeline.after(START_AGAIN_MS, () => this.start());
    } else this.troubles.push(`${this.name}: ${String(error)}`);
  }

  /** As `kill -9`: what was written is still there, and connections end. */
  kill(): void {
    if (!this.runs) return;
    this.#say({}, 'is killed');
    this.#die();
    for (const disk of this.#disks) disk.kill();
    this.#network.ended(this.#place);
  }

  /** The power goes: what was not synced may be lost, and connections are silent. */
  losePower(): void {
    if (!this.runs) return;
    this.#say({}, 'loses power');
    this.#die();
    for (const disk of this.#disks) disk.crash();
    this.#isDark = true;
    this.#network.darken(this.#place);
  }

  /** Its disks are exchanged for empty ones. It starts again when it is started. */
  wipe(): void {
    this.kill();
    this.#say({}, 'is wiped');
    this.#isWhole = false;
    this.#disks = this.#newDisks();
  }

  pause(): void {
    this.#say({}, 'is paused');
    this.#place.pause();
  }

  resume(): void {
    this.#say({}, 'goes on');
    this.#place.resume();
  }

  /** One of its disks takes hardly anything any more. */
  fill(): void {
    const { timeline } = this.#network;
    const disk = this.#disks.length === 1 ? this.#disks[0] : timeline.pick(this.#disks);
    disk.capacityBytes = disk.bytes + timeline.below(400);
  }

  empty(): void {
    for (const disk of this.#disks) disk.capacityBytes = Number.MAX_SAFE_INTEGER;
  }

  #say(fields: object, text: string): void {
    this.#parts.log(this.#network.timeline.now(), this.name, fields, text);
  }

  #die(): void {
    this.#place.die();
    this.#server = null;
  }

  #nobody(): Place {
    const place = new Place(this.name, this.#network.timeline);
    place.die();
    return place;
  }

  #newDisks(): readonly [SimulatedDisk, ...SimulatedDisk[]] {
    return this.#parts.logsApart === true ? [this.#newDisk(), this.#newDisk()] : [this.#newDisk()];
  }

  #newDisk(): SimulatedDisk {
    return new SimulatedDisk({
      seed: this.#network.timeline.below(2 ** 31),
      before: ({ type }) =>
        type === 'sync' || type === 'sync-directory' ? this.#sync() : undefined,
    });
  }

  #sync(): Promise<void> {
    const place = this.#place;
    const ms = this.#network.timeline.random() * this.syncMs;
    return new Promise((resolve) => place.after(ms, 'arrival', resolve));
  }

  #world(place: Place): World {
    const network = this.#network;
    const { timeline } = network;
    return {
      clock: {
        now: () => timeline.now(),
        after: (ms, act) => place.after(ms, 'timer', act),
      },
      wallClock: () => BEGINS_AT + Math.floor(timeline.now()) + this.#skewMs,
      entropy: (bytes) => Buffer.from(Array.from({ length: bytes }, () => timeline.below(256))),
      listen: (at, accept) => Promise.resolve(network.listen(at, place, accept)),
      connect: (to) => network.dial(to, place),
    };
  }
}

function isNoSpace(error: unknown): boolean {
  if (error instanceof FilesError) return error.code === 'no-space';
  return error instanceof Error && isNoSpace(error.cause);
}

function peerAt(self: number) {
  return { id: self + 1, host: nameOf(self), port: PEER_PORT, electionPort: ELECTION_PORT };
}

export function nameOf(self: number): string {
  return `server-${self}`;
}

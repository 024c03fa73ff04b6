import type { ServerId } from '@menagerie/contract';
import type { PlaygroundMessage, TraceMessage } from '@menagerie/server';
import { createStore, type StoreApi } from 'zustand/vanilla';
import { Player, type PlayerHost } from '../controller/player.ts';
import type { Source } from '../controller/source.ts';
import { createLabStore, type LabStore, type Selection } from '../controller/store.ts';
import { newestLeader } from '../model/leader.ts';
import type { LabAct } from '../model/run.ts';
import type { VerbId } from '../stage/verbs.ts';
import { type Written, writeOnce } from './jute-client.ts';
import { kindsOf } from './kinds.ts';
import { type LiveListener, LiveSource } from './live-source.ts';
import { LiveModel } from './model/live-model.ts';
import { playOf } from './play.ts';

/** What a page shows of servers that run, beside the stage. */
export interface LiveState {
  /** Nobody answers who has servers to show. */
  readonly absent: boolean;
  /** Whether this page may break and write. */
  readonly mayAct: boolean;
  /** The picture stands still; the servers do not. */
  readonly frozen: boolean;
  readonly heartbeats: boolean;
  /** Counts up with each picture. */
  readonly tick: number;
  /** What became of the newest write from this page. */
  readonly written: Written | null;
}

/** Milliseconds between two pictures; messages move at each frame of the screen. */
const PICTURE_MS = 50;
/** Between two questions what a server has. */
const LOOK_MS = 1000;
/** The player counts forty milliseconds a second at speed one: here a second is one. */
const REAL_TIME = 25;
const WATCHING: ReadonlySet<VerbId> = new Set();
const PLAYING: ReadonlySet<VerbId> = new Set([
  'write',
  'crash',
  'recover',
  'pause',
  'resume',
  'isolate',
  'rejoin',
  'heal',
]);

/** Servers that really run, as a source of the stage. */
export class LiveController implements Source, PlayerHost, LiveListener {
  readonly store: LabStore;
  readonly live: StoreApi<LiveState>;
  readonly player: Player;
  root: HTMLElement | null = null;
  model: LiveModel | null = null;
  readonly #source: LiveSource;
  readonly #clock: () => number;
  readonly #pictures: ReturnType<typeof setInterval>;
  readonly #looks: ReturnType<typeof setInterval>;
  #shownServer = 0;

  /** @param base such as `ws://127.0.0.1:3000/live/` */
  constructor(base: string, token: string | null, calm: boolean, letters: boolean) {
    this.store = createLabStore({ calm, letters, playing: true });
    this.live = createStore<LiveState>(() => ({
      absent: false,
      mayAct: false,
      frozen: false,
      heartbeats: false,
      tick: 0,
      written: null,
    }));
    this.player = new Player(this);
    this.#clock = () => performance.now();
    this.#source = new LiveSource(base, token, this);
    this.#pictures = setInterval(() => this.#draw(), PICTURE_MS);
    this.#looks = setInterval(() => this.#source.look(this.#shownServer), LOOK_MS);
  }

  get verbs(): ReadonlySet<VerbId> {
    return this.live.getState().mayAct ? PLAYING : WATCHING;
  }

  get playing(): boolean {
    return !this.live.getState().frozen;
  }

  readonly speed = REAL_TIME;
  /** Where nothing is to travel the stage draws ways; time passes all the same. */
  readonly calm = false;

  advance(): number {
    return this.#clock();
  }

  advanceStep(): void {}

  select(selection: Selection | null): void {
    this.store.setState({ selection });
    this.player.wake();
  }

  /** Stands for what a menu asks of a run that plays: servers do not wait for a reader. */
  pause(): void {}

  leader(): ServerId | null {
    return newestLeader(this.store.getState().frame?.servers ?? [])?.id ?? null;
  }

  freeze(frozen: boolean): void {
    this.live.setState({ frozen });
    this.player.wake();
  }

  showHeartbeats(heartbeats: boolean): void {
    this.live.setState({ heartbeats });
    if (this.model) this.model.flights.showsHeartbeats = heartbeats;
  }

  /** Whose tree is shown: it is asked for what it has. */
  showServer(server: number): void {
    this.#shownServer = server;
    this.#source.look(server);
  }

  act(act: LabAct): Promise<boolean> {
    this.store.setState({ menu: null });
    if (act.type === 'write') return this.write(act.server, '/live', new Date().toISOString());
    const play = playOf(act);
    if (play === null || !this.live.getState().mayAct) return Promise.resolve(false);
    this.#source.act(play);
    return Promise.resolve(true);
  }

  /** Writes as a client of a server, by the frames of ZooKeeper's protocol. */
  async write(server: number, path: string, text: string): Promise<boolean> {
    if (!this.live.getState().mayAct) return false;
    const data = new TextEncoder().encode(text);
    this.live.setState({ written: null });
    const written = await writeOnce(this.#source.juteOf(server), path, data).catch(
      (): Written => ({ type: 'unknown' }),
    );
    this.live.setState({ written });
    return written.type === 'done';
  }

  ensemble(message: PlaygroundMessage & { readonly type: 'ensemble' }): void {
    const { core, members, mayAct } = message;
    if (this.model === null) this.#begin(core, members.length);
    this.live.setState({ mayAct });
    this.model?.ensemble(message);
  }

  refused(reason: string): void {
    this.store.setState({ notice: reason });
  }

  trace(server: number, message: TraceMessage): void {
    // What a server is now it tells once: that is taken in while the picture stands, too.
    if (message.type === 'events' && this.live.getState().frozen) this.model?.miss(server, message);
    else this.model?.take(server, message, this.#clock());
  }

  heard(server: number, heard: boolean): void {
    this.model?.hears(server, heard);
  }

  absent(absent: boolean): void {
    this.live.setState({ absent });
  }

  dispose(): void {
    clearInterval(this.#pictures);
    clearInterval(this.#looks);
    this.player.stop();
    this.#source.close();
  }

  #begin(core: 'zab' | 'raft' | 'paxos', servers: number): void {
    const kinds = kindsOf(core);
    this.model = new LiveModel(core, servers, kinds);
    this.store.setState({
      status: 'ready',
      meta: {
        protocol: core,
        title: '',
        servers,
        seed: 0,
        mutant: null,
        choice: null,
        kinds,
        rules: [],
        mutants: [],
        properties: [],
      },
    });
  }

  #draw(): void {
    if (this.model === null || this.live.getState().frozen) return;
    this.store.setState({ frame: this.model.frame(this.#clock()) });
    this.live.setState(({ tick }) => ({ tick: tick + 1 }));
    this.player.wake();
  }
}

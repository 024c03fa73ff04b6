import {
  type Children,
  ConnectionError,
  type Created,
  type CreateOptions,
  createProtected,
  type Data,
  KeeperError,
  MultiError,
  type MultiOp,
  type MultiResults,
  type SessionState,
  type Stat,
  Watch,
  type WatchEvent,
  type Watcher,
  type WatchingOptions,
  type WatchOptions,
  type Znode,
} from '@menagerie/client';
import type { WatchingKeeper } from '@menagerie/recipes';
import { changes, type ModelReply, type ModelRequest, type ModelStat } from './tree.ts';
import type { ModelEvent, StayingKind } from './watches.ts';

/** What reaches a process from outside. Its state is the row of these, for it is deterministic. */
export type Stimulus =
  /** The answer to the request that waits longest. */
  | { readonly type: 'answer'; readonly reply: ModelReply }
  | { readonly type: 'event'; readonly event: ModelEvent }
  /** The connection is gone: what changes something is rejected, what reads waits for the next. */
  | { readonly type: 'cut' }
  | { readonly type: 'connected' }
  | { readonly type: 'expired' }
  /** Time passes: a timer of one is over. */
  | { readonly type: 'tick' }
  /** The answer to the oldest effect outside of the tree. */
  | { readonly type: 'effect'; readonly accepted: boolean }
  /** Whoever uses the recipe does not want to wait any more. */
  | { readonly type: 'abort' };

/** An effect outside of the tree, which has taken no answer yet. */
export interface Effect {
  readonly token: bigint;
  /** Which of the process's grants it belongs to. */
  readonly grant: number;
}

/** A watch that stays, of which each new connection is told. */
export interface Staying {
  readonly id: number;
  readonly path: string;
  readonly kind: StayingKind;
}

interface Pending {
  readonly request: ModelRequest;
  resolve(reply: ModelReply): void;
  reject(error: unknown): void;
}

/**
 * A client whose every request waits until somebody answers it from outside. What real clients do
 * between requests and connections it does as well, creates by their own code.
 */
export class Puppet implements WatchingKeeper {
  readonly seat: number;
  state: SessionState;
  readonly aborter = new AbortController();
  readonly #listeners = new Set<(state: SessionState) => void>();
  #pending: Pending[] = [];
  readonly #effects: (Effect & { resolve(accepted: boolean): void })[] = [];
  readonly #ids = new Map<Watcher, number>();
  /** As often as each is waiting to be told. */
  readonly #watching = new Map<number, Set<string>>();
  readonly #staying = new Map<number, Staying & { readonly tell: Watcher }>();
  #watchers = 0;
  #timers: { readonly act: () => void; ticks: number }[] = [];
  #protected = 0;

  constructor(seat: number) {
    this.seat = seat;
    this.state = this.#connected;
  }

  get sessionId(): bigint {
    return BigInt(this.seat + 1);
  }

  get pending(): readonly ModelRequest[] {
    return this.#pending.map(({ request }) => request);
  }

  get effects(): readonly Effect[] {
    return this.#effects.map(({ token, grant }) => ({ token, grant }));
  }

  get staying(): readonly Staying[] {
    return [...this.#staying.values()].map(({ id, path, kind }) => ({ id, path, kind }));
  }

  /** How many timers run. */
  get timers(): number {
    return this.#timers.length;
  }

  /** Acts after so many ticks, unless what it gives is called before. */
  after(ticks: number, act: () => void): () => void {
    const timer = { act, ticks };
    this.#timers.push(timer);
    return () => {
      this.#timers = this.#timers.filter((each) => each !== timer);
    };
  }

  /** Takes in what comes from outside. */
  take(stimulus: Stimulus): void {
    switch (stimulus.type) {
      case 'answer':
        return this.#pending.shift()?.resolve(stimulus.reply);
      case 'event': {
        const { id, type, path } = stimulus.event;
        this.#watching.get(id)?.delete(path);
        const staying = this.#staying.get(id);
        return staying === undefined
          ? this.#tell(id, { type, path })
          : tell(staying.tell, { type, path });
      }
      case 'cut':
        return this.#cut();
      case 'connected':
        this.#become(this.#connected);
        // They were asked for again ahead of all else, and do not know what happened meanwhile.
        for (const staying of this.#staying.values()) tell(staying.tell, { type: 'gap' });
        return;
      case 'expired':
        return this.#expire();
      case 'tick':
        return this.#tick();
      case 'effect':
        return this.#effects.shift()?.resolve(stimulus.accepted);
      case 'abort':
        return this.aborter.abort('not wanted any more');
    }
  }

  /** An effect on something else than the tree. Whether it was accepted. */
  effect(token: bigint, grant: number): Promise<boolean> {
    return new Promise((resolve) => this.#effects.push({ token, grant, resolve }));
  }

  onState(listener: (state: SessionState) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  async create(path: string, data: Data = null, options: CreateOptions = {}): Promise<Created> {
    const { mode = 'persistent', protect = false, parents, ttlMs } = options;
    const once = async (named: string): Promise<Created> => {
      const reply = await this.#ask({
        type: 'create',
        path: named,
        data: textOf(data),
        ephemeral: mode.startsWith('ephemeral'),
        sequential: mode.endsWith('sequential'),
        container: mode === 'container',
        ...(ttlMs === undefined ? {} : { ticks: ttlMs }),
      });
      return { path: reply.path ?? '', stat: statFor(reply.stat ?? null) };
    };
    const attempt = (): Promise<Created> => {
      if (!protect) return once(path);
      this.#protected += 1;
      const number = String(this.#protected).padStart(11, '0');
      // The seat comes last, so that the order of names is that of attempts, and then turned round.
      const id = `00000000-0000-4000-8000-${9 - this.seat}${number}`;
      return createProtected(path, { id, create: once, zookeeper: this, options: {} });
    };
    try {
      return await attempt();
    } catch (error) {
      const isMissing = error instanceof KeeperError && error.code === 'no-node';
      if (!isMissing || parents === undefined) throw error;
    }
    const parent = path.slice(0, path.lastIndexOf('/'));
    try {
      await this.create(parent, null, { mode: parents });
    } catch (error) {
      if (!(error instanceof KeeperError && error.code === 'node-exists')) throw error;
    }
    return attempt();
  }

  async get(path: string, options: WatchingOptions = {}): Promise<Znode> {
    const watch = this.#idOf(options);
    const reply = await this.#ask({ type: 'get', path, watch });
    return { data: bytesOf(reply.data ?? null), stat: statFor(reply.stat ?? null) };
  }

  async set(path: string, data: Data, { version = -1 } = {}): Promise<Stat> {
    const reply = await this.#ask({ type: 'set', path, data: textOf(data), version });
    return statFor(reply.stat ?? null);
  }

  async delete(path: string, { version = -1 } = {}): Promise<void> {
    await this.#ask({ type: 'delete', path, version });
  }

  async exists(path: string, options: WatchingOptions = {}): Promise<Stat | null> {
    const reply = await this.#ask({ type: 'exists', path, watch: this.#idOf(options) });
    return reply.stat === null || reply.stat === undefined ? null : statFor(reply.stat);
  }

  async getChildren(path: string, options: WatchingOptions = {}): Promise<Children> {
    const reply = await this.#ask({ type: 'getChildren', path, watch: this.#idOf(options) });
    return { children: reply.children ?? [], stat: statFor(reply.stat ?? null) };
  }

  async watch(path: string, { recursive = false }: WatchOptions = {}): Promise<Watch> {
    const id = this.#nextWatcher();
    const kind = recursive ? 'recursive' : 'persistent';
    const stop = async (): Promise<void> => {
      if (!this.#staying.delete(id)) return;
      await this.#ask({ type: 'removeWatch', watch: id }).catch(() => {});
    };
    const watch = new Watch({ signal: null, maxWaiting: 1000, stop });
    this.#staying.set(id, { id, path, kind, tell: watch.tell });
    try {
      await this.#ask({ type: 'addWatch', path, kind, watch: id });
    } catch (error) {
      this.#staying.delete(id);
      await watch.close();
      throw error;
    }
    return watch;
  }

  async sync(): Promise<void> {
    await this.#ask({ type: 'sync' });
  }

  async multi<const Ops extends readonly MultiOp[]>(ops: Ops): Promise<MultiResults<Ops>> {
    const reply = await this.#ask({ type: 'multi', ops: ops.map(modelOp) });
    const results = (reply.results ?? []).map((result, at) => {
      if (result.type !== 'done') return null;
      if (ops[at]?.type === 'create') return { path: result.path ?? '', stat: null };
      return ops[at]?.type === 'set' ? statFor(result.stat ?? null) : null;
    });
    // One for each operation, in order.
    return results as MultiResults<Ops>;
  }

  #ask(request: ModelRequest): Promise<ModelReply & { type: 'done' }> {
    if (this.state.type === 'expired') return Promise.reject(this.state.error);
    return new Promise((resolve, reject) => {
      this.#pending.push({
        request,
        resolve: (reply) => {
          if (reply.type === 'failed') {
            reject(
              reply.index === undefined
                ? new KeeperError(reply.code, 'so says the model')
                : new MultiError(reply.index, ERR[reply.code], NOWHERE),
            );
            return;
          }
          this.#note(request, reply);
          resolve(reply);
        },
        reject,
      });
    });
  }

  #note(request: ModelRequest, { stat }: ModelReply & { type: 'done' }): void {
    if (!('watch' in request) || !('path' in request) || request.type === 'addWatch') return;
    if (request.watch === null) return;
    // An exists without a znode leaves a watch as well.
    if (request.type === 'exists' || stat !== null) {
      const paths = this.#watching.get(request.watch) ?? new Set();
      this.#watching.set(request.watch, paths.add(request.path));
    }
  }

  #idOf({ watch }: WatchingOptions): number | null {
    if (watch === undefined) return null;
    const known = this.#ids.get(watch) ?? this.#nextWatcher();
    this.#ids.set(watch, known);
    return known;
  }

  #nextWatcher(): number {
    this.#watchers += 1;
    return this.#watchers - 1;
  }

  #tell(id: number, event: WatchEvent): void {
    for (const [watcher, known] of this.#ids) {
      if (known === id) tell(watcher, event);
    }
  }

  #tick(): void {
    for (const timer of this.#timers) timer.ticks -= 1;
    const due = this.#timers.filter(({ ticks }) => ticks <= 0);
    this.#timers = this.#timers.filter(({ ticks }) => ticks > 0);
    for (const { act } of due) act();
  }

  #cut(): void {
    const lost = new ConnectionError('connection-loss', 'the model cut it', { effect: 'unknown' });
    const pending = this.#pending;
    this.#pending = pending.filter(({ request }) => !changes(request));
    for (const each of pending) if (changes(each.request)) each.reject(lost);
    this.#become({ type: 'suspended', sessionId: BigInt(this.seat + 1), cause: lost });
  }

  #expire(): void {
    const error = new ConnectionError('session-expired', 'the model ended it');
    for (const each of this.#pending.splice(0)) each.reject(error);
    for (const [id, paths] of this.#watching) {
      if (paths.size > 0) this.#tell(id, { type: 'ended', state: 'expired' });
    }
    const staying = [...this.#staying.values()];
    this.#staying.clear();
    for (const each of staying) tell(each.tell, { type: 'ended', state: 'expired' });
    this.#become({ type: 'expired', sessionId: BigInt(this.seat + 1), error });
  }

  #become(state: SessionState): void {
    this.state = state;
    for (const listener of this.#listeners) listener(state);
  }

  get #connected(): SessionState {
    const sessionId = BigInt(this.seat + 1);
    return { type: 'connected', sessionId, timeoutMs: 1, address: 'model', readOnly: false };
  }
}

/** As the client does: behind the promise of a reply that came before. */
function tell(watcher: Watcher, event: WatchEvent): void {
  void Promise.resolve(event).then(watcher);
}

const NOWHERE = { operation: null, path: null };
const ERR = { 'no-node': -101, 'node-exists': -110, 'bad-version': -103, 'not-empty': -111 };

function modelOp(op: MultiOp): ModelRequest {
  switch (op.type) {
    case 'create': {
      const { path, data = null, mode = 'persistent' } = op;
      return {
        type: 'create',
        path,
        data: textOf(data),
        ephemeral: mode.startsWith('ephemeral'),
        sequential: mode.endsWith('sequential'),
        container: mode === 'container',
      };
    }
    case 'set':
      return {
        type: 'set',
        path: op.path,
        data: textOf(op.data),
        version: op.version ?? -1,
      };
    case 'delete':
    case 'check':
      return { type: op.type, path: op.path, version: op.version ?? -1 };
  }
}

function textOf(data: Data): string | null {
  if (data === null || typeof data === 'string') return data;
  return String.fromCharCode(...data);
}

function bytesOf(data: string | null): Uint8Array | null {
  return data === null ? null : Uint8Array.from(data, (letter) => letter.charCodeAt(0));
}

/** Times and other zxids are nothing that a recipe may go by. */
function statFor(stat: ModelStat | null): Stat {
  return {
    czxid: BigInt(stat?.czxid ?? 0),
    // Of one znode these are in order, which is all that a recipe may go by.
    mzxid: BigInt((stat?.czxid ?? 0) * 1000 + (stat?.version ?? 0)),
    ctime: 0n,
    mtime: 0n,
    version: stat?.version ?? 0,
    cversion: 0,
    aversion: 0,
    ephemeralOwner: stat?.owner === null || stat === null ? 0n : BigInt(stat.owner + 1),
    dataLength: 0,
    numChildren: stat?.children ?? 0,
    pzxid: 0n,
  };
}

import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import type { Cut, ServerOptions } from '@menagerie/server/node';
import { CliError } from '../errors.ts';
import { serverEnvironment } from '../program/server-environment.ts';
import type { FromServer, ServerRole, ToServer } from './messages.ts';

/** How a server process is at the moment. */
export type MemberState =
  | { readonly type: 'starting'; readonly pid: number }
  | { readonly type: 'running'; readonly pid: number; readonly role: ServerRole }
  /** Stopped where it stood, with all its connections open. */
  | { readonly type: 'paused'; readonly pid: number }
  | { readonly type: 'ended'; readonly code: number | null; readonly signal: string | null };

/** Who hears what becomes of a server process. */
export interface MemberListener {
  changed(member: Member): void;
  line(member: Member, line: string): void;
  /** It has ended without having been told to. */
  lost(member: Member): void;
}

/** What a server process runs: a file for Node, and what stands behind its name. */
export interface ServerProgram {
  readonly file: string;
  readonly args: readonly string[];
}

const PROGRAM: ServerProgram = {
  file: fileURLToPath(new URL('../../bin/menagerie.mjs', import.meta.url)),
  args: ['serve-for-supervisor'],
};

/** For a server that was told to end. */
const PATIENCE_MS = 5000;

/** A server of an ensemble as a process of its own. */
export class Member {
  /** From 1, as in the `server.N` of a `zoo.cfg`. */
  readonly id: number;
  readonly peerPort: number;
  readonly directory: string;
  readonly #options: ServerOptions;
  readonly #listener: MemberListener;
  readonly #program: ServerProgram;
  #clientPort: number;
  #gatewayPort: number | null = null;
  #cut: Cut = { mute: [], deaf: [] };
  #process: ChildProcess | null = null;
  #state: MemberState = { type: 'ended', code: null, signal: null };
  #meant = false;
  #failure: string | null = null;
  /** As the process has said last: it says it once. */
  #role: ServerRole = 'looking';

  constructor(
    id: number,
    options: ServerOptions,
    listener: MemberListener,
    program: ServerProgram = PROGRAM,
  ) {
    this.id = id;
    this.#program = program;
    this.#options = options;
    this.#listener = listener;
    this.peerPort = options.peers?.[id - 1]?.port ?? 0;
    this.directory = options.directory ?? '';
    this.#clientPort = options.clientPort ?? 0;
  }

  get state(): MemberState {
    return this.#state;
  }

  /** Of the process; `null` when there is none. */
  get pid(): number | null {
    return this.#state.type === 'ended' ? null : this.#state.pid;
  }

  /** 0 before the first start, if any was as good. The same ever after. */
  get clientPort(): number {
    return this.#clientPort;
  }

  /** Of its door for browsers; `null` without one, and while there is no process. */
  get gatewayPort(): number | null {
    return this.#state.type === 'ended' ? null : this.#gatewayPort;
  }

  /**
   * Starts it, if it does not run, on the ports and the disk that it had.
   *
   * @throws CliError `server-ended` if it ends before it listens
   */
  async start(): Promise<void> {
    if (this.#state.type !== 'ended') return;
    const child = fork(this.#program.file, [...this.#program.args], {
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
      env: serverEnvironment(),
      execArgv: [],
    });
    this.#process = child;
    this.#meant = false;
    this.#failure = null;
    this.#role = 'looking';
    this.#turn({ type: 'starting', pid: child.pid ?? 0 });
    for (const stream of [child.stdout, child.stderr]) {
      if (stream !== null) {
        createInterface(stream).on('line', (line) => this.#listener.line(this, line));
      }
    }
    const listening = new Promise<void>((resolve, reject) => {
      child.on('message', (message: FromServer) => {
        this.#hear(message);
        if (message.type === 'listening') resolve();
      });
      child.once('error', reject);
      child.once('exit', (code, signal) => {
        this.#ended(code, signal);
        reject(this.#neverListened(code, signal));
      });
    });
    const message: ToServer = {
      type: 'start',
      options: { ...this.#options, clientPort: this.#clientPort },
    };
    child.send(message);
    await listening;
  }

  /** Ends it at once, as `kill -9` does: what was not on the disk is gone. */
  async kill(): Promise<void> {
    await this.#end('SIGKILL');
  }

  /** Lets it end by itself, and ends it if it does not within some seconds; waits until it has. */
  async stop(): Promise<void> {
    this.resume();
    await this.#end('SIGTERM');
  }

  /** Stops it where it stands: it keeps connections and memory, and does nothing. */
  pause(): void {
    if (this.#state.type !== 'running') return;
    process.kill(this.#state.pid, 'SIGSTOP');
    this.#turn({ type: 'paused', pid: this.#state.pid });
  }

  /** Lets it go on after {@link pause}. */
  resume(): void {
    if (this.#state.type !== 'paused') return;
    const { pid } = this.#state;
    process.kill(pid, 'SIGCONT');
    this.#turn({ type: 'running', pid, role: this.#role });
  }

  /** Cuts links to other servers, now and after a restart; those that are not named are whole. */
  cut(cut: Cut): void {
    this.#cut = cut;
    const message: ToServer = { type: 'cut', cut };
    if (this.#process?.connected === true) this.#process.send(message);
  }

  async #end(signal: 'SIGKILL' | 'SIGTERM'): Promise<void> {
    const child = this.#process;
    if (child === null) return;
    this.#meant = true;
    const exited = once(child, 'exit');
    child.kill(signal);
    const patience = setTimeout(() => child.kill('SIGKILL'), PATIENCE_MS);
    await exited;
    clearTimeout(patience);
  }

  #hear(message: FromServer): void {
    if (this.#state.type === 'ended') return;
    const { pid } = this.#state;
    switch (message.type) {
      case 'listening':
        this.#clientPort = message.clientPort;
        this.#gatewayPort = message.gatewayPort;
        this.cut(this.#cut);
        this.#turn({ type: 'running', pid, role: 'looking' });
        break;
      case 'role':
        this.#role = message.role;
        if (this.#state.type !== 'paused') {
          this.#turn({ type: 'running', pid, role: message.role });
        }
        break;
      case 'failed':
        this.#failure = message.reason;
    }
  }

  #ended(code: number | null, signal: string | null): void {
    this.#process = null;
    this.#turn({ type: 'ended', code, signal });
    if (!this.#meant) this.#listener.lost(this);
  }

  #neverListened(code: number | null, signal: string | null): CliError {
    const why = this.#failure ?? `it ended ${signal === null ? `with ${code}` : `by ${signal}`}`;
    return new CliError('server-ended', `server ${this.id} did not start: ${why}`);
  }

  #turn(state: MemberState): void {
    this.#state = state;
    this.#listener.changed(this);
  }
}

import { type ConnectResponse, EventType, type WatcherEvent } from '@menagerie/jute';
import type { Answer, Asked } from '../test/judge/history.ts';
import { askOn, sessionText } from './asking.ts';
import { Line, type LineListener } from './line.ts';
import type { Recorder } from './recorder.ts';

/** Of a request, as a part of the timeout of its session: then another server is tried. */
const PATIENCE = 0.7;
const CHANGES: ReadonlyMap<number, 'created' | 'deleted' | 'data-changed'> = new Map([
  [EventType.nodeCreated, 'created'],
  [EventType.nodeDeleted, 'deleted'],
  [EventType.nodeDataChanged, 'data-changed'],
]);

/**
 * A session that does what it is told, goes from server to server, and writes down what it sees. What
 * it has on a line is over when it has another one.
 */
export class Session {
  readonly name: string;
  timeoutMs: number;
  /** `over`: nothing can be asked of it any more. */
  state: 'live' | 'over' = 'live';
  readonly #recorder: Recorder;
  readonly #id: bigint;
  readonly #password: Uint8Array;
  readonly #watched = new Set<string>();
  #line: Line;
  #zxid = 0n;
  readonly #listener: LineListener = {
    event: (event, zxid) => this.#heard(event, zxid),
    overtook: () => {
      this.#recorder.odd(`session ${this.name} got a reply before one to what it had asked before`);
    },
  };
  #keepAlive: NodeJS.Timeout | null = null;
  #patience: NodeJS.Timeout | null = null;

  private constructor(line: Line, response: ConnectResponse, recorder: Recorder) {
    this.#recorder = recorder;
    this.#line = line;
    this.#id = response.sessionId;
    this.#password = response.passwd?.slice() ?? new Uint8Array(16);
    this.name = sessionText(response.sessionId);
    this.timeoutMs = response.timeOut;
  }

  /** A new one; `null` if this server gives none, or not soon. */
  static async open(
    port: number,
    timeoutMs: number,
    patienceMs: number,
    recorder: Recorder,
  ): Promise<Session | null> {
    const line = new Line(port);
    const request = { timeOut: timeoutMs, sessionId: 0n, passwd: new Uint8Array(16) };
    const response = await greeted(line, { ...request, lastZxidSeen: 0n }, patienceMs);
    if (response === null) return null;
    const session = new Session(line, response, recorder);
    line.listener = session.#listener;
    recorder.opened(session.name, session.timeoutMs);
    session.#beat();
    return session;
  }

  /** Whether it has a line on which something may be asked. */
  get isConnected(): boolean {
    return this.state === 'live' && this.#line.isOpen;
  }

  /** Takes it up again on another server, or on the same; what waits on the line before may be lost. */
  async move(
    port: number,
    patienceMs: number,
    timeoutMs: number = this.timeoutMs,
  ): Promise<boolean> {
    if (this.state === 'over') return false;
    const line = new Line(port);
    line.listener = this.#listener;
    const response = await greeted(
      line,
      {
        timeOut: timeoutMs,
        sessionId: this.#id,
        passwd: this.#password,
        lastZxidSeen: this.#zxid,
      },
      patienceMs,
    );
    if (response === null) return false;
    this.#line.close();
    if (response.timeOut === 0) {
      line.close();
      this.#end();
      this.#recorder.expired(this.name);
      return false;
    }
    this.#line = line;
    this.timeoutMs = response.timeOut;
    this.#recorder.moved(this.name, this.timeoutMs);
    const dataWatches = [...this.#watched];
    if (dataWatches.length > 0) {
      const others = { existWatches: [], childWatches: [] };
      const body = { relativeZxid: this.#zxid, dataWatches, ...others };
      line.ask('setWatches', body, () => {});
    }
    this.#beat();
    return true;
  }

  /** Asks for several things in one piece; resolves when each is answered, or never will be. */
  async ask(calls: readonly Asked[]): Promise<(Answer | null)[]> {
    const line = this.#line;
    line.cork();
    const answers = calls.map((asked) => this.#call(line, asked));
    line.uncork();
    this.#hurry();
    return Promise.all(answers);
  }

  /** Leaves it to itself: nothing is asked any more, and its line breaks, or stays open in silence. */
  abandon(how: 'broken' | 'silent'): void {
    this.#end();
    if (how === 'broken') this.#line.close();
  }

  /** Breaks the line, and keeps the session. */
  drop(): void {
    this.#line.close();
  }

  #call(line: Line, asked: Asked): Promise<Answer | null> {
    const call = this.#recorder.asked(this.name, asked);
    return new Promise((resolve) => {
      askOn(line, asked, (said) => {
        resolve(said?.type === 'answer' ? said.answer : null);
        if (said?.type === 'answer') {
          if (asked.type === 'read' && asked.watch && said.answer.type === 'found') {
            this.#watched.add(asked.path);
          }
          this.#saw(said.zxid);
          this.#recorder.answered(this.name, call, said.zxid, said.answer);
        } else if (said?.type === 'over') {
          this.#recorder.note({ type: 'refused', session: this.name, call });
        } else if (said?.type === 'odd') {
          this.#recorder.odd(`a server answered ${said.err} to a ${asked.type}`);
        }
        if (asked.type === 'close') {
          this.#end();
          line.close();
        }
      });
    });
  }

  #heard({ type, path }: WatcherEvent, zxid: bigint): void {
    const change = CHANGES.get(type);
    if (change === undefined || path === null) return;
    this.#watched.delete(path);
    this.#saw(zxid);
    this.#recorder.note({ type: 'heard', session: this.name, path, change, zxid: Number(zxid) });
  }

  #saw(zxid: bigint): void {
    if (zxid > this.#zxid) this.#zxid = zxid;
  }

  /** Asks for something now and then, so that servers know that it is there. */
  #beat(): void {
    if (this.#keepAlive !== null) clearInterval(this.#keepAlive);
    this.#keepAlive = setInterval(() => {
      if (!this.#line.isOpen) return;
      this.#line.ask('exists', { path: '/', watch: false }, (reply) => {
        if (reply !== null) this.#saw(reply.zxid);
      });
      this.#hurry();
    }, this.timeoutMs / 3);
  }

  /** A line on which nothing is answered is of no use. */
  #hurry(): void {
    if (this.#patience !== null) return;
    const line = this.#line;
    this.#patience = setTimeout(() => {
      this.#patience = null;
      if (line === this.#line && line.waits > 0) line.close();
    }, this.timeoutMs * PATIENCE);
  }

  #end(): void {
    this.state = 'over';
    if (this.#keepAlive !== null) clearInterval(this.#keepAlive);
    if (this.#patience !== null) clearTimeout(this.#patience);
  }
}

type Greeting = Pick<
  Parameters<Line['greet']>[0],
  'timeOut' | 'sessionId' | 'passwd' | 'lastZxidSeen'
>;

/** `null`, and the line is closed, where the server does not answer, or not soon. */
async function greeted(
  line: Line,
  request: Greeting,
  patienceMs: number,
): Promise<ConnectResponse | null> {
  const patience = setTimeout(() => line.close(), patienceMs);
  const response = await line.greet({ protocolVersion: 0, readOnly: false, ...request });
  clearTimeout(patience);
  if (response === null) line.close();
  return response;
}

import {
  decodeReply,
  type JuteReader,
  type JuteWriter,
  type OperationName,
  type Reply,
  type RequestBodies,
  writeRequest,
} from '@menagerie/jute';
import { AbortError, ConnectionError, type ErrorPlace, type KeeperError } from '../errors.ts';
import type { Signal } from '../signal.ts';

/** One request and whoever waits for its answer, whatever the operation. */
export interface AnyAsk {
  readonly type: OperationName;
  /** Whether it may change something, so that asking twice is not asking once. */
  readonly changes: boolean;
  /** Whether somebody still waits. */
  readonly open: boolean;
  /** When it left, by the world's clock; `null` as long as it has not. */
  readonly sentAt: number | null;
  readonly xid: number;
  /** Writes it as a frame, under this xid unless it has one of its own; gives the frame's length. */
  write(writer: JuteWriter, xid: number): number;
  sent(at: number): void;
  /** Gives the zxid of the reply. */
  answer(frame: Uint8Array, reader: JuteReader): { readonly zxid: bigint; readonly err: number };
  fail(error: KeeperError): void;
  /** The connection is gone, and the answer with it. */
  lose(cause: Error): void;
  /** The session is over, and this was not on its way. */
  refuse(code: 'session-expired' | 'closed', problem: string, cause?: Error): void;
}

/** What there is to say of a request. */
export interface AskParts<K extends OperationName, T> {
  readonly type: K;
  readonly body: RequestBodies[K];
  readonly place: ErrorPlace;
  /**
   * Makes of the reply what the caller gets; throws what he gets otherwise. Called while the reply is
   * handled: before anything that came behind it.
   */
  readonly read: (reply: Reply<K>) => T;
  readonly signal?: Signal | null;
  /** Instead of one of the row. */
  readonly xid?: number;
}

const CHANGES: ReadonlySet<OperationName> = new Set([
  'create',
  'create2',
  'createContainer',
  'createTTL',
  'delete',
  'setData',
  'setACL',
  'multi',
  'reconfig',
  'deleteContainer',
  'closeSession',
]);

/** One request. */
export class Ask<K extends OperationName, T> implements AnyAsk {
  readonly type: K;
  readonly changes: boolean;
  readonly promise: Promise<T>;
  readonly #parts: AskParts<K, T>;
  #settle: { resolve(value: T): void; reject(error: unknown): void } | null = null;
  /** Stops listening to the signal; `null` where there is none. */
  #deafen: (() => void) | null = null;
  #xid = 0;
  #sentAt: number | null = null;

  constructor(parts: AskParts<K, T>) {
    this.#parts = parts;
    this.type = parts.type;
    this.changes = CHANGES.has(parts.type);
    this.promise = new Promise<T>((resolve, reject) => {
      this.#settle = { resolve, reject };
    });
    const { signal = null } = parts;
    if (signal === null) return;
    const abort = (): void => this.#abort(signal);
    if (signal.aborted) abort();
    else signal.addEventListener('abort', abort);
    this.#deafen = () => signal.removeEventListener('abort', abort);
  }

  get open(): boolean {
    return this.#settle !== null;
  }

  get sentAt(): number | null {
    return this.#sentAt;
  }

  get xid(): number {
    return this.#xid;
  }

  write(writer: JuteWriter, xid: number): number {
    this.#xid = this.#parts.xid ?? xid;
    return writeRequest(writer, this.type, this.#xid, this.#parts.body).length;
  }

  sent(at: number): void {
    this.#sentAt = at;
  }

  answer(frame: Uint8Array, reader: JuteReader): { readonly zxid: bigint; readonly err: number } {
    const reply = decodeReply(frame, this.type, reader);
    const settle = this.#over();
    if (settle !== null) {
      try {
        settle.resolve(this.#parts.read(reply));
      } catch (error) {
        settle.reject(error);
      }
    }
    return { zxid: reply.zxid, err: reply.type === 'failed' ? reply.err : 0 };
  }

  fail(error: KeeperError): void {
    this.#over()?.reject(error);
  }

  lose(cause: Error): void {
    const sent = this.#sentAt !== null;
    const problem = sent
      ? 'the connection was lost before the answer: it may have happened or not'
      : 'the connection was lost before this was sent';
    this.#end(
      new ConnectionError('connection-loss', problem, {
        effect: sent && this.changes ? 'unknown' : 'not-applied',
        place: this.#parts.place,
        cause,
      }),
    );
  }

  refuse(code: 'session-expired' | 'closed', problem: string, cause?: Error): void {
    this.#end(new ConnectionError(code, problem, { place: this.#parts.place, cause }));
  }

  #end(error: KeeperError): void {
    this.#over()?.reject(error);
  }

  #abort({ reason }: Signal): void {
    const sent = this.#sentAt !== null;
    const problem = sent ? 'given up after it was sent' : 'given up before it was sent';
    this.#end(
      new AbortError('aborted', problem, {
        effect: sent && this.changes ? 'unknown' : 'not-applied',
        place: this.#parts.place,
        cause: reason,
      }),
    );
  }

  #over(): { resolve(value: T): void; reject(error: unknown): void } | null {
    const settle = this.#settle;
    this.#settle = null;
    this.#deafen?.();
    return settle;
  }
}

import { JuteError, type JuteReader, JuteWriter } from '@menagerie/jute';
import { codeOf, KeeperError } from '../errors.ts';
import { Fifo } from '../fifo.ts';
import type { ClientMetrics } from '../metrics.ts';
import type { World } from '../world.ts';
import type { AnyAsk } from './ask.ts';

const LAST_XID = 2 ** 31 - 1;

/** What a {@link Pipeline} needs. */
export interface PipelineParts {
  readonly world: World;
  readonly metrics: ClientMetrics;
  /** The longest request, in bytes. */
  readonly maxRequestBytes: number;
  /** Bytes for the connection. */
  readonly send: (bytes: Uint8Array) => void;
}

/** What is known of a request once there is an answer. */
export interface Answered {
  /** By the world's clock. */
  readonly sentAt: number;
  readonly zxid: bigint;
  /** 0 where it succeeded. */
  readonly err: number;
}

/**
 * The requests of a session in their order: those that wait for a connection, and those that wait
 * for an answer. Requests that are made in one go leave in one piece.
 */
export class Pipeline {
  readonly #parts: PipelineParts;
  readonly #writer = new JuteWriter();
  /** Without a connection: not sent yet, or to be sent again. */
  #waiting: AnyAsk[] = [];
  readonly #flying = new Fifo<AnyAsk>();
  /** Those of the last that are written and have not left. */
  readonly #written = new Fifo<AnyAsk>();
  #open = false;
  #xid = 0;

  constructor(parts: PipelineParts) {
    this.#parts = parts;
  }

  add(ask: AnyAsk): void {
    if (!ask.open) return;
    if (this.#open) this.#write(ask);
    else this.#waiting.push(ask);
  }

  /** There is a connection: sends these first, then what has waited. */
  connect(first: readonly AnyAsk[]): void {
    this.#open = true;
    const waiting = this.#waiting;
    this.#waiting = [];
    for (const ask of first) this.#write(ask);
    for (const ask of waiting) if (ask.open) this.#write(ask);
  }

  /**
   * The connection is gone. What only reads waits for the next one, in its order; what changes
   * something has failed, and so has what was written behind it and never left: nothing takes effect
   * without what was asked for before it.
   */
  disconnect(cause: Error): void {
    this.#open = false;
    this.#writer.clear();
    this.#written.drain();
    const again: AnyAsk[] = [];
    for (const ask of this.#flying.drain()) {
      if (ask.changes || ask.xid < 0) ask.lose(cause);
      else if (ask.open) again.push(ask);
    }
    this.#waiting = [...again, ...this.#waiting];
  }

  /**
   * Hands a reply to the request at the head.
   *
   * @throws {@link KeeperError} of code `bad-answer` where it is not the answer to that, and
   * {@link JuteError} where it is none
   */
  answer(frame: Uint8Array, xid: number, reader: JuteReader): Answered {
    const ask = this.#flying.first();
    if (ask === undefined || ask.xid !== xid) {
      const expected = ask === undefined ? 'none' : String(ask.xid);
      throw new KeeperError(
        'bad-answer',
        `a reply has xid ${xid}, and is expected to have ${expected}`,
      );
    }
    this.#flying.shift();
    try {
      const { zxid, err } = ask.answer(frame, reader);
      const { world, metrics } = this.#parts;
      const sentAt = ask.sentAt ?? world.now();
      metrics.answered?.(ask.type, world.now() - sentAt, err === 0 ? null : codeOf(err));
      return { sentAt, zxid, err };
    } catch (cause) {
      const effect = ask.changes ? 'unknown' : 'not-applied';
      const error = new KeeperError('bad-answer', 'the reply makes no sense', { effect, cause });
      ask.fail(error);
      throw error;
    }
  }

  /** Gives the request at the head up: its answer cannot be read. */
  failFirst(cause: Error): void {
    const ask = this.#flying.shift();
    const effect = ask?.changes === true ? 'unknown' : 'not-applied';
    const problem = `${cause.message}: see maxAnswerBytes`;
    ask?.fail(new KeeperError('answer-too-large', problem, { effect, cause }));
  }

  /** The session is over. */
  end(code: 'session-expired' | 'closed', problem: string): void {
    this.disconnect(new KeeperError('connection-loss', problem));
    const waiting = this.#waiting;
    this.#waiting = [];
    for (const ask of waiting) ask.refuse(code, problem);
  }

  #write(ask: AnyAsk): void {
    const writer = this.#writer;
    const before = writer.length;
    const refused = this.#encode(ask);
    if (refused !== null) {
      writer.rewind(before);
      ask.fail(refused);
      return;
    }
    this.#parts.metrics.requested?.(ask.type, writer.length - before);
    this.#flying.push(ask);
    this.#written.push(ask);
    if (this.#written.size === 1) this.#parts.world.soon(this.#flush);
  }

  #encode(ask: AnyAsk): KeeperError | null {
    const { maxRequestBytes } = this.#parts;
    try {
      const bytes = ask.write(this.#writer, this.#xid === LAST_XID ? 1 : this.#xid + 1) - 4;
      if (bytes > maxRequestBytes) {
        const problem = `a request of ${bytes} bytes, where servers take ${maxRequestBytes}: send less, or raise jute.maxbuffer there and maxRequestBytes here`;
        return new KeeperError('too-large', problem);
      }
      if (ask.xid > 0) this.#xid = ask.xid;
      return null;
    } catch (cause) {
      if (!(cause instanceof JuteError)) throw cause;
      return new KeeperError('bad-option', cause.message, { cause });
    }
  }

  /** Sends what is written. Made once, and not for each request. */
  readonly #flush = (): void => {
    if (this.#written.size === 0) return;
    const now = this.#parts.world.now();
    while (this.#written.size > 0) this.#written.shift()?.sent(now);
    this.#parts.send(this.#writer.bytes());
    this.#writer.clear();
  };
}

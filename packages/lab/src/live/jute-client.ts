import {
  ConnectRequest,
  ConnectResponse,
  decode,
  decodeReply,
  ErrorCode,
  FrameSplitter,
  JuteWriter,
  type OperationName,
  type Reply,
  type RequestBodies,
  writeFrame,
  writeRequest,
  Xid,
  xidOf,
} from '@menagerie/jute';

/** What came of a write. */
export type Written =
  /** `read` is what the same server then had. */
  | { readonly type: 'done'; readonly read: Uint8Array | null }
  /** The server refused it with this code of ZooKeeper's. */
  | { readonly type: 'refused'; readonly error: number }
  /** The connection ended before the answer: it may have taken effect, or not. */
  | { readonly type: 'unknown' };

const OPEN = [{ perms: 31, id: { scheme: 'world', id: 'anyone' } }];
const SESSION_MS = 8000;

/**
 * A client of ZooKeeper's in a page, for one write: it connects, writes, reads what it has written,
 * and closes its session.
 */
export async function writeOnce(url: string, path: string, data: Uint8Array): Promise<Written> {
  const client = new PageClient(url);
  try {
    if (!(await client.connect())) return { type: 'unknown' };
    const error = await client.put(path, data);
    if (error === null) return { type: 'unknown' };
    if (error !== ErrorCode.ok) return { type: 'refused', error };
    const got = await client.ask('getData', { path, watch: false });
    return { type: 'done', read: got?.type === 'done' ? (got.body.data?.slice() ?? null) : null };
  } finally {
    client.close();
  }
}

/** One session over a WebSocket: the very frames of the client port. */
class PageClient {
  readonly #socket: WebSocket;
  readonly #splitter = new FrameSplitter();
  readonly #waiting: ((frame: Uint8Array | null) => void)[] = [];
  #xid = 0;

  constructor(url: string) {
    this.#socket = new WebSocket(url);
    this.#socket.binaryType = 'arraybuffer';
    this.#socket.addEventListener('message', ({ data }) => {
      if (data instanceof ArrayBuffer) this.#take(new Uint8Array(data));
    });
    this.#socket.addEventListener('close', () => {
      for (const waiter of this.#waiting.splice(0)) waiter(null);
    });
  }

  /** @returns whether there is a session */
  async connect(): Promise<boolean> {
    const isOpen = await new Promise<boolean>((resolve) => {
      this.#socket.addEventListener('open', () => resolve(true));
      this.#socket.addEventListener('close', () => resolve(false));
    });
    if (!isOpen) return false;
    const answer = this.#answer();
    this.#send(
      writeFrame(new JuteWriter(), ConnectRequest, {
        protocolVersion: 0,
        lastZxidSeen: 0n,
        timeOut: SESSION_MS,
        sessionId: 0n,
        passwd: new Uint8Array(16),
        readOnly: false,
      }),
    );
    const frame = await answer;
    return frame !== null && decode(ConnectResponse, frame).timeOut > 0;
  }

  /** `null` if the connection ends before the answer. */
  async ask<K extends OperationName>(type: K, body: RequestBodies[K]): Promise<Reply<K> | null> {
    this.#xid += 1;
    const answer = this.#answer();
    this.#send(writeRequest(new JuteWriter(), type, this.#xid, body));
    const frame = await answer;
    return frame === null ? null : decodeReply(frame, type);
  }

  /** Sets the data of a znode, which is created if need be. Returns the error; `null` if none knows. */
  async put(path: string, data: Uint8Array): Promise<number | null> {
    const changed = await this.ask('setData', { path, data, version: -1 });
    if (changed === null) return null;
    if (changed.type === 'done') return ErrorCode.ok;
    if (changed.err !== ErrorCode.noNode) return changed.err;
    const created = await this.ask('create', { path, data, acl: OPEN, flags: 0 });
    if (created === null) return null;
    return created.type === 'done' ? ErrorCode.ok : created.err;
  }

  close(): void {
    if (this.#socket.readyState === WebSocket.OPEN) {
      this.#send(writeRequest(new JuteWriter(), 'closeSession', this.#xid + 1, null));
    }
    this.#socket.close();
  }

  #answer(): Promise<Uint8Array | null> {
    return new Promise((resolve) => this.#waiting.push(resolve));
  }

  #send(bytes: Uint8Array): void {
    this.#socket.send(bytes.slice());
  }

  #take(chunk: Uint8Array): void {
    this.#splitter.push(chunk);
    for (let frame = this.#splitter.next(); frame !== null; frame = this.#splitter.next()) {
      // The first frame of a session has no xid, and nothing is watched.
      if (this.#xid > 0 && xidOf(frame) === Xid.notification) continue;
      this.#waiting.shift()?.(frame.slice());
    }
  }
}

import { connect } from 'node:net';
import {
  ConnectRequest,
  decodeReply,
  FrameSplitter,
  JuteWriter,
  type OperationName,
  type Reply,
  type RequestBodies,
  writeFrame,
  writeRequest,
} from '@menagerie/jute';

const OPEN = [{ perms: 31, id: { scheme: 'world', id: 'anyone' } }];

/** Asks a server one thing in a session of its own; asks again while the server does not serve yet. */
async function ask<K extends OperationName>(
  port: number,
  type: K,
  body: RequestBodies[K],
): Promise<Reply<K>> {
  for (;;) {
    const reply = await tryToAsk(port, type, body);
    if (reply !== null) return reply;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

function tryToAsk<K extends OperationName>(
  port: number,
  type: K,
  body: RequestBodies[K],
): Promise<Reply<K> | null> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    const splitter = new FrameSplitter();
    let frames = 0;
    const hello = { protocolVersion: 0, lastZxidSeen: 0n, timeOut: 10_000, sessionId: 0n };
    const whole = { ...hello, passwd: new Uint8Array(16), readOnly: false };
    socket.write(writeFrame(new JuteWriter(), ConnectRequest, whole));
    socket.on('data', (chunk) => {
      splitter.push(chunk);
      for (let frame = splitter.next(); frame !== null; frame = splitter.next()) {
        frames += 1;
        if (frames === 1) socket.write(writeRequest(new JuteWriter(), type, 1, body));
        if (frames !== 2) continue;
        resolve(decodeReply(frame.slice(), type));
        socket.end(writeRequest(new JuteWriter(), 'closeSession', 2, null));
      }
    });
    socket.on('error', () => socket.destroy());
    socket.on('close', () => resolve(null));
  });
}

/** Whether the znode was created; it may have been there already. */
export async function create(port: number, path: string, data = ''): Promise<boolean> {
  const body = { path, data: new TextEncoder().encode(data), acl: OPEN, flags: 0 };
  return (await ask(port, 'create', body)).type === 'done';
}

/** The data of a znode as text; `null` if there is none. */
export async function dataOf(port: number, path: string): Promise<string | null> {
  const reply = await ask(port, 'getData', { path, watch: false });
  if (reply.type !== 'done') return null;
  return new TextDecoder().decode(reply.body.data ?? new Uint8Array());
}

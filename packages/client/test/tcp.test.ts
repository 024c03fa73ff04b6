import { once } from 'node:events';
import { createServer, type Socket } from 'node:net';
import { tcpTransport } from '@menagerie/client/node';
import { expect, it, onTestFinished } from 'vitest';

/** More than a socket takes at once while nobody reads. */
const PIECES = 200;
const PIECE_BYTES = 64 * 1024;

/** A link and the other end of it. */
async function linked(received: (chunk: Uint8Array) => void) {
  const server = createServer().listen(0, '127.0.0.1');
  onTestFinished(() => void server.close());
  await once(server, 'listening');
  const bound = server.address();
  const port = typeof bound === 'object' && bound !== null ? bound.port : 0;
  const accepted = once(server, 'connection');
  const link = await new Promise<ReturnType<ReturnType<typeof tcpTransport>['open']>>((resolve) => {
    const opening = tcpTransport().open(`127.0.0.1:${port}`, {
      opened: () => resolve(opening),
      received,
      closed: () => {},
    });
  });
  onTestFinished(() => link.close());
  const [socket]: Socket[] = await accepted;
  if (socket === undefined) throw new Error('nobody has connected');
  return { link, socket };
}

it('what was received stays as it was when more comes', async () => {
  const chunks: Uint8Array[] = [];
  let heard = (): void => {};
  const { socket } = await linked((chunk) => {
    chunks.push(chunk);
    heard();
  });
  for (const text of ['one', 'two', 'three']) {
    const hearing = new Promise<void>((resolve) => {
      heard = resolve;
    });
    socket.write(text);
    await hearing;
  }
  expect(chunks.map((chunk) => Buffer.from(chunk).toString())).toEqual(['one', 'two', 'three']);
});

it('what was sent stays as it was when its memory is used again', async () => {
  const { link, socket } = await linked(() => {});
  const piece = new Uint8Array(PIECE_BYTES);
  for (let at = 0; at < PIECES; at += 1) link.send(piece.fill(at));
  piece.fill(0xff);
  let position = 0;
  let wrong = 0;
  for await (const chunk of socket as AsyncIterable<Buffer>) {
    for (const byte of chunk) {
      if (byte !== Math.floor(position / PIECE_BYTES)) wrong += 1;
      position += 1;
    }
    if (position === PIECES * PIECE_BYTES) break;
  }
  expect(wrong).toBe(0);
});

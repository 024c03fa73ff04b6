import type { Transport } from '@menagerie/client';

/** WebSocket: each binary message is a chunk of the same bytes as over TCP. */
export function webSocketTransport(): Transport {
  return {
    open: (url, events) => {
      const socket = new WebSocket(url);
      socket.binaryType = 'arraybuffer';
      socket.addEventListener('open', () => events.opened());
      socket.addEventListener('message', ({ data }: MessageEvent<unknown>) => {
        if (data instanceof ArrayBuffer) events.received(new Uint8Array(data));
      });
      socket.addEventListener('close', ({ code, reason }) => {
        const problem = `${url} closed the connection (${code}${reason === '' ? '' : `: ${reason}`})`;
        events.closed(new Error(problem));
      });
      return {
        send: (bytes) => {
          // What a writer gives lies in memory of its own, and is never shared between threads.
          socket.send(new Uint8Array(bytes));
        },
        close: () => socket.close(),
      };
    },
  };
}

import { CLIENT_PORT } from './machine.ts';
import type { Network } from './network.ts';
import { Place } from './place.ts';

/** What comes to the port for clients and is no session: words, and what nobody understands. */
const SAID: readonly [Uint8Array, ...Uint8Array[]] = [
  letters('ruok'),
  letters('srvr'),
  letters('stat'),
  letters('GET / HTTP/1.1\r\n\r\n'),
  // A frame that is too long, one that is no greeting, one that never ends, and nothing at all.
  Uint8Array.of(0x7f, 0xff, 0xff, 0xff, 1, 2, 3),
  Uint8Array.of(0, 0, 0, 4, 9, 9, 9, 9),
  Uint8Array.of(0, 0, 0, 45, 0, 0),
  Uint8Array.of(),
];

/** Somebody who is no client knocks, and waits for what comes. */
export function knock(network: Network, host: string): void {
  const { timeline } = network;
  const stream = network.dial({ host, port: CLIENT_PORT }, new Place('stranger', timeline));
  stream.on('error', () => {});
  stream.write(timeline.pick(SAID));
}

function letters(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}

import { connect } from 'node:net';

/** What a server says to a four-letter word; nothing where it does not answer. */
export function say(port: number, word: string): Promise<string> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1', () => socket.end(word));
    let text = '';
    socket.setTimeout(1000, () => socket.destroy());
    socket.on('data', (chunk) => {
      text += chunk.toString('latin1');
    });
    socket.on('error', () => socket.destroy());
    socket.on('close', () => resolve(text));
  });
}

/** Which of the servers leads. */
export async function leaderOf(ports: readonly number[]): Promise<number> {
  for (;;) {
    const said = await Promise.all(ports.map((port) => say(port, 'srvr')));
    const leader = said.findIndex((text) => /Mode: (leader|standalone)/.test(text));
    if (leader >= 0) return leader;
  }
}

/** How many leaders there have been: the upper half of a zxid. */
export async function epochAt(port: number): Promise<number> {
  const zxid = /Zxid: 0x([0-9a-f]+)/.exec(await say(port, 'srvr'))?.[1] ?? '0';
  return Number(BigInt(`0x${zxid}`) >> 32n);
}

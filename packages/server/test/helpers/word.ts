import { connect } from 'node:net';

/** What a server says to a four-letter word before it closes. */
export function word(
  port: number,
  letters: string,
  rest: Uint8Array = new Uint8Array(),
  host = '127.0.0.1',
): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, host);
    const chunks: Buffer[] = [];
    socket.on('data', (chunk) => chunks.push(chunk));
    socket.on('end', () => resolve(Buffer.concat(chunks).toString()));
    socket.on('error', reject);
    socket.write(Buffer.concat([Buffer.from(letters), rest]));
  });
}

/** Waits until a server serves; it has to answer `isro`, and `srst`, for it is asked often. */
export async function serving(port: number): Promise<void> {
  while ((await word(port, 'isro')) !== 'rw')
    await new Promise((resolve) => setTimeout(resolve, 5));
  await word(port, 'srst');
}

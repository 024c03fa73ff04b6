import type { ByteStream } from '../world.ts';
import { FrameReader, framed } from './frames.ts';
import type { Greeted } from './greeting.ts';
import type { PeersParts } from './peers-parts.ts';

/** So long a greeting may take. */
const GREETING_MS = 5000;

/** Says what is wrong with who is at the other end. */
export type Blame = (reason: string) => void;

/** Takes what was said; `null` for what comes behind the greeting. */
export type Take = (bytes: Uint8Array) => Greeted | null;

/** What reading a connection takes. */
export interface GreetParts {
  readonly of: Pick<PeersParts, 'world' | 'greeted'>;
  readonly socket: ByteStream;
  readonly blame: Blame;
  readonly take: Take;
  /** Nothing is read any more. */
  isOver(): boolean;
}

/** Reads a connection, and closes it where the greeting does not end well, or not soon. */
export function greet(parts: GreetParts): FrameReader {
  const { of, socket, blame, take } = parts;
  const patience = of.world.clock.after(GREETING_MS, () => {
    blame('the greeting took too long');
    socket.destroy();
  });
  const reader = new FrameReader((frame) => {
    const greeted = take(frame);
    if (greeted?.type !== 'met' && greeted?.type !== 'parted') return;
    of.greeted(greeted.type === 'met');
    if (greeted.type === 'met') patience();
    else if (greeted.last === null) socket.destroy();
    else {
      socket.write(framed(greeted.last));
      socket.end();
    }
  });
  socket.on('data', (chunk: Buffer) => {
    if (parts.isOver() || socket.writableEnded) return;
    try {
      reader.push(chunk);
    } catch (error) {
      // Whoever speaks like this is no peer.
      blame(wordsOf(error));
      socket.destroy();
    }
  });
  socket.on('close', patience);
  return reader;
}

/** What is wrong with who is no server. */
export function wordsOf(error: unknown): string {
  return error instanceof Error ? error.message : 'it is no server';
}

import { connect, type Socket } from 'node:net';
import { ConnectRequest, JuteWriter, writeFrame, writeRequest } from '@menagerie/jute';
import { type Hostile, hostileFrame, hostileGreeting } from './hostile.ts';
import { NEW_SESSION } from './new-session.ts';
import type { Random } from './random.ts';

/** What became of hostile connections. */
export interface Toll {
  connections: number;
  frames: number;
  /** Frames whose connection was to be closed, and was not. */
  hanging: number;
  /** Handshakes that got no answer. */
  unanswered: number;
}

/** So long a server has to answer, or to close. */
const PATIENCE_MS = 120_000;
const MOST_FRAMES = 40;

const greeting = writeFrame(new JuteWriter(), ConnectRequest, {
  ...NEW_SESSION,
  timeOut: 200,
}).slice();
const farewell = writeRequest(new JuteWriter(), 'closeSession', 1, null).slice();

/** One connection that means no good, from its beginning to its end. */
export async function assault(port: number, random: Random, toll: Toll): Promise<void> {
  const socket = connect({ port, host: '127.0.0.1', noDelay: true, allowHalfOpen: true });
  const closed = new Promise<void>((resolve) => socket.once('close', () => resolve()));
  socket.on('error', () => socket.destroy());
  socket.resume();
  toll.connections += 1;
  await random.weighted([
    [4, () => withoutSession(socket, random, toll)],
    [10, () => withSession(socket, random, toll)],
    [1, () => slowly(socket, random, toll)],
    [1, () => withoutReading(socket, random, toll)],
  ]);
  socket.destroy();
  await closed;
}

async function withoutSession(socket: Socket, random: Random, toll: Toll): Promise<void> {
  toll.frames += 1;
  const { bytes } = hostileGreeting(random);
  await sent(socket, bytes);
  if (random.chance(30)) socket.end();
  await soon();
}

async function withSession(socket: Socket, random: Random, toll: Toll): Promise<void> {
  if (!(await greeted(socket))) {
    toll.unanswered += 1;
    return;
  }
  const frames = Array.from({ length: 1 + random.below(MOST_FRAMES) }, () => hostileFrame(random));
  toll.frames += frames.length;
  const whole = frames.every((frame) => frame.whole);
  const bytes = Buffer.concat([...frames.map((frame) => frame.bytes), farewell]);
  // Wherever it is cut, it says the same.
  const cut = random.below(bytes.length);
  await sent(socket, bytes.subarray(0, cut));
  if (random.chance(20)) return;
  await sent(socket, bytes.subarray(cut));
  if (!whole) await soon();
  else if (!(await within(() => ended(socket)))) toll.hanging += 1;
}

/** A byte, then another; and in the end not all of them. */
async function slowly(socket: Socket, random: Random, toll: Toll): Promise<void> {
  const { bytes }: Hostile = random.chance(50)
    ? hostileGreeting(random)
    : { bytes: greeting, whole: true };
  toll.frames += 1;
  for (const byte of bytes.subarray(0, random.below(60))) {
    await sent(socket, Uint8Array.of(byte));
    await soon();
  }
}

/** Asks for much and takes nothing of it. */
async function withoutReading(socket: Socket, random: Random, toll: Toll): Promise<void> {
  if (!(await greeted(socket))) return;
  socket.pause();
  const writer = new JuteWriter();
  const asked = Array.from({ length: 50 }, () =>
    writeRequest(writer, 'getData', 1, { path: '/bad-large', watch: false }).slice(),
  );
  toll.frames += asked.length;
  await sent(socket, Buffer.concat(asked));
  for (let waits = random.below(20); waits > 0; waits -= 1) await soon();
}

function greeted(socket: Socket): Promise<boolean> {
  return within(async () => {
    const heard = new Promise<void>((resolve) => socket.once('data', () => resolve()));
    await sent(socket, greeting);
    await Promise.race([heard, ended(socket)]);
  });
}

function ended(socket: Socket): Promise<void> {
  if (socket.readableEnded || socket.destroyed) return Promise.resolve();
  return new Promise((resolve) => {
    socket.once('end', () => resolve());
    socket.once('close', () => resolve());
  });
}

function sent(socket: Socket, bytes: Uint8Array): Promise<void> {
  if (socket.destroyed || socket.writableEnded) return Promise.resolve();
  return new Promise((resolve) => {
    const done = (): void => resolve();
    socket.once('close', done);
    socket.write(bytes, () => {
      socket.off('close', done);
      resolve();
    });
  });
}

function soon(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

/** Whether it came about in time. */
async function within(act: () => Promise<void>): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<boolean>((resolve) => {
    timer = setTimeout(() => resolve(false), PATIENCE_MS);
  });
  const found = await Promise.race([act().then(() => true), late]);
  clearTimeout(timer);
  return found;
}

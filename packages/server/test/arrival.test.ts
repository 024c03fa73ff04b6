import { PassThrough } from 'node:stream';
import { expect, it } from 'vitest';
import { Arrival } from '../src/node/peers/arrival.ts';
import { Connections } from '../src/node/peers/connections.ts';
import { FrameReader } from '../src/node/peers/frames.ts';
import { Answering, Dialling, type PeerIdentity } from '../src/node/peers/greeting.ts';
import type { Recall } from '../src/node/peers/hello.ts';
import { until } from './helpers/ensemble.ts';

const RECALL: Recall = { others: 3, memory: 'whole', isNew: false };

/** Another server, which has greeted one, and what becomes of what it says. */
function arrived(written: Promise<void>, isMute = false) {
  const socket = Object.assign(new PassThrough(), { setNoDelay() {} });
  const sent: Uint8Array[] = [];
  const reader = new FrameReader((frame) => sent.push(frame));
  socket.on('data', (chunk: Buffer) => reader.push(chunk));
  const received: Uint8Array[] = [];
  const blamed: string[] = [];
  const arrival = new Arrival({
    of: {
      acquaint: () => ({ type: 'known', recall: RECALL, written, isMute }),
      receive: (_from, bytes) => void received.push(bytes),
    },
    socket,
    answering: new Answering(identity(0), 'ab'.repeat(16)),
    connections: new Connections({ link() {}, left() {} }),
    blame: (reason) => void blamed.push(reason),
    entered() {},
    closed() {},
  });
  arrival.listen(new FrameReader(() => {}));
  return { socket, sent, received, blamed, arrival };
}

function identity(self: number): PeerIdentity {
  const disk = { identity: `0${self}`.repeat(16), incarnation: 0 };
  const boot = `1${self}`.repeat(16);
  return { cluster: '', core: 'zab', self, servers: 2, secret: 'known', boot, disk: () => disk };
}

it('what another server says waits until its disk is remembered', async () => {
  let remember = (): void => {};
  const written = new Promise<void>((resolve) => {
    remember = resolve;
  });
  const { arrival, sent, received, socket } = arrived(written);
  const dialling = new Dialling(identity(1), 0, 'cd'.repeat(16));
  arrival.take(dialling.first());
  await until(() => sent.length > 0);
  const met = dialling.next(sent[0] ?? Uint8Array.of());
  if (met.type !== 'met' || met.last === null) throw new Error(`it was ${met.type}`);
  arrival.take(met.last);
  arrival.take(Uint8Array.of(7));
  expect(received).toEqual([]);
  remember();
  await written;
  await until(() => sent.length > 1);
  expect(dialling.next(sent[1] ?? Uint8Array.of())).toEqual({
    type: 'recalled',
    peer: 0,
    recall: RECALL,
  });
  expect(received).toEqual([Uint8Array.of(7)]);
  arrival.take(Uint8Array.of(8));
  expect(received).toEqual([Uint8Array.of(7), Uint8Array.of(8)]);
  socket.destroy();
});

it('nothing comes of what one says whose disk could not be remembered', async () => {
  const { arrival, sent, received, blamed, socket } = arrived(Promise.reject(new Error('no room')));
  const dialling = new Dialling(identity(1), 0, 'cd'.repeat(16));
  arrival.take(dialling.first());
  await until(() => sent.length > 0);
  const met = dialling.next(sent[0] ?? Uint8Array.of());
  if (met.type === 'met' && met.last !== null) arrival.take(met.last);
  arrival.take(Uint8Array.of(7));
  await until(() => socket.destroyed);
  expect(blamed).toEqual(['its disk could not be remembered: no room']);
  expect(received).toEqual([]);
});

it('nothing comes of what one says that does not know yet whether it replaces another', async () => {
  const { arrival, sent, received, socket } = arrived(Promise.resolve(), true);
  const dialling = new Dialling(identity(1), 0, 'cd'.repeat(16));
  arrival.take(dialling.first());
  await until(() => sent.length > 0);
  const met = dialling.next(sent[0] ?? Uint8Array.of());
  if (met.type === 'met' && met.last !== null) arrival.take(met.last);
  arrival.take(Uint8Array.of(7));
  await until(() => sent.length > 1);
  expect(dialling.next(sent[1] ?? Uint8Array.of())).toMatchObject({ recall: RECALL });
  arrival.take(Uint8Array.of(8));
  expect(received).toEqual([]);
  socket.destroy();
});

import { connect } from 'node:net';
import {
  ConnectRequest,
  FrameSplitter,
  JuteWriter,
  type OperationName,
  type RequestBodies,
  writeFrame,
  writeRequest,
} from '@menagerie/jute';
import type { Contestant } from './contestants.ts';

const HELLO: ConnectRequest = {
  protocolVersion: 0,
  lastZxidSeen: 0n,
  timeOut: 30_000,
  sessionId: 0n,
  passwd: new Uint8Array(16),
  readOnly: false,
};

/** No client: it sends requests, and takes every frame for the answer to the first of them. */
export async function bareSocket(address: string): Promise<Contestant> {
  const [host, port] = address.split(':');
  const socket = connect({ host, port: Number(port), noDelay: true });
  const splitter = new FrameSplitter();
  const waiting: (() => void)[] = [];
  const answer = (): Promise<void> => new Promise((resolve) => waiting.push(resolve));
  socket.on('data', (chunk) => {
    splitter.push(chunk);
    while (splitter.next() !== null) waiting.shift()?.();
  });
  const ask = <K extends OperationName>(type: K, body: RequestBodies[K]): Promise<void> => {
    socket.write(writeRequest(new JuteWriter(), type, 1, body));
    return answer();
  };
  socket.write(writeFrame(new JuteWriter(), ConnectRequest, HELLO));
  await answer();
  return {
    get: (path) => ask('getData', { path, watch: false }),
    set: (path, data) => ask('setData', { path, data, version: -1 }),
    close: () => socket.destroy(),
  };
}
